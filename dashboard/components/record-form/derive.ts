import { computeFields } from '../../../config/definition/compute';
import { computeOrder } from '../../../config/definition/compute-order';
import { holds, type Scope } from '../../../config/definition/expression/evaluate';
import { references } from '../../../config/definition/expression/references';
import { isObject } from '../../../config/definition/expression/values';
import { isShown } from '../../../config/definition/required';
import { safely } from '../../../config/definition/safely';
import type { FieldDefinition, FormDefinition } from '../../../config/definition/types';
import type { Brief } from '../../providers/record-types';
import { unknownsOf } from './knowledge';

type Row = Record<string, unknown>;

export type Conditions = {
  isShown: boolean;
  isRequired: boolean;
  /** Not to be written: filled by the system, or closed by its own condition. */
  isFixed: boolean;
  /** The value counts: a field's value goes with its own condition. */
  isKept: boolean;
};

export type Derived = {
  /** Values of formulas; of rows with formula columns the rows. What depends on something unknown is left as it was. */
  worked: Row;
  conditions: Map<string, Conditions>;
  /** Related records that an expression reads and that are not here yet. */
  toLoad: Brief[];
};

/** What follows from the values of a record: formulas in their order, then conditions. Pure; the same code as on the server does the work. */
export function derive(form: FormDefinition, record: Row, scope: Scope): Derived {
  const toLoad: Brief[] = [];
  const isKnown = (expression: string | undefined, row?: Row): boolean => {
    if (expression === undefined) return true;
    const unknowns = unknownsOf(expression, form, record, row);
    toLoad.push(...unknowns.toLoad);
    return !unknowns.isUnknown;
  };
  const worked = formulas(form, record, scope, isKnown);
  const inner = { ...scope, record: { ...record, ...worked } };
  const conditions = new Map(form.fields.map((field) => [field.name, conditionsOf(form, field, inner, isKnown)]));
  for (const expression of checksOf(form)) isKnown(expression);
  return { worked, conditions, toLoad };
}

type IsKnown = (expression: string | undefined, row?: Row) => boolean;

/** A formula that reads an unknown value, or another formula that does, keeps what the record had. */
function formulas(form: FormDefinition, record: Row, scope: Scope, isKnown: IsKnown): Row {
  const results = computeFields(form, record, scope);
  const worked: Row = {};
  const unknown = new Set<string>();
  const readsUnknown = (formula: string, rows?: string): boolean =>
    safely(() => references(formula), []).some(
      ([first = '', second]) =>
        unknown.has(first) || unknown.has(`${first}.${second}`) || (rows !== undefined && unknown.has(`${rows}.${first}`)),
    );
  for (const { field, column } of computeOrder(form)) {
    if (!column) {
      const isOpen = !isKnown(field.formula) || readsUnknown(field.formula ?? '');
      if (isOpen) unknown.add(field.name);
      worked[field.name] = isOpen ? record[field.name] : results[field.name];
      continue;
    }
    const [rows, done] = [worked[field.name] ?? record[field.name], results[field.name]];
    if (!Array.isArray(rows) || !Array.isArray(done)) continue;
    const isOpen = readsUnknown(column.formula ?? '', field.name);
    worked[field.name] = rows.map((row: unknown, index) => {
      if (!isObject(row)) return row;
      const isHere = !isOpen && isKnown(column.formula, row);
      if (!isHere) unknown.add(`${field.name}.${column.name}`);
      return isHere ? { ...row, [column.name]: (done[index] as Row | undefined)?.[column.name] } : row;
    });
  }
  return worked;
}

function conditionsOf(form: FormDefinition, field: FieldDefinition, scope: Scope, isKnown: IsKnown): Conditions {
  const isTrue = (expression: string | undefined, otherwise: boolean): boolean =>
    expression === undefined || !isKnown(expression) ? otherwise : safely(() => holds(expression, scope), otherwise);
  const section = form.sections?.find((one) => one.fields.includes(field.name));
  const isOpen = !isKnown(field.visible) || !isKnown(section?.visible);
  return {
    isShown: isOpen || isShown(form, field, scope),
    isRequired: field.required === true || isTrue(field.requiredIf, false),
    isFixed: field.computed === true || field.readonly === true || (typeof field.readonly === 'string' && isTrue(field.readonly, false)),
    isKept: isTrue(field.visible, true),
  };
}

function checksOf(form: FormDefinition): string[] {
  return [
    ...form.fields.flatMap((field) => (field.checks ?? []).map((one) => one.check)),
    ...(form.rules ?? []).flatMap((rule) => rule.check ?? []),
  ];
}
