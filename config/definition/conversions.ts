import { canConvert } from './convert';
import type { FieldDefinition, FormDefinition } from './types';

/** One field whose values become those of another when a version is published. */
export interface Conversion {
  from: string;
  to: string;
  /** The field that is filled has never been published: whatever stands in its column is left from an attempt. */
  isFresh: boolean;
}

/**
 * What publishing `after` in the place of `before` converts: a new field that says `convertedFrom`, a retype that comes back, and one that
 * is rolled back (then what was filled in meanwhile goes the other way). Both definitions are as they stand in their files.
 */
export function conversionsBetween(before: FormDefinition, after: FormDefinition): Conversion[] {
  const old = new Map(before.fields.map((field) => [field.name, field]));
  const now = new Map(after.fields.map((field) => [field.name, field]));
  const isLive = (fields: Map<string, FieldDefinition>, name: string): boolean => fields.has(name) && !fields.get(name)?.archived;
  return after.fields.flatMap((field): Conversion[] => {
    const source = field.convertedFrom === undefined ? undefined : now.get(field.convertedFrom);
    if (!source || !old.has(source.name)) return [];
    const comes = isLive(old, source.name) && !isLive(old, field.name) && isLive(now, field.name);
    if (comes && !isLive(now, source.name)) return [{ from: source.name, to: field.name, isFresh: !old.has(field.name) }];
    const goes = isLive(old, field.name) && !isLive(now, field.name) && !isLive(old, source.name) && isLive(now, source.name);
    return goes && canConvert(field, source) ? [{ from: field.name, to: source.name, isFresh: false }] : [];
  });
}

/**
 * For each archived field the one that has taken its place, over as many changes of kind as there were, or that it came from when it was
 * rolled back: what a screen that is still open sends for the one is meant for the other.
 */
export function successors(def: FormDefinition): Map<string, { from: FieldDefinition; to: FieldDefinition }> {
  const found = new Map<string, { from: FieldDefinition; to: FieldDefinition }>();
  const retyped = def.fields.filter((field) => field.convertedFrom !== undefined);
  if (retyped.length === 0) return found;
  const beside = (name: string): string[] =>
    retyped.flatMap((field) => (field.convertedFrom === name ? [field.name] : field.name === name ? [field.convertedFrom ?? ''] : []));
  const fields = new Map(def.fields.map((field) => [field.name, field]));
  for (const from of def.fields) {
    if (!from.archived) continue;
    const reached = [from.name];
    for (const name of reached) {
      const to = fields.get(name);
      if (to && !to.archived) {
        if (canConvert(from, to)) found.set(from.name, { from, to });
        break;
      }
      reached.push(...beside(name).filter((one) => !reached.includes(one)));
    }
  }
  return found;
}
