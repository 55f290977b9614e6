import { createHash } from 'node:crypto';
import type { Actor } from '../access/actor';
import type { Engine } from '../engine';
import { AppError } from '../http/errors';
import { from, inTransaction, isPostgres, type Tx } from './tx';

/** Keys are remembered for a day. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/**
 * Runs a write once per `Idempotency-Key`, user and route: a repeated request gets the first one's answer, another body under the same
 * key is refused. The key and the write stand in one transaction, so a crash leaves both or none.
 */
export async function once<T extends object>(
  engine: Engine,
  actor: Actor,
  request: { key: string | undefined; route: string; body: unknown },
  work: () => Promise<T>,
): Promise<T> {
  const { key, route } = request;
  if (!key) return work();
  if (key.length > 100)
    throw new AppError(400, 'invalid', { violations: [{ path: ['Idempotency-Key'], code: 'too_long', params: { max: 100 } }] });
  const hash = createHash('sha256')
    .update(JSON.stringify(request.body ?? null))
    .digest('hex');
  const id = { key, user_id: actor.userId ?? 0, route: route.slice(0, 190) };
  return inTransaction(engine, actor, async (tx) => {
    const found = await claim(tx, id, hash);
    if (found === 'new') {
      const answer = await work();
      await from(tx, 'td_idempotency')
        .where(id)
        .update({ answer: JSON.stringify(answer) });
      return answer;
    }
    if (found.request_hash !== hash) throw new AppError(422, 'idempotency_mismatch');
    return JSON.parse(found.answer) as T;
  });
}

async function claim(
  tx: Tx,
  id: { key: string; user_id: number; route: string },
  hash: string,
): Promise<'new' | { request_hash: string; answer: string }> {
  await from(tx, 'td_idempotency')
    .where('at', '<', tx.now.getTime() - KEPT_MS)
    .del();
  const inserted = (await from(tx, 'td_idempotency')
    .insert({ ...id, request_hash: hash, at: tx.now.getTime() })
    .onConflict(['key', 'user_id', 'route'])
    .ignore()
    .returning('key')) as unknown[];
  if (inserted.length > 0) return 'new';
  const row = (await (isPostgres(tx)
    ? from(tx, 'td_idempotency').where(id).forUpdate().first()
    : from(tx, 'td_idempotency').where(id).first())) as {
    request_hash: string;
    answer: string | null;
  };
  if (row.answer === null) throw new AppError(409, 'in_progress');
  return { request_hash: row.request_hash, answer: row.answer };
}
