import { dropEmptySums } from '../database/bill-sums';
import { ownTable } from '../database/own-tables';
import type { Tx } from '../documents/tx';

const DAY = 24 * 3_600_000;

/** Takes away what has had its day: idempotency keys, outbox rows that have left, sums of nothing. */
export async function tidy(tx: Tx): Promise<void> {
  const before = tx.now.getTime() - DAY;
  await ownTable(tx.engine, 'td_idempotency', tx.trx).where('at', '<', before).del();
  await ownTable(tx.engine, 'td_outbox', tx.trx).whereNotNull('sent_at').where('at', '<', before).del();
  await dropEmptySums(tx);
}
