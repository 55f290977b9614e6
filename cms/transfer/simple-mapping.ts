import { initialStateOf } from '../../config/definition/expand';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import { AppError } from '../http/errors';
import type { Mapping, Target, ValueSpec } from './mapping';

/** What the system fills and an old paper brings along all the same. */
const BROUGHT_ALONG = new Set(['number', 'state', 'registeredAt']);

/** Can one column of a sheet fill the field? What the system works out, files and child rows do not fit into a cell. */
export function isImportable(field: FieldDefinition): boolean {
  if (field.archived || field.type === 'json-rows' || field.type === 'media') return false;
  return !field.computed || BROUGHT_ALONG.has(field.name);
}

/** Which field a column means: its name, or its word in either language. */
export function guessColumns(def: FormDefinition, columns: string[]): Record<string, string> {
  const plain = (text: string): string => text.toLowerCase().replace(/[\s_()（）-]/g, '');
  const guess: Record<string, string> = {};
  const taken = new Set<string>();
  for (const column of columns) {
    const field = def.fields.find(
      (candidate) =>
        !taken.has(candidate.name) &&
        isImportable(candidate) &&
        [candidate.name, candidate.zh, candidate.en].some((name) => plain(name) === plain(column)),
    );
    if (!field) continue;
    guess[column] = field.name;
    taken.add(field.name);
  }
  return guess;
}

/**
 * The mapping that the import screen means by {column: field}: one record a row; relations by number or title. A record with the same
 * number (or the same value of a unique field) is there already and is not made again.
 */
export function simpleMapping(def: FormDefinition, columns: Record<string, string>, titleOf: (form: string) => string | null): Mapping {
  const wrong = Object.entries(columns).filter(([, name]) => !def.fields.some((field) => field.name === name && isImportable(field)));
  if (wrong.length > 0)
    throw new AppError(400, 'invalid', {
      violations: wrong.map(([column, field]) => ({ path: [column], code: 'not_importable', params: { field } })),
    });
  const specs: Record<string, ValueSpec> = {};
  for (const [column, name] of Object.entries(columns)) {
    const field = def.fields.find((candidate) => candidate.name === name);
    const by = field?.type === 'relation' ? titleOf(field.target ?? '') : null;
    specs[name] = by ? { column, lookup: { form: field?.target ?? '', field: by } } : { column };
  }
  const { number, state, registeredAt, ...values } = specs;
  const target: Target = { as: 'record', form: def.key, state: state?.column ? { column: state.column } : initialStateOf(def), values };
  if (number) Object.assign(target, { number, key: [number], reuse: 'number' });
  else Object.assign(target, knownBy(def, values));
  if (registeredAt) target.registeredAt = registeredAt;
  return { name: `screen:${def.key}`, zh: def.zh, en: def.en, match: { columns: Object.keys(columns) }, targets: [target] };
}

/** A unique field that the sheet fills tells one record from another, with the record within which it is unique. */
function knownBy(def: FormDefinition, values: Record<string, ValueSpec>): Pick<Target, 'key' | 'reuse'> {
  const field = def.fields.find(
    (candidate) => candidate.unique && values[candidate.name] && (!candidate.uniqueWithin || values[candidate.uniqueWithin]),
  );
  if (!field) return {};
  const specs = [field.uniqueWithin, field.name].flatMap((name) => (name && values[name] ? [values[name]] : []));
  return { reuse: field.name, key: specs };
}
