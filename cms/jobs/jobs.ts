import { deliverMessages } from '../documents/deliver';
import { sealAudit } from '../documents/seal';
import type { RecordEvent } from '../documents/tx';
import type { Engine } from '../engine';
import { settleConversions } from '../designer/convert';
import { followVersions } from '../designer/publish';
import { dailyRefresh } from './by-date';
import { sumUpBills } from '../kpis/bills-at-rest';
import { runClocks } from './clocks';
import { exclusively } from './exclusive';
import { tidy } from './tidy';

export interface Jobs {
  stop(): Promise<void>;
}

/** Starts what runs by itself. One run of a job at a time; a failed one is logged and tried again at its next time. */
export function startJobs(engine: Engine): Jobs {
  const running = new Set<Promise<void>>();
  const timers: ReturnType<typeof setInterval>[] = [];
  const every = (ms: number, name: string, work: () => Promise<void>): void => {
    let busy = false;
    timers.push(
      setInterval(() => {
        if (busy) return;
        busy = true;
        const run = work()
          .catch(
            (error: unknown) =>
              void engine.strapi.log.error(`Job ${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
          )
          .finally(() => {
            busy = false;
            running.delete(run);
          });
        running.add(run);
      }, ms),
    );
  };
  const round = roundMs();
  every(2_000, 'outbox', async () => {
    const events = await exclusively(engine, 'outbox', deliverMessages);
    events?.forEach((event) => engine.hub.publish(event));
  });
  every(2_000, 'conversions', () => settleConversions(engine));
  every(2 * round, 'seal', async () => void (await exclusively(engine, 'seal', sealAudit)));
  every(round, 'clocks', () => runClocks(engine));
  every(round, 'by date', dailyRefresh(engine));
  every(2_000, 'bill sums', () => sumUpBills(engine));
  every(600_000, 'tidy', async () => void (await exclusively(engine, 'tidy', tidy)));
  if (engine.read.dialect === 'postgres') every(1_000, 'events of other instances', foreignEvents(engine));
  return {
    async stop() {
      timers.forEach(clearInterval);
      await Promise.allSettled(running);
    },
  };
}

/** How often clocks, reminders and what only the calendar changes are looked at: CLOCK_SECONDS, half a minute without it. */
function roundMs(): number {
  const seconds = Number(process.env.CLOCK_SECONDS || 30);
  if (!(seconds >= 1 && seconds <= 3600)) throw new Error(`CLOCK_SECONDS must be 1 to 3600, not "${process.env.CLOCK_SECONDS ?? ''}"`);
  return seconds * 1000;
}

/** What other instances on the same database have written, told to the screens and caches of this one. */
function foreignEvents(engine: Engine): () => Promise<void> {
  let last: number | null = null;
  return async () => {
    if (last === null) {
      const [row] = await engine.read.all('SELECT COALESCE(MAX(id), 0) AS id FROM td_outbox', []);
      last = Number(row?.id ?? 0);
      return;
    }
    const rows = await engine.read.all("SELECT id, payload FROM td_outbox WHERE id > ? AND kind = 'event' ORDER BY id LIMIT 1000", [last]);
    for (const row of rows) {
      last = Number(row.id);
      const { origin, ...event } = JSON.parse(String(row.payload)) as RecordEvent & { origin?: string };
      if (origin === engine.instance) continue;
      if (event.event === 'published') await followVersions(engine);
      engine.hub.publish(event);
    }
  };
}
