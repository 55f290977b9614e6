import type { Knex } from 'knex';

/**
 * A transaction that begins by reading and then writes is refused on the spot by SQLite ("database is locked") when another process has
 * written in between; one that asks for the writer's place at its beginning waits for it instead. Two processes share the file while a new
 * worker takes over from the old one.
 */
const BEGIN = /^begin;?$/i;
const BEGIN_WRITING = 'BEGIN IMMEDIATE;';

interface Connection {
  prepare(sql: string): unknown;
}

const KEPT = /^\s*(select|insert|update|delete|with|begin|commit|savepoint|release)\b/i;
const MOST = 500;

/**
 * knex has better-sqlite3 prepare every statement anew; a save is some forty of the same few hundred, and preparing them was a sixth of its
 * time. Each connection keeps the last ones; whatever may change tables lets all of them go. Call it before the first connection is opened.
 */
export function keepStatements(knex: Knex): void {
  const client = knex.client as { dialect: string; acquireRawConnection(): Promise<Connection> };
  if (client.dialect !== 'sqlite3') return;
  const acquire = client.acquireRawConnection.bind(client);
  client.acquireRawConnection = async () => {
    const connection = await acquire();
    const prepare = connection.prepare.bind(connection);
    const kept = new Map<string, unknown>();
    connection.prepare = (given) => {
      const sql = BEGIN.test(given) ? BEGIN_WRITING : given;
      if (!KEPT.test(sql)) {
        kept.clear();
        return prepare(sql);
      }
      const statement = kept.get(sql) ?? prepare(sql);
      // The map keeps its order: what was just asked for goes to its end, what was not for longest goes from its beginning.
      kept.delete(sql);
      kept.set(sql, statement);
      const [oldest] = kept.keys();
      if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
      return statement;
    };
    return connection;
  };
}
