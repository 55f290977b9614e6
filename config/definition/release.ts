import { mergeDefinitions, type MergeResult, type Side } from './merge';
import type { FieldDefinition, FormDefinition } from './types';

/**
 * What this house has made of a form, with what a new release of the product has changed in it since: three ways, from the shipped file
 * that the house began from. What the release takes away stays, archived: records have values of it.
 */
export function mergeRelease(
  { base, own, shipped }: { base: FormDefinition; own: FormDefinition; shipped: FormDefinition },
  choose: Record<string, Side> = {},
): MergeResult {
  const { definition, conflicts } = mergeDefinitions(unversioned(base), unversioned(own), unversioned(shipped), choose);
  return { definition: keeping(own, definition), conflicts };
}

/** Fields, columns and values that were published do not go: they are archived. */
export function keeping(own: FormDefinition, next: FormDefinition): FormDefinition {
  return { ...next, fields: keptFields(own.fields, next.fields) };
}

function keptFields(own: FieldDefinition[], next: FieldDefinition[]): FieldDefinition[] {
  const now = new Set(next.map((field) => field.name));
  const old = new Map(own.map((field) => [field.name, field]));
  const gone = own
    .filter((field) => !now.has(field.name))
    .map(({ required: _required, requiredIf: _if, requiredAt: _at, locked: _locked, ...field }) => ({ ...field, archived: true }));
  return [...next.map((field) => keptParts(old.get(field.name), field)), ...gone];
}

function keptParts(old: FieldDefinition | undefined, field: FieldDefinition): FieldDefinition {
  if (!old) return field;
  const values = new Set((field.values ?? []).map((entry) => String(entry.value)));
  const lost = field.values ? (old.values ?? []).filter((entry) => !values.has(String(entry.value))) : [];
  return {
    ...field,
    ...(lost.length > 0 ? { values: [...(field.values ?? []), ...lost.map((entry) => ({ ...entry, archived: true }))] } : {}),
    ...(field.columns && old.columns ? { columns: keptFields(old.columns, field.columns) } : {}),
  };
}

/** The number of a version is no part of what it says. */
const unversioned = ({ version: _version, ...def }: FormDefinition): FormDefinition => def;
