import type { Actor } from '../access/actor';
import type { FormDefinition } from '../../config/definition/types';
import type { ReadEngine } from './briefs';
import type { Condition } from './condition';
import { countBy, countRows } from './counts';
import { quote } from './fragment';
import { orderBy } from './order';
import { planFor } from './plan';
import { shapeRows } from './shape';
import { Compiler } from './sql';
import type { ListQuery, ListResult } from './view-types';
import { whereOf } from './where';

/** A page of the records of a form that the caller may see, as the query asks for them. */
export async function listRecords(engine: ReadEngine, def: FormDefinition, query: ListQuery, actor: Actor): Promise<ListResult> {
  const { rows, asked } = whereOf(engine, def, actor, query);
  const condition: Condition = { kind: 'and', items: [...asked, ...(rows ? [rows] : [])] };
  const plan = planFor(engine, def, actor, query.fields);
  const compiler = new Compiler(engine.registry, engine.read.dialect, true);
  const where = compiler.record(def, 't', condition);
  const isDefaultSort =
    query.sort.length === 1 &&
    `${query.sort[0]?.descending ? '-' : ''}${query.sort[0]?.path.join('.')}` === (def.list.sort ?? '-createdAt');
  const order = orderBy({ registry: engine.registry, actor, dialect: engine.read.dialect, compiler }, def, query.sort, isDefaultSort);
  const offset = query.start ?? (query.page - 1) * query.pageSize;
  // A sort over many rows carries ids only; the page's wide rows are fetched afterwards.
  const page = `WHERE ${where.text} ORDER BY ${order} LIMIT ? OFFSET ?`;
  const text = order.startsWith('t.id ')
    ? `${plan.select} ${page}`
    : `${plan.select} WHERE t.id IN (SELECT t.id FROM ${quote(engine.registry.table(def.key).table)} t ${page}) ORDER BY ${order}`;
  const read = engine.read.rows(text, [...where.params, query.pageSize, offset]);
  const [found, total, ...counts] = await Promise.all([
    read,
    query.withCount ? countRows(engine, def, condition) : Promise.resolve(null),
    ...query.counts.map((name) => countBy(engine, def, actor, name, rows, asked)),
  ]);
  return {
    data: await shapeRows(engine, plan, found, actor),
    meta: {
      pagination: paginationOf(query, total),
      masked: plan.masked,
      ...(counts.length === 0
        ? {}
        : {
            counts:
              counts.length === 1 ? (counts[0] ?? {}) : Object.fromEntries(query.counts.map((name, index) => [name, counts[index] ?? {}])),
          }),
    },
  };
}

function paginationOf(query: ListQuery, total: number | null): ListResult['meta']['pagination'] {
  if (query.start !== null) return { start: query.start, limit: query.pageSize, ...(total === null ? {} : { total }) };
  const { page, pageSize } = query;
  return { page, pageSize, ...(total === null ? {} : { pageCount: Math.ceil(total / pageSize), total }) };
}
