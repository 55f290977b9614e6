import { bringUpToDate } from '../documents/by-date';
import { localDateOf } from '../documents/tx';
import type { Engine } from '../engine';
import { fieldsByDate } from '../../config/definition/by-date';
import { exclusively } from './exclusive';

/** Once a day, and after a start: what the calendar changes in records that nobody touches. */
export function dailyRefresh(engine: Engine): () => Promise<void> {
  let done = '';
  return async () => {
    const today = localDateOf(engine.clock());
    if (done === today) return;
    for (const def of engine.registry.all().filter((one) => fieldsByDate(one).length > 0)) {
      for (let after: number | null = 0; after !== null; ) {
        const from: number = after;
        after = await exclusively(engine, 'byDate', (tx) => bringUpToDate(tx, def, from));
      }
    }
    done = today;
  };
}
