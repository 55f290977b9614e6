import type { FieldDefinition, FormDefinition } from '../../../../config/definition/types';
import { assign, orNothing } from './assign';
import { isCommon, layoutOf, placed, placeOf, type Place } from './layout';

/** A field, or a column of a table. */
export type FieldRef = { field: string; column?: string };

export function fieldAt(def: FormDefinition, ref: FieldRef): FieldDefinition | undefined {
  const field = def.fields.find((one) => one.name === ref.field);
  return ref.column === undefined ? field : field?.columns?.find((column) => column.name === ref.column);
}

/** The place behind the selected field; without one the end of the last section that somebody wrote down. */
export function placeAfter(def: FormDefinition, selected: { field?: string; section?: string } | null): Place {
  const sections = layoutOf(def);
  const place = selected?.field === undefined ? null : placeOf(def, selected.field);
  if (place) return { section: place.section, index: place.index + 1 };
  const named = sections.find((section) => section.key === selected?.section);
  const last = named ?? sections.filter((section) => !section.isImplicit).at(-1) ?? sections.at(-1);
  // Remark and attachments stay at the end.
  const end = (last?.fields ?? []).reduce((index, name, at) => (isCommon(name) ? index : at + 1), 0);
  return { section: last?.key ?? 'main', index: end };
}

export function addField(def: FormDefinition, field: FieldDefinition, to: Place): FormDefinition {
  // Its place first: a field that stands in no section would open one for itself.
  return { ...placed(def, field.name, to), fields: [...def.fields, field] };
}

export const moveField = placed;

/** Changes a field or a column; a key that is set to undefined goes. */
export function patchField(def: FormDefinition, ref: FieldRef, patch: Partial<FieldDefinition>): FormDefinition {
  return mapField(def, ref, (field) => assign(field, patch));
}

export function mapField(def: FormDefinition, ref: FieldRef, change: (field: FieldDefinition) => FieldDefinition): FormDefinition {
  const inField = (field: FieldDefinition): FieldDefinition =>
    ref.column === undefined
      ? change(field)
      : { ...field, columns: field.columns?.map((column) => (column.name === ref.column ? change(column) : column)) };
  return { ...def, fields: def.fields.map((field) => (field.name === ref.field ? inField(field) : field)) };
}

/** Hidden everywhere, its values kept, and nobody is asked for it. It leaves lists and papers; its place on the form is kept for its return. */
export function archiveField(def: FormDefinition, ref: FieldRef): FormDefinition {
  const archived = patchField(def, ref, { archived: true });
  return ref.column === undefined ? withoutShows(archived, ref.field) : archived;
}

export function restoreField(def: FormDefinition, ref: FieldRef): FormDefinition {
  return patchField(def, ref, { archived: undefined });
}

/** Only for a field that was never published: nobody has a value of it. */
export function removeField(def: FormDefinition, ref: FieldRef): FormDefinition {
  if (ref.column !== undefined)
    return mapField(def, { field: ref.field }, (field) => ({
      ...field,
      columns: field.columns?.filter((column) => column.name !== ref.column),
    }));
  const shown = withoutShows(def, ref.field);
  return {
    ...shown,
    fields: shown.fields.filter((field) => field.name !== ref.field),
    ...(shown.sections
      ? { sections: shown.sections.map((section) => ({ ...section, fields: section.fields.filter((name) => name !== ref.field) })) }
      : {}),
  };
}

/** A twin under another name, right behind it; what must be one of a kind is left out. */
export function duplicateField(def: FormDefinition, ref: FieldRef, name: string): FormDefinition {
  const source = fieldAt(def, ref);
  if (!source) return def;
  const twin = assign(source, {
    name,
    zh: `${source.zh} 2`,
    en: `${source.en} 2`,
    unique: undefined,
    uniqueWithin: undefined,
    locked: undefined,
    source: undefined,
    archived: undefined,
    convertedFrom: undefined,
  });
  if (ref.column !== undefined) {
    return mapField(def, { field: ref.field }, (field) => ({
      ...field,
      columns: field.columns?.flatMap((column) => (column.name === ref.column ? [column, twin] : [column])),
    }));
  }
  return addField(def, twin, placeAfter(def, { field: ref.field }));
}

export function addColumn(def: FormDefinition, field: string, column: FieldDefinition): FormDefinition {
  return mapField(def, { field }, (rows) => ({ ...rows, columns: [...(rows.columns ?? []), column] }));
}

export function setColumns(def: FormDefinition, field: string, columns: FieldDefinition[]): FormDefinition {
  return mapField(def, { field }, (rows) => ({ ...rows, columns }));
}

/** Takes a field out of the list and the papers. A list keeps at least one column. */
function withoutShows(def: FormDefinition, name: string): FormDefinition {
  const others = (names: string[] | undefined): string[] | undefined => names && orNothing(names.filter((one) => one !== name));
  const { list } = def;
  const isSorted = list.sort?.replace(/^-/, '') === name;
  return {
    ...def,
    list: assign(list, {
      columns: others(list.columns) ?? ['state'],
      filters: others(list.filters),
      search: others(list.search),
      tabs: list.tabs === name ? undefined : list.tabs,
      sort: isSorted ? undefined : list.sort,
    }),
    ...(def.papers ? { papers: def.papers.map((paper) => assign(paper, { fields: others(paper.fields) })) } : {}),
  };
}
