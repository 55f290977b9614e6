import type { LoadedRecord } from '../../documents/load';
import { readSeed } from '../data';
import { addDays, instant, later, workingDay } from '../moments';
import { past, writeEach, type Row } from '../writer';
import { need, on, times, who, type World } from './world';

interface KeyFact {
  code: string;
  name: string;
  keyClass: string;
  location: string;
  copies: number;
  approval?: string;
}

/** Keys of the department: one set a unit of building 1, and those of common areas and plant rooms. */
export async function addKeys(world: World): Promise<LoadedRecord[]> {
  const facts = readSeed<KeyFact[]>(world.engine.root, 'demo/keys.yaml');
  const since = addDays(world.today, -900);
  const at = instant(since, '14:00');
  const by = who(world, 'customer-service-assistant').actor;
  const building = need(world.buildings, '1');
  const ofUnits = world.units.filter((unit) => (unit.building as Row).code === '1').map((unit, index) => unitKey(world, unit, index));
  const common = facts.map((fact, index) => ({
    state: 'in_cabinet',
    values: {
      ...fact,
      approval: undefined,
      building,
      needsApproval: fact.approval ?? 'none',
      cabinet: '公共钥匙柜',
      hook: `G${String(index + 1).padStart(2, '0')}`,
      maxLoanHours: 4,
      source: 'developer',
      receivedOn: since,
    } as Row,
  }));
  const keys: LoadedRecord[] = [];
  await writeEach(world.engine, [...common, ...ofUnits], async (tx, { state, values }) => {
    keys.push(await past(tx, 'key', values, { state, at, by }));
  });
  world.say(`${keys.length} keys`);
  return keys;
}

/** A tag shows its code only, never the unit (key#3): the code is a running one. */
function unitKey(world: World, unit: LoadedRecord, index: number): { state: string; values: Row } {
  const lived = unit.occupancyStatus === 'occupied' || unit.occupancyStatus === 'decorating';
  const state = lived
    ? world.random.weighted([
        { s: 'sealed', weight: 5 },
        { s: 'in_cabinet', weight: 4 },
        { s: 'handed_over', weight: 2 },
      ]).s
    : 'in_cabinet';
  const values: Row = {
    code: unit.keySetNo,
    name: '单元门钥匙',
    keyClass: 'unit',
    building: unit.building,
    unit,
    location: `${String(unit.floor)}层 ${String(unit.unitNo)} 户门`,
    copies: 1,
    cabinet: '单元钥匙柜',
    hook: `D${String(index + 1).padStart(3, '0')}`,
    needsApproval: 'none',
    maxLoanHours: 4,
    source: lived ? 'customer' : 'developer',
    receivedOn: addDays(world.today, -900),
    ...(state === 'sealed' ? { secondPerson: who(world, 'customer-service-supervisor').ref } : {}),
    ...(state === 'handed_over' ? { receiptSigned: true } : {}),
  };
  return { state, values };
}

/** Loans of the last three months that are over: nearly all back in time. */
export async function addOldLoans(world: World, keys: LoadedRecord[]): Promise<void> {
  const { random } = world;
  const lent = keys.filter((key) => key.state === 'in_cabinet');
  const calendar = world.engine.settings.calendar();
  const days = Array.from({ length: times(world, 150) }, () => workingDay(addDays(world.today, -random.whole(3, 92)), calendar))
    .filter((day) => day < addDays(world.today, -1))
    .sort();
  await writeEach(world.engine, days, async (tx, day, index) => {
    const key = random.pick(lent);
    const outside = index % 6 === 5 && key.keyClass === 'common';
    const requested = instant(day, `${String(random.whole(9, 14)).padStart(2, '0')}:${random.whole(10, 59)}`);
    const borrowedAt = later(requested, random.whole(2, 12));
    const dueAt = later(borrowedAt, 240);
    const returnedAt = random.chance(0.955) ? later(borrowedAt, random.whole(20, 225)) : later(dueAt, random.whole(15, 200));
    const desk = random.pick(on(world, 'REC'));
    const needsApproval = key.approvalLevel !== 'none';
    const isRejected = index % 47 === 11;
    const unit = key.unit as Row | null;
    const values: Row = {
      keys: [key],
      ...(outside
        ? outsider(world, index)
        : { borrowerKind: 'staff', borrower: random.pick(on(world, 'ENGT', 'ESA', 'CSA')).ref, phone: world.people[3]?.phone }),
      purpose: unit ? (unit.occupancyStatus === 'vacant' ? 'patrol' : 'repair') : random.pick(['repair', 'patrol', 'cleaning']),
      secondStaff: unit?.occupancyStatus === 'vacant' ? random.pick(on(world, 'SECG')).ref : null,
      customerConsent: unit?.occupancyStatus === 'occupied',
      dueAt,
      ...(needsApproval && !isRejected
        ? { approver: who(world, key.approvalLevel === 'manager' ? 'customer-service-manager' : 'customer-service-supervisor').ref }
        : {}),
      ...(isRejected
        ? {}
        : {
            borrowedAt,
            lentBy: desk.ref,
            borrowerSign: world.files.signature,
            returnedAt,
            returnedCount: key.copies,
            receivedBack: desk.ref,
            condition: random.chance(0.98) ? 'good' : 'damaged',
          }),
    };
    const late = returnedAt > dueAt;
    const entered: Record<string, string> = isRejected
      ? { requested, rejected: later(requested, 9) }
      : {
          requested,
          ...(needsApproval ? { approved: later(requested, 1) } : {}),
          out: borrowedAt,
          ...(late ? { overdue: later(dueAt, 1) } : {}),
          returned: returnedAt,
        };
    await past(tx, 'key-loan', values, { state: isRejected ? 'rejected' : 'returned', at: requested, by: desk.actor, entered });
  });
  world.say(`${days.length} key loans`);
}

function outsider(world: World, index: number): Row {
  const contractor = world.contractors[index % world.contractors.length] as LoadedRecord;
  return {
    borrowerKind: 'contractor',
    borrowerName: contractor.siteManager,
    company: contractor.nameZh,
    phone: contractor.phone,
    idLast4: String(1000 + index).slice(-4),
    idChecked: true,
    escort: world.random.pick(on(world, 'SECG')).ref,
  };
}
