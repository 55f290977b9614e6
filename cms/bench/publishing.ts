import type { Client } from './client';
import { load, type Measured, type Request } from './load';

type Row = Record<string, unknown>;

export interface Published {
  /** Milliseconds from the publish request to its answer, each with the list being read by ten connections. */
  took: number[];
  reading: Measured;
}

/** Adds a field to the repair log and publishes it, twice, while the list is read. */
export async function publishWhileReading(manager: Client, request: Request): Promise<Published> {
  const took: number[] = [];
  const pause = (): Promise<void> => new Promise((done) => setTimeout(done, 1_000));
  const reading = await load(request, async () => {
    for (const name of ['benchOne', 'benchTwo']) {
      await pause();
      took.push(await publishField(manager, name));
    }
    await pause();
  });
  return { took, reading };
}

async function publishField(manager: Client, name: string): Promise<number> {
  const path = '/api/designer/repair-log';
  const { revision, definition } = await manager.call<{ revision: number; definition: { fields: Row[] } }>('GET', `${path}/draft`);
  definition.fields.push({ name, zh: '测量', en: 'Measured', type: 'string' });
  const draft = await manager.call<{ revision: number }>('PUT', `${path}/draft`, { revision, definition });
  const began = performance.now();
  await manager.call('POST', `${path}/publish`, { revision: draft.revision, note: '测量' });
  return performance.now() - began;
}
