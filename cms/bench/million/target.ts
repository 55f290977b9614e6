import { Client } from 'pg';
import { openFile } from '../sqlite';

/** A database that is filled by SQL while no server runs on it. Both speak it; what differs is said here once. */
export interface Target {
  name: 'sqlite' | 'postgres';
  run(sql: string): Promise<void>;
  columns(table: string): Promise<string[]>;
  isEmpty(table: string): Promise<boolean>;
  /** A literal of a day. */
  day(day: string): string;
  /** Milliseconds since 1970, given as SQL, as a datetime of Strapi. */
  time(ms: string): string;
  /** After a fill: what was written is on the disk, and the database has looked at it. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

export interface PostgresPlace {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

export function sqliteTarget(file: string): Target {
  const db = openFile(file, false);
  db.pragma('synchronous = OFF');
  return {
    name: 'sqlite',
    run: async (sql) => void db.prepare(sql).run(),
    columns: async (table) =>
      db
        .prepare(`PRAGMA table_info(${table})`)
        .all()
        .map((row) => String(row.name)),
    isEmpty: async (table) => db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() === undefined,
    day: (day) => `'${day}'`,
    time: (ms) => `(${ms})`,
    rest: async () => void db.pragma('wal_checkpoint(TRUNCATE)'),
    close: async () => db.close(),
  };
}

export async function postgresTarget(place: PostgresPlace): Promise<Target> {
  const client = new Client(place);
  await client.connect();
  return {
    name: 'postgres',
    run: async (sql) => void (await client.query(sql)),
    columns: async (table) => (await client.query(`SELECT * FROM ${table} LIMIT 0`)).fields.map((field) => field.name),
    isEmpty: async (table) => (await client.query(`SELECT 1 FROM ${table} LIMIT 1`)).rows.length === 0,
    day: (day) => `DATE '${day}'`,
    // Strapi keeps local times of the process, which is told to live in Shanghai.
    time: (ms) => `(TIMESTAMP '1970-01-01 08:00:00' + (${ms}) * INTERVAL '1 millisecond')`,
    rest: async () => void (await client.query('VACUUM ANALYZE')),
    close: () => client.end(),
  };
}
