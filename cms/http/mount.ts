import Router from '@koa/router';
import type { Identify, Identity } from '../access/identify';
import { NOBODY } from '../access/actor';
import type { Engine } from '../engine';
import { AppError, notFound } from './errors';
import { errorBody } from './error-body';
import { dropUploads } from './uploads';
import type { Ctx, Route } from './route';

type Koa = { use: (middleware: (ctx: Ctx, next: () => Promise<void>) => Promise<void>) => unknown };

/** What users-permissions must grant a role for a method; its panel can close the API to a role. */
const GRANT: Record<Route['method'], string> = { GET: 'find', POST: 'create', PUT: 'update', DELETE: 'delete' };

/**
 * Mounts every endpoint below `/api`, in their order, in front of Strapi's own router. Strapi's content API is not reachable: there is
 * one way in, and it passes rights and pipeline.
 */
export function mountApi(engine: Engine, identify: Identify, routes: Route[]): void {
  const router = new Router({ prefix: '/api', sensitive: true });
  for (const route of routes) {
    const handle = async (ctx: Ctx): Promise<void> => answer(ctx, route, await identityOf(ctx, identify, route));
    // The router's context has more than our handlers use.
    router.register(route.path, [route.method.toLowerCase()], handle as never, { sensitive: true });
  }
  const inside = router.routes() as unknown as (ctx: Ctx, next: () => Promise<void>) => Promise<void>;
  (engine.strapi.server as unknown as Koa).use(async (ctx, next) => {
    if (ctx.path !== '/api' && !ctx.path.startsWith('/api/')) return next();
    try {
      await inside(ctx, async () => {
        throw notFound();
      });
    } catch (error) {
      fail(engine, ctx, error);
    } finally {
      await dropUploads(ctx);
    }
  });
}

async function answer(ctx: Ctx, route: Route, identity: Identity | null): Promise<void> {
  ctx.state.identity = identity;
  const body = await route.handler(ctx, identity?.actor ?? { ...NOBODY, lang: languageOf(ctx) });
  if (body === undefined) return;
  if (ctx.status === 404) ctx.status = 200;
  // What one person may see is nobody else's: no cache on the way keeps it.
  ctx.set('Cache-Control', 'no-store');
  ctx.body = body;
}

async function identityOf(ctx: Ctx, identify: Identify, route: Route): Promise<Identity | null> {
  const token = /^Bearer ([^\s]+)$/i.exec(ctx.get('Authorization'))?.[1];
  if (!token) {
    if (route.public) return null;
    throw new AppError(401, 'unauthenticated');
  }
  try {
    const identity = await identify(token, languageOf(ctx));
    if (!route.public && !identity.granted.has(GRANT[route.method])) throw new AppError(403, 'forbidden');
    return identity;
  } catch (error) {
    // A login with a dead token in its header is still a login.
    if (route.public && error instanceof AppError && error.status === 401) return null;
    throw error;
  }
}

/** The reader's language: English only when it is asked for first. */
export function languageOf(ctx: Pick<Ctx, 'get'>): 'zh' | 'en' {
  return /^\s*en\b/i.test(ctx.get('Accept-Language')) ? 'en' : 'zh';
}

function fail(engine: Engine, ctx: Ctx, error: unknown): void {
  const { status, body, isOurs } = errorBody(error, languageOf(ctx));
  // A refusal is the client's business, a fault and a house that cannot keep up are ours.
  if (!isOurs || status >= 500)
    engine.strapi.log.error(`${ctx.method} ${ctx.path}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  ctx.status = status;
  ctx.set('Cache-Control', 'no-store');
  ctx.body = body;
}
