import { createRequire } from 'node:module';

/** What we use of better-sqlite3 (it brings no types). */
export interface Statement {
  all(...params: unknown[]): Record<string, unknown>[];
  get(...params: unknown[]): Record<string, unknown> | undefined;
  run(...params: unknown[]): unknown;
}
export interface Sqlite {
  prepare(sql: string): Statement;
  pragma(text: string): unknown;
  transaction(work: () => void): () => void;
  close(): void;
}
type SqliteClass = new (file: string, options: { readonly?: boolean; fileMustExist: boolean }) => Sqlite;

/** Opens a database file past every server. */
export function openFile(file: string, readonly: boolean): Sqlite {
  const Database = createRequire(__filename)('better-sqlite3') as SqliteClass;
  return new Database(file, { readonly, fileMustExist: true });
}
