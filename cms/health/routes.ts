import { timingSafeEqual } from 'node:crypto';
import type { Engine } from '../engine';
import type { Ctx } from '../http/route';

/** What the process says of itself; `draining` from the first signal on. */
export interface Vitals {
  draining: boolean;
  /** Requests that are being answered. */
  inFlight: number;
  /** Answers by class of status. */
  answers: Record<string, number>;
  version: string;
}

/** `/readyz` for balancers and the start script, `/metrics` for Prometheus (bearer token). */
export function healthMiddleware(engine: Engine, vitals: Vitals) {
  return async (ctx: Ctx, next: () => Promise<void>): Promise<void> => {
    if (ctx.path === '/readyz') return ready(engine, vitals, ctx);
    if (ctx.path === '/metrics') return metrics(engine, vitals, ctx);
    vitals.inFlight += 1;
    try {
      await next();
    } finally {
      vitals.inFlight -= 1;
    }
    const kind = `${Math.floor(ctx.status / 100)}xx`;
    vitals.answers[kind] = (vitals.answers[kind] ?? 0) + 1;
  };
}

async function ready(engine: Engine, vitals: Vitals, ctx: Ctx): Promise<void> {
  const database = await engine.read.all('SELECT 1 AS one', []).then(
    () => 'up',
    () => 'down',
  );
  const isReady = !vitals.draining && database === 'up';
  ctx.status = isReady ? 200 : 503;
  ctx.set('Cache-Control', 'no-store');
  ctx.body = {
    ready: isReady,
    pid: process.pid,
    uptime: Math.round(process.uptime()),
    version: vitals.version,
    database: engine.read.dialect,
    publishing: engine.publishing,
  };
}

async function metrics(engine: Engine, vitals: Vitals, ctx: Ctx): Promise<void> {
  const token = process.env.METRICS_TOKEN ?? '';
  const given = Buffer.from(ctx.get('Authorization').replace(/^Bearer /, ''));
  const wanted = Buffer.from(token);
  if (token === '' || given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    ctx.status = 401;
    ctx.body = '';
    return;
  }
  const [waiting] = await engine.read.all("SELECT COUNT(*) AS n FROM td_outbox WHERE kind = 'notify' AND sent_at IS NULL", []);
  const memory = process.memoryUsage();
  const lines = [
    '# TYPE towerdesk_uptime_seconds gauge',
    `towerdesk_uptime_seconds ${process.uptime().toFixed(0)}`,
    '# TYPE towerdesk_resident_bytes gauge',
    `towerdesk_resident_bytes ${memory.rss}`,
    '# TYPE towerdesk_heap_used_bytes gauge',
    `towerdesk_heap_used_bytes ${memory.heapUsed}`,
    '# TYPE towerdesk_forms gauge',
    `towerdesk_forms ${engine.registry.all().length}`,
    '# TYPE towerdesk_outbox_waiting gauge',
    `towerdesk_outbox_waiting ${Number(waiting?.n ?? 0)}`,
    '# TYPE towerdesk_answers_total counter',
    ...Object.entries(vitals.answers).map(([kind, count]) => `towerdesk_answers_total{status="${kind}"} ${count}`),
  ];
  ctx.status = 200;
  ctx.type = 'text/plain; version=0.0.4';
  ctx.body = `${lines.join('\n')}\n`;
}
