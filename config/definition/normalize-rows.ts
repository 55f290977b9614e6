import { isObject } from './expression/values';
import type { Report } from './normalize-value';
import type { FieldDefinition, Violation } from './types';

type Row = Record<string, unknown>;
type NormalizeField = (
  field: FieldDefinition,
  given: unknown,
  current: unknown,
  path: (string | number)[],
  violations: Violation[],
) => unknown;

/** Most rows where the field says no less: a month's roster of a department is about 3,000 lines. */
export const MAX_ROWS = 5000;

export interface RowsInput {
  field: FieldDefinition;
  given: unknown;
  /** The rows before the change. */
  current: unknown;
  report: Report;
  violations: Violation[];
  normalizeField: NormalizeField;
}

/**
 * Child rows, sent whole, column by column; `id` says which row of before this is. Cells that the product works out are not taken from
 * the client: those of the same row before stay until they are recomputed, because a formula may hold on to them (the price of a
 * material once the work is done). A client that sends back what it has read is not refused for them.
 */
export function normalizeRows(input: RowsInput): unknown {
  const { field, given, report } = input;
  if (given === null || given === '') return [];
  if (!Array.isArray(given)) return report('not_a_list');
  const max = Math.min(field.maxRows ?? MAX_ROWS, MAX_ROWS);
  if (given.length > max) return report('too_many_rows', { max, count: given.length });
  const rowBefore = finderOf(given, input.current);
  const seen = new Set<number>();
  return given.map((row: unknown, index) => {
    if (isObject(row)) return normalizeRow(input, row, index, rowBefore(row, index), seen);
    report('not_an_object', undefined, [index]);
    return {};
  });
}

/** One row with its cells in the order of the columns, so that equal rows are written alike. Of a new row what was left out has its default. */
function normalizeRow(input: RowsInput, row: Row, index: number, before: Row | undefined, seen: Set<number>): Row {
  const { field, report } = input;
  const columns = field.columns ?? [];
  for (const name of Object.keys(row)) {
    if (name !== 'id' && !columns.some((column) => column.name === name)) report('unknown_field', { field: name }, [index, name]);
  }
  const id = rowId(row, index, seen, report);
  const value: Row = id === undefined ? {} : { id };
  for (const column of columns) {
    value[column.name] = column.computed ? (before?.[column.name] ?? literalDefault(column)) : cellOf(input, column, row, index, before);
  }
  return value;
}

function cellOf(input: RowsInput, column: FieldDefinition, row: Row, index: number, before: Row | undefined): unknown {
  if (!Object.hasOwn(row, column.name) || row[column.name] === undefined) {
    if (!before) return literalDefault(column);
    // What is hidden is not taken back by who does not send it.
    return column.archived ? (before[column.name] ?? null) : null;
  }
  const path = [input.field.name, index, column.name];
  return input.normalizeField(column, row[column.name], before?.[column.name], path, input.violations) ?? null;
}

/** Expressions are worked out with the other formulas (`computeFields`). An archived column begins no more values. */
function literalDefault(column: FieldDefinition): unknown {
  if (column.archived) return null;
  return typeof column.default === 'string' && column.default.startsWith('=') ? null : (column.default ?? null);
}

function rowId(row: Row, index: number, seen: Set<number>, report: Report): number | undefined {
  const { id } = row;
  if (id === undefined || id === null || id === '') return undefined;
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id <= 0) return report('not_an_integer', undefined, [index, 'id']);
  if (seen.has(id)) return report('row_twice', { id }, [index, 'id']);
  seen.add(id);
  return id;
}

/** Rows are the same by id; a client that knows no ids and sends as many rows as there are means them in their order. */
function finderOf(given: unknown[], current: unknown): (row: Row, index: number) => Row | undefined {
  const rows = (Array.isArray(current) ? (current as unknown[]) : []).filter(isObject);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byPlace = rows.length === given.length && given.every((row) => isObject(row) && (row.id === undefined || row.id === null));
  return (row, index) => (byPlace ? rows[index] : row.id === undefined ? undefined : byId.get(row.id));
}
