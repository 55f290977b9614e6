import type { FormDefinition } from '../../config/definition/types';
import type { BuiltRecord } from './build-records';
import type { Place } from './finder';

/** Where a record is looked for that may be there already: by the field that its target names, within its owner when it is unique there. */
export function reusePlace(def: FormDefinition, { target, values, number }: BuiltRecord): (Place & { value: string }) | null {
  if (target.reuse === undefined) return null;
  const field = target.reuse;
  const value = values[field] ?? (field === 'number' ? number : null);
  if (typeof value !== 'string') return null;
  const within = def.fields.find((candidate) => candidate.name === field)?.uniqueWithin;
  const owner = within ? values[within] : undefined;
  return { form: def.key, field, value, ...(within && typeof owner === 'string' ? { within: { field: within, documentId: owner } } : {}) };
}
