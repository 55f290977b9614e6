import { idOf, idsOf, textOf, violation, type Rule, type RuleRecord } from './rule';

/** 3.6.8 (key-loan#7): who has not brought a key back may not borrow another. Load `overdue`: loans that are overdue. */
export const borrowerHasNothingOverdue: Rule = (record, context) => {
  const late = (context.related.overdue ?? []).filter((loan) => idOf(loan) !== idOf(record) && isSameBorrower(loan, record));
  if (late.length === 0) return [];
  const field = idOf(record.borrower) ? 'borrower' : 'borrowerName';
  const words = { zh: '借用人有逾期未还的钥匙,不得再借', en: 'This borrower has an overdue key and may not borrow another' };
  return [violation([field], 'borrower_overdue', words, { numbers: late.map((loan) => loan.number) })];
};

/** A colleague is known by the record; an outsider by name together with telephone. */
function isSameBorrower(a: RuleRecord, b: RuleRecord): boolean {
  const borrower = idOf(b.borrower);
  if (borrower) return idOf(a.borrower) === borrower;
  const name = textOf(b.borrowerName).trim();
  return name !== '' && textOf(a.borrowerName).trim() === name && textOf(a.phone).trim() === textOf(b.phone).trim();
}

/**
 * 3.6.8 (key-loan#3): a customer may borrow keys of his own units only; contractors, agents and officials never the key of a unit
 * that is occupied by a customer they were not sent by. Load `units`: the units whose current customer is the record's.
 */
export const keysBelongToCustomer: Rule = (record, context) => {
  if (record.borrowerKind === 'staff' || record.borrowerKind === 'government') return [];
  const own = new Set(idsOf(context.related.units ?? []));
  const keys = Array.isArray(record.keys) ? (record.keys as RuleRecord[]) : [];
  const words = { zh: '不得借出他户钥匙', en: "The key of another customer's unit is never lent" };
  return keys.flatMap((key, index) => {
    const unit = key.unit as RuleRecord | null | undefined;
    const unitId = idOf(unit);
    if (!unitId || own.has(unitId)) return [];
    const isForeign = record.borrowerKind === 'customer' || unit?.occupancyStatus === 'occupied';
    return isForeign ? [violation(['keys', index], 'foreign_key_of_unit', words, { key: key.number })] : [];
  });
};

export const keyRules = {
  'borrower-has-nothing-overdue': borrowerHasNothingOverdue,
  'keys-belong-to-customer': keysBelongToCustomer,
} satisfies Record<string, Rule>;
