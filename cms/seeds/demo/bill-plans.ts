import type { LoadedRecord } from '../../documents/load';
import { addDays, instant, monthEnd, monthStart, workingDay } from '../moments';
import type { Row } from '../writer';
import { PM_PRICE } from './leases';
import { areaOf } from './tenant-plans';
import { need, times, type Tenant, type World } from './world';

/** A line of a bill, in fen; `paid` and `adjusted` are worked out by the payments before anything is written. */
export interface LinePlan {
  feeItem: LoadedRecord;
  unit: LoadedRecord | null;
  quantity: number;
  unitPrice: number;
  amount: number;
  adjusted: number;
  paid: number;
  sourceNo?: string;
}

export interface BillPlan {
  tenant: Tenant;
  billType: string;
  units: LoadedRecord[];
  from: string;
  to: string;
  issue: string;
  due: string;
  lines: LinePlan[];
  /** draft = not issued yet; open = as its payments make it. */
  fate: 'open' | 'draft' | 'void' | 'bad_debt';
  deliveredAt: string | null;
  waiver?: { date: string; feeItem: LoadedRecord; amount: number; reason: string };
  dispute?: boolean;
  workOrder?: LoadedRecord;
  /** Share that is paid within days of a bill of this week; left out: as the customer usually pays. */
  early?: number;
  /** When the last payment was verified. */
  paidAt?: string;
  ref?: LoadedRecord;
}

/** Months of history. */
const MONTHS = 12;

/** Every bill of the last twelve months and of this one, in the order of issue. */
export function planBills(world: World): BillPlan[] {
  const bills: BillPlan[] = [];
  for (let back = MONTHS - 1; back >= 0; back -= 1) {
    const first = monthStart(world.today, -back);
    for (const tenant of world.tenants) bills.push(...monthOf(world, tenant, first));
  }
  for (let extra = Math.round(2300 * (world.scale - 1)); extra > 0; extra -= 1) bills.push(serviceBill(world));
  return bills.filter((bill) => bill.issue <= world.today).sort((a, b) => a.issue.localeCompare(b.issue));
}

/** What one customer is billed in one month: fees in advance on the 1st, energy and services of the month before on the 8th. */
function monthOf(world: World, tenant: Tenant, first: string): BillPlan[] {
  if (tenant.kind === 'key' || tenant.kind === 'former' || tenant.units.length === 0) return [];
  if (tenant.kind === 'estate') return [estateBill(world, tenant, first)];
  const start = String(tenant.ref.moveInDate);
  if (start > monthEnd(first)) return [];
  const bills = [propertyBill(world, tenant, first)];
  const before = monthStart(first, -1);
  if (start <= before) bills.push(energyBill(world, tenant, before, addDays(first, 7)));
  const spaces = spacesOf(tenant);
  if (spaces > 0) bills.push(parkingBill(world, tenant, first, spaces));
  if (tenant.lease && start < first && ['01', '04', '07', '10'].includes(first.slice(5, 7))) bills.push(rentBill(world, tenant, first));
  if (start <= before && world.random.chance(0.55)) bills.push(overtimeBill(world, tenant, before, addDays(first, 7)));
  if (start.slice(0, 7) === first.slice(0, 7) && tenant.lease) bills.push(moveInBill(world, tenant, start));
  return bills;
}

/** Every second customer rents parking spaces, about one a unit. */
const spacesOf = (tenant: Tenant): number => (tenant.ref.id % 5 < 3 ? tenant.units.length + (tenant.ref.id % 3) : 0);

function propertyBill(world: World, tenant: Tenant, first: string): BillPlan {
  const lines = tenant.units.map((unit) => lineOf(world, 'PM', unit, Number(unit.buildingArea), PM_PRICE));
  return billOf(tenant, 'periodic', first, monthEnd(first), first, lines);
}

function energyBill(world: World, tenant: Tenant, month: string, issue: string): BillPlan {
  const summer = ['06', '07', '08', '09'].includes(month.slice(5, 7)) ? 1.5 : 1;
  const lines = tenant.units.map((unit) =>
    lineOf(world, 'ENERGY', unit, Math.round(Number(unit.buildingArea) * world.random.between(5.5, 8.5) * summer), 138),
  );
  return billOf(tenant, 'energy', month, monthEnd(month), issue, lines);
}

function parkingBill(world: World, tenant: Tenant, first: string, spaces: number): BillPlan {
  const lines = [lineOf(world, 'PARK_RENT', null, spaces, 80_000), lineOf(world, 'PARK_MGT', null, spaces, 15_000)];
  return billOf(tenant, 'periodic', first, monthEnd(first), first, lines);
}

function overtimeBill(world: World, tenant: Tenant, month: string, issue: string): BillPlan {
  const hours = world.random.whole(2, 26);
  return billOf(tenant, 'one_off', month, monthEnd(month), issue, [lineOf(world, 'OT_AC', tenant.units[0] ?? null, hours, 24_000)]);
}

