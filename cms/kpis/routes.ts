import type { Actor } from '../access/actor';
import type { Engine } from '../engine';
import type { Ctx, Route } from '../http/route';
import { computeKpi, contributions, today } from './compute';
import { figuresFor, findFigure } from './find';
import { periodOf } from './period';
import { severalAtOnce } from './several-at-once';

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
  const figure = await findFigure(engine, actor, ctx.params.key ?? '');
  const groupBy = textOf(ctx.query.groupBy);
  return computeKpi(engine, figure, actor, periodOf(ctx.query, today(engine)), groupBy === '' ? (figure.kpi.groups[0] ?? null) : groupBy);
}

async function records(engine: Engine, ctx: Ctx, actor: Actor): Promise<unknown> {
  const figure = await findFigure(engine, actor, ctx.params.key ?? '');
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

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

function wholeOf(value: unknown, fallback: number, most: number): number {
  const number = Number(textOf(value) || fallback);
  return Number.isInteger(number) && number >= 1 ? Math.min(number, most) : fallback;
}
