import type { LoadedRecord } from '../../documents/load';
import { addDays, instant, later, workingDay } from '../moments';
import type { BillPlan } from './bill-plans';
import { on, who, type Person, type Tenant, type World } from './world';

/** Part of a payment: to one fee item of a bill, or to a deposit. */
export interface Allocation {
  bill?: BillPlan;
  deposit?: LoadedRecord;
  feeItem: LoadedRecord;
  amount: number;
}

export interface PaymentPlan {
  customer: LoadedRecord;
  payerName: string;
  receivedAt: string;
  allocations: Allocation[];
  /** What came in above the allocations. */
  extra: number;
  method: string;
  cashier: Person;
  verifier: Person;
  state: 'recorded' | 'verified' | 'reversed';
  verifiedAt: string | null;
  reversedAt: string | null;
  ref?: LoadedRecord;
}

/** How a customer pays: nearly all in time, some late, three hardly. */
type Habit = 'good' | 'slow' | 'bad';

/** Payments of all open bills, worked into their lines as the server would: what is verified counts, what is reversed does not. */
export function planPayments(world: World, bills: BillPlan[]): PaymentPlan[] {
  const plans: PaymentPlan[] = [];
  const habits = new Map(world.tenants.map((tenant, index) => [tenant, habitOf(index)]));
  for (const group of groups(world, bills)) {
    const habit = habits.get(group[0]?.tenant as Tenant) ?? 'good';
    const early = group[0]?.early;
    if (early !== undefined) {
      plans.push(...earlyPayment(world, group, early));
      continue;
    }
    const day = dayOfPayment(world, group, habit);
    const receivedAt = day === null ? null : atDesk(world, day);
    if (receivedAt === null || receivedAt > world.now) continue;
    const share = habit === 'bad' ? world.random.pick([0, 0.5, 0.6]) : world.random.chance(0.012) ? 0.5 : 1;
    const plan = paymentOf(world, group, receivedAt, share);
    if (plan) plans.push(...withReversal(world, plan));
  }
  return plans;
}

/** A bill of this week that was paid (in part) at once: checked the next morning, but what came in yesterday still waits for that. */
function earlyPayment(world: World, group: BillPlan[], share: number): PaymentPlan[] {
  const [bill] = group;
  const allocations = bill && share > 0 ? allocationsOf(world, bill, share) : [];
  if (!bill || allocations.length === 0) return [];
  const receivedAt = later(instant(bill.issue, '14:20'), 60 * 3);
  const verifiedAt = later(receivedAt, 60 * 16);
  const state = bill.issue < addDays(world.today, -1) && verifiedAt < world.now ? 'verified' : 'recorded';
  const plan = bookingOf(
    world,
    bill.tenant.ref,
    String(bill.tenant.ref.nameZh),
    receivedAt,
    allocations,
    state,
    state === 'verified' ? verifiedAt : null,
  );
  if (state === 'verified') settle(plan);
  return receivedAt < world.now ? [plan] : [];
}

const habitOf = (index: number): Habit => (index % 23 === 9 ? 'bad' : index % 9 === 4 ? 'slow' : 'good');

/** Most customers pay all bills of a month together, the others each by itself. */
function groups(world: World, bills: BillPlan[]): BillPlan[][] {
  const found = new Map<string, BillPlan[]>();
  bills.forEach((bill, index) => {
    if (bill.fate !== 'open') return;
    const together =
      bill.early === undefined && bill.tenant.ref.id % 10 < 6 && bill.billType !== 'move_in' && bill.issue < addDays(world.today, -8);
    const key = together ? `${bill.tenant.ref.documentId} ${bill.issue.slice(0, 7)}` : String(index);
    found.set(key, [...(found.get(key) ?? []), bill]);
  });
  return [...found.values()];
}

/** Null = has not paid yet. */
function dayOfPayment(world: World, group: BillPlan[], habit: Habit): string | null {
  const { random } = world;
  const issued =
    group
      .map((bill) => bill.issue)
      .sort()
      .at(-1) ?? world.today;
  const age = (Date.parse(world.today) - Date.parse(issued)) / 86_400_000;
  const delay = {
    good: () => (random.chance(0.97) ? random.whole(2, 14) : random.whole(17, 30)),
    slow: () => (random.chance(0.55) ? random.whole(8, 15) : random.whole(18, 58)),
    bad: () => random.whole(20, 80),
  }[habit]();
  // Of old bills nearly everything has come in by now.
  if (random.chance(habit === 'bad' ? 0.3 : age > 45 ? 0.004 : 0.03)) return null;
  return workingDay(addDays(issued, delay), world.engine.settings.calendar());
}

const atDesk = (world: World, day: string): string =>
  instant(day, `${String(world.random.whole(9, 16)).padStart(2, '0')}:${String(world.random.whole(0, 59)).padStart(2, '0')}`);

