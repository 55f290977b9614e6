import { createRequire } from 'node:module';
import type { ReadHandle } from './read-handle';
import { openAside } from './sqlite-aside';

/** What we use of better-sqlite3 (it brings no types). */
interface Statement {
  all(...params: unknown[]): Record<string, unknown>[];
  raw(on: boolean): { all(...params: unknown[]): unknown[][] };
}
interface Sqlite {
  prepare(sql: string): Statement;
  pragma(text: string, options?: { simple: boolean }): unknown;
  close(): void;
}
type SqliteClass = new (file: string, options: { readonly: boolean; fileMustExist: boolean; timeout: number }) => Sqlite;

/** Prepared statements that are kept; a product of 80 forms uses a few hundred shapes. */
const MOST_STATEMENTS = 1000;

/** A read-only connection of its own: in WAL it reads beside Strapi's one writing connection and never waits for it. */
export function openSqlite(filename: string): ReadHandle {
  const Database = createRequire(__filename)('better-sqlite3') as SqliteClass;
  const db = new Database(filename, { readonly: true, fileMustExist: true, timeout: 5000 });
  const plain = statementCache((sql) => db.prepare(sql));
  const raw = statementCache((sql) => db.prepare(sql).raw(true));
  const version = db.prepare('PRAGMA data_version').raw(true);
  const aside = openAside(filename);
  return {
    dialect: 'sqlite',
    all: async (sql, params) => plain(sql).all(...params.map(bindable)),
    rows: async (sql, params) => raw(sql).all(...params.map(bindable)),
    long: (sql, params) => aside.all(sql, params.map(bindable)),
    snapshot: () => Number(version.all()[0]?.[0]),
    async close() {
      await aside.close();
      db.close();
    },
  };
}

/** Statements by their text, the least recently used one going first. */
function statementCache<T>(prepare: (sql: string) => T): (sql: string) => T {
  const known = new Map<string, T>();
  return (sql) => {
    let statement = known.get(sql);
    if (statement === undefined) {
      statement = prepare(sql);
      if (known.size >= MOST_STATEMENTS) known.delete(known.keys().next().value ?? '');
    } else {
      known.delete(sql);
    }
    known.set(sql, statement);
    return statement;
  };
}

/** SQLite has no booleans and no dates. */
function bindable(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.getTime();
  return value === undefined ? null : value;
}
