import type { FieldDefinition, FormDefinition } from '../definition/types';
import { CREATED_AT, needsField, type TileDefinition } from './tile';

type FormOf = (key: string) => FormDefinition | undefined;
export interface TileUse {
  form: string;
  field: string;
}

/** Fields that a figure reads, of its own form and of those that its conditions go on to. */
export function fieldsOfTile(tile: TileDefinition, formOf: FormOf): TileUse[] {
  const found = new Map<string, TileUse>();
  const add = (form: string, field: string): void => void found.set(`${form} ${field}`, { form, field });
  const own = [needsField(tile.measure) ? tile.field : null, tile.period, tile.group];
  for (const name of own) if (name !== null && name !== CREATED_AT.name) add(tile.form, name);
  for (const tree of treesOf(tile)) walk(tree, tile.form, formOf, (form, field) => add(form, field.name));
  return [...found.values()];
}

/** Records that its conditions name, by form: for their names. */
export function recordsOfTile(tile: TileDefinition, formOf: FormOf): { form: string; documentId: string }[] {
  const found: { form: string; documentId: string }[] = [];
  for (const tree of treesOf(tile)) {
    walk(tree, tile.form, formOf, (_form, field, value) => {
      if (field.type === 'relation') for (const documentId of textsIn(value)) found.push({ form: field.target ?? '', documentId });
    });
  }
  return found;
}

const treesOf = (tile: TileDefinition): unknown[] => [tile.filter, tile.measure === 'share' ? tile.condition : null];

function walk(tree: unknown, formKey: string, formOf: FormOf, visit: (form: string, field: FieldDefinition, value: unknown) => void): void {
  if (Array.isArray(tree)) return tree.forEach((item) => walk(item, formKey, formOf, visit));
  if (typeof tree !== 'object' || tree === null) return;
  const form = formOf(formKey);
  for (const [key, value] of Object.entries(tree)) {
    const field = form?.fields.find((candidate) => candidate.name === key);
    if (field) visit(formKey, field, value);
    // `$and`, and the indices that long lists get in an address, stay with the form; a relation goes on to its target.
    walk(value, field?.type === 'relation' ? (field.target ?? '') : formKey, formOf, visit);
  }
}

/** The values of a condition on a relation: `{documentId: {$in: [...]}}`. Deeper conditions are of the target's own fields. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'documentId' || key.startsWith('$') || /^\d+$/.test(key) ? textsIn(inner) : [],
  );
}
