import type { Knex } from 'knex';

/** Any fixed number: the key of the lock that a booting instance holds on PostgreSQL. */
const LOCK = 7_041_001;

/**
 * Lets one instance after the other through schema sync and seeding: two Strapi processes that boot together on an empty PostgreSQL
 * both die. The lock lives in a session of its own, so a crash frees it. SQLite serves one process only and needs none.
 */
export async function withBootLock<T>(knex: Knex, isPostgres: boolean, work: () => Promise<T>): Promise<T> {
  if (!isPostgres) return work();
  const client = knex.client as { acquireRawConnection(): Promise<PgClient> } satisfies object;
  const connection = await client.acquireRawConnection();
  try {
    // The other instance may need longer for its first start than any statement is given.
    await connection.query('set statement_timeout = 0');
    await connection.query(`select pg_advisory_lock(${LOCK})`);
    return await work();
  } finally {
    await connection.query(`select pg_advisory_unlock(${LOCK})`).catch(() => undefined /* the session ends next and frees it */);
    await connection.end();
  }
}

interface PgClient {
  query(sql: string): Promise<unknown>;
  end(): Promise<void>;
}
