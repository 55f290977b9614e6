import { localDate, localTime, parseDate, parseInstant } from './calendar-date';
import { fenOf, numberText, yuanOf } from './convert-number';
import { hasBadCharacters, lengthOf, MAX_STRING, normalizeValue } from './normalize-value';
import type { FieldDefinition, FieldType } from './types';

/** A value in the other field, or why it has none there. Nothing is ever rounded, cut off or guessed. */
export type Converted = { value: unknown } | { reason: string };

const TEXT: readonly FieldType[] = ['string', 'text', 'integer', 'decimal', 'money', 'date', 'datetime', 'time', 'boolean', 'enum'];

/** What a kind of field can become. Relations, files and rows stay what they are. */
const CONVERTIBLE: Record<FieldType, readonly FieldType[]> = {
  string: TEXT,
  text: TEXT,
  integer: ['string', 'text', 'decimal', 'money', 'enum'],
  decimal: ['string', 'text', 'integer', 'money'],
  money: ['string', 'text', 'integer', 'decimal'],
  date: ['string', 'text', 'datetime'],
  datetime: ['string', 'text', 'date'],
  time: ['string', 'text'],
  boolean: ['string', 'text', 'enum'],
  enum: ['string', 'text', 'enum', 'boolean', 'integer', 'decimal'],
  relation: [],
  media: [],
  'json-rows': [],
};

type Kind = Pick<FieldDefinition, 'type' | 'multiple'>;

/** Can a field of the one kind become one of the other? Of several choices only a text can be made. */
export function canConvert(from: Kind, to: Kind): boolean {
  if (from.multiple) return from.type === 'enum' && (to.type === 'string' || to.type === 'text');
  if (from.type === to.type && from.type !== 'enum') return false;
  return CONVERTIBLE[from.type].includes(to.type) && (!to.multiple || to.type === 'enum');
}

/**
 * A value of `from` as a value of `to`; both with their lists resolved. Nothing becomes nothing. A number that would lose a digit, a day
 * that does not exist and a word that is no choice are refused: they stay in the field that they came from.
 */
export function convertValue(from: FieldDefinition, to: FieldDefinition, value: unknown): Converted {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return { value: null };
  if (!canConvert(from, to)) return { reason: 'not_convertible' };
  const made = firstOf(formsOf(from, to, value), (text) => read(to, text, from));
  if ('reason' in made || made.value === null) return made;
  // The last word is that of the pipeline: what it would refuse from a client is refused here.
  const codes: string[] = [];
  const fitted = normalizeValue(to, made.value, (code) => void codes.push(code));
  return codes.length > 0 ? { reason: codes[0] ?? 'invalid' } : { value: fitted };
}

/** The texts that a value may be read from, the likeliest first. */
function formsOf(from: FieldDefinition, to: FieldDefinition, value: unknown): string[] {
  if (from.type !== 'enum') return [textOf(from, value)];
  const words = (Array.isArray(value) ? value : [value]).map((one: unknown) => {
    const entry = from.values?.find((candidate) => String(candidate.value) === String(one));
    return { value: String(one), zh: entry?.zh ?? String(one), en: entry?.en ?? String(one) };
  });
  if (to.type === 'string' || to.type === 'text') return [words.map((word) => word.zh).join('、')];
  return words.flatMap((word) => [word.value, word.zh, word.en]);
}

function firstOf(texts: string[], read: (text: string) => Converted): Converted {
  let first: Converted = { reason: 'not_convertible' };
  for (const [index, text] of texts.entries()) {
    const made = read(text);
    if (!('reason' in made)) return made;
    if (index === 0) first = made;
  }
  return first;
}

/** A value as people write it: yuan, local time, 是 and 否. */
export function textOf(from: FieldDefinition, value: unknown): string {
  switch (from.type) {
    case 'enum':
      return formsOf(from, { ...from, type: 'text' }, value)[0] ?? '';
    case 'money':
      return yuanOf(Number(value));
    case 'integer':
    case 'decimal':
      return numberText(Number(value), from.scale ?? 2);
    case 'boolean':
      return value === true ? '是' : '否';
    case 'datetime':
      return localText(String(value));
    default:
      return String(value);
  }
}

function localText(iso: string): string {
  const instant = parseInstant(iso);
  if (instant === null) return iso;
  const seconds = new Date(instant).getUTCSeconds();
  return `${localDate(iso) ?? ''} ${localTime(iso) ?? ''}${seconds === 0 ? '' : `:${String(seconds).padStart(2, '0')}`}`;
}

function read(to: FieldDefinition, given: string, from: FieldDefinition): Converted {
  if (hasBadCharacters(given)) return { reason: 'bad_characters' };
  if (to.type === 'string') return line(given);
  if (to.type === 'text') return { value: given.trim() === '' ? null : given };
  const text = plain(given);
  if (text === '') return { value: null };
  switch (to.type) {
    case 'integer':
    case 'decimal':
    case 'money':
      return number(to, text);
    case 'date':
      return date(text, from.type === 'datetime');
    case 'datetime':
      return datetime(text);
    case 'time':
      return time(text);
    case 'boolean':
      return yesOrNo(text);
    case 'enum':
      return choice(to, text);
    default:
      return { reason: 'not_convertible' };
  }
}

