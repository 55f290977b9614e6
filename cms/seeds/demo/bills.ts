import { addDays, dayOf, instant, later } from '../moments';
import { past, writeEach, type Past, type Row } from '../writer';
import type { BillPlan } from './bill-plans';
import { balanceOf, paidOf, waive } from './payment-plans';
import { who, type World } from './world';

/** Writes the planned bills in the order of issue, so that their numbers follow it. */
export async function addBills(world: World, bills: BillPlan[]): Promise<void> {
  const arrears = new Map<string, number>();
  await writeEach(world.engine, bills, async (tx, bill) => {
    waive(bill);
    const key = bill.tenant.ref.documentId;
    bill.ref = await past(tx, 'bill', valuesOf(world, bill, arrears.get(key) ?? 0), pastOf(world, bill));
    if (bill.fate === 'open' && bill.due < world.today) arrears.set(key, (arrears.get(key) ?? 0) + balanceOf(bill));
  });
  world.say(`${bills.length} bills`);
}

function valuesOf(world: World, bill: BillPlan, previousArrears: number): Row {
  const { tenant } = bill;
  return {
    customer: tenant.ref,
    lease: bill.billType === 'one_off' ? null : tenant.lease,
    units: bill.units,
    billType: bill.billType,
    periodFrom: bill.from,
    periodTo: bill.to,
    issueDate: bill.issue,
    dueDate: bill.due,
    lines: bill.lines.map((line) => ({
      feeItem: line.feeItem,
      unit: line.unit,
      periodFrom: bill.from,
      periodTo: bill.to,
      sourceNo: line.sourceNo ?? null,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      taxRate: line.feeItem.taxRate ?? null,
      adjusted: line.adjusted,
      paid: line.paid,
    })),
    previousArrears,
    dispute: bill.dispute === true,
    adjustments: bill.waiver ? [bill.waiver] : [],
    deliveredOnPaper: bill.deliveredAt !== null,
    workOrder: bill.workOrder ?? null,
    ...(bill.fate === 'void' ? { voidReason: '单价录入有误，作废后重开', voidApprovedBy: who(world, 'customer-service-manager').ref } : {}),
  };
}

/** State and times as issue, delivery, payments and the calendar have made them. */
function pastOf(world: World, bill: BillPlan): Past {
  const registeredAt = bill.issue >= world.today ? later(world.now, -90) : instant(bill.issue, '09:05');
  const entered: Record<string, string> = { draft: registeredAt };
  const by = who(world, 'customer-service-assistant').actor;
  if (bill.fate === 'draft') return { state: 'draft', at: registeredAt, by, entered };
  entered.issued = later(registeredAt, 70);
  if (bill.deliveredAt) entered.delivered = bill.deliveredAt;
  const state = stateOf(world, bill);
  if (state === 'void') entered.void = later(entered.issued, 300);
  if (paidOf(bill) > 0 && state !== 'paid' && bill.paidAt) entered.partial = bill.paidAt;
  if (state === 'overdue' || state === 'bad_debt' || (bill.paidAt && dayOf(bill.paidAt) > bill.due))
    entered.overdue = instant(addDays(bill.due, 1), '00:10');
  if (state === 'paid') entered.paid = bill.paidAt ?? entered.issued;
  if (state === 'bad_debt') entered.bad_debt = later(world.now, -60 * 24 * 9);
  const overdueDays =
    state === 'overdue' || state === 'bad_debt' ? Math.round((Date.parse(world.today) - Date.parse(bill.due)) / 86_400_000) : 0;
  return { state, at: registeredAt, by, entered: inOrder(entered), computed: { overdueDays } };
}

function stateOf(world: World, bill: BillPlan): string {
  if (bill.fate !== 'open') return bill.fate;
  if (balanceOf(bill) === 0) return 'paid';
  if (bill.due < world.today) return 'overdue';
  if (paidOf(bill) > 0) return 'partial';
  return bill.deliveredAt ? 'delivered' : 'issued';
}

/** States are noted in the order in which they were entered. */
export function inOrder(entered: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(entered).sort((a, b) => a[1].localeCompare(b[1])));
}
