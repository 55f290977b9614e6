import type { LoadedRecord } from '../../documents/load';
import type { Tx } from '../../documents/tx';
import { addDays, instant, later } from '../moments';
import { create, past, write, writeEach, type Row } from '../writer';
import { creditCode, idNumber, type Names } from './names';
import type { TenantPlan } from './tenant-plans';
import { on, who, type Person, type Tenant, type World } from './world';
import { readSeed } from '../data';
import type { CompanyFact } from './tenant-plans';

const TYPES: Record<string, string> = { key: 'owner', estate: 'owner', merchant: 'merchant', occupier: 'owner_occupier' };

/** Customers with their contacts, as they came; and two that came in just now and wait to be checked. */
export async function addCustomers(world: World, plans: TenantPlan[], names: Names): Promise<void> {
  await writeEach(world.engine, plans, async (tx, plan, index) => {
    const assistant = assistantOf(world, plan, index);
    const ref = await past(tx, 'customer', customerValues(world, plan, assistant, index), pastOf(world, plan));
    const tenant: Tenant = { ref, kind: plan.fact.kind, contacts: [], units: plan.units, lease: null, assistant, fact: { ...plan.fact } };
    if (plan.fact.kind !== 'former') await addContacts(tx, world, tenant, names, instant(plan.start, '10:40'));
    world.tenants.push(tenant);
  });
  await addUnchecked(world, names);
  world.say(`${plans.length + 2} customers with ${world.tenants.reduce((sum, tenant) => sum + tenant.contacts.length, 0)} contacts`);
}

/** Key accounts are the manager's (2.3-1), the other buildings the estate assistants', everybody else the three assistants' by turns. */
function assistantOf(world: World, { fact }: TenantPlan, index: number): Person {
  if (fact.kind === 'key') return who(world, 'customer-service-manager');
  const team = fact.kind === 'estate' ? on(world, 'ESA') : on(world, 'CSA');
  return team[index % team.length] ?? who(world, 'customer-service-assistant');
}

function customerValues(world: World, { fact, units, start, end }: TenantPlan, assistant: Person, index: number): Row {
  const code = creditCode(1000 + index * 37);
  return {
    customerType: TYPES[fact.kind] ?? 'tenant',
    legalKind: 'company',
    nameZh: fact.nameZh,
    nameEn: fact.nameEn,
    shortName: fact.short,
    creditCode: code,
    idNumber: idNumber(500 + index),
    idCopy: [world.files.certificate],
    industry: fact.industry,
    units: fact.kind === 'former' ? [] : units,
    ownershipShare: fact.share ?? 0,
    headcount: Math.max(4, Math.round(units.length * world.random.whole(14, 34))),
    assistant: assistant.ref,
    invoiceTitle: fact.nameZh,
    taxNo: code,
    billingAddress: units[0]
      ? `光大国际中心${String((units[0].building as Row).nameZh)}${String(units[0].unitNo)}`
      : '光大国际中心物业管理中心转',
    officeHours: world.random.pick(['周一至周五 9:00-18:00', '周一至周五 8:30-17:30', '周一至周六 9:00-18:00', '周一至周五 9:30-18:30']),
    moveInDate: start,
    moveOutDate: fact.kind === 'former' ? end : null,
    checkedBy: who(world, 'customer-service-supervisor').ref,
    checkedAt: instant(start, '16:10'),
  };
}

function pastOf(world: World, plan: TenantPlan) {
  const at = instant(plan.start, '10:05');
  const left = plan.fact.kind === 'former';
  const entered = {
    draft: at,
    active: instant(plan.start, '16:10'),
    ...(left ? { moving_out: instant(addDays(plan.end, -20), '11:00'), former: instant(plan.end, '17:00') } : {}),
  };
  return { state: left ? 'former' : 'active', at, by: who(world, 'customer-service-assistant').actor, entered };
}

/** One person for every day and emergencies, one for money, one who may sign. */
async function addContacts(tx: Tx, world: World, tenant: Tenant, names: Names, at: string): Promise<void> {
  const kinds = [
    { roleTypes: ['primary', 'emergency'], position: '行政主管' },
    { roleTypes: ['finance'], position: '财务经理' },
    { roleTypes: ['authorised', 'decoration'], position: '副总经理' },
  ].slice(
    0,
    world.random.weighted([
      { n: 1, weight: 1 },
      { n: 2, weight: 4 },
      { n: 3, weight: 5 },
    ]).n,
  );
  for (const kind of kinds) {
    const name = names.name();
    const phone = names.phone();
    const ref = await past(
      tx,
      'contact',
      { ...kind, customer: tenant.ref, name, phone, mobile: phone, active: true },
      { state: 'active', at, by: tenant.assistant.actor },
    );
    tenant.contacts.push({ name, phone, ref });
  }
}

/** Entered by one person, to be compared with the paper by another: one of today, one of yesterday that is late. */
async function addUnchecked(world: World, names: Names): Promise<void> {
  const facts = readSeed<CompanyFact[]>(world.engine.root, 'demo/companies.yaml').filter((fact) => fact.kind === 'draft');
  const by = who(world, 'customer-service-assistant-2');
  await write(world.engine, async (tx) => {
    for (const [index, fact] of facts.entries()) {
      const values = {
        customerType: 'tenant',
        legalKind: 'company',
        nameZh: fact.nameZh,
        nameEn: fact.nameEn,
        shortName: fact.short,
        creditCode: creditCode(7000 + index),
        idCopy: [world.files.certificate],
        industry: fact.industry,
        headcount: 20,
        assistant: by.ref,
        invoiceTitle: fact.nameZh,
      };
      const customer = await create(tx, 'customer', values, { at: later(world.now, index === 0 ? -1450 : -35), by: by.actor });
      await create(
        tx,
        'contact',
        { customer, name: names.name(), phone: names.phone(), roleTypes: ['primary', 'emergency'], position: '行政' },
        { at: later(world.now, -30), by: by.actor },
      );
    }
  });
}

/** Customers that rent or use space in building 1 now. */
export const inBuilding = (world: World): Tenant[] =>
  world.tenants.filter((tenant) => ['tenant', 'occupier', 'merchant'].includes(tenant.kind) && tenant.units.length > 0);

/** A contact of the customer to speak with. */
export const speaker = (tenant: Tenant): { name: string; phone: string; ref: LoadedRecord } =>
  tenant.contacts[0] as { name: string; phone: string; ref: LoadedRecord };
