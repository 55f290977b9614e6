import type { Actor } from '../access/actor';
import { fieldRight } from '../access/rights';
import { decode } from '../documents/codec';
import type { FormDefinition } from '../../config/definition/types';
import type { ReadEngine } from './briefs';
import { without, type Condition } from './condition';
import { quote } from './fragment';
import { kept, nameOf } from './kept';
import { badQuery } from './problem';
import { Compiler } from './sql';
import { whereOf } from './where';

const COUNTABLE = new Set(['enum', 'boolean', 'integer']);
const MOST_GROUPS = 100;

/** Number of records behind a condition. */
export async function countRows(engine: ReadEngine, def: FormDefinition, condition: Condition): Promise<number> {
  const where = new Compiler(engine.registry, engine.read.dialect).record(def, 't', condition);
  const { table } = engine.registry.table(def.key);
  const rows = await ask(engine, table, `SELECT COUNT(*) FROM ${quote(table)} t WHERE ${where.text}`, where.params);
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
  const { table } = engine.registry.table(def.key);
  const groups = await ask(
    engine,
    table,
    `SELECT ${column}, COUNT(*) FROM ${quote(table)} t WHERE ${where.text} GROUP BY ${column} ORDER BY COUNT(*) DESC LIMIT ${MOST_GROUPS}`,
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

/** One that took long the last time is made beside the server's own thread. */
function ask({ read }: ReadEngine, table: string, sql: string, params: readonly unknown[]): Promise<unknown[][]> {
  return kept({ read }, table, { key: nameOf(sql, params) }, async (wasDear) =>
    wasDear ? (await read.long(sql, [...params])).map((row) => Object.values(row)) : read.rows(sql, [...params]),
  );
}