function paymentOf(world: World, group: BillPlan[], receivedAt: string, share: number): PaymentPlan | null {
  const allocations = group.flatMap((bill) => allocationsOf(world, bill, share));
  const first = group[0];
  if (!first || allocations.length === 0) return null;
  const pending = receivedAt > later(world.now, -60 * 24 * 2.2);
  const verifiedAt = later(
    instant(workingDay(addDays(receivedAt.slice(0, 10), 1), world.engine.settings.calendar()), '10:15'),
    world.random.whole(0, 360),
  );
  const state = pending || verifiedAt > world.now ? 'recorded' : 'verified';
  const plan = bookingOf(
    world,
    first.tenant.ref,
    first.tenant.ref.nameZh as string,
    receivedAt,
    allocations,
    state,
    state === 'verified' ? verifiedAt : null,
  );
  if (state === 'verified') settle(plan);
  return plan;
}

/** Who took the money and who checks it are two. */
export function bookingOf(
  world: World,
  customer: LoadedRecord,
  payerName: string,
  receivedAt: string,
  allocations: Allocation[],
  state: PaymentPlan['state'],
  verifiedAt: string | null,
): PaymentPlan {
  const head = who(world, 'finance');
  const clerks = on(world, 'FINC');
  // The head takes money now and then; then a clerk checks it.
  const byHead = world.random.chance(0.08);
  const clerk = world.random.pick(clerks);
  const method = world.random.weighted([
    { name: 'bank_transfer', weight: 78 },
    { name: 'wechat', weight: 8 },
    { name: 'alipay', weight: 5 },
    { name: 'card', weight: 4 },
    { name: 'cheque', weight: 3 },
    { name: 'cash', weight: 2 },
  ]).name;
  const extra = world.random.chance(0.015) ? world.random.whole(1, 50) * 1000 : 0;
  return {
    customer,
    payerName,
    receivedAt,
    allocations,
    extra,
    method,
    cashier: byHead ? head : clerk,
    verifier: byHead ? clerk : head,
    state,
    verifiedAt,
    reversedAt: null,
  };
}

/** What a payment gives to each fee item of a bill, not more than is owed. */
function allocationsOf(world: World, bill: BillPlan, share: number): Allocation[] {
  waive(bill);
  const items = [...new Set(bill.lines.map((line) => line.feeItem))];
  return items.flatMap((feeItem) => {
    const owed = bill.lines
      .filter((line) => line.feeItem === feeItem)
      .reduce((sum, line) => sum + line.amount - line.adjusted - line.paid, 0);
    const amount = share === 1 ? owed : Math.round((owed * share) / 100) * 100;
    return amount > 0 ? [{ bill, feeItem, amount }] : [];
  });
}

/** Waivers go to the lines of their item first, as the action would write them. */
export function waive(bill: BillPlan): void {
  if (!bill.waiver || bill.lines.some((line) => line.adjusted > 0)) return;
  let rest = bill.waiver.amount;
  for (const line of bill.lines.filter((candidate) => candidate.feeItem === bill.waiver?.feeItem)) {
    line.adjusted = Math.min(rest, line.amount);
    rest -= line.adjusted;
  }
}

/** Writes a verified payment into the lines, in their order (all lines of a bill have one period). */
function settle(plan: PaymentPlan): void {
  for (const { bill, feeItem, amount } of plan.allocations) {
    if (!bill) continue;
    let rest = amount;
    for (const line of bill.lines.filter((candidate) => candidate.feeItem === feeItem)) {
      const step = Math.min(rest, line.amount - line.adjusted - line.paid);
      line.paid += step;
      rest -= step;
    }
    bill.paidAt = [bill.paidAt ?? '', plan.verifiedAt ?? ''].sort().at(-1);
  }
}

/** Now and then a cheque bounces: the first payment is reversed, and the same comes again a week later. */
function withReversal(world: World, plan: PaymentPlan): PaymentPlan[] {
  if (plan.state !== 'verified' || !plan.verifiedAt || plan.method !== 'cheque' || !world.random.chance(0.12)) return [plan];
  const day = workingDay(addDays(plan.verifiedAt.slice(0, 10), 3), world.engine.settings.calendar());
  const reversedAt = instant(day, '14:20');
  const again = atDesk(world, workingDay(addDays(day, 4), world.engine.settings.calendar()));
  const verifiedAt = later(again, 60 * 20);
  if (verifiedAt > world.now) return [plan];
  plan.allocations.forEach(({ bill }) => bill && (bill.paidAt = verifiedAt));
  return [
    { ...plan, state: 'reversed', reversedAt },
    { ...plan, receivedAt: again, verifiedAt, method: 'bank_transfer' },
  ];
}

/** Open amount of a bill. */
export const balanceOf = (bill: BillPlan): number => bill.lines.reduce((sum, line) => sum + line.amount - line.adjusted - line.paid, 0);
export const paidOf = (bill: BillPlan): number => bill.lines.reduce((sum, line) => sum + line.paid, 0);
