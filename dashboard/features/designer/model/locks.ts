import type { FormDefinition, Words } from '../../../../config/definition/types';
import { usesInForms, type FieldUse } from '../../../../config/definition/uses';
import type { FieldRef } from './fields';

/** Why a field cannot be archived: a reason in words, or the places that would break. */
export type Lock = { reason: Words | null; uses: FieldUse[] };

/** Uses of the form's fields as the draft has them: what the server knows of others, and what the draft itself says. */
export function usesOfDraft(def: FormDefinition, known: FieldUse[], others: FormDefinition[]): FieldUse[] {
  const elsewhere = known.filter(
    (use) => use.in === 'rule' || use.in === 'kpi' || use.in === 'view' || use.in === 'import' || use.form !== def.key,
  );
  const own = usesInForms(def.key, [...others.filter((form) => form.key !== def.key), def], () => new Set()).filter(
    (use) => use.form === def.key,
  );
  return [...elsewhere, ...own];
}

/** Uses that archiving would break, by field. */
export function hardUses(uses: FieldUse[]): ReadonlyMap<string, FieldUse[]> {
  const map = new Map<string, FieldUse[]>();
  for (const use of uses) if (use.hard) map.set(use.field, [...(map.get(use.field) ?? []), use]);
  return map;
}

export function lockOf(def: FormDefinition, uses: ReadonlyMap<string, FieldUse[]>, ref: FieldRef): Lock | null {
  const field = def.fields.find((one) => one.name === ref.field);
  const reason = (ref.column === undefined ? field : field?.columns?.find((column) => column.name === ref.column))?.locked ?? null;
  const hard = uses.get(ref.column === undefined ? ref.field : `${ref.field}.${ref.column}`) ?? [];
  return reason || hard.length > 0 ? { reason, uses: hard } : null;
}

/** Only what nobody can take back by editing this form: rules, figures and other forms. */
export const isForeign = (use: FieldUse, form: string): boolean => use.in === 'rule' || use.in === 'kpi' || use.form !== form;
