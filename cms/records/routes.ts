import type { Actor } from '../access/actor';
import { once } from '../documents/idempotency';
import { actOn, archiveRecord, createRecord, updateRecord, type Saved } from '../documents/pipeline';
import { undoAction } from '../documents/undo';
import type { Engine } from '../engine';
import { AppError, notFound } from '../http/errors';
import type { Ctx, Route } from '../http/route';
import { withRecordsBehind } from '../kpis/behind';
import { listRecords } from '../reads/list';
import { getRecord } from '../reads/one';
import { parseListQuery } from '../reads/query';
import type { FormDefinition } from '../../config/definition/types';
import { maskedFields } from './masked';
import { recordMeta, type RecordMeta } from './meta';
import { relatedTo } from './related';

type Row = Record<string, unknown>;

/** Records of every form: one set of routes, the form found by its plural at the moment of the request. */
export function routes(engine: Engine): Route[] {
  const write = (ctx: Ctx, actor: Actor, def: FormDefinition, work: () => Promise<Saved>) =>
    once(engine, actor, requestOf(ctx), work).then((saved) => written(engine, def, saved.documentId, withNewSite(actor, def, saved)));
  const at = (
    method: Route['method'],
    path: string,
    handler: (ctx: Ctx, actor: Actor, def: FormDefinition, id: string) => Promise<unknown>,
  ): Route => ({
    method,
    path,
    handler: async (ctx, actor) => handler(ctx, actor, formOf(engine, ctx), ctx.params.documentId ?? ''),
  });
  return [
    at('GET', '/:plural', async (ctx, actor, def) => {
      const asked = parseListQuery(def, ctx.query);
      return listRecords(engine, def, { ...asked, filters: await withRecordsBehind(engine, def, actor, asked.filters) }, actor);
    }),
    at('POST', '/:plural', async (ctx, actor, def) => {
      const answer = await write(ctx, actor, def, () => createRecord(engine, def.key, dataOf(ctx), actor, { unread: true }));
      ctx.status = 201;
      return answer;
    }),
    at('GET', '/:plural/:documentId', async (_ctx, actor, def, id) => oneOf(engine, def, id, actor)),
    at('PUT', '/:plural/:documentId', async (ctx, actor, def, id) => {
      const saved = await updateRecord(engine, def.key, id, dataOf(ctx), actor);
      return written(engine, def, saved.documentId, actor);
    }),
    at('DELETE', '/:plural/:documentId', async (ctx, actor, def, id) => {
      const body = (ctx.request.body ?? {}) as { rev?: unknown; data?: { rev?: unknown } };
      await archiveRecord(
        engine,
        def.key,
        id,
        { rev: body.data?.rev ?? body.rev ?? (ctx.query.rev === undefined ? undefined : Number(ctx.query.rev)) },
        actor,
      );
      ctx.status = 204;
      return null;
    }),
    at('POST', '/:plural/:documentId/restore', async (ctx, actor, def, id) =>
      write(ctx, actor, def, () => archiveRecord(engine, def.key, id, { ...inputOf(ctx), restore: true }, actor)),
    ),
    at('POST', '/:plural/:documentId/actions/:action', async (ctx, actor, def, id) =>
      write(ctx, actor, def, () => actOn(engine, def.key, id, ctx.params.action ?? '', inputOf(ctx), actor)),
    ),
    at('POST', '/:plural/:documentId/undo', async (ctx, actor, def, id) => {
      const { token } = inputOf(ctx);
      if (typeof token !== 'string' || token === '')
        throw new AppError(400, 'invalid', { violations: [{ path: ['token'], code: 'required' }] });
      const saved = await undoAction(engine, def.key, id, token, actor);
      return written(engine, def, saved.documentId, actor);
    }),
    at('GET', '/:plural/:documentId/related', async (_ctx, actor, def, id) => relatedTo(engine, def, id, actor)),
  ];
}

/** Who opens a site is answered with it, although it was not among the sites of the caller when the request came. */
const withNewSite = (actor: Actor, def: FormDefinition, saved: Saved): Actor =>
  def.key === 'site' ? { ...actor, siteIds: [...actor.siteIds, saved.id] } : actor;

/** One record and what the caller may do with it; 404 when it is not among the caller's rows. */
async function oneOf(engine: Engine, def: FormDefinition, documentId: string, actor: Actor): Promise<One> {
  const data = await getRecord(engine, def, documentId, actor);
  if (!data) throw notFound();
  return { data, meta: await recordMeta(engine, def, documentId, actor, maskedFields(actor, def)) };
}

/** The record after a write. Handed on to others it may be out of the writer's rows: the write was done, and nothing of it is shown. */
async function written(
  engine: Engine,
  def: FormDefinition,
  documentId: string,
  actor: Actor,
): Promise<One | { data: null; meta: { handedOn: true } }> {
  const data = await getRecord(engine, def, documentId, actor);
  if (!data) return { data: null, meta: { handedOn: true } };
  return { data, meta: await recordMeta(engine, def, documentId, actor, maskedFields(actor, def)) };
}

interface One {
  data: unknown;
  meta: RecordMeta;
}

export function formOf(engine: Engine, ctx: Ctx): FormDefinition {
  const def = engine.registry.byPlural(ctx.params.plural ?? '');
  if (!def) throw notFound();
  return def;
}

/** `{data: {…}}`, as Strapi wants it. */
function dataOf(ctx: Ctx): Row {
  const data = (ctx.request.body as { data?: unknown } | undefined)?.data;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new AppError(400, 'invalid', { violations: [{ path: ['data'], code: 'not_an_object' }] });
  }
  return data as Row;
}

/** What makes a request the same one again. */
export const requestOf = (ctx: Ctx): { key: string | undefined; route: string; body: unknown } => ({
  key: ctx.get('Idempotency-Key') || undefined,
  route: `${ctx.method} ${ctx.path}`,
  body: ctx.request.body,
});

export function inputOf(ctx: Ctx): Row {
  const body = ctx.request.body ?? {};
  if (typeof body !== 'object' || Array.isArray(body))
    throw new AppError(400, 'invalid', { violations: [{ path: [], code: 'not_an_object' }] });
  return body as Row;
}