/** Rent is collected with the fees (3.1.1 A), by the quarter and in advance. */
function rentBill(world: World, tenant: Tenant, first: string): BillPlan {
  const price = Number(tenant.lease?.rentPerSqm ?? 0) * 3;
  const lines = tenant.units.map((unit) => lineOf(world, 'RENT', unit, Number(unit.buildingArea), price));
  return billOf(tenant, 'periodic', first, monthEnd(monthStart(first, 2)), first, lines);
}

/** More of the same, where the demo is asked for at a larger scale. */
function serviceBill(world: World): BillPlan {
  const tenant = world.random.pick(world.tenants.filter((candidate) => candidate.kind === 'tenant'));
  const issue = addDays(world.today, -world.random.whole(20, 365));
  return billOf(tenant, 'one_off', issue, issue, issue, [
    lineOf(world, 'SERVICE', tenant.units[0] ?? null, 1, world.random.whole(40, 900) * 100),
  ]);
}

function moveInBill(world: World, tenant: Tenant, start: string): BillPlan {
  const price = Number(tenant.lease?.rentPerSqm ?? 0) * 3;
  const lines = tenant.units.map((unit) => lineOf(world, 'RENT', unit, Number(unit.buildingArea), price));
  return { ...billOf(tenant, 'move_in', start, addDays(monthStart(start, 3), -1), start, lines), due: addDays(start, 7) };
}

function estateBill(world: World, tenant: Tenant, first: string): BillPlan {
  const area = Number((tenant.units[0]?.building as Row | undefined)?.grossArea ?? areaOf(tenant.units));
  return billOf(tenant, 'periodic', first, monthEnd(first), first, [lineOf(world, 'ESTATE', tenant.units[0] ?? null, area, 320)]);
}

export function lineOf(world: World, code: string, unit: LoadedRecord | null, quantity: number, unitPrice: number): LinePlan {
  return { feeItem: need(world.feeItems, code), unit, quantity, unitPrice, amount: Math.round(quantity * unitPrice), adjusted: 0, paid: 0 };
}

export function billOf(tenant: Tenant, billType: string, from: string, to: string, issue: string, lines: LinePlan[]): BillPlan {
  return { tenant, billType, units: tenant.units, from, to, issue, due: addDays(issue, 15), lines, fate: 'open', deliveredAt: null };
}

/** Bills beside the everyday: drafts that wait for finance, mistakes that were voided, waivers, one that was written off. */
export function addExceptions(world: World, bills: BillPlan[]): void {
  const { random, today } = world;
  const calm = bills.filter((bill) => bill.tenant.kind === 'tenant' && bill.issue < addDays(today, -70));
  const [badDebt, ...rest] = random.some(calm, times(world, 16));
  if (badDebt) badDebt.fate = 'bad_debt';
  rest.slice(0, times(world, 6)).forEach((bill) => (bill.fate = 'void'));
  rest.slice(times(world, 6), times(world, 13)).forEach((bill) => {
    const [line] = bill.lines;
    if (line)
      bill.waiver = {
        date: addDays(bill.issue, 9),
        feeItem: line.feeItem,
        amount: Math.round(line.amount * 0.15),
        reason: random.pick(['停水两日补偿', '空调故障期间减免', '公共区域施工影响办公']),
      };
  });
  rest.slice(times(world, 13)).forEach((bill) => (bill.dispute = true));
  bills
    .filter((bill) => bill.billType === 'one_off' || bill.billType === 'energy')
    .slice(-times(world, 28))
    .forEach((bill, index) => renew(world, bill, index));
}

/** Bills of this week: some paid or partly paid already, some on their way to the customer, the newest waiting to be issued. */
function renew(world: World, bill: BillPlan, index: number): void {
  const age = index % 4 === 3 ? 0 : 1 + (index % 6);
  bill.issue = addDays(world.today, -age);
  bill.due = addDays(bill.issue, 15);
  if (age === 0) bill.fate = index % 8 === 3 ? 'open' : 'draft';
  else bill.early = [1, 0.5, 0][index % 3] ?? 0;
}

/** When a bill was handed over against signature: one or two working days after it was issued; some of this week's are still to be. */
export function deliver(world: World, bill: BillPlan): void {
  if (bill.fate === 'draft' || bill.fate === 'void') return;
  const day = workingDay(addDays(bill.issue, world.random.whole(1, 2)), world.engine.settings.calendar());
  const at = instant(day, `${String(world.random.whole(9, 16)).padStart(2, '0')}:${String(world.random.whole(10, 59))}`);
  if (at < world.now && !(bill.issue >= addDays(world.today, -6) && world.random.chance(0.3))) bill.deliveredAt = at;
}
