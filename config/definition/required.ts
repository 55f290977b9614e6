import { holds, type Scope } from './expression/evaluate';
import { isEmpty, isObject } from './expression/values';
import { safely } from './safely';
import type { FieldDefinition, FormDefinition, Violation } from './types';

type Row = Record<string, unknown>;

/** When a record is checked: at a save, or at an action of its workflow. */
export type Moment = { kind: 'save' } | { kind: 'action'; action: string };

/** Pseudo action of `requiredAt` and `requiredCheckedAt`: the first save. */
export const CREATE = 'create';
const VOID = 'void';

/** Fields that are shown now: their own condition and that of their section. An archived field is never. */
export function isShown(def: FormDefinition, field: FieldDefinition, scope: Scope): boolean {
  if (field.archived) return false;
  const section = def.sections?.find((candidate) => candidate.fields.includes(field.name));
  return [section?.visible, field.visible].every((condition) => condition === undefined || safely(() => holds(condition, scope), true));
}

/** Everything that must be filled at this moment and is not, each with its place. */
export function missing(def: FormDefinition, record: Row, scope: Scope, moment: Moment): Violation[] {
  // What is voided may be as incomplete as it is.
  if (moment.kind === 'action' && moment.action === VOID) return [];
  const found: Violation[] = [];
  const atMoment = namesMoment(moment, scope);
  const complete = def.requiredCheckedAt === undefined || def.requiredCheckedAt.some(atMoment);
  const required = moment.kind === 'action' ? requiredByAction(def, moment.action, scope) : new Set<string>();
  for (const field of def.fields) {
    const asked = required.has(field.name) || listOf(field.requiredAt).some(atMoment);
    const must = asked || (complete && isRequired(field, scope)) || wasEmptied(def, field, record, scope);
    const rowsMust = complete && field.type === 'json-rows' && !field.computed;
    if ((!must && !rowsMust) || !isShown(def, field, scope)) continue;
    if (must && isEmpty(record[field.name]) && !(isWaived(field, scope) && !asked)) found.push({ path: [field.name], code: 'required' });
    if (rowsMust) found.push(...missingInRows(field, record, scope, atMoment));
  }
  return found;
}

/** Fields that a complete record has and this one lacks; how an imported record is known to be incomplete. */
export function missingFields(def: FormDefinition, record: Row, scope: Scope): string[] {
  return def.fields
    .filter((field) => isRequired(field, scope) && isEmpty(record[field.name]) && isShown(def, field, scope))
    .map((field) => field.name);
}

/** A field that only the product fills is never missing by a client's fault. */
function isRequired(field: FieldDefinition, scope: Scope): boolean {
  if (field.computed) return false;
  return field.required === true || (field.requiredIf !== undefined && safely(() => holds(field.requiredIf ?? '', scope), false));
}

function requiredByAction(def: FormDefinition, action: string, scope: Scope): Set<string> {
  const from = scope.old?.state;
  const transition =
    def.transitions.find((candidate) => candidate.action === action && typeof from === 'string' && candidate.from.includes(from)) ??
    def.transitions.find((candidate) => candidate.action === action);
  return new Set(transition?.require ?? []);
}

/** Imported history has gaps that nobody can fill any more: what was missing stays waived. */
function isWaived(field: FieldDefinition, scope: Scope): boolean {
  return scope.old?.incomplete === true && isEmpty(scope.old[field.name]);
}

/**
 * Once the action that checks a paper has passed, what it required cannot be emptied again by a later edit. In the states from which the
 * check is still to come, drafts may lose a value.
 */
function wasEmptied(def: FormDefinition, field: FieldDefinition, record: Row, scope: Scope): boolean {
  const { old } = scope;
  if (!def.requiredCheckedAt || !old || isEmpty(old[field.name]) || !isEmpty(record[field.name]) || !isRequired(field, scope)) return false;
  const unchecked = new Set(
    def.transitions.filter((entry) => def.requiredCheckedAt?.includes(entry.action)).flatMap((entry) => entry.from),
  );
  return typeof old.state === 'string' && !unchecked.has(old.state);
}

function missingInRows(field: FieldDefinition, record: Row, scope: Scope, atMoment: (name: string) => boolean): Violation[] {
  const rows = Array.isArray(record[field.name]) ? (record[field.name] as unknown[]) : [];
  const found: Violation[] = [];
  if (field.minRows !== undefined && rows.length < field.minRows && (rows.length > 0 || field.required !== true)) {
    found.push({ path: [field.name], code: 'too_few_rows', params: { min: field.minRows, count: rows.length } });
  }
  rows.forEach((row, index) => {
    if (!isObject(row)) return;
    const inner = { ...scope, row };
    for (const column of field.columns ?? []) {
      if (!isEmpty(row[column.name]) || column.archived) continue;
      const must = isRequired(column, inner) || (!column.computed && listOf(column.requiredAt).some(atMoment));
      const shown = column.visible === undefined || safely(() => holds(column.visible ?? '', inner), true);
      if (must && shown) found.push({ path: [field.name, index, column.name], code: 'required' });
    }
  });
  return found;
}

function namesMoment(moment: Moment, scope: Scope): (name: string) => boolean {
  return (name) => (moment.kind === 'action' ? name === moment.action : name === CREATE && !scope.old);
}

function listOf(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
