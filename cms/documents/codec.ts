import type { FieldDefinition } from '../../config/definition/types';

/**
 * Values between the database and the product, for both databases. Product side: money and counts are JSON numbers, dates
 * 'YYYY-MM-DD', datetimes ISO UTC. Database side: bigint, float, date, timestamp (ms integer on SQLite), json text.
 */
export function encode(field: FieldDefinition, value: unknown): unknown {
  if (value === undefined || value === null || value === '') return null;
  switch (field.type) {
    case 'datetime':
      return new Date(value as string);
    case 'enum':
      return field.multiple ? JSON.stringify(value) : String(value as string | number);
    case 'json-rows':
      return JSON.stringify(value);
    default:
      return value;
  }
}

/** The product's value of a database cell. */
export function decode(field: FieldDefinition, cell: unknown): unknown {
  if (cell === undefined || cell === null) return null;
  switch (field.type) {
    case 'integer':
    case 'money':
    case 'decimal':
      return typeof cell === 'string' ? Number(cell) : cell;
    case 'boolean':
      return cell === true || cell === 1;
    case 'datetime':
      return toDate(cell).toISOString();
    case 'date':
      return cell instanceof Date ? localDate(cell) : String(cell).slice(0, 10);
    case 'enum':
      return field.multiple ? parseJson(cell) : enumValue(field, cell);
    case 'json-rows':
      return parseJson(cell);
    default:
      return cell;
  }
}

/** A datetime cell: ms integer on SQLite, Date or local text on PostgreSQL (the process runs in the site's zone). */
export function toDate(cell: unknown): Date {
  if (cell instanceof Date) return cell;
  if (typeof cell === 'number') return new Date(cell);
  const text = String(cell);
  return /^\d+$/.test(text) ? new Date(Number(text)) : new Date(text.replace(' ', 'T'));
}

/** Lists may number their values (score 1-5); the column is text. */
function enumValue(field: FieldDefinition, cell: unknown): unknown {
  const known = field.values?.find((entry) => String(entry.value) === String(cell));
  return known ? known.value : cell;
}

function parseJson(cell: unknown): unknown {
  return typeof cell === 'string' ? JSON.parse(cell) : cell;
}

function localDate(date: Date): string {
  const pad = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
