import type { Violation } from '../definition/types';
import type { EffectStep } from './effects';
import type { RuleContext } from './rule';

type Row = Record<string, unknown>;
const rows = (value: unknown): Row[] => (Array.isArray(value) ? (value as Row[]) : []);
const idOf = (value: unknown): string => (typeof value === 'string' ? value : String((value as Row | null | undefined)?.documentId ?? ''));
const money = (value: unknown): number => Number(value ?? 0);
const openOf = (line: Row): number => money(line.amount) - money(line.adjusted) - money(line.paid);
const OPEN_STATES = ['issued', 'delivered', 'partial', 'overdue'];

/** Practice (bill#1): one fee item, unit and period is billed once; overlapping periods are refused. */
export function billNotBilledTwice(record: Row, context: RuleContext): Violation[] {
  const others = (context.related.bills ?? []).filter(
    (bill) => bill.documentId !== record.documentId && !['draft', 'void'].includes(String(bill.state)),
  );
  const taken = others.flatMap((bill) => rows(bill.lines));
  return rows(record.lines).flatMap((line, index) => {
    const clash = taken.some(
      (other) =>
        idOf(other.feeItem) === idOf(line.feeItem) &&
        idOf(other.unit) === idOf(line.unit) &&
        overlaps(line, other) &&
        money(line.amount) > 0 &&
        !line.sourceNo,
    );
    return clash
      ? [
          {
            path: ['lines', index, 'feeItem'],
            code: 'billed_twice',
            message: { zh: '同一单元同一费项同一期间不得重复出账', en: 'This fee item, unit and period is billed already' },
          },
        ]
      : [];
  });
}

function overlaps(a: Row, b: Row): boolean {
  return String(a.periodFrom) <= String(b.periodTo) && String(b.periodFrom) <= String(a.periodTo);
}

/** A waiver never exceeds what is still owed on its fee item. */
export function waiverWithinBalance(record: Row): Violation[] {
  const lines = rows(record.lines);
  return rows(record.adjustments).flatMap((waiver, index) => {
    const item = idOf(waiver.feeItem);
    const limit = lines.filter((line) => idOf(line.feeItem) === item).reduce((sum, line) => sum + money(line.amount) - money(line.paid), 0);
    const waived = rows(record.adjustments)
      .filter((other) => idOf(other.feeItem) === item)
      .reduce((sum, other) => sum + money(other.amount), 0);
    return waived <= limit
      ? []
      : [
          {
            path: ['adjustments', index, 'amount'],
            code: 'waiver_too_high',
            message: { zh: '减免超过该费项未收金额', en: 'The waiver is more than what is owed on this item' },
          },
        ];
  });
}

/** Practice (payment#1): a payment is allocated to open bills of its customer, never above what a fee item still owes. */
export function allocationsFitBills(record: Row, context: RuleContext): Violation[] {
  const all = rows(record.allocations);
  return all.flatMap((part, index): Violation[] => {
    if (!part.bill) return [];
    const bill = (context.related.bills ?? []).find((other) => other.documentId === idOf(part.bill));
    const path = ['allocations', index, 'bill'];
    if (!bill) return [{ path, code: 'not_this_customer', message: { zh: '账单不属于该客户', en: 'The bill is not of this customer' } }];
    if (!OPEN_STATES.includes(String(bill.state)))
      return [{ path, code: 'bill_not_open', message: { zh: '账单未出单或已结清', en: 'The bill is not open' } }];
    const mine = (other: Row): boolean => idOf(other.feeItem) === idOf(part.feeItem);
    const open = rows(bill.lines)
      .filter(mine)
      .reduce((sum, line) => sum + openOf(line), 0);
    const given = all
      .filter((other) => idOf(other.bill) === bill.documentId && mine(other))
      .reduce((sum, other) => sum + money(other.amount), 0);
    return given <= open
      ? []
      : [
          {
            path: ['allocations', index, 'amount'],
            code: 'allocation_too_high',
            message: { zh: '冲抵金额超过该费项未收金额', en: 'More than this fee item still owes' },
          },
        ];
  });
}

/** 3.1.2 F: what is deducted from a deposit adds up to no more than the deposit. */
export function deductionsAddUp(record: Row): Violation[] {
  const total = rows(record.deductions).reduce((sum, part) => sum + money(part.amount), 0);
  return total <= money(record.amount) - money(record.refunded)
    ? []
    : [{ path: ['deductions'], code: 'balance_negative', message: { zh: '押金余额不得为负', en: 'The deposit must not fall below zero' } }];
}

