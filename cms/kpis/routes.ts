import type { Actor } from '../access/actor';
import type { Engine } from '../engine';
import { forbidden, notFound } from '../http/errors';
import type { Ctx, Route } from '../http/route';
import { kpiDefinitions } from './catalogue';
import { computeKpi, contributions, today } from './compute';
import { periodOf } from './period';
import { mayCount } from './scope';
import { severalAtOnce } from './several-at-once';
import { shippedFigure, type FigureSource } from './source';
import { tileFigure } from './tiles/figure';
import { maySeeTile } from './tiles/rights';
import { allTiles, findTile, TILE_PREFIX } from './tiles/store';

/** Figures of one page that are made at the same time: they must not take all connections that others read on. */
const AT_ONCE = 3;

/** Figures over HTTP: the tiles, one figure with its groups, and the exact records behind it. */
export function routes(engine: Engine): Route[] {
  return [
    {
      method: 'GET',
      path: '/kpis',
      handler: async (ctx, actor) => {
        const period = periodOf(ctx.query, today(engine));
        return severalAtOnce(AT_ONCE, await figuresFor(engine, actor), (figure) => computeKpi(engine, figure, actor, period, null));
      },
    },
    { method: 'GET', path: '/kpis/:key', handler: async (ctx, actor) => one(engine, ctx, actor) },
    { method: 'GET', path: '/kpis/:key/records', handler: async (ctx, actor) => records(engine, ctx, actor) },
  ];
}

async function one(engine: Engine, ctx: Ctx, actor: Actor): Promise<unknown> {
  const figure = await find(engine, actor, ctx.params.key ?? '');
  const groupBy = textOf(ctx.query.groupBy);
  return computeKpi(engine, figure, actor, periodOf(ctx.query, today(engine)), groupBy === '' ? (figure.kpi.groups[0] ?? null) : groupBy);
}

async function records(engine: Engine, ctx: Ctx, actor: Actor): Promise<unknown> {
  const figure = await find(engine, actor, ctx.params.key ?? '');
  const by = textOf(ctx.query.groupBy);
  const limit = wholeOf(ctx.query.pageSize, 50, 200);
  const page = wholeOf(ctx.query.page, 1, 1_000_000);
  const result = await contributions(engine, figure, actor, periodOf(ctx.query, today(engine)), {
    ...(by ? { group: { by, key: textOf(ctx.query.group) } } : {}),
    offset: (page - 1) * limit,
    limit,
  });
  return {
    data: result.rows,
    meta: {
      total: result.total,
      pagination: { page, pageSize: limit, pageCount: Math.ceil(result.total.n / limit), total: result.total.n },
    },
  };
}

/** Every figure that the caller may see: the shipped ones, then those made on screen. */
async function figuresFor(engine: Engine, actor: Actor): Promise<FigureSource[]> {
  const shipped = kpiDefinitions(engine.root)
    .filter((kpi) => engine.registry.get(kpi.form) && mayCount(engine, actor, kpi.form))
    .map((kpi) => shippedFigure(engine, kpi));
  const own: FigureSource[] = [];
  for (const stored of await allTiles(engine)) {
    const def = engine.registry.get(stored.tile.form);
    if (def && maySeeTile(engine, actor, stored.tile, def)) own.push(await tileFigure(engine, stored, def, actor));
  }
  return [...shipped, ...own];
}

async function find(engine: Engine, actor: Actor, key: string): Promise<FigureSource> {
  if (key.startsWith(TILE_PREFIX)) {
    const stored = await findTile(engine, key);
    const def = engine.registry.get(stored.tile.form);
    if (!def) throw notFound();
    if (!maySeeTile(engine, actor, stored.tile, def)) throw forbidden({ form: def.key, action: 'read' });
    return tileFigure(engine, stored, def, actor);
  }
  const kpi = kpiDefinitions(engine.root).find((candidate) => candidate.key === key);
  if (!kpi || !engine.registry.get(kpi.form)) throw notFound();
  if (!mayCount(engine, actor, kpi.form)) throw forbidden({ form: kpi.form, action: 'read' });
  return shippedFigure(engine, kpi);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

function wholeOf(value: unknown, fallback: number, most: number): number {
  const number = Number(textOf(value) || fallback);
  return Number.isInteger(number) && number >= 1 ? Math.min(number, most) : fallback;
}
