import { later } from '../moments';
import { fill, past, writeEach, type Row } from '../writer';
import type { PaymentPlan } from './payment-plans';
import { who, type World } from './world';

/** Writes the planned payments in the order in which the money came; deposits learn which payment they came with. */
export async function addPayments(world: World, plans: PaymentPlan[]): Promise<void> {
  const sorted = [...plans].sort((a, b) => a.receivedAt.localeCompare(b.receivedAt));
  takeInTurn(sorted.filter((plan) => plan.state === 'recorded'));
  let serial = 0;
  await writeEach(world.engine, sorted, async (tx, plan) => {
    serial += 1;
    const entered: Record<string, string> = { recorded: plan.receivedAt };
    if (plan.verifiedAt) entered.verified = plan.verifiedAt;
    if (plan.reversedAt) entered.reversed = plan.reversedAt;
    const { state, receivedAt: at } = plan;
    plan.ref = await past(tx, 'payment', valuesOf(world, plan, serial), { state, at, by: plan.cashier.actor, entered });
    for (const part of plan.allocations) {
      if (part.deposit)
        await fill(tx, 'deposit', part.deposit, { payment: plan.ref }, { at: later(plan.receivedAt, 1), by: plan.cashier.actor });
    }
  });
  world.say(`${sorted.length} payments`);
}

/** What still waits to be checked was taken by the head and by a clerk in turn: each has something of the other's to check. */
function takeInTurn(waiting: PaymentPlan[]): void {
  waiting.forEach((plan, index) => {
    const isHeads = plan.cashier.account === 'finance';
    if (isHeads !== (index % 2 === 0)) [plan.cashier, plan.verifier] = [plan.verifier, plan.cashier];
  });
}

function valuesOf(world: World, plan: PaymentPlan, serial: number): Row {
  const total = plan.allocations.reduce((sum, part) => sum + part.amount, 0);
  const isDeposit = plan.allocations.some((part) => part.deposit);
  const day = plan.receivedAt.slice(0, 10).replaceAll('-', '');
  return {
    customer: plan.customer,
    receivedAt: plan.receivedAt,
    method: plan.method,
    amount: total + plan.extra,
    payerName: plan.payerName,
    bankRef: ['bank_transfer', 'cheque'].includes(plan.method) ? `${day}${String(800_000 + serial * 37)}` : null,
    allocations: plan.allocations.map((part) => ({
      bill: part.bill?.ref ?? null,
      deposit: part.deposit ?? null,
      feeItem: part.feeItem,
      amount: part.amount,
    })),
    receiptNo: `${isDeposit ? 'YS' : 'FP'}${day.slice(2)}${String(serial % 10_000).padStart(4, '0')}`,
    invoiceType: isDeposit ? 'receipt' : serial % 3 === 0 ? 'vat_normal' : 'vat_special',
    cashier: plan.cashier.ref,
    ...(plan.verifiedAt ? { verifiedBy: plan.verifier.ref, verifiedAt: plan.verifiedAt } : {}),
    ...(plan.reversedAt ? { reversedAt: plan.reversedAt, reversalApprovedBy: who(world, 'customer-service-manager').ref } : {}),
  };
}
