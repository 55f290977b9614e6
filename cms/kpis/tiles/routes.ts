import { TILE_MEASURES } from '../../../config/kpis/tile';
import type { Actor } from '../../access/actor';
import { once } from '../../documents/idempotency';
import type { Engine } from '../../engine';
import { AppError, forbidden } from '../../http/errors';
import type { Ctx, Route } from '../../http/route';
import { requestOf } from '../../records/routes';
import { computeKpi, today } from '../compute';
import { periodOf } from '../period';
import { checkTile } from './check';
import { tileFigure } from './figure';
import { mayMakeTile } from './rights';
import { addTile, allTiles, changeTile, findRemoved, findTile, setRemoved, type StoredTile } from './store';

type Body = Record<string, unknown>;
/** The column is a whole number of 32 bits on PostgreSQL. */
const MOST_REV = 2_147_483_647;

/** Figures that managers and directors make on screen. They are read as all others are, by `/kpis`; here they are made and changed. */
export function routes(engine: Engine): Route[] {
  const bodyOf = (ctx: Ctx): Body => (ctx.request.body ?? {}) as Body;
  const keyOf = (ctx: Ctx): string => ctx.params.key ?? '';
  const make = (ctx: Ctx, actor: Actor, work: () => Promise<object>): Promise<object> => once(engine, actor, requestOf(ctx), work);
  return [
    {
      method: 'GET',
      path: '/kpi-tiles',
      handler: async (_ctx, actor) => (await allTiles(engine)).filter((one) => mayChange(engine, actor, one)).map(viewOf),
    },
    { method: 'GET', path: '/kpi-tiles/desk', handler: async (_ctx, actor) => deskOf(engine, actor) },
    {
      method: 'GET',
      path: '/kpi-tiles/:key',
      handler: async (ctx, actor) => viewOf(await own(engine, actor, await findTile(engine, keyOf(ctx)))),
    },
    { method: 'POST', path: '/kpi-tiles/preview', handler: async (ctx, actor) => preview(engine, actor, ctx) },
    {
      method: 'POST',
      path: '/kpi-tiles',
      handler: async (ctx, actor) => {
        const body = bodyOf(ctx);
        const made = await make(ctx, actor, async () => viewOf(await addTile(engine, actor, checkTile(engine, actor, body.tile).tile)));
        ctx.status = 201;
        return made;
      },
    },
    {
      method: 'PUT',
      path: '/kpi-tiles/:key',
      handler: async (ctx, actor) => {
        await own(engine, actor, await findTile(engine, keyOf(ctx)));
        const rev = revOf(bodyOf(ctx).rev);
        return viewOf(await changeTile(engine, actor, keyOf(ctx), rev, checkTile(engine, actor, bodyOf(ctx).tile).tile));
      },
    },
    {
      method: 'DELETE',
      path: '/kpi-tiles/:key',
      handler: async (ctx, actor) => {
        const stored = await own(engine, actor, await findTile(engine, keyOf(ctx)));
        const rev = ctx.query.rev === undefined ? stored.rev : revOf(Number(ctx.query.rev));
        return viewOf(await setRemoved(engine, actor, keyOf(ctx), rev, true));
      },
    },
    {
      method: 'POST',
      path: '/kpi-tiles/:key/restore',
      handler: async (ctx, actor) => {
        const stored = await own(engine, actor, await findRemoved(engine, keyOf(ctx)));
        // Its fields may have been archived since.
        checkTile(engine, actor, stored.tile);
        return viewOf(await setRemoved(engine, actor, keyOf(ctx), stored.rev, false));
      },
    },
  ];
}

const viewOf = ({ key, rev, tile, owner, by, at }: StoredTile): Body => ({ key, rev, tile, owner, by, at });

function mayChange(engine: Engine, actor: Actor, { tile }: StoredTile): boolean {
  const def = engine.registry.get(tile.form);
  return def !== undefined && mayMakeTile(engine, actor, def);
}

async function own(engine: Engine, actor: Actor, stored: StoredTile): Promise<StoredTile> {
  if (!mayChange(engine, actor, stored)) throw forbidden({ form: stored.tile.form, action: 'figures' });
  return stored;
}

/** The forms that the person makes figures of, and the roles that a figure can be shown to. */
function deskOf(engine: Engine, actor: Actor): Body {
  return {
    forms: engine.registry
      .all()
      .filter((def) => mayMakeTile(engine, actor, def))
      .map((def) => def.key),
    measures: TILE_MEASURES,
    roles: [...engine.roles.roles.values()].filter((role) => role.login && !role.pseudo).map(({ key, zh, en }) => ({ key, zh, en })),
  };
}

/** The figure as it would be, before anybody keeps it: value, groups, words. */
async function preview(engine: Engine, actor: Actor, ctx: Ctx): Promise<unknown> {
  const body = (ctx.request.body ?? {}) as Body;
  const { tile, def } = checkTile(engine, actor, body.tile);
  const figure = await tileFigure(engine, { key: 'preview', rev: 0, tile, owner: actor.name, by: actor.name }, def, actor);
  const group = typeof body.groupBy === 'string' && figure.kpi.groups.includes(body.groupBy) ? body.groupBy : null;
  return computeKpi(engine, figure, actor, periodOf((body.period ?? {}) as Body, today(engine)), group);
}

function revOf(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > MOST_REV)
    throw new AppError(400, 'invalid', { violations: [{ path: ['rev'], code: 'not_an_integer' }] });
  return value;
}
