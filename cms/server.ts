import { Server as NetServer } from 'node:net';
import { boot, ROOT, type Booted } from './boot';
import { routes as designerRoutes } from './designer/routes';
import { routes as libraryRoutes } from './designer/library-routes';
import { routes as purgeRoutes } from './designer/purge-routes';
import { routes as approvalRoutes } from './records/approval-routes';
import { routes as delegationRoutes } from './access/delegation-routes';
import { routes as accountRoutes } from './accounts/routes';
import { routes as meRoutes } from './accounts/me';
import { routes as loginRoutes } from './access/routes';
import { routes as eventRoutes } from './events/routes';
import { isSessionAlive } from './access/identify';
import { routes as fileRoutes } from './files/routes';
import { routes as formRoutes } from './forms/routes';
import { healthMiddleware, type Vitals } from './health/routes';
import { routes as historyRoutes } from './history/routes';
import { dashboardMiddleware } from './http/dashboard';
import { mountApi } from './http/mount';
import type { Ctx, Route } from './http/route';
import { routes as inboxRoutes } from './inbox/routes';
import { startJobs } from './jobs/jobs';
import { routes as kpiRoutes } from './kpis/routes';
import { routes as tileRoutes } from './kpis/tiles/routes';
import { routes as readRoutes } from './reads/routes';
import { routes as recordRoutes } from './records/routes';
import { routes as settingRoutes } from './definitions/setting-routes';
import { routes as transferRoutes } from './transfer/routes';

type Koa = { use: (middleware: (ctx: Ctx, next: () => Promise<void>) => Promise<void>) => unknown };

/** Answers that are still being written when the process is asked to end get this long. */
const DRAIN_MS = 8_000;
/** Before it stops listening, `/readyz` says 503 for so long that whoever balances the load sends nobody any more. */
const NOTICE_MS = 500;

/** Every endpoint, in the order in which they are looked for: named paths before `/:plural`. */
function allRoutes({ engine, files }: Booted): Route[] {
  return [
    ...loginRoutes(engine),
    ...meRoutes(engine),
    ...accountRoutes(engine),
    ...settingRoutes(engine),
    ...formRoutes(engine),
    ...designerRoutes(engine),
    ...libraryRoutes(engine),
    ...purgeRoutes(engine),
    ...inboxRoutes(engine),
    ...kpiRoutes(engine),
    ...tileRoutes(engine),
    ...readRoutes(engine),
    ...fileRoutes(engine, files),
    ...eventRoutes(engine, (sessionId, userId) => isSessionAlive(engine, sessionId, userId)),
    ...transferRoutes(engine),
    ...delegationRoutes(engine),
    ...approvalRoutes(engine),
    ...historyRoutes(engine),
    ...recordRoutes(engine),
  ];
}

/**
 * Until balancers have had time to look elsewhere and nothing is being answered: closing a server cuts connections whose request has
 * arrived but is not read yet.
 */
async function quiet(vitals: Vitals, notice: number): Promise<void> {
  const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
  const until = Date.now() + DRAIN_MS;
  await pause(notice);
  for (let calm = 0; calm < 3 && Date.now() < until; calm = vitals.inFlight === 0 ? calm + 1 : 0) await pause(50);
}

async function main(): Promise<void> {
  const house = await boot({ seed: process.env.SEED ?? 'none', say: (line) => process.stdout.write(`${line}\n`) });
  const { strapi, engine } = house;
  const vitals: Vitals = { draining: false, inFlight: 0, answers: {}, version: house.version };
  const server = strapi.server as unknown as Koa;
  server.use(async (ctx, next) => {
    // While draining, a kept-alive connection is told to go elsewhere; also one on which only `/readyz` is asked, which another worker answers.
    if (vitals.draining) ctx.set('Connection', 'close');
    await next();
  });
  server.use(healthMiddleware(engine, vitals));
  mountApi(engine, house.identify, allRoutes(house));
  server.use(dashboardMiddleware(ROOT));
  await strapi.listen();
  const jobs = startJobs(engine);

  /** `isFollowed`: another worker already serves on the same port, so nobody need be hurried. */
  const end = async ({ notice, isFollowed }: { notice: number; isFollowed: boolean }): Promise<void> => {
    if (vitals.draining) return;
    vitals.draining = true;
    setTimeout(() => process.exit(1), DRAIN_MS + 4_000).unref();
    await quiet(vitals, notice);
    const { httpServer } = strapi.server;
    // http's own close cuts every kept-alive connection, also one on which a request is on its way; net's leaves them to end by themselves.
    const close = isFollowed ? NetServer.prototype.close : httpServer.close;
    const closed = new Promise<void>((done) => close.call(httpServer, () => done()));
    await jobs.stop();
    const answered = Promise.race([closed, new Promise<void>((done) => setTimeout(done, DRAIN_MS).unref())]);
    engine.drain();
    await answered;
    httpServer.closeAllConnections();
    await house.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Strapi's own handler would close the database under what is still being answered.
    process.removeAllListeners(signal);
    process.on(signal, () => void end({ notice: NOTICE_MS, isFollowed: false }));
  }
  // Under primary.ts: it is told when this worker serves, and says when it is to go: `drain` when another one serves, `end` when nobody will.
  process.on('message', ({ type }: { type?: string }) => {
    if (type === 'drain') void end({ notice: 0, isFollowed: true });
    if (type === 'end') void end({ notice: NOTICE_MS, isFollowed: false });
  });
  process.send?.({ type: 'ready' });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
