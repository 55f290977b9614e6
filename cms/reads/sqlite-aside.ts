import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Answered, Asked } from './sqlite-thread';

type Rows = Record<string, unknown>[];
interface Waiting {
  done(rows: Rows): void;
  fail(error: Error): void;
}

/** Long reads of a SQLite file, answered beside the server. */
export interface Aside {
  all(sql: string, params: unknown[]): Promise<Rows>;
  close(): Promise<void>;
}

/**
 * SQLite answers on the thread that asks. A sum over a million rows takes a second, in which nobody else would be served: such questions go
 * to a thread of their own, one after the other. It is started by the first of them, and anew if it should ever end.
 */
export function openAside(filename: string): Aside {
  let worker: Worker | null = null;
  let last = 0;
  const waiting = new Map<number, Waiting>();

  function start(): Worker {
    const started = new Worker(join(__dirname, 'sqlite-thread.js'), { workerData: filename });
    // Nobody's question keeps the process from ending.
    started.unref();
    started.on('message', (answer: Answered) => {
      const asker = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('error' in answer) asker?.fail(new Error(answer.error));
      else asker?.done(answer.rows);
    });
    const lost = (error: Error): void => {
      if (worker === started) worker = null;
      for (const asker of waiting.values()) asker.fail(error);
      waiting.clear();
    };
    started.on('error', lost);
    started.on('exit', () => lost(new Error('The reading thread has ended')));
    return started;
  }

  return {
    all: (sql, params) =>
      new Promise<Rows>((done, fail) => {
        worker ??= start();
        const asked: Asked = { id: (last += 1), sql, params };
        waiting.set(asked.id, { done, fail });
        worker.postMessage(asked);
      }),
    close: async () => void (await worker?.terminate()),
  };
}
