import type { Behind } from '../../config/kpis/kpi';
import type { FormDefinition } from '../../config/definition/types';
import type { Actor } from '../access/actor';
import type { Engine } from '../engine';
import { AppError } from '../http/errors';
import { Among } from '../reads/among';
import { BEHIND } from '../reads/filters';
import { badQuery } from '../reads/problem';
import { isIndexed } from '../reads/query';
import { documentsOf, today } from './compute';
import { findFigure } from './find';
import { periodOf } from './period';

type Tree = Record<string, unknown>;

/**
 * Filters of a list in which `$behind` ({@link Behind}) stands for the exact records of a figure: looked up here, under the caller's rights,
 * before the list is read. It may stand at the top or in an `$and` there; anywhere else it is an unknown operator.
 */
export async function withRecordsBehind(engine: Engine, def: FormDefinition, actor: Actor, filters: unknown): Promise<unknown> {
  return lookUp(engine, def, actor, filters, ['filters']);
}

async function lookUp(engine: Engine, def: FormDefinition, actor: Actor, tree: unknown, path: (string | number)[]): Promise<unknown> {
  if (!isTree(tree) || !(BEHIND in tree || '$and' in tree)) return tree;
  const found: Tree = { ...tree };
  if (BEHIND in tree) found[BEHIND] = new Among(await recordsBehind(engine, def, actor, tree[BEHIND], [...path, BEHIND]));
  const parts = tree.$and;
  if (Array.isArray(parts) || isIndexed(parts)) {
    const all: unknown[] = [];
    for (const [index, part] of Object.values(parts as object).entries())
      all.push(path.length > MOST_DEEP ? part : await lookUp(engine, def, actor, part, [...path, '$and', index]));
    found.$and = all;
  }
  return found;
}

/** Ways of `$and` in `$and` that are followed. */
const MOST_DEEP = 6;
const NAMES: readonly string[] = ['figure', 'from', 'to', 'asOf', 'by', 'group'] satisfies (keyof Behind)[];

async function recordsBehind(
  engine: Engine,
  def: FormDefinition,
  actor: Actor,
  asked: unknown,
  path: (string | number)[],
): Promise<string[]> {
  if (!isTree(asked)) throw badQuery(path, 'invalid_filter');
  for (const [name, value] of Object.entries(asked)) {
    if (!NAMES.includes(name)) throw badQuery([...path, name], 'unknown_operator');
    if (typeof value !== 'string') throw badQuery([...path, name], 'not_a_value');
  }
  const { figure = '', by, group } = asked as Partial<Behind>;
  const source = await findFigure(engine, actor, figure).catch((error: unknown) => {
    if (error instanceof AppError && error.status === 404) throw badQuery([...path, 'figure'], 'unknown_figure');
    throw error;
  });
  if (source.kpi.form !== def.key) throw badQuery([...path, 'figure'], 'figure_of_another_form');
  if ((by === undefined) !== (group === undefined)) throw badQuery([...path, by === undefined ? 'by' : 'group'], 'required');
  if (by !== undefined && !source.kpi.groups.includes(by))
    throw badQuery([...path, 'by'], 'unknown_group', { group: by, allowed: source.kpi.groups.join(', ') });
  const of = by !== undefined && group !== undefined ? { by, key: group } : undefined;
  return documentsOf(engine, source, actor, periodOf(asked, today(engine), path), of);
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