/** Full-width digits and signs as the half-width ones that they mean; no blanks around. */
const plain = (text: string): string => text.normalize('NFKC').replace(/−/g, '-').trim();

function line(given: string): Converted {
  const text = given.trim();
  if (/[\r\n\u2028\u2029]/.test(text)) return { reason: 'several_lines' };
  if (lengthOf(text) > MAX_STRING) return { reason: 'too_long' };
  return { value: text === '' ? null : text };
}

/** `1,234.50`: thousands in groups of three or not at all. A leading zero says that it is a code, not a quantity. */
function number(to: FieldDefinition, given: string): Converted {
  const bare = to.type === 'money' ? given.replace(/^(-?)\s*(?:¥|RMB|CNY|人民币)\s*/i, '$1').replace(/\s*(?:元|圆)整?$/, '') : given;
  const found = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/.exec(bare);
  if (!found) return { reason: 'not_a_number' };
  const whole = (found[2] ?? '').replaceAll(',', '');
  const sign = found[1] === '-' ? '-' : '';
  const part = (found[3] ?? '').replace(/0+$/, '');
  if (/^0\d/.test(whole)) return { reason: 'leading_zero' };
  const digits = to.type === 'integer' ? 0 : to.type === 'money' ? 2 : (to.scale ?? 2);
  if (part.length > digits) return { reason: to.type === 'integer' ? 'not_an_integer' : 'too_many_decimals' };
  const value = to.type === 'money' ? fenOf(sign, whole, part) : Number(`${sign}${whole}.${part || '0'}`);
  // More digits than a number holds would come back as others.
  if (whole.replace(/^0+/, '').length + (to.type === 'money' ? 2 : part.length) > 15) return { reason: 'out_of_range' };
  return { value: value === 0 ? 0 : value };
}

const DAY =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?|(\d{2})(\d{2}))(.*)$/;

/** The day in front, as `YYYY-MM-DD`, and what follows it. Years have four digits and stand first: `1/5/2026` could be two days. */
function dayIn(text: string): { day: string; rest: string } | null {
  const found = DAY.exec(text);
  if (!found) return null;
  const [month, day] = found.slice(2, 12).filter((part) => part !== undefined);
  const iso = `${found[1]}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`;
  return parseDate(iso) === null ? null : { day: iso, rest: found[12] ?? '' };
}

function date(text: string, mayHaveTime: boolean): Converted {
  const found = dayIn(text);
  if (!found) return { reason: 'not_a_date' };
  if (found.rest === '' || mayHaveTime) return { value: found.day };
  // A clock time in a text would be lost, unless it says midnight.
  const clock = clockIn(found.rest);
  return clock === '00:00:00' ? { value: found.day } : { reason: clock === null ? 'not_a_date' : 'has_time' };
}

function datetime(text: string): Converted {
  if (/Z$|[+-]\d{2}:\d{2}$/.test(text) && parseInstant(text) !== null) return { value: text };
  const found = dayIn(text);
  const clock = found && (found.rest === '' ? '00:00:00' : clockIn(found.rest));
  return found && clock ? { value: `${found.day}T${clock}` } : { reason: 'not_a_datetime' };
}

/** ` 9:05`, `T09:05:30`, ` 9时5分`: as `HH:mm:ss`, site's time. */
function clockIn(text: string): string | null {
  const found = /^[T ]?\s*(\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.0+)?)?|[时点](?:(\d{1,2})分)?)$/.exec(text);
  if (!found) return null;
  const [hour, minute, second] = [Number(found[1]), Number(found[2] ?? found[4] ?? 0), Number(found[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  return [hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':');
}

function time(text: string): Converted {
  const clock = clockIn(text);
  if (clock === null) return { reason: 'not_a_time' };
  return clock.endsWith(':00') ? { value: clock.slice(0, 5) } : { reason: 'has_seconds' };
}

const YES = new Set(['是', '有', '对', 'yes', 'y', 'true', '1', '√', '✓', '✔']);
const NO = new Set(['否', '无', '不是', 'no', 'n', 'false', '0', '×', '✗', '✘', 'x']);

function yesOrNo(text: string): Converted {
  const word = text.toLowerCase();
  if (YES.has(word)) return { value: true };
  return NO.has(word) ? { value: false } : { reason: 'not_a_boolean' };
}

/** A choice by its value, else by its word in one of both languages; a word that two choices share names neither. */
function choice(to: FieldDefinition, text: string): Converted {
  const values = to.values ?? [];
  const exact = values.find((entry) => String(entry.value) === text);
  const alike = values.filter((entry) => [entry.zh, entry.en, String(entry.value)].some((word) => folded(word) === folded(text)));
  if (!exact && alike.length > 1) return { reason: 'ambiguous_member' };
  const found = exact ?? alike[0];
  if (!found) return { reason: 'not_a_member' };
  return { value: to.multiple ? [found.value] : found.value };
}

const folded = (word: string): string => plain(word).replace(/\s+/g, ' ').toLowerCase();
