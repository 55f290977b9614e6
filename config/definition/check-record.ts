import { checkValue } from './check-value';
import { formulaFails } from './compute';
import { holds, type Scope } from './expression/evaluate';
import { isObject, sameContent } from './expression/values';
import { isShown, missing, type Moment } from './required';
import { safely } from './safely';
import type { Enforcement, FieldDefinition, FormDefinition, RuleDefinition, Violation } from './types';

type Row = Record<string, unknown>;
export type { Moment } from './required';

/**
 * Every broken rule of a save or an action, all at once, each at its place: what must be filled, limits and formats of what has changed,
 * checks of fields, rules of the form (`enforce: block`). Named rules (`use`) are run by the server. `record` has its formulas computed.
 */
export function checkRecord(def: FormDefinition, record: Row, scope: Scope, moment: Moment): Violation[] {
  const inner = { ...scope, record };
  const isVoid = moment.kind === 'action' && moment.action === 'void';
  if (isVoid) return [];
  const touched = moment.kind === 'save' || hasChanged(def, record, scope.old ?? null);
  return [
    ...missing(def, record, inner, moment),
    ...def.fields.flatMap((field) => (field.archived ? [] : valuesOf(field, record, inner))),
    ...(touched ? def.fields.flatMap((field) => (isShown(def, field, inner) ? checksOf(field, record, inner) : [])) : []),
    ...brokenRules(def, inner, moment, 'block', touched),
  ];
}

/** Rules that warn: the user may go on, and it is noted. */
export function warningsOf(def: FormDefinition, record: Row, scope: Scope, moment: Moment): Violation[] {
  const touched = moment.kind === 'save' || hasChanged(def, record, scope.old ?? null);
  return brokenRules(def, { ...scope, record }, moment, 'warn', touched);
}

/** Limits of a value and of the cells of its rows. */
function valuesOf(field: FieldDefinition, record: Row, scope: Scope): Violation[] {
  const value = record[field.name];
  const before = scope.old?.[field.name];
  const found = field.formula ? formulaFails(field, value, scope, [field.name]) : checkValue(field, value, before, [field.name], scope);
  if (field.type !== 'json-rows' || !Array.isArray(value)) return found;
  if (field.maxRows !== undefined && value.length > field.maxRows) {
    found.push({ path: [field.name], code: 'too_many_rows', params: { max: field.maxRows, count: value.length } });
  }
  const old = new Map((Array.isArray(before) ? (before as unknown[]) : []).filter(isObject).map((row) => [row.id, row]));
  value.forEach((row: unknown, index) => {
    if (!isObject(row)) return;
    const inner = { ...scope, row };
    for (const column of field.columns ?? []) {
      if (column.archived) continue;
      const path = [field.name, index, column.name];
      if (column.formula) found.push(...formulaFails(column, row[column.name], inner, path));
      else
        found.push(...checkValue(column, row[column.name], row.id === undefined ? undefined : old.get(row.id)?.[column.name], path, inner));
    }
  });
  return found;
}

/** The field's own `checks`, and those of its columns in every row. */
function checksOf(field: FieldDefinition, record: Row, scope: Scope): Violation[] {
  const found = brokenChecks(field, [field.name], scope);
  const rows = field.type === 'json-rows' && Array.isArray(record[field.name]) ? (record[field.name] as unknown[]) : [];
  const columns = (field.columns ?? []).filter((column) => column.checks && !column.archived);
  rows.forEach((row, index) => {
    if (isObject(row))
      for (const column of columns) found.push(...brokenChecks(column, [field.name, index, column.name], { ...scope, row }));
  });
  return found;
}

function brokenChecks(field: FieldDefinition, path: (string | number)[], scope: Scope): Violation[] {
  return (field.checks ?? [])
    .filter(({ check }) => !safely(() => holds(check, scope), false))
    .map(({ zh, en }) => ({ path, code: 'check', message: { zh, en } }));
}

function brokenRules(def: FormDefinition, scope: Scope, moment: Moment, enforce: Enforcement, touched: boolean): Violation[] {
  const applies = (rule: RuleDefinition): boolean => (rule.at ? moment.kind === 'action' && rule.at.includes(moment.action) : touched);
  return (def.rules ?? [])
    .filter((rule) => rule.enforce === enforce && rule.check !== undefined && applies(rule))
    .filter((rule) => !safely(() => holds(rule.check ?? '', scope), false))
    .map((rule) => ({
      path: rule.field ? [rule.field] : [],
      code: 'rule',
      params: { rule: rule.id, ref: rule.ref },
      message: { zh: rule.zh, en: rule.en ?? rule.text },
    }));
}

/** Did the action bring or compute anything beside the state? */
function hasChanged(def: FormDefinition, record: Row, old: Row | null): boolean {
  if (!old) return true;
  return def.fields.some((field) => !field.computed && !sameContent(record[field.name], old[field.name]));
}
