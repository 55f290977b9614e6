import { isToMany } from '../../../config/projections/strapi-schema';
import type { FieldDefinition } from '../../../config/definition/types';
import { presentField } from '../../fields/present-field';
import type { FormView } from '../../providers/definitions-source';

const COUNTABLE = new Set(['enum', 'boolean', 'integer']);

/** The field whose values are the tabs; null when this caller cannot have it counted. */
export function tabsField(form: FormView): FieldDefinition | null {
  const field = presentField(form, form.list.tabs ?? 'state');
  return field && COUNTABLE.has(field.type) && !field.multiple && !isMasked(form, field.name) ? field : null;
}

/** Columns as the form names them, and those that may be added: all but the inner bookkeeping. */
export const defaultColumns = (form: FormView): string[] =>
  form.list.columns.filter((name) => form.fields.some((field) => field.name === name));

const INNER = new Set(['rev', 'formVersion', 'site']);
export const possibleColumns = (form: FormView): FieldDefinition[] =>
  form.fields.filter((field) => !field.archived && !INNER.has(field.name));

/** Fields that can be filtered by, in the form's order, the state among them when it is no tab. */
export function filterFields(form: FormView): FieldDefinition[] {
  const names = form.list.filters ?? [];
  const state = (form.list.tabs ?? 'state') !== 'state' && !names.includes('state') ? ['state'] : [];
  return [...names, ...state].flatMap((name) => (isMasked(form, name) ? [] : (presentField(form, name) ?? [])));
}

/** The server sorts by what one cell holds; by a related record only when its form is open to the caller. */
export function isSortable(form: FormView, forms: FormView[], field: FieldDefinition): boolean {
  if (field.type === 'media' || field.type === 'json-rows' || field.multiple || isMasked(form, field.name)) return false;
  return field.type !== 'relation' || (!isToMany(field) && forms.some((one) => one.key === field.target));
}

/** What the rows must carry: the columns, and what their titles, clocks and actions need. */
export function neededFields(form: FormView, columns: string[]): string[] {
  const always = ['number', 'state', 'rev', 'slaDueAt', 'archivedAt', 'incomplete'];
  const known = new Set(form.fields.map((field) => field.name));
  return [...new Set([...columns, ...form.title, ...always])].filter((name) => known.has(name));
}

const isMasked = (form: FormView, name: string): boolean => form.can.fields[name] === 'masked';
