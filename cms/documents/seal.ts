import { createHash } from 'node:crypto';
import { from, type Tx } from './tx';

/** Rows younger than this may belong to a transaction that is still open. */
const SETTLED_MS = 90_000;
const BATCH = 20_000;

/** Seals the audit rows since the last seal with one hash: the removal of a whole record's chain becomes visible. Answers how many. */
export async function sealAudit(tx: Tx): Promise<number> {
  const last = (await from(tx, 'td_seals').orderBy('id', 'desc').first('last_id', 'hash')) as
    | { last_id: number | string; hash: string }
    | undefined;
  const rows = (await from(tx, 'td_audit')
    .where('id', '>', Number(last?.last_id ?? 0))
    .where('at', '<', tx.now.getTime() - SETTLED_MS)
    .orderBy('id')
    .limit(BATCH)
    .select('id', 'hash')) as { id: number | string; hash: string }[];
  const [first] = rows;
  const final = rows.at(-1);
  if (!first || !final) return 0;
  await from(tx, 'td_seals').insert({
    at: tx.now.getTime(),
    first_id: Number(first.id),
    last_id: Number(final.id),
    hash: sealOf(
      last?.hash ?? '',
      rows.map((row) => row.hash),
    ),
  });
  return rows.length;
}

/** The hash of a seal: over the seal before and the hashes of its rows, in order. */
export function sealOf(before: string, hashes: string[]): string {
  return createHash('sha256')
    .update(`${before}\n${hashes.join('\n')}`)
    .digest('hex');
}
