import type { FieldType } from '../../config/definition/types';
import { badQuery } from './problem';

/** What a cell is compared as. `key` = a documentId, `id` = a numeric row id. */
export type CellType = Exclude<FieldType, 'relation' | 'media' | 'json-rows'> | 'key' | 'id';
/** A value ready to be bound: datetimes are ms since 1970. */
export type CastValue = string | number | boolean;

const LONGEST = 1000;
const POSTGRES_INT = 2_147_483_647;

/** A value of a query as its field's type; what does not fit is 400 with the address and never reaches the database. */
export function castValue(type: CellType, raw: unknown, path: (string | number)[]): CastValue {
  if (typeof raw !== 'string' && typeof raw !== 'number' && typeof raw !== 'boolean') throw badQuery(path, 'not_a_value');
  const text = String(raw);
  if (text.length > LONGEST) throw badQuery(path, 'too_long', { max: LONGEST });
  // PostgreSQL cannot hold NUL in a text.
  if (text.includes('\u0000')) throw badQuery(path, 'invalid_text');
  switch (type) {
    case 'string':
    case 'text':
    case 'enum':
    case 'time':
    case 'key':
      return text;
    case 'integer':
    case 'money':
      return whole(text, path, Number.MAX_SAFE_INTEGER);
    case 'id':
      return whole(text, path, POSTGRES_INT);
    case 'decimal': {
      const number = Number(text);
      if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) || !Number.isFinite(number)) throw badQuery(path, 'not_a_number');
      return number;
    }
    case 'boolean':
      if (text === 'true' || text === '1') return true;
      if (text === 'false' || text === '0') return false;
      throw badQuery(path, 'not_a_boolean');
    case 'date':
      if (!isDay(text)) throw badQuery(path, 'not_a_date');
      return text;
    case 'datetime':
      return instant(text, path);
  }
}

function whole(text: string, path: (string | number)[], most: number): number {
  const number = Number(text);
  if (!/^[+-]?\d+$/.test(text) || !Number.isSafeInteger(number) || Math.abs(number) > most) throw badQuery(path, 'not_an_integer');
  return number;
}

function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (!year || Number(year) === 0) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  date.setUTCFullYear(Number(year));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** ISO 8601 with or without a zone; without one (or only a day) it is local time of the site, as on the paper. */
function instant(text: string, path: (string | number)[]): number {
  const [, day, clock, zone] = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text) ?? [];
  if (!day || !isDay(day)) throw badQuery(path, 'not_a_datetime');
  const zoned = zone && zone !== 'Z' && !zone.includes(':') ? `${zone.slice(0, 3)}:${zone.slice(3)}` : (zone ?? '');
  const time = new Date(`${day}T${clock ?? '00:00'}${zoned}`).getTime();
  if (Number.isNaN(time)) throw badQuery(path, 'not_a_datetime');
  return time;
}
