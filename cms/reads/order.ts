import type { Actor } from '../access/actor';
import { fieldRight, rowFilter } from '../access/rights';
import type { Registry } from '../definitions/registry';
import { isToMany } from '../../config/projections/strapi-schema';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import { quote } from './fragment';
import { badQuery } from './problem';
import type { Compiler } from './sql';
import type { SortKey } from './view-types';

/** Columns that always hold a value: their index serves both directions on both databases. */
const NEVER_EMPTY = new Set(['id', 'state', 'rev', 'documentId']);

/** ORDER BY of a list over alias `t`, ending in the id so that pages never overlap. Hidden, masked and many-valued fields cannot be sorted by. */
export function orderBy(
  context: { registry: Registry; actor: Actor; dialect: 'sqlite' | 'postgres'; compiler: Compiler },
  def: FormDefinition,
  sort: SortKey[],
  trusted: boolean,
): string {
  const parts: string[] = [];
  for (const key of sort) {
    const name = key.path[0] ?? '';
    // Records get their ids in the order they are made: the id says the same as the time, has an index and survives a clock that jumps.
    if (key.path.length === 1 && (name === 'createdAt' || name === 'id')) {
      parts.push(`t.id ${key.descending ? 'DESC' : 'ASC'}`);
      return parts.join(', ');
    }
    const expression =
      key.path.length === 1 && (name === 'updatedAt' || name === 'documentId')
        ? context.compiler.column(def, 't', name)
        : sortExpression(context, def, 't', key.path, trusted);
    if (expression === null) continue;
    const nulls = context.dialect === 'postgres' && !NEVER_EMPTY.has(name) ? (key.descending ? ' NULLS LAST' : ' NULLS FIRST') : '';
    parts.push(`${expression} ${key.descending ? 'DESC' : 'ASC'}${nulls}`);
  }
  const last = sort[sort.length - 1];
  return [...parts, `t.id ${last?.descending ? 'DESC' : 'ASC'}`].join(', ');
}

type Context = Parameters<typeof orderBy>[0];

function sortExpression(context: Context, def: FormDefinition, alias: string, path: string[], trusted: boolean, depth = 0): string | null {
  const [name = '', ...rest] = path;
  const field = def.fields.find((candidate) => candidate.name === name);
  const right = field ? fieldRight(context.actor, def, field) : undefined;
  if (!field || (!right?.visible && !trusted)) {
    // The form's own default sort may name what this caller does not see.
    if (trusted) return null;
    throw badQuery(['sort'], 'unknown_field', { field: name });
  }
  if (right?.masked || (trusted && !right?.visible)) {
    if (trusted) return null;
    throw badQuery(['sort'], 'masked_field', { field: name });
  }
  if (field.type !== 'relation') {
    if (rest.length > 0) throw badQuery(['sort'], 'unknown_field', { field: path.join('.') });
    if (field.type === 'media' || field.type === 'json-rows' || field.multiple) throw badQuery(['sort'], 'not_sortable', { field: name });
    return context.compiler.column(def, alias, name);
  }
  return related(context, def, alias, field, rest, trusted, depth);
}

/** By a field of the record it points to; without one, by the first part of its title. */
function related(
  context: Context,
  def: FormDefinition,
  alias: string,
  field: FieldDefinition,
  rest: string[],
  trusted: boolean,
  depth: number,
): string | null {
  const target = context.registry.get(field.target ?? '');
  const column = context.compiler.column(def, alias, field.name);
  if (isToMany(field) || depth >= 2) throw badQuery(['sort'], 'not_sortable', { field: field.name });
  if (!target || column === null) return null;
  if (rowFilter(context.actor, target) === 'none') {
    if (trusted) return null;
    throw badQuery(['sort'], 'not_readable', { field: field.name });
  }
  const path = rest.length > 0 ? rest : [titleField(context.actor, target) ?? ''];
  if (path[0] === '') return null;
  const inner = `s${depth}`;
  const expression = sortExpression(context, target, inner, path, trusted, depth + 1);
  return expression === null
    ? null
    : `(SELECT ${expression} FROM ${quote(context.registry.table(target.key).table)} ${inner} WHERE ${inner}.id = ${column})`;
}

function titleField(actor: Actor, def: FormDefinition): string | undefined {
  return def.title.find((name) => {
    const field = def.fields.find((candidate) => candidate.name === name);
    if (!field || field.type === 'relation' || field.type === 'media' || field.type === 'json-rows') return false;
    const right = fieldRight(actor, def, field);
    return right.visible && !right.masked;
  });
}
