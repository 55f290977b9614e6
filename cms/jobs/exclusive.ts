import { SYSTEM } from '../access/actor';
import { breathe, inTransaction, isPostgres, type Tx } from '../documents/tx';
import type { Engine } from '../engine';

/** Keys of the locks under which jobs run, so that of several instances one does the work. */
const LOCKS = { outbox: 7_041_011, seal: 7_041_012, clocks: 7_041_013, tidy: 7_041_014, byDate: 7_041_015, billSums: 7_041_016 } as const;

/** Runs a job in a transaction of the system; null when another instance is at it. */
export async function exclusively<T>(engine: Engine, job: keyof typeof LOCKS, work: (tx: Tx) => Promise<T>): Promise<T | null> {
  await breathe();
  return inTransaction(engine, SYSTEM, async (tx) => {
    if (isPostgres(tx)) {
      const { rows } = (await tx.trx.raw('select pg_try_advisory_xact_lock(?) as got', [LOCKS[job]])) as { rows: { got: boolean }[] };
      if (rows[0]?.got !== true) return null;
    }
    return work(tx);
  });
}
