import type { FormDefinition } from '../../../config/definition/types';
import type { FieldFilter } from '../../fields/field-parts';

type Tree = Record<string, unknown>;

/** Conditions of a list: those of single fields, which the filter bar can show and change, and all others as they came. */
export type Conditions = { filters: Record<string, FieldFilter>; extra: Tree[] };

/**
 * Strapi's filter tree, as links of figures and related records carry it, sorted out by field. Nothing is dropped: what is no plain
 * condition on one field (a field of a related record, an `$or`) stays in `extra`, or a figure would lead to other records than it counts.
 */
export function conditionsOf(tree: unknown, form: Pick<FormDefinition, 'fields'>): Conditions {
  const found: Conditions = { filters: {}, extra: [] };
  collect(tree, form, found);
  return found;
}

function collect(tree: unknown, form: Pick<FormDefinition, 'fields'>, found: Conditions): void {
  if (!isTree(tree)) return;
  for (const [name, value] of Object.entries(tree)) {
    if (name === '$and') for (const part of Object.values(value as Tree)) collect(part, form, found);
    else add(name, value, form, found);
  }
}

function add(name: string, value: unknown, form: Pick<FormDefinition, 'fields'>, found: Conditions): void {
  const filter = isTree(value) ? value : { $eq: value };
  const present = found.filters[name];
  if (!form.fields.some((field) => field.name === name) || !isPlain(filter)) found.extra.push({ [name]: value });
  else if (!present) found.filters[name] = filter;
  // `from` and `to` of one field may come as two conditions; two of one kind both have to hold.
  else if (Object.keys(filter).every((key) => !(key in present))) found.filters[name] = { ...present, ...filter };
  else found.extra.push({ [name]: filter });
}

/** `{$in: [...]}`, `{$gte: 1, $lt: 2}`, `{documentId: {$eq: 'x'}}`. */
function isPlain(filter: Tree): boolean {
  const keys = Object.keys(filter);
  const hasOperators = keys.every((key) => key.startsWith('$') && key !== '$and' && key !== '$or' && key !== '$not');
  return keys.length > 0 && (hasOperators || (keys.length === 1 && keys[0] === 'documentId'));
}

/** All of them in the query language of the server; undefined when there are none. */
export function treeOf({ filters, extra }: Conditions): Tree | undefined {
  const parts = [...Object.entries(filters).map(([name, filter]) => ({ [name]: filter })), ...extra];
  return parts.length === 0 ? undefined : parts.length === 1 ? parts[0] : { $and: parts };
}

/** Where a condition on a related record leads: `{unit: {building: {documentId: …}}}` is unit, building and its filter. Null when it is more. */
export function pathOf(tree: Tree): { path: string[]; filter: FieldFilter } | null {
  const path: string[] = [];
  let inner: unknown = tree;
  while (isTree(inner)) {
    const [name, ...more] = Object.keys(inner);
    if (path.length > 0 && isPlain(inner)) return { path, filter: inner };
    if (name === undefined || more.length > 0 || name.startsWith('$')) return null;
    path.push(name);
    inner = inner[name];
  }
  return path.length > 0 && inner !== undefined ? { path, filter: { $eq: inner } } : null;
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
