import type { Actor } from '../access/actor';
import type { Engine } from '../engine';
import type { Ctx, Route } from '../http/route';
import { askPurge, confirmPurge, purgesOf, withdrawPurge } from './purges';
import { requireDesigner } from './routes';

/** The final removal of an archived field's values: asked for by one who designs the form, confirmed by another after a delay. */
export function routes(engine: Engine): Route[] {
  const at = (method: Route['method'], path: string, handler: (ctx: Ctx, actor: Actor, key: string) => Promise<unknown>): Route => ({
    method,
    path: `/designer/:form/purges${path}`,
    handler: async (ctx, actor) => {
      const key = ctx.params.form ?? '';
      await requireDesigner(engine, actor, key);
      return handler(ctx, actor, key);
    },
  });
  return [
    at('GET', '', async (_ctx, actor, key) => purgesOf(engine, key, actor)),
    at('POST', '', async (ctx, actor, key) => askPurge(engine, key, (ctx.request.body ?? {}) as Record<string, unknown>, actor)),
    at('POST', '/:id/confirm', async (ctx, actor, key) => confirmPurge(engine, key, idOf(ctx), actor)),
    at('POST', '/:id/withdraw', async (ctx, actor, key) => withdrawPurge(engine, key, idOf(ctx), actor)),
  ];
}

/** What is no number of a request is the number of none. */
const idOf = (ctx: Ctx): number => {
  const id = Number(ctx.params.id);
  return Number.isSafeInteger(id) && id > 0 && id < 2_147_483_648 ? id : 0;
};
