import { openPostgres, type PostgresConnection } from './postgres-handle';
import { openSqlite } from './sqlite-handle';

/**
 * The connection that all reads use. SQL is written with `?` for parameters on both databases. Values come as: bigint = number (text
 * when beyond 2^53), date = 'YYYY-MM-DD', datetime = ms integer on SQLite and ISO UTC text on PostgreSQL, json = text on SQLite and
 * parsed on PostgreSQL, boolean = 0/1 on SQLite.
 */
export interface ReadHandle {
  readonly dialect: 'sqlite' | 'postgres';
  all(sql: string, params: unknown[]): Promise<Record<string, unknown>[]>;
  /** The same with a list of cells per row: what the lists use, because no object is made twice. */
  rows(sql: string, params: unknown[]): Promise<unknown[][]>;
  /** `all` for what may take seconds (figures): on SQLite beside the server's own thread, so that nobody stands still meanwhile. */
  long(sql: string, params: unknown[]): Promise<Record<string, unknown>[]>;
  /**
   * SQLite: a number that changes with every commit of another connection, so that what was read under it is still true while it stays.
   * PostgreSQL: null; nothing may be kept.
   */
  snapshot(): number | null;
  close(): Promise<void>;
}

/** The `connection` part of Strapi's database settings (`config/database.ts`). */
export interface DatabaseSettings {
  client: string;
  connection: { filename?: string } & Partial<PostgresConnection>;
}

/** Opens the reading side of the database that Strapi writes to. Call it after Strapi has made its tables. */
export function openReadHandle(settings: DatabaseSettings): ReadHandle {
  if (settings.client === 'postgres') return openPostgres(settings.connection);
  if (!settings.connection.filename) throw new Error('database: the SQLite file has no name');
  return openSqlite(settings.connection.filename);
}
