import type { Violation } from '../definition/types';
import type { EffectStep } from './effects';
import type { RuleContext } from './rule';

type Row = Record<string, unknown>;

/** Manual 3.1.6 D2: work on a public area that is marked for the night is scheduled between 00:00 and 06:00 (Asia/Shanghai). */
export function nightWorkOnly(record: Row): Violation[] {
  const area = record.publicArea as Row | null | undefined;
  const at = record.appointmentAt;
  if (area?.nightWorkOnly !== true || typeof at !== 'string') return [];
  const hour = (new Date(at).getUTCHours() + 8) % 24;
  const minute = new Date(at).getUTCMinutes();
  return hour < 6 || (hour === 6 && minute === 0) ? [] : [{ path: ['appointmentAt'], code: 'night_work_only' }];
}

/** 3.1.7: a charge needs the fee item that it is billed under. */
export function paidServiceItemExists(_record: Row, context: RuleContext): Violation[] {
  if ((context.related.feeItems ?? []).length > 0) return [];
  return [
    {
      path: [],
      code: 'fee_item_missing',
      message: { zh: '没有启用的有偿服务收费项目', en: 'There is no active fee item for paid services' },
    },
  ];
}

/** 3.1.7: a priced order becomes one line of a draft bill, which finance checks and issues. */
export function billWorkOrder(record: Row, context: RuleContext): EffectStep[] {
  const feeItem = context.related.feeItems?.[0] as Row | undefined;
  const total = Number(record.totalAmount ?? 0);
  if (!feeItem || total <= 0) return [];
  const line = {
    feeItem,
    unit: record.unit ?? null,
    periodFrom: context.today,
    periodTo: context.today,
    sourceNo: record.number,
    quantity: 1,
    unitPrice: total,
    taxRate: feeItem.taxRate ?? null,
  };
  const values = {
    customer: record.customer,
    units: record.unit ? [record.unit] : [],
    billType: 'one_off',
    periodFrom: context.today,
    periodTo: context.today,
    workOrder: record,
    lines: [line],
  };
  return [{ create: { form: 'bill', values } }];
}

export const repairRules = { 'night-work-only': nightWorkOnly, 'paid-service-item-exists': paidServiceItemExists };
export const repairEffects = { 'bill-work-order': billWorkOrder };
