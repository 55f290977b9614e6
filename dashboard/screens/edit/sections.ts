import { useSyncExternalStore } from 'react';
import { isEmpty } from '../../../config/definition/expression/values';
import type { FieldDefinition, SectionDefinition } from '../../../config/definition/types';
import { useRecordForm } from '../../components/record-form/form-context';
import type { RecordForm } from '../../components/record-form/record-form';
import type { FormView } from '../../providers/definitions-source';

export type Section = SectionDefinition & { items: FieldDefinition[] };

/** Sections of a form with their fields; names that the caller does not see are left out. */
export function sectionsOf(form: FormView): Section[] {
  const byName = new Map(form.fields.map((field) => [field.name, field]));
  return (form.sections ?? []).map((section) => ({ ...section, items: section.fields.flatMap((name) => byName.get(name) ?? []) }));
}

/** Does anything of the field show in the form now? */
const hasPlace = (form: RecordForm, field: FieldDefinition): boolean => {
  const { isShown, isFixed } = form.conditionsOf(field.name);
  if (!isShown || field.archived) return false;
  return (
    (!isFixed && form.isWritable(field.name)) ||
    field.formula !== undefined ||
    !isEmpty(form.value(field.name)) ||
    form.maskOf(field.name) !== undefined
  );
};

/** Is there something to write in it? Sections that can only be read stand on the record's own page. */
const hasWork = (form: RecordForm, section: Section): boolean =>
  section.items.some((field) => hasPlace(form, field) && !form.conditionsOf(field.name).isFixed && form.isWritable(field.name));

/** Sections that have something to write in now. */
export function useOpenSections(sections: Section[]): Section[] {
  const form = useRecordForm();
  const keys = useSyncExternalStore(form.subscribe, () =>
    sections
      .filter((section) => hasWork(form, section))
      .map((section) => section.key)
      .join(' '),
  );
  const open = new Set(keys.split(' '));
  return sections.filter((section) => open.has(section.key));
}

/** How many messages stand in a section. */
export const countIn = (section: Section, messages: Record<string, string[]>): number =>
  Object.keys(messages).filter((path) => section.fields.includes(path.split('.')[0] ?? '')).length;

/**
 * Of a new paper, parts that nobody must fill yet (the engineer's half of a work order) start folded: the first screen asks only for what is
 * needed now.
 */
export function startsFolded(section: Section, index: number, form: RecordForm): boolean {
  if (form.documentId !== null || index === 0) return false;
  return section.items.every((field) => {
    const value = form.value(field.name);
    const isDefault = isEmpty(value) || value === field.default || field.computed === true;
    return isDefault && !(form.conditionsOf(field.name).isRequired && form.isWritable(field.name) && !field.computed);
  });
}

/** Names of fields of a stored record that can only be read now: they stand back behind those that somebody came to change. */
export function onlyRead(section: Section, form: RecordForm): string[] {
  if (form.documentId === null) return [];
  return section.items
    .filter((field) => hasPlace(form, field) && !field.formula && (form.conditionsOf(field.name).isFixed || !form.isWritable(field.name)))
    .map((field) => field.name);
}
