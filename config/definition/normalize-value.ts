import { formatInstant, isTime, parseDate, parseInstant } from './calendar-date';
import { isObject, isPlainNumber, roundHalfUp } from './expression/values';
import type { FieldDefinition } from './types';

/** Notes what is wrong with a value (at `deeper` inside it) and gives undefined, the value of what was refused. */
export type Report = (code: string, params?: Record<string, unknown>, deeper?: (string | number)[]) => undefined;

/** Longest `string`: the column of it holds no more. */
export const MAX_STRING = 255;
/** Longest `text`, in characters. */
export const MAX_TEXT = 50_000;
/** Most files of one field. */
const MAX_FILES = 100;
/** Earliest date: PostgreSQL knows no year 0, and no paper of a tower is older. */
const FIRST_YEAR = 1900;

/** The product's value of what was sent for a field that is neither relation nor rows; nothing ('' or null) is null. */
export function normalizeValue(field: FieldDefinition, given: unknown, report: Report): unknown {
  if (given === null || given === '') return null;
  switch (field.type) {
    case 'string':
    case 'text':
      return text(field, given, report);
    case 'integer':
    case 'money':
      return wholeNumber(given, report);
    case 'decimal':
      return decimal(field, given, report);
    case 'date':
      return typeof given === 'string' && parseDate(given) !== null && isLate(given) ? given : report('not_a_date', shown(given));
    case 'datetime':
      return datetime(given, report);
    case 'time':
      return typeof given === 'string' && isTime(given) ? given : report('not_a_time', shown(given));
    case 'boolean':
      return typeof given === 'boolean' ? given : report('not_a_boolean', shown(given));
    case 'enum':
      return field.multiple ? members(field, given, report) : member(field, given, report, []);
    case 'media':
      return field.multiple ? files(given, report) : file(given, report, []);
    case 'relation':
    case 'json-rows':
      throw new Error(`A ${field.type} is not a plain value`);
  }
}

/** NUL stops a text in PostgreSQL, half a surrogate pair is no character: neither can be kept as it was sent. */
export const hasBadCharacters = (value: string): boolean => value.includes('\u0000') || /\p{Surrogate}/u.test(value);

/** Number of characters as people count them; '😀' is one. */
export function lengthOf(value: string): number {
  return [...value].length;
}

function text(field: FieldDefinition, given: unknown, report: Report): unknown {
  if (typeof given !== 'string') return report('not_a_text');
  if (hasBadCharacters(given)) return report('bad_characters');
  const value = withoutControls(given, field.type === 'text').trim();
  const max = field.type === 'string' ? MAX_STRING : MAX_TEXT;
  const length = lengthOf(value);
  if (length > max) return report('too_long', { max, length });
  return value === '' ? null : value;
}

/** A line has no line breaks; a text keeps them. Other control characters are slips of the clipboard. */
function withoutControls(value: string, multiline: boolean): string {
  const lines = value.replace(/\r\n?/g, '\n');
  const kept = multiline ? lines : lines.replace(/[\n\t\u2028\u2029]+/g, ' ');
  return [...kept].filter((char) => char === '\n' || char === '\t' || !/\p{Cc}/u.test(char)).join('');
}

function toNumber(given: unknown, report: Report): number | undefined {
  const value = typeof given === 'number' ? given : typeof given === 'string' && isPlainNumber(given) ? Number(given) : NaN;
  if (!Number.isFinite(value)) return report('not_a_number', shown(given));
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return report('out_of_range', { max: Number.MAX_SAFE_INTEGER });
  // -0 is written as 0 and would differ from what is read back.
  return value === 0 ? 0 : value;
}

function wholeNumber(given: unknown, report: Report): unknown {
  const value = toNumber(given, report);
  return value === undefined || Number.isInteger(value) ? value : report('not_an_integer', shown(given));
}

function decimal(field: FieldDefinition, given: unknown, report: Report): unknown {
  const value = toNumber(given, report);
  return value === undefined ? undefined : roundHalfUp(value, field.scale ?? 2);
}

function datetime(given: unknown, report: Report): unknown {
  const instant = typeof given === 'string' ? parseInstant(given) : null;
  const value = instant === null ? null : formatInstant(instant);
  return value !== null && isLate(value) ? value : report('not_a_datetime', shown(given));
}

function isLate(value: string): boolean {
  return Number(value.slice(0, 4)) >= FIRST_YEAR;
}

/** The list's own value; a numbered one may be sent as text, as the admin panel does. */
function member(field: FieldDefinition, given: unknown, report: Report, deeper: (string | number)[]): unknown {
  if (typeof given !== 'string' && typeof given !== 'number') return report('not_a_member', shown(given), deeper);
  const found = field.values?.find((entry) => String(entry.value) === String(given));
  return found ? found.value : report('not_a_member', shown(given), deeper);
}

function members(field: FieldDefinition, given: unknown, report: Report): unknown {
  if (!Array.isArray(given)) return report('not_a_list');
  const values = given.map((entry: unknown, index) => member(field, entry, report, [index]));
  if (values.includes(undefined)) return undefined;
  return values.length === 0 ? null : [...new Set(values)];
}

/** A file is named by its id, alone or in the object that a read gives. */
function file(given: unknown, report: Report, deeper: (string | number)[]): unknown {
  const id = isObject(given) ? given.id : given;
  const number = typeof id === 'string' && /^\d{1,15}$/.test(id) ? Number(id) : id;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : report('not_a_file', shown(id), deeper);
}

function files(given: unknown, report: Report): unknown {
  if (!Array.isArray(given)) return report('not_a_list');
  if (given.length > MAX_FILES) return report('too_many', { max: MAX_FILES, count: given.length });
  const ids = given.map((entry: unknown, index) => file(entry, report, [index]));
  return ids.includes(undefined) ? undefined : [...new Set(ids)];
}

/** The value for the message, when it is short enough to be recognised. */
export function shown(given: unknown): { value: string } {
  const value = typeof given === 'string' ? given : typeof given === 'number' || typeof given === 'boolean' ? String(given) : typeof given;
  return { value: value.length > 40 ? `${value.slice(0, 40)}…` : value };
}
