import { parentPort, workerData } from 'node:worker_threads';
import { openSqlite } from './sqlite-handle';

/** One question and its answer, over the line between the server and the thread. */
export interface Asked {
  id: number;
  sql: string;
  params: unknown[];
}
export type Answered = { id: number; rows: Record<string, unknown>[] } | { id: number; error: string };

/** The thread's own end: a read-only connection that answers one question after the other. */
if (parentPort && typeof workerData === 'string') {
  const port = parentPort;
  const handle = openSqlite(workerData);
  port.on('message', ({ id, sql, params }: Asked) => {
    handle.all(sql, params).then(
      (rows) => port.postMessage({ id, rows } satisfies Answered),
      (error: unknown) => port.postMessage({ id, error: error instanceof Error ? error.message : String(error) } satisfies Answered),
    );
  });
}
