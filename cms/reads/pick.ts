import type { Actor } from '../access/actor';
import { fieldRight, labelFilter, rowFilter } from '../access/rights';
import { compile, holds } from '../../config/definition/expression/evaluate';
import { references } from '../../config/definition/expression/references';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import type { Engine } from '../engine';
import { AppError, forbidden, notFound } from '../http/errors';
import { BriefLoader, type ReadEngine } from './briefs';
import type { Condition } from './condition';
import { rowCondition } from './filters';
import { orderBy } from './order';
import { findByPinyin } from './pinyin-index';
import { planFor } from './plan';
import { badQuery } from './problem';
import { shapeRows } from './shape';
import { Compiler } from './sql';
import type { Brief } from './view-types';
import { searchOf } from './where';

export type PickEngine = ReadEngine & Pick<Engine, 'clock'> & { settings: Pick<Engine['settings'], 'values'> };

export interface PickQuery {
  /** What was typed: part of a name or number, or pinyin. */
  q: string;
  /** `form.field` or `form.rows.column` that is being filled; its `pick` narrows the choice. */
  field: string;
  /** The record being edited, as far as it is filled in; null for a filter's picker. */
  self: Record<string, unknown> | null;
  limit: number;
}

const PAGE = 100;
const MOST_PAGES = 20;
/** The product looks at what it needs to decide; the caller is shown names only. */
const product = (actor: Actor): Actor => ({ ...actor, kind: 'system' });

/** `q`, `field`, `self` and `limit` as they come in the URL; `self` is JSON. */
export function parsePickQuery(raw: Record<string, unknown>): PickQuery {
  const text = (name: string, most: number): string => {
    const value = raw[name] ?? '';
    if (typeof value !== 'string' || value.length > most || value.includes('\u0000')) throw badQuery([name], 'not_a_value');
    return value.trim();
  };
  const limit = Number(text('limit', 3) || 20);
  if (!Number.isInteger(limit) || limit < 1 || limit > 50) throw badQuery(['limit'], 'not_an_integer', { max: 50 });
  return { q: text('q', 100), field: text('field', 200), self: parseSelf(text('self', 20_000)), limit };
}

function parseSelf(text: string): Record<string, unknown> | null {
  if (text === '') return null;
  if (!text.startsWith('{')) return { documentId: text };
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw badQuery(['self'], 'not_json');
  }
}

/** Records of a form to choose from, by name, number or pinyin, narrowed by the field's `pick`. */
export async function pickRecords(engine: PickEngine, form: string, query: PickQuery, actor: Actor): Promise<Brief[]> {
  const def = engine.registry.get(form);
  if (!def) throw notFound();
  const rows = rowCondition(engine.registry, actor, def, labelFilter);
  if (rows === 'none') throw forbidden({ form, action: 'read' });
  const expression = pickOf(engine, def, query, actor);
  const condition: Condition = {
    kind: 'and',
    items: [...(rows ? [rows] : []), ...open(def), ...(query.q === '' ? [] : [await wanted(engine, def, query.q, actor)])],
  };
  const ids: number[] = [];
  for (let page = 0; page < MOST_PAGES && ids.length < query.limit; page += 1) {
    const found = await candidates(engine, def, condition, expression, query, actor, page);
    ids.push(...found.ids);
    if (found.last) break;
  }
  const briefs = new BriefLoader(engine, actor);
  ids.forEach((id) => briefs.want(form, id));
  await briefs.load();
  return ids
    .slice(0, query.limit)
    .map((id) => briefs.get(form, id))
    .filter((brief): brief is Brief => brief?.documentId != null);
}

/** The `pick` of the field that is being filled. The field must point to this form and be one the caller sees. */
function pickOf(engine: PickEngine, target: FormDefinition, query: PickQuery, actor: Actor): string | null {
  if (query.field === '') return null;
  const [form = '', name = '', column] = query.field.split('.');
  const def = engine.registry.get(form);
  const rows = def?.fields.find((candidate) => candidate.name === name);
  const field: FieldDefinition | undefined = column === undefined ? rows : rows?.columns?.find((candidate) => candidate.name === column);
  if (!def || !field || field.target !== target.key || !fieldRight(actor, def, field, column === undefined ? undefined : rows).visible) {
    if (def && rowFilter(actor, def) === 'none') throw forbidden({ form, action: 'read' });
    throw badQuery(['field'], 'unknown_field', { field: query.field });
  }
  return field.pick ?? null;
}

/** Archived and void records are not offered. */
function open(def: FormDefinition): Condition[] {
  const parts: Condition[] = [];
  if (def.fields.some((field) => field.name === 'archivedAt')) parts.push({ kind: 'filled', name: 'archivedAt', filled: false });
  if (def.states.some((state) => state.value === 'void'))
    parts.push({ kind: 'not', item: { kind: 'cell', name: 'state', type: 'string', operator: '$eq', values: ['void'] } });
  return parts;
}

async function wanted(engine: PickEngine, def: FormDefinition, q: string, actor: Actor): Promise<Condition> {
  const names = [...new Set([...def.title, 'number', ...(def.list.search ?? [])])];
  const byText = searchOf(engine, { ...def, list: { ...def.list, search: names } }, actor, q);
  const byPinyin = (await findByPinyin(engine, def, q)).slice(0, 500);
  return byPinyin.length === 0
    ? byText
    : { kind: 'or', items: [byText, { kind: 'cell', name: 'id', type: 'id', operator: '$in', values: byPinyin }] };
}

async function candidates(
  engine: PickEngine,
  def: FormDefinition,
  condition: Condition,
  expression: string | null,
  query: PickQuery,
  actor: Actor,
  page: number,
): Promise<{ ids: number[]; last: boolean }> {
  const compiler = new Compiler(engine.registry, engine.read.dialect, true);
  const where = compiler.record(def, 't', condition);
  const order = orderBy(
    { registry: engine.registry, actor, dialect: engine.read.dialect, compiler },
    def,
    [{ path: [def.title[0] ?? 'createdAt'], descending: false }],
    true,
  );
  const size = expression === null ? query.limit : PAGE;
  // What the condition reads and this form has; the rest (`self`) is the record being edited.
  const names =
    expression === null
      ? []
      : [...new Set(references(expression).map(([name]) => name ?? ''))].filter((name) => def.fields.some((field) => field.name === name));
  const plan = planFor(engine, def, product(actor), names);
  const found = await engine.read.rows(`${plan.select} WHERE ${where.text} ORDER BY ${order} LIMIT ? OFFSET ?`, [
    ...where.params,
    size,
    page * size,
  ]);
  const last = found.length < size;
  if (expression === null) return { ids: found.map((row) => Number(row[0])), last };
  const records = await shapeRows(engine, plan, found, product(actor));
  const compiled = compile(expression);
  const now = engine.clock();
  const scope = {
    actor: { employee: actor.employee, roles: actor.roles, head: actor.head, department: actor.department },
    today: new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10),
    now: now.toISOString(),
    settings: engine.settings.values(),
  };
  try {
    // A filter's picker edits no record: what asks for one is not asked.
    const fits = records.filter(
      (record) => (query.self === null && expression.includes('self')) || holds(compiled, { ...scope, record, self: query.self ?? {} }),
    );
    return { ids: fits.map((record) => record.id), last };
  } catch (error) {
    throw new AppError(400, 'pick_failed', {
      params: { field: query.field, reason: error instanceof Error ? error.message : String(error) },
    });
  }
}
