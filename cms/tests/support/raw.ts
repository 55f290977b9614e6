import { createHash } from 'node:crypto';
import { Client } from 'pg';
import type { Cluster } from '../../database/throwaway-postgres';

/** The part of better-sqlite3 (which brings no types) that is used here. */
interface Sqlite {
  prepare(sql: string): { all(...params: unknown[]): unknown[] };
  exec(sql: string): void;
  close(): void;
}
const Database = require('better-sqlite3') as new (file: string, options: { readonly: boolean }) => Sqlite;

/** The database behind a server, reached past it. */
export type Target = { kind: 'sqlite'; file: string } | ({ kind: 'postgres'; database: string } & Cluster);

/** Table -> number of rows and hash over them. */
export type Snapshot = Record<string, { rows: number; hash: string }>;

type Row = Record<string, unknown>;

/** Runs a query past the server, on a connection of its own. Parameters are `?` on SQLite and `$1` on PostgreSQL. */
export async function query(target: Target, sql: string, params: unknown[] = []): Promise<Row[]> {
  return withReader(target, (read) => read(sql, params));
}

/** Runs a statement past the server that changes something: what somebody with the database in hand could do. */
export async function execute(target: Target, sql: string): Promise<void> {
  if (target.kind === 'sqlite') {
    const database = new Database(target.file, { readonly: false });
    try {
      database.exec(sql);
    } catch (error) {
      // better-sqlite3 keeps the error class of the first test file of its process: to a later one it is no Error.
      throw new Error((error as Error).message, { cause: error });
    } finally {
      database.close();
    }
    return;
  }
  const { kind: _kind, ...connection } = target;
  const client = new Client(connection);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Every row of every table as a hash; compare two with `difference`. */
export async function snapshot(target: Target): Promise<Snapshot> {
  return withReader(target, async (read) => {
    const names = await read(
      target.kind === 'sqlite'
        ? "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name"
        : "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name",
      [],
    );
    const result: Snapshot = {};
    const note = (name: string, rows: Row[]): void => {
      const lines = rows.map((row) => JSON.stringify(row, bytes)).sort();
      result[name] = { rows: rows.length, hash: createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16) };
    };
    for (const name of names.map((row) => String(row.name))) {
      const rows = await read(`select * from "${name}"`, []);
      // Strapi keeps notes of all kinds in one table: each is its own.
      if (name === 'strapi_core_store_settings') rows.forEach((row) => note(`${name}.${String(row.key)}`, [row]));
      else note(name, rows);
    }
    return result;
  });
}

/** Sums of what is saved, made by a job some seconds behind it. */
const SUMS = ['td_bill_marks', 'td_bill_rest', 'td_bill_cells', 'td_bill_totals'];

/**
 * The tables in which two snapshots differ, in words: `audit_entries: 12 -> 13 rows`. `except` names what may change at any time by
 * itself (sessions, sealing rows).
 */
export function difference(before: Snapshot, after: Snapshot, except: string[] = []): string[] {
  const left = new Set([...SUMS, ...except]);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !left.has(name)).sort();
  return names.flatMap((name) => {
    const [old, now] = [before[name], after[name]];
    if (old?.hash === now?.hash) return [];
    return [`${name}: ${old?.rows ?? 'no table'} -> ${now?.rows ?? 'no table'} rows`];
  });
}

async function withReader<T>(target: Target, work: (read: (sql: string, params: unknown[]) => Promise<Row[]>) => Promise<T>): Promise<T> {
  if (target.kind === 'sqlite') {
    const database = new Database(target.file, { readonly: true });
    try {
      return await work(async (sql, params) => database.prepare(sql).all(...params) as Row[]);
    } finally {
      database.close();
    }
  }
  const { kind: _kind, ...connection } = target;
  const client = new Client(connection);
  await client.connect();
  try {
    return await work(async (sql, params) => (await client.query<Row>(sql, params)).rows);
  } finally {
    await client.end();
  }
}

const bytes = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);
