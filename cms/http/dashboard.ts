import { existsSync } from 'node:fs';
import { join } from 'node:path';
import send from 'koa-send';
import type { Ctx } from './route';

/** First parts of paths that are Strapi's or ours, never a page of the dashboard. */
const TAKEN = new Set([
  'api',
  'admin',
  'upload',
  'uploads',
  'content-manager',
  'content-type-builder',
  'i18n',
  'users-permissions',
  '_health',
  'readyz',
  'metrics',
  'email',
  'review-workflows',
  'content-releases',
]);

/** Serves the built dashboard at `/`: files with a hash in their name for a year, any other address gets the page itself. */
export function dashboardMiddleware(root: string) {
  const folder = join(root, 'dashboard/dist');
  return async (ctx: Ctx, next: () => Promise<void>): Promise<void> => {
    const [first = ''] = ctx.path.slice(1).split('/');
    if ((ctx.method !== 'GET' && ctx.method !== 'HEAD') || TAKEN.has(first) || !existsSync(folder)) return next();
    const isFile = /\.[a-z0-9]+$/i.test(ctx.path) && ctx.path !== '/index.html';
    if (!isFile) {
      await send(ctx as never, 'index.html', { root: folder, gzip: true, setHeaders: (res) => res.setHeader('Cache-Control', 'no-cache') });
      return;
    }
    const isHashed = first === 'assets';
    try {
      await send(ctx as never, ctx.path, { root: folder, gzip: true, maxage: isHashed ? 31_536_000_000 : 3_600_000, immutable: isHashed });
    } catch (error) {
      if ((error as { status?: number }).status !== 404 && (error as { status?: number }).status !== 403) throw error;
      await next();
    }
  };
}
