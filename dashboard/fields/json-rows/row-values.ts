import { evaluate, holds, type Scope } from '../../../config/definition/expression/evaluate';
import { isObject } from '../../../config/definition/expression/values';
import { safely } from '../../../config/definition/safely';
import type { FieldDefinition } from '../../../config/definition/types';
import { showYuan } from '../controls/number-values';

export type Row = Record<string, unknown>;

export const rowsOf = (value: unknown): Row[] => (Array.isArray(value) ? value.filter(isObject) : []);

const NO_COLUMNS: FieldDefinition[] = [];

/** Columns in use; archived ones only where old rows still hold something. The same list as long as nothing is archived: rows are memoised by it. */
export function columnsOf(field: FieldDefinition, rows: Row[]): FieldDefinition[] {
  const columns = field.columns ?? NO_COLUMNS;
  if (!columns.some((column) => column.archived)) return columns;
  return columns.filter((column) => !column.archived || rows.some((row) => row[column.name] !== null && row[column.name] !== undefined));
}

let made = 0;

/** A new row with the columns' defaults. `_key` tells it from others until the server gives it an id; it is not sent. */
export function newRow(field: FieldDefinition, scope: Scope | undefined): Row {
  made += 1;
  const row: Row = { _key: `new-${made}` };
  for (const column of field.columns ?? []) {
    const given = column.archived ? null : column.default;
    const isExpression = typeof given === 'string' && given.startsWith('=');
    row[column.name] =
      isExpression && scope ? safely(() => evaluate(given.slice(1), { ...scope, row }), null) : isExpression ? null : (given ?? null);
  }
  return row;
}

export const keyOfRow = (row: Row, index: number): string => String(row.id ?? row._key ?? index);

/** May the cell be seen, must it be filled, can it be changed, in this row? */
export function cellRules(
  column: FieldDefinition,
  row: Row,
  scope: (() => Scope) | undefined,
): { isShown: boolean; isRequired: boolean; isFixed: boolean } {
  // A scope is put together only for columns that have conditions: few have, and a table has many cells.
  const isTrue = (expression: string | undefined, otherwise: boolean): boolean =>
    expression === undefined || !scope ? otherwise : safely(() => holds(expression, { ...scope(), row }), otherwise);
  return {
    isShown: isTrue(column.visible, true),
    isRequired: column.required === true || isTrue(column.requiredIf, false),
    isFixed:
      column.computed === true || column.readonly === true || (typeof column.readonly === 'string' && isTrue(column.readonly, false)),
  };
}

/** Columns whose amounts are added up below the table, with the sum in words. */
export function sumsOf(columns: FieldDefinition[], rows: Row[]): Record<string, string> {
  if (rows.length < 2) return {};
  return Object.fromEntries(
    columns
      .filter((column) => column.type === 'money' && !/price/i.test(column.name))
      .map((column) => [
        column.name,
        showYuan(rows.reduce((sum, row) => sum + (typeof row[column.name] === 'number' ? (row[column.name] as number) : 0), 0)),
      ]),
  );
}

/** A cell is within reach by its address, whatever the control in it. */
export function focusCell(table: HTMLElement | null, index: number, column: string | null): boolean {
  const cell = table?.querySelector(`[data-row="${index}"] [data-column${column === null ? '' : `="${column}"`}]`);
  const control = cell?.querySelector<HTMLElement>('input:not([hidden]):not([disabled]), textarea, button:not([disabled])');
  control?.focus();
  return control !== null && control !== undefined;
}
