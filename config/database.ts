import { join, resolve } from 'node:path';

type Env = ((key: string, fallback?: string) => string) & {
  int(key: string, fallback: number): number;
  bool(key: string, fallback: boolean): boolean;
};

/** What better-sqlite3 offers of a fresh connection. */
interface SqliteConnection {
  pragma(text: string): unknown;
}

/**
 * SQLite by default, in DATA_DIR: WAL for readers beside the writer, synchronous FULL so that what was acknowledged survives a
 * power cut. PostgreSQL by DATABASE_CLIENT=postgres and its family. Nothing is ever dropped by a sync (`forceMigration: false`).
 */
export default ({ env }: { env: Env }) => {
  const settings = { forceMigration: false, runMigrations: true };
  if (env('DATABASE_CLIENT', 'sqlite') === 'postgres') return { connection: postgres(env), settings };
  const dataDir = resolve(env('DATA_DIR', 'database/data'));
  return {
    connection: {
      client: 'sqlite',
      connection: { filename: join(dataDir, 'towerdesk.db') },
      useNullAsDefault: true,
      pool: {
        afterCreate(connection: SqliteConnection, done: (error: Error | null, connection: SqliteConnection) => void) {
          for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'busy_timeout = 5000', 'foreign_keys = ON'])
            connection.pragma(pragma);
          done(null, connection);
        },
      },
    },
    settings,
  };
};

function postgres(env: Env) {
  return {
    client: 'postgres',
    connection: {
      host: env('DATABASE_HOST', '127.0.0.1'),
      port: env.int('DATABASE_PORT', 5432),
      database: env('DATABASE_NAME', 'towerdesk'),
      user: env('DATABASE_USERNAME', 'towerdesk'),
      password: env('DATABASE_PASSWORD', ''),
      schema: env('DATABASE_SCHEMA', 'public'),
      ssl: env.bool('DATABASE_SSL', false) ? { rejectUnauthorized: env.bool('DATABASE_SSL_VERIFY', true) } : false,
      statement_timeout: env.int('DATABASE_STATEMENT_TIMEOUT_MS', 30_000),
      idle_in_transaction_session_timeout: 60_000,
    },
    pool: { min: env.int('DATABASE_POOL_MIN', 2), max: env.int('DATABASE_POOL_MAX', 10) },
    acquireConnectionTimeout: 30_000,
  };
}
