import { initialStateOf } from '../../../config/definition/expand';
import type { FieldDefinition, Words } from '../../../config/definition/types';
import type { FormView } from '../../providers/definitions-source';

type ValueSpec = { column?: string; lookup?: { form: string; field: string }; [other: string]: unknown };
type Target = {
  as: string;
  form: string;
  key?: ValueSpec[];
  number?: ValueSpec;
  registeredAt?: ValueSpec;
  state: unknown;
  values: Record<string, ValueSpec>;
  [other: string]: unknown;
};

/** A mapping as the server keeps it: which columns become which fields of which records. */
export type SavedMapping = Words & { name: string; match: { columns: string[]; file?: string }; targets: Target[] };

/** Column of the file -> field of the form. Columns that are left out are not imported. */
export type Columns = Record<string, string>;

const UNREADABLE = new Set(['json-rows', 'media']);
/** What the system fills and an old paper brings along all the same. */
const BROUGHT_ALONG = new Set(['number', 'state', 'registeredAt']);

/** Fields that a sheet can fill: what the system works out, files and child rows do not fit into one cell. */
export function importableFields(form: FormView): FieldDefinition[] {
  return form.fields.filter(
    (field) => !field.archived && !UNREADABLE.has(field.type) && (BROUGHT_ALONG.has(field.name) || !field.computed),
  );
}

/** Required fields that no column fills: the records come in all the same, marked as incomplete. */
export function missingFields(form: FormView, columns: Columns): FieldDefinition[] {
  const filled = new Set(Object.values(columns));
  return importableFields(form).filter(
    (field) => field.required && !BROUGHT_ALONG.has(field.name) && field.default === undefined && !filled.has(field.name),
  );
}

/** The columns as a mapping to keep: one record a row, in its first state or a column's; related records by their number or title. */
export function mappingOf(form: FormView, forms: FormView[], columns: Columns, name: string): SavedMapping {
  const specs: Record<string, ValueSpec> = {};
  for (const [column, fieldName] of Object.entries(columns)) {
    const field = form.fields.find((one) => one.name === fieldName);
    const by = field?.type === 'relation' ? namingField(forms.find((one) => one.key === field.target)) : null;
    specs[fieldName] = by ? { column, lookup: { form: field?.target ?? '', field: by } } : { column };
  }
  const { number, state, registeredAt, ...values } = specs;
  return {
    name,
    zh: name,
    en: name,
    match: { columns: Object.keys(columns) },
    targets: [
      {
        as: 'record',
        form: form.key,
        // A paper with this number is there already and is not made again.
        ...(number ? { number, key: [number], reuse: 'number' } : {}),
        ...(registeredAt ? { registeredAt } : {}),
        state: state?.column ? { column: state.column } : initialStateOf(form),
        values,
      },
    ],
  };
}

/** The columns of a mapping that says no more than that; null when it does (several records a row, words replaced, columns joined). */
export function columnsOf(mapping: SavedMapping, form: FormView): Columns | null {
  const [target, ...others] = mapping.targets;
  const state = typeof target?.state === 'string' ? undefined : (target?.state as ValueSpec | undefined);
  if (!target || others.length > 0 || target.form !== form.key || Array.isArray(state) || target.when || target.computed || target.entered)
    return null;
  const columns: Columns = {};
  const brought = { number: target.number, state, registeredAt: target.registeredAt };
  for (const [field, spec] of [...Object.entries(target.values), ...Object.entries(brought)]) {
    if (!spec) continue;
    const others = Object.keys(spec).filter((key) => key !== 'column' && key !== 'lookup');
    if (!spec.column || others.length > 0 || 'create' in (spec.lookup ?? {})) return null;
    columns[spec.column] = field;
  }
  return columns;
}

/** How sheets name a record: the first text of its title, else its number. */
function namingField(form: FormView | undefined): string | null {
  const text = form?.title.find((name) => form.fields.some((field) => field.name === name && field.type === 'string'));
  return text ?? (form?.numbering ? 'number' : null);
}