/** Adds `amount` to (or, negative, takes it from) the lines of one fee item: oldest period first, newest first when taken back. */
export function spread(lines: Row[], feeItem: string, amount: number): Row[] {
  const order = lines
    .map((line, index) => ({ line, index }))
    .filter(({ line }) => idOf(line.feeItem) === feeItem)
    .sort((a, b) => String(a.line.periodFrom).localeCompare(String(b.line.periodFrom)) || a.index - b.index);
  if (amount < 0) order.reverse();
  const result = lines.map((line) => ({ ...line }));
  let rest = Math.abs(amount);
  for (const { index } of order) {
    const line = result[index] as Row;
    const step = Math.min(rest, amount < 0 ? money(line.paid) : Math.max(0, openOf(line)));
    line.paid = money(line.paid) + (amount < 0 ? -step : step);
    line.balance = openOf(line);
    rest -= step;
  }
  return result;
}

/** The bills that a payment touches, with its allocations added (`sign` 1) or taken back (-1). */
function settled(record: Row, context: RuleContext, sign: 1 | -1): { bill: Row; lines: Row[] }[] {
  const bills = (context.related.bills ?? []).filter((bill) =>
    rows(record.allocations).some((part) => idOf(part.bill) === bill.documentId),
  );
  return bills.map((bill) => {
    const parts = rows(record.allocations).filter((part) => idOf(part.bill) === bill.documentId);
    return { bill, lines: parts.reduce((lines, part) => spread(lines, idOf(part.feeItem), sign * money(part.amount)), rows(bill.lines)) };
  });
}

/** 4.13 step 8: a verified payment is written to the bill lines; the bill becomes partly or fully paid. */
export function allocatePayment(record: Row, context: RuleContext): EffectStep[] {
  return settled(record, context, 1).flatMap(({ bill, lines }): EffectStep[] => {
    const rest = lines.reduce((sum, line) => sum + openOf(line), 0);
    const documentId = String(bill.documentId);
    return [
      { update: { form: 'bill', documentId, values: { lines } } },
      { act: { form: 'bill', documentId, action: rest === 0 ? 'pay_all' : 'pay_part' } },
    ];
  });
}

/** A reversed payment gives the balances back. */
export function releasePayment(record: Row, context: RuleContext): EffectStep[] {
  return settled(record, context, -1).flatMap(({ bill, lines }): EffectStep[] => {
    const paid = lines.reduce((sum, line) => sum + money(line.paid), 0);
    const documentId = String(bill.documentId);
    return [
      { update: { form: 'bill', documentId, values: { lines } } },
      { act: { form: 'bill', documentId, action: paid > 0 ? 'unpay_part' : 'unpay_all' } },
    ];
  });
}

/** Waivers go to the lines of their fee item, and a bill that owes nothing any more is paid. */
export function settleBill(record: Row): EffectStep[] {
  const rest = new Map<string, number>();
  for (const waiver of rows(record.adjustments))
    rest.set(idOf(waiver.feeItem), (rest.get(idOf(waiver.feeItem)) ?? 0) + money(waiver.amount));
  const lines = rows(record.lines).map((line) => {
    const item = idOf(line.feeItem);
    const adjusted = Math.min(rest.get(item) ?? 0, money(line.amount) - money(line.paid));
    rest.set(item, (rest.get(item) ?? 0) - adjusted);
    return { ...line, adjusted, balance: money(line.amount) - adjusted - money(line.paid) };
  });
  const documentId = String(record.documentId);
  const steps: EffectStep[] = [{ update: { form: 'bill', documentId, values: { lines } } }];
  return lines.every((line) => line.balance === 0) ? [...steps, { act: { form: 'bill', documentId, action: 'pay_all' } }] : steps;
}

export const feeRules = {
  'bill-not-billed-twice': billNotBilledTwice,
  'waiver-within-balance': waiverWithinBalance,
  'allocations-fit-bills': allocationsFitBills,
  'deductions-add-up': deductionsAddUp,
};
export const feeEffects = { 'allocate-payment': allocatePayment, 'release-payment': releasePayment, 'settle-bill': settleBill };
