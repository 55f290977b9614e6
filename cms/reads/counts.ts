import type { Actor } from '../access/actor';
import { fieldRight } from '../access/rights';
import { decode } from '../documents/codec';
import type { FormDefinition } from '../../config/definition/types';
import type { ReadEngine } from './briefs';
import { without, type Condition } from './condition';
import { quote } from './fragment';
import { badQuery } from './problem';
import { Compiler } from './sql';
import { whereOf } from './where';

const COUNTABLE = new Set(['enum', 'boolean', 'integer']);
const MOST_GROUPS = 100;
const MOST_KEPT = 2000;

/** Number of records behind a condition. */
export async function countRows(engine: ReadEngine, def: FormDefinition, condition: Condition): Promise<number> {
  const where = new Compiler(engine.registry, engine.read.dialect).record(def, 't', condition);
  const rows = await kept(
    engine,
    `SELECT COUNT(*) FROM ${quote(engine.registry.table(def.key).table)} t WHERE ${where.text}`,
    where.params,
  );
  return Number(rows[0]?.[0] ?? 0);
}

/** `counts=state`: how many per value, under the same filters without the field's own, so that every tab knows its number. */
export async function countBy(
  engine: ReadEngine,
  def: FormDefinition,
  actor: Actor,
  name: string,
  rows: Condition | null,
  asked: Condition[],
): Promise<Record<string, number>> {
  const field = def.fields.find((candidate) => candidate.name === name);
  const right = field ? fieldRight(actor, def, field) : undefined;
  if (!field || !right?.visible) throw badQuery(['counts', name], 'unknown_field');
  if (right.masked) throw badQuery(['counts', name], 'masked_field');
  const compiler = new Compiler(engine.registry, engine.read.dialect);
  const column = compiler.column(def, 't', name);
  if ((!COUNTABLE.has(field.type) && name !== 'state') || field.multiple || column === null)
    throw badQuery(['counts', name], 'not_countable');
  const where = compiler.record(def, 't', {
    kind: 'and',
    items: [...(rows ? [rows] : []), ...asked.map((condition) => without(condition, name))],
  });
  const groups = await kept(
    engine,
    `SELECT ${column}, COUNT(*) FROM ${quote(engine.registry.table(def.key).table)} t WHERE ${where.text} GROUP BY ${column} ORDER BY COUNT(*) DESC LIMIT ${MOST_GROUPS}`,
    where.params,
  );
  return Object.fromEntries(groups.map(([value, n]) => [value === null ? '' : String(decode(field, value)), Number(n)]));
}

/** How many records the caller has behind a query; for tiles and badges that show no list. */
export async function countRecords(
  engine: ReadEngine,
  def: FormDefinition,
  query: { filters?: unknown; search?: string; archived?: boolean },
  actor: Actor,
): Promise<number> {
  const { rows, asked } = whereOf(engine, def, actor, {
    filters: query.filters ?? null,
    search: query.search ?? '',
    archived: query.archived ?? false,
  });
  return countRows(engine, def, { kind: 'and', items: [...(rows ? [rows] : []), ...asked] });
}

const counts = new WeakMap<object, { snapshot: number; found: Map<string, unknown[][]> }>();

/** A count over all rows is most of a list's cost; on SQLite it is kept until somebody writes. */
async function kept(engine: ReadEngine, sql: string, params: readonly unknown[]): Promise<unknown[][]> {
  const snapshot = engine.read.snapshot();
  if (snapshot === null) return engine.read.rows(sql, [...params]);
  let cache = counts.get(engine.read);
  if (!cache || cache.snapshot !== snapshot || cache.found.size >= MOST_KEPT)
    counts.set(engine.read, (cache = { snapshot, found: new Map() }));
  const key = `${sql}|${JSON.stringify(params)}`;
  const known = cache.found.get(key);
  if (known) return known;
  const rows = await engine.read.rows(sql, [...params]);
  cache.found.set(key, rows);
  return rows;
}
