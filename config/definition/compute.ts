import { localDate } from './calendar-date';
import { computeOrder, type ComputeStep } from './compute-order';
import { ExpressionError } from './expression/error';
import { evaluate, type Scope } from './expression/evaluate';
import { isEmpty, isObject, roundHalfUp, toText } from './expression/values';
import { missingFields } from './required';
import { safely } from './safely';
import type { FieldDefinition, FormDefinition, Violation } from './types';

type Row = Record<string, unknown>;

/**
 * Values of all formula fields, in the order in which they need each other: a material's price, its amount, the total, the tax. Rows
 * get their defaults and, where they live in the record, their ids here, since every write passes. A formula that fails (a number out of range) gives null;
 * `checkRecord` tells it. Nothing is changed in `record`.
 */
export function computeFields(def: FormDefinition, record: Row, scope: Scope): Row {
  const next: Row = { ...record };
  const changed: Row = {};
  const set = (name: string, value: unknown): void => {
    next[name] = value;
    changed[name] = value;
  };
  for (const field of def.fields) {
    if (field.type !== 'json-rows' || !Array.isArray(next[field.name])) continue;
    const filled = withDefaults(field, next[field.name] as unknown[], { ...scope, record: next });
    const rows = field.storage === 'table' ? filled : withIds(filled);
    if (rows !== next[field.name]) set(field.name, rows);
  }
  for (const step of computeOrder(def)) {
    const inner: Scope = { ...scope, record: next };
    if (!step.column) set(step.field.name, formulaValue(step.field, next[step.field.name], inner));
    else if (Array.isArray(next[step.field.name])) set(step.field.name, withColumn(step, next[step.field.name] as unknown[], inner));
  }
  // An imported record stays marked until what its paper lacked has been filled in.
  if (record.incomplete === true && scope.old) set('incomplete', missingFields(def, next, { ...scope, record: next }).length > 0);
  return changed;
}

function withColumn(step: ComputeStep, rows: unknown[], scope: Scope): unknown[] {
  const { column } = step;
  if (!column) return rows;
  return rows.map((row) => (isObject(row) ? { ...row, [column.name]: formulaValue(column, row[column.name], { ...scope, row }) } : row));
}

/** Value of a field's formula as the field keeps it. `before` is the value so far. */
export function formulaValue(field: FieldDefinition, before: unknown, scope: Scope): unknown {
  return safely(() => fitted(field, evaluate(field.formula ?? 'null', scope), before), null);
}

/** A formula that cannot be worked out for these values (a number out of range), told at its field. */
export function formulaFails(field: FieldDefinition, value: unknown, scope: Scope, path: (string | number)[]): Violation[] {
  if (value !== null && value !== undefined) return [];
  try {
    evaluate(field.formula ?? 'null', scope);
    return [];
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return [{ path, code: 'not_computable', params: { zh: error.zh, en: error.en } }];
  }
}

/** Money is whole fen, a decimal has its digits, a date is no moment. */
function fitted(field: FieldDefinition, value: unknown, before: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (field.type) {
    case 'money':
    case 'integer':
      return typeof value === 'number' ? roundHalfUp(value, 0) : null;
    case 'decimal':
      return typeof value === 'number' ? roundHalfUp(value, field.scale ?? 2) : null;
    case 'boolean':
      return value === true;
    case 'string':
    case 'text':
      return isEmpty(value) ? null : toText(value) || null;
    case 'date':
      return typeof value === 'string' ? localDate(value) : null;
    case 'relation':
      // `actor()` gives an id; the record that is loaded already stays as it is.
      return isObject(before) && before.documentId === value ? before : value;
    default:
      return value;
  }
}

/** Cells of new rows whose default is an expression. */
function withDefaults(field: FieldDefinition, rows: unknown[], scope: Scope): unknown[] {
  const columns = (field.columns ?? []).filter(
    (column) => !column.archived && typeof column.default === 'string' && column.default.startsWith('='),
  );
  const isNew = (row: unknown): row is Row => isObject(row) && row.id === undefined && columns.some((column) => isEmpty(row[column.name]));
  if (!rows.some(isNew)) return rows;
  return rows.map((row) => {
    if (!isNew(row)) return row;
    const value: Row = { ...row };
    for (const column of columns) {
      if (isEmpty(row[column.name]))
        value[column.name] = safely(() => fitted(column, evaluate((column.default as string).slice(1), { ...scope, row }), null), null);
    }
    return value;
  });
}

/** The same list when all rows have an id. */
function withIds(rows: unknown[]): unknown[] {
  if (rows.every((row) => !isObject(row) || typeof row.id === 'number')) return rows;
  let last = rows.reduce<number>((most, row) => (isObject(row) && typeof row.id === 'number' ? Math.max(most, row.id) : most), 0);
  return rows.map((row) => {
    if (!isObject(row) || typeof row.id === 'number') return row;
    last += 1;
    return { ...row, id: last };
  });
}
