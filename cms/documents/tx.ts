import type { Knex } from 'knex';
import type { Actor } from '../access/actor';
import type { Engine } from '../engine';

/** A live event, told to open screens after the commit. */
export interface RecordEvent {
  form: string;
  documentId: string;
  event: string;
  siteId: number | null;
}

/** One write: the transaction, who acts, the moment, and what is told after the commit. */
export interface Tx {
  engine: Engine;
  trx: Knex.Transaction;
  actor: Actor;
  now: Date;
  events: RecordEvent[];
  /** How deep effects have called effects; a definition that calls in circles is stopped. */
  depth: number;
  /** What is written is history (a seed): nobody is told of it. */
  quiet?: boolean;
  /** Related records that were read before, by form, id and depth: the rows of an import name the same few customers. Nothing changes them meanwhile. */
  known?: Map<string, unknown>;
  /** Only asks what would be possible (action buttons): takes no locks, so that looking never waits for writing. */
  asking?: boolean;
}

/** Effects of effects deeper than this are a circle in the definitions. */
export const MAX_DEPTH = 8;

/**
 * Runs `work` in one transaction, joining the one that is open (imports write several records in one). Live events are published
 * after the commit only.
 */
export async function inTransaction<T>(engine: Engine, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  const events: RecordEvent[] = [];
  const result = await engine.strapi.db.transaction(async ({ trx, onCommit }) => {
    const value = await work({ engine, trx: trx as Knex.Transaction, actor, now: engine.clock(), events, depth: 0 });
    onCommit(() => events.forEach((event) => engine.hub.publish(event)));
    return value;
  });
  return result as T;
}

/**
 * Lets the server answer what has come in meanwhile. SQLite answers at once, so that long work with many questions never leaves the thread by
 * itself: nobody would be served until it is through.
 */
export const breathe = (): Promise<void> => new Promise((done) => void setImmediate(done));

/** The same transaction for an effect: another actor, one level deeper. */
export function nested(tx: Tx, actor: Actor): Tx {
  return { ...tx, actor, depth: tx.depth + 1 };
}

/** A query builder on a table inside the transaction. */
export function from(tx: Tx, table: string): Knex.QueryBuilder {
  const schema = tx.engine.strapi.db.getSchemaName();
  const query = tx.trx(table);
  return schema ? query.withSchema(schema) : query;
}

/**
 * One row by one of its columns, or undefined. Written by hand: a write looks up a dozen rows this way, and knex takes longer to put such a
 * question together than the database to answer it. `lock` keeps the row until the transaction ends (PostgreSQL).
 */
export async function rowWhere(
  tx: Tx,
  table: string,
  column: string,
  value: unknown,
  lock = false,
): Promise<Record<string, unknown> | undefined> {
  const schema = tx.engine.strapi.db.getSchemaName();
  const place = schema ? `"${schema}"."${table}"` : `"${table}"`;
  const answer: unknown = await tx.trx.raw(`select * from ${place} where "${column}" = ? limit 1${lock ? ' for update' : ''}`, [
    value as Knex.RawBinding,
  ]);
  const rows = (Array.isArray(answer) ? answer : (answer as { rows: unknown[] }).rows) as Record<string, unknown>[];
  return rows[0];
}

export const isPostgres = (tx: Tx): boolean => tx.engine.read.dialect === 'postgres';

/** Local date of the site (the process runs in its zone). */
export function localDateOf(date: Date): string {
  const pad = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
