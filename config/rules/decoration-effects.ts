import type { EffectStep } from './effects';
import type { RuleContext } from './rule';

type Row = Record<string, unknown>;
const rows = (value: unknown): Row[] => (Array.isArray(value) ? (value as Row[]) : []);

/** Prices in fen until the setting `decorationTariffs` says otherwise: per m2 of works, or per worker. */
const TARIFFS: Record<string, number> = { DECO_DEP: 5000, SUPERVISE: 1000, PASS_DEP: 5000, PASS_COST: 1000 };

/** 3.1.2 C2: after the general manager's approval a draft notice with deposit, supervision and passes is ready to be issued. */
export function openFeeNotice(record: Row, context: RuleContext): EffectStep[] {
  if ((context.related.notices ?? []).length > 0) return [];
  const tariffs = { ...TARIFFS, ...((context.settings.decorationTariffs as Record<string, number> | undefined) ?? {}) };
  const lines = Object.keys(TARIFFS).flatMap((code) => {
    const feeItem = (context.related.feeItems ?? []).find((item) => item.code === code);
    const perWorker = code.startsWith('PASS_');
    const quantity = perWorker ? record.workersPlanned : record.decorationArea;
    return feeItem ? [{ feeItem, basis: perWorker ? '按施工人数' : '按装修面积', quantity, unitPrice: tariffs[code] }] : [];
  });
  return [{ create: { form: 'decoration-fee-notice', values: { application: record, payer: 'contractor', lines } } }];
}

/** 4.4 step 5: every deposit line that was received opens its row in the deposit ledger. */
export function openDecorationDeposits(record: Row): EffectStep[] {
  const application = (record.application ?? {}) as Row;
  return rows(record.lines).flatMap((line): EffectStep[] => {
    const item = (line.feeItem ?? {}) as Row;
    if (item.category !== 'deposit' || Number(line.amount ?? 0) <= 0) return [];
    const values = {
      customer: application.customer,
      contractor: application.contractor ?? null,
      depositType: item.code === 'PASS_DEP' ? 'worker_pass' : 'decoration',
      relatedNo: record.number,
      receiptNo: line.receiptNo,
      amount: line.amount,
      refundableWhen: '竣工验收合格并退证',
    };
    return [{ create: { form: 'deposit', values } }];
  });
}

/** The permit shows which conditions were met when it was signed (rule permit-preconditions has checked them). */
export function notePreconditions(record: Row, context: RuleContext): EffectStep[] {
  const loads = {
    fees_paid: 'notices',
    agreement_signed: 'agreements',
    safety_signed: 'letters',
    passes_issued: 'passes',
    temp_meter: 'meters',
  };
  const preconditions = [
    { item: 'application_approved', met: true },
    ...Object.entries(loads).map(([item, load]) => ({ item, met: (context.related[load] ?? []).length > 0 })),
  ];
  return [{ update: { form: 'decoration-permit', documentId: String(record.documentId), values: { preconditions } } }];
}

/** 3.1.3 F: every worker's pass gets the number of the application and a running one. */
export function numberPasses(record: Row): EffectStep[] {
  const workers = rows(record.workers).map((worker, index) => ({
    ...worker,
    passNo: worker.passNo ?? `${String(record.number)}-${String(index + 1).padStart(2, '0')}`,
  }));
  return [{ update: { form: 'worker-pass-application', documentId: String(record.documentId), values: { workers } } }];
}

/** 3.1.3 K: the return noted on the acceptance report also closes the permit. */
export function returnPermits(_record: Row, context: RuleContext): EffectStep[] {
  return (context.related.permits ?? []).map((permit) => ({
    act: { form: 'decoration-permit', documentId: String(permit.documentId), action: 'return' },
  }));
}

export const decorationEffects = {
  'open-fee-notice': openFeeNotice,
  'open-decoration-deposits': openDecorationDeposits,
  'note-preconditions': notePreconditions,
  'number-passes': numberPasses,
  'return-permits': returnPermits,
};
