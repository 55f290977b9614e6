import { normalizeRelation } from './normalize-relation';
import { normalizeRows } from './normalize-rows';
import { normalizeValue, type Report } from './normalize-value';
import { isObject } from './expression/values';
import type { FieldDefinition, FormDefinition, Violation } from './types';

type Row = Record<string, unknown>;

/**
 * Turns what a client sends into the product's values, strictly: what is not understood is a violation, never dropped or guessed.
 * `def` is expanded. `current` is the record before the change: the admin panel sends relations as differences (`connect`, `disconnect`),
 * and rows keep the computed cells of the row with the same id.
 */
export function normalize(def: FormDefinition, data: Row, current: Row | null = null): { values: Row; violations: Violation[] } {
  const violations: Violation[] = [];
  const values: Row = {};
  if (!isObject(data)) return { values, violations: [{ path: [], code: 'not_an_object' }] };
  const fields = new Map(def.fields.map((field) => [field.name, field]));
  for (const [name, given] of Object.entries(data)) {
    const field = fields.get(name);
    if (!field) violations.push({ path: [name], code: 'unknown_field', params: { field: name } });
    else if (field.computed) violations.push({ path: [name], code: 'not_writable' });
    else {
      const value = normalizeField(field, given, current?.[name], [name], violations);
      if (value !== undefined) values[name] = value;
    }
  }
  return { values, violations };
}

/** Undefined: nothing is to be changed (a difference that says nothing), or the value was refused. */
function normalizeField(
  field: FieldDefinition,
  given: unknown,
  current: unknown,
  path: (string | number)[],
  violations: Violation[],
): unknown {
  if (given === undefined) return undefined;
  const report: Report = (code, params, deeper = []) => {
    violations.push({ path: [...path, ...deeper], code, ...(params ? { params } : {}) });
    return undefined;
  };
  if (field.type === 'relation') return normalizeRelation(field, given, current, report);
  if (field.type === 'json-rows') return normalizeRows({ field, given, current, report, violations, normalizeField });
  return normalizeValue(field, given, report);
}
