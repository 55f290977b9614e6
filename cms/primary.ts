import cluster, { type Worker } from 'node:cluster';
import { join } from 'node:path';

/**
 * Keeps one server running: starts it again when it dies, and replaces it without a gap when it asks for that (a changed form whose
 * columns could not be added in process). The new worker boots and listens on the shared port before the old one drains.
 */
const MOST_CRASHES = 5;
const CRASH_WINDOW_MS = 60_000;

let serving: Worker | null = null;
let stopping = false;
const crashes: number[] = [];

// Workers take connections from the shared port themselves. One that the primary hands to a worker that is killed in that moment would
// never be answered and never end; this way the system ends it, and the client can ask again.
cluster.schedulingPolicy = cluster.SCHED_NONE;
cluster.setupPrimary({ exec: join(__dirname, 'server.js') });

function fork(): void {
  const worker = cluster.fork();
  worker.on('message', (message: { type?: string }) => {
    if (message.type === 'ready') {
      const old = serving;
      serving = worker;
      if (old && old !== worker) old.send({ type: 'drain' });
    }
    if (message.type === 'reload' && !stopping && worker === serving) fork();
  });
  worker.on('exit', (code) => {
    if (stopping) {
      if (Object.keys(cluster.workers ?? {}).length === 0) process.exit(code ?? 0);
      return;
    }
    // A worker that was replaced has ended as it was told.
    if (worker !== serving && code === 0) return;
    const now = Date.now();
    crashes.push(now);
    const recent = crashes.filter((at) => now - at < CRASH_WINDOW_MS).length;
    if (recent > MOST_CRASHES || (serving === null && code !== 0)) {
      process.stderr.write('The server does not stay up; its words stand above.\n');
      process.exit(code === 0 ? 1 : (code ?? 1));
    }
    if (worker === serving) serving = null;
    fork();
  });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stopping = true;
    for (const worker of Object.values(cluster.workers ?? {})) worker?.send({ type: 'end' });
  });
}

fork();
