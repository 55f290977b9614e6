import { rowFilter } from '../access/rights';
import type { Actor } from '../access/actor';
import type { Engine } from '../engine';
import { isToMany } from '../../config/projections/strapi-schema';
import type { FormDefinition } from '../../config/definition/types';
import { join, raw, sql, within, type Sql } from './sql';
import { formTable, linkTable, type Source } from './tables';

type Condition = Record<string, unknown>;

/** Rows of a form that the caller may count, as SQL over `alias`: the same row filter as every list. */
export function visibleRows(engine: Engine, actor: Actor, form: string, alias: string): Sql {
  const def = engine.registry.get(form);
  const filter = def ? rowFilter(actor, def) : 'none';
  if (filter === null) return raw('1 = 1');
  if (!def || filter === 'none') return raw('1 = 0');
  return compile(engine, def, formTable(engine, form, alias), filter as Condition, 0);
}

/**
 * The sites whose rows of the form the caller counts in full: 'all', or their ids; null where the caller's rows are not whole sites. What is
 * summed up by site may be told to no one else.
 */
export function sitesInFull(engine: Engine, actor: Actor, form: string): number[] | 'all' | null {
  const def = engine.registry.get(form);
  const filter = def ? rowFilter(actor, def) : 'none';
  if (filter === null) return 'all';
  if (filter === 'none') return null;
  const { site, ...rest } = filter as { site?: Condition };
  if (Object.keys(rest).length > 0 || !site || !isOneOf(site)) return null;
  return (site.id as { $in: unknown[] }).$in.map(Number);
}

/** May the caller see figures over this form at all? */
export function mayCount(engine: Engine, actor: Actor, form: string): boolean {
  const def = engine.registry.get(form);
  return def !== undefined && rowFilter(actor, def) !== 'none';
}

/** The part of the Strapi filter language that row scopes are written in; what it does not know throws, never lets through. */
function compile(engine: Engine, def: FormDefinition, source: Source, filter: Condition, depth: number): Sql {
  const parts = Object.entries(filter).map(([key, value]): Sql => {
    if (key === '$and' || key === '$or') {
      const list = (Array.isArray(value) ? value : [value]) as Condition[];
      if (list.length === 0) return raw(key === '$and' ? '1 = 1' : '1 = 0');
      return sql`(${join(
        list.map((entry) => sql`(${compile(engine, def, source, entry, depth)})`),
        key === '$and' ? ' AND ' : ' OR ',
      )})`;
    }
    if (key === '$not') return sql`NOT (${compile(engine, def, source, value as Condition, depth)})`;
    if (key === 'id') return compare(source.id, value);
    if (key === 'documentId') return compare(source.documentId, value);
    const field = def.fields.find((candidate) => candidate.name === key);
    if (field?.type !== 'relation') return compare(source.at(key), value);
    return relation(
      engine,
      field.target ?? '',
      isToMany(field) ? linkTable(engine, def.key, key, `sl${depth}`) : null,
      source,
      key,
      value,
      depth,
    );
  });
  return parts.length === 0 ? raw('1 = 1') : sql`(${join(parts, ' AND ')})`;
}

function relation(
  engine: Engine,
  target: string,
  link: { from: Sql; source: Sql; target: Sql } | null,
  source: Source,
  field: string,
  value: unknown,
  depth: number,
): Sql {
  const nested = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Condition) : { documentId: value };
  if (!link && Object.keys(nested).every((key) => key.startsWith('$')) && '$null' in nested) return compare(source.at(field), nested);
  // The id of the one record that is pointed to stands in the row itself.
  if (!link && isOneOf(nested)) return compare(source.at(field), nested.id);
  const def = engine.registry.get(target);
  if (!def) return raw('1 = 0');
  const other = formTable(engine, target, `s${depth}`);
  const inner = compile(
    engine,
    def,
    other,
    Object.keys(nested).some((key) => key.startsWith('$')) ? { documentId: nested } : nested,
    depth + 1,
  );
  return link
    ? sql`EXISTS (SELECT 1 FROM ${link.from} JOIN ${other.from} ON ${other.id} = ${link.target} WHERE ${link.source} = ${source.id} AND ${inner})`
    : sql`EXISTS (SELECT 1 FROM ${other.from} WHERE ${other.id} = ${source.at(field)} AND ${inner})`;
}

/** `{id: {$in: […]}}`, as the sites of a caller are written; what says "not" would be true of a row that points nowhere. */
const isOneOf = ({ id, ...rest }: Condition): boolean =>
  Object.keys(rest).length === 0 && typeof id === 'object' && id !== null && Object.keys(id).join() === '$in';

function compare(column: Sql, value: unknown): Sql {
  if (value === null) return sql`${column} IS NULL`;
  if (typeof value !== 'object') return sql`${column} = ${value as string | number}`;
  if (Array.isArray(value)) return within(column, value as (string | number)[]);
  const parts = Object.entries(value as Condition).map(([operator, operand]): Sql => {
    const single = operand as string | number;
    switch (operator) {
      case '$eq':
        return operand === null ? sql`${column} IS NULL` : sql`${column} = ${single}`;
      case '$ne':
        return operand === null ? sql`${column} IS NOT NULL` : sql`(${column} IS NULL OR ${column} <> ${single})`;
      case '$in':
        return within(column, operand as (string | number)[]);
      case '$notIn':
        return sql`NOT (${within(column, operand as (string | number)[])})`;
      case '$null':
        return operand === false || operand === 'false' ? sql`${column} IS NOT NULL` : sql`${column} IS NULL`;
      case '$notNull':
        return operand === false || operand === 'false' ? sql`${column} IS NULL` : sql`${column} IS NOT NULL`;
      case '$gte':
        return sql`${column} >= ${single}`;
      case '$gt':
        return sql`${column} > ${single}`;
      case '$lte':
        return sql`${column} <= ${single}`;
      case '$lt':
        return sql`${column} < ${single}`;
      default:
        throw new Error(`A row scope uses ${operator}, which figures do not know.`);
    }
  });
  return join(parts, ' AND ');
}
