import type { Actor } from '../../access/actor';
import type { LoadedRecord } from '../../documents/load';
import { addDays, addMonths, instant, later, monthStart } from '../moments';
import { act, create, fill, past, write, writeEach, type Row } from '../writer';
import { areaOf, type TenantPlan } from './tenant-plans';
import { unitsOf } from './units';
import { need, who, type Tenant, type World } from './world';

/** Property fee a square metre and month, and the deposits by area, in fen (3.1.1 E1: a quarter's fee). */
export const PM_PRICE = 3000;
export const ENERGY_DEPOSIT = 2000;

/** Leases as they were signed, and the units that they fill; then those that begin next month. */
export async function addLeases(world: World, plans: TenantPlan[]): Promise<void> {
  const by = who(world, 'customer-service-supervisor').actor;
  const tenantOf = new Map(world.tenants.map((tenant) => [tenant.ref.nameZh, tenant]));
  const let_ = plans.filter((plan) => plan.leaseState !== null).map((plan) => ({ plan, tenant: tenantOf.get(plan.fact.nameZh) as Tenant }));
  const vacant = world.units.filter((unit) => !plans.some((plan) => plan.units.includes(unit)));
  await writeEach(world.engine, let_, async (tx, { plan, tenant }, index) => {
    // What a former customer had rented is one of the units that are empty today.
    const units = plan.leaseState === 'terminated' ? [vacant[index % vacant.length] as LoadedRecord] : plan.units;
    const at = instant(addDays(plan.start, -35), '15:00');
    const entered: Record<string, string> = {
      draft: at,
      signed: instant(addDays(plan.start, -28), '11:00'),
      active: instant(plan.start, '16:30'),
    };
    if (plan.leaseState !== 'active') entered.expiring = instant(addDays(plan.end, -90), '00:10');
    if (plan.leaseState === 'terminated') entered.terminated = instant(plan.end, '17:30');
    const values = leaseValues(world, tenant, units, plan);
    const lease = await past(
      tx,
      'lease',
      { ...values, movedInOnPaper: true, movedOutOnPaper: plan.leaseState === 'terminated' },
      { state: plan.leaseState ?? 'active', at, by, entered },
    );
    if (plan.leaseState !== 'terminated') tenant.lease = lease;
  });
  await fillUnits(world, plans, by);
  await addComing(world, by);
  world.say(`${let_.length + 3} leases`);
}

function leaseValues(world: World, { ref }: Tenant, units: LoadedRecord[], plan: Pick<TenantPlan, 'start' | 'end' | 'rentPerSqm'>): Row {
  const area = areaOf(units);
  const owner = world.tenants.find((tenant) => tenant.kind === 'key');
  const line = (code: string, unitPrice: number, basis: string, cycle: string): Row => ({
    feeItem: need(world.feeItems, code),
    unitPrice,
    basis,
    cycle,
    startDate: plan.start,
    payer: 'tenant',
  });
  return {
    customer: ref,
    units,
    lessor: owner?.ref ?? null,
    agency: world.random.chance(0.4) ? world.random.pick(['京城地产顾问', '恒瑞行物业代理', '五合国际代理']) : null,
    leasedArea: area,
    startDate: plan.start,
    endDate: plan.end,
    rentFreeDays: world.random.pick([0, 15, 30, 45]),
    rentPerSqm: plan.rentPerSqm,
    rentDeposit: Math.round(area * plan.rentPerSqm * 2),
    feePlan: [
      line('RENT', plan.rentPerSqm, 'area', 'quarterly'),
      line('PM', PM_PRICE, 'area', 'monthly'),
      line('PM_DEP', PM_PRICE * 3, 'area', 'one_off'),
      line('ENERGY_DEP', ENERGY_DEPOSIT, 'area', 'one_off'),
      line('ENERGY', 138, 'meter', 'monthly'),
    ],
    lateFeeRate: 0.5,
    restoreOnExit: world.random.chance(0.7),
    scan: [world.files.certificate],
  };
}

/** Units follow leases: who is in them, since when, and whose they are. */
async function fillUnits(world: World, plans: TenantPlan[], by: Actor): Promise<void> {
  const owner = world.tenants.find((tenant) => tenant.kind === 'key')?.ref ?? null;
  const holder = new Map(plans.flatMap((plan) => plan.units.map((unit) => [unit.documentId, plan] as const)));
  await writeEach(world.engine, [...world.units], async (tx, unit, index) => {
    const plan = holder.get(unit.documentId);
    const tenant = plan && world.tenants.find((candidate) => candidate.ref.nameZh === plan.fact.nameZh);
    const isOwn = tenant?.kind === 'occupier' || tenant?.kind === 'estate';
    const owned = isOwn ? tenant.ref : (unit.building as Row).code === '1' && Number(unit.floor) <= 20 ? owner : null;
    const isManagement = unit.unitNo === unitsOf(world, '1', 'office')[0]?.unitNo;
    const values: Row = tenant
      ? { owner: owned, occupancyStatus: 'occupied', currentCustomer: tenant.ref, currentLease: tenant.lease, vacantSince: null }
      : {
          owner: owned,
          ...(isManagement
            ? { occupancyStatus: 'own_use', vacantSince: null }
            : { vacantSince: addDays(world.today, -world.random.whole(20, 200)) }),
        };
    const filled = await fill(
      tx,
      'unit',
      unit,
      values,
      { at: plan ? instant(plan.start, '16:30') : instant(addDays(world.today, -200), '10:00'), by },
      {},
    );
    world.units[index] = filled;
    if (tenant) tenant.units = tenant.units.map((candidate) => (candidate.documentId === filled.documentId ? filled : candidate));
  });
}

/** Two customers take more space from next month on (signed), one lease is being drawn up. */
async function addComing(world: World, by: Actor): Promise<void> {
  const tenants = world.tenants.filter((tenant) => tenant.kind === 'tenant').slice(-6, -3);
  const free = unitsOf(world, '1', 'office').slice(-3);
  await write(world.engine, async (tx) => {
    for (const [index, tenant] of tenants.entries()) {
      const unit = free[index] as LoadedRecord;
      const start = monthStart(world.today, index + 1);
      const values = leaseValues(world, tenant, [unit], { start, end: addDays(addMonths(start, 36), -1), rentPerSqm: 20000 });
      const lease = await create(tx, 'lease', values, { at: later(world.now, -3000 + index * 900), by });
      if (index < 2) await act(tx, 'lease', lease, 'sign', { at: later(world.now, -2000 + index * 900), by });
    }
  });
}
