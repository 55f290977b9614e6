import type { Filter } from '../access/rights';

type Value = unknown;
type Raw = Record<string, unknown>;

/**
 * Does a loaded record fit a row filter? The same language as the lists, answered in memory for one record inside a transaction. What it
 * does not know, and what was not loaded, does not fit: a doubt never opens a row.
 */
export function matchesFilter(filter: Filter, record: Raw): boolean {
  return Object.entries(filter).every(([key, test]) => {
    if (key === '$and') return listOf(test).every((part) => matchesFilter(part, record));
    if (key === '$or') return listOf(test).some((part) => matchesFilter(part, record));
    if (key === '$not') return !matchesFilter(test as Filter, record);
    if (key.startsWith('$')) return false;
    return fits(test, Object.hasOwn(record, key) ? record[key] : undefined);
  });
}

function fits(test: Value, value: Value): boolean {
  if (typeof test !== 'object' || test === null || Array.isArray(test))
    return Array.isArray(test) ? test.some((entry) => same(entry, value)) : same(test, value);
  const entries = Object.entries(test as Raw);
  if (entries.length > 0 && entries.every(([key]) => OPERATORS[key] !== undefined)) {
    return entries.every(([operator, operand]) => OPERATORS[operator]?.(value, operand) === true);
  }
  // A condition on what a relation points to: one of the records must fit it.
  const targets = Array.isArray(value) ? (value as Value[]) : [value];
  return targets.some((target) => typeof target === 'object' && target !== null && matchesFilter(test as Filter, target as Raw));
}

const OPERATORS: Record<string, (value: Value, operand: Value) => boolean> = {
  $eq: (value, operand) => same(operand, value),
  $ne: (value, operand) => (operand === null ? !isEmpty(value) : !isEmpty(value) && !same(operand, value)),
  $in: (value, operand) => Array.isArray(operand) && operand.some((entry) => same(entry, value)),
  $notIn: (value, operand) => Array.isArray(operand) && !isEmpty(value) && !operand.some((entry) => same(entry, value)),
  $null: (value, operand) => isEmpty(value) === isTrue(operand),
  $notNull: (value, operand) => !isEmpty(value) === isTrue(operand),
  $gt: (value, operand) => ordered(value, operand) && (value as number) > (operand as number),
  $gte: (value, operand) => ordered(value, operand) && (value as number) >= (operand as number),
  $lt: (value, operand) => ordered(value, operand) && (value as number) < (operand as number),
  $lte: (value, operand) => ordered(value, operand) && (value as number) <= (operand as number),
};

const isTrue = (operand: Value): boolean => operand === true || operand === 'true';
const isEmpty = (value: Value): boolean => value === null || value === undefined || (Array.isArray(value) && value.length === 0);
const ordered = (value: Value, operand: Value): boolean => value !== null && value !== undefined && typeof value === typeof operand;

/** A relation compared with a text is compared by its documentId. */
function same(expected: Value, value: Value): boolean {
  if (Array.isArray(value)) return value.some((entry) => same(expected, entry));
  if (typeof value === 'object' && value !== null) return (value as { documentId?: unknown }).documentId === expected;
  if (expected === null) return value === null || value === undefined;
  return value !== null && value !== undefined && String(value) === String(expected);
}

function listOf(value: Value): Filter[] {
  return (Array.isArray(value) ? value : [value]) as Filter[];
}
