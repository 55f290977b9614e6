import type { Scope } from '../../config/definition/expression/evaluate';
import { isShown } from '../../config/definition/required';
import type { FieldDefinition, SectionDefinition } from '../../config/definition/types';
import type { FormView, Me } from '../providers/definitions-source';
import type { RecordRow } from '../providers/record-types';
import { unknownsOf } from './record-form/knowledge';
import { houseDate } from './time-words';

export type ShownSection = { section: SectionDefinition; fields: FieldDefinition[] };

/** Sections of a record with the fields that apply to it. A condition that the browser cannot decide hides nothing. */
export function shownSections(form: FormView, record: RecordRow, me: Me, now = new Date()): ShownSection[] {
  const { employee, roles, head, department } = me.user;
  const scope: Scope = {
    record,
    old: record,
    actor: { employee, roles, head, department },
    today: houseDate(now),
    now: now.toISOString(),
    settings: me.settings,
  };
  const isUnknown = (expression: string | undefined): boolean => expression !== undefined && unknownsOf(expression, form, record).isUnknown;
  return (form.sections ?? []).map((section) => ({
    section,
    fields: section.fields
      .flatMap((name) => form.fields.find((field) => field.name === name) ?? [])
      .filter((field) => field.name in record && (isUnknown(section.visible) || isUnknown(field.visible) || isShown(form, field, scope))),
  }));
}
