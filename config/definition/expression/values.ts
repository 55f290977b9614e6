import { ExpressionError } from './error';

/** A value that an expression can hold. */
export type Value = unknown;
type Row = Record<string, unknown>;

/** Nothing there: null, empty text, empty list. */
export function isEmpty(value: Value): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

export function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A property of its own; nothing of the prototype is ever reached. */
export function own(object: Row, key: string): unknown {
  return Object.hasOwn(object, key) ? (object[key] ?? null) : null;
}

/** Equal as the department means it: records by documentId, lists item by item, everything else by value; nothing equals nothing. */
export function equal(a: Value, b: Value): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => equal(item, b[index]));
  const x = comparable(a);
  const y = comparable(b);
  return x === y;
}

function comparable(value: Value): Value {
  if (isEmpty(value)) return null;
  return isObject(value) ? own(value, 'documentId') : value;
}

/** Same content, rows included. Records are the same when their documentId is. */
export function sameContent(a: Value, b: Value, depth = 0): boolean {
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => sameContent(item, b[index], depth + 1));
  if (!isObject(a) || !isObject(b)) return equal(a, b);
  if (Object.hasOwn(a, 'documentId') || Object.hasOwn(b, 'documentId')) return equal(a, b);
  // Rows are flat; what is nested deeper than any form can be is told apart rather than followed.
  if (depth > 8) return a === b;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => sameContent(own(a, key), own(b, key), depth + 1));
}

/** A number to reckon with; nothing is 0. Throws for what is no number. */
export function toNumber(value: Value, at: number): number {
  if (isEmpty(value)) return 0;
  const number = typeof value === 'number' ? value : typeof value === 'string' && isPlainNumber(value) ? Number(value) : NaN;
  if (!Number.isFinite(number)) throw new ExpressionError(at, '此处需要数字', 'A number is needed here');
  return number;
}

/** '12', '-3.50': digits only, no exponent, no blanks. */
export function isPlainNumber(text: string): boolean {
  return text.length <= 30 && /^-?\d+(\.\d+)?$/.test(text);
}

/** The text of a plain value; a record or a list has none. */
export function toText(value: Value): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Anything but false, 0 and nothing. */
export function isTrue(value: Value): boolean {
  return value === true || (typeof value === 'number' && value !== 0) || (typeof value === 'string' && value !== '');
}

/** Numbers by size, dates and text by order; nothing compares with nothing. */
export function compare(operator: string, left: Value, right: Value): boolean {
  if (isEmpty(left) || isEmpty(right)) return false;
  const numeric = typeof left === 'number' || typeof right === 'number';
  const [a, b] = numeric ? [Number(toText(left) || NaN), Number(toText(right) || NaN)] : [toText(left), toText(right)];
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}

/**
 * Half up, away from zero for negatives. Binary noise is taken off first: 0.285 * 100 is 28.499999999999996 to the machine
 * and 28.5, so 29, to the cashier.
 */
export function roundHalfUp(value: number, places: number): number {
  if (!Number.isFinite(value) || (Number.isInteger(value) && places >= 0)) return value;
  const digits = Math.max(-15, Math.min(12, Math.trunc(places)));
  const clean = Math.abs(Number(value.toPrecision(15)));
  if (clean < 1e-6 && digits <= 5) return 0;
  if (clean >= 1e21 || clean < 1e-6) return value;
  const rounded = Number(`${Math.floor(Number(`${clean}e${digits}`) + 0.5)}e${-digits}`);
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}
