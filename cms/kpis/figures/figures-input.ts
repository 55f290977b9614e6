import type { Engine } from '../../engine';
import type { FigureSpec } from '../../transfer/mapping';
import { dialect, raw, sql, type Dialect, type Sql } from '../sql';

/** What the figures of one imported file are worked out from. */
export interface FileInput {
  engine: Engine;
  db: Dialect;
  spec: FigureSpec;
  mapping: string;
  file: string;
  /** Batches in which this file was imported. */
  batches: number[];
}

export type Row = Record<string, unknown>;
export const ask = (input: FileInput, query: Sql): Promise<Row[]> => input.engine.read.all(query.text, query.params);

export async function first(input: FileInput, query: Sql): Promise<Row> {
  return (await ask(input, query))[0] ?? {};
}

/** A column of the source as it was written, kept with the imported row `r`. */
export function kept(input: FileInput, column: string): Sql {
  return input.db.lite ? sql`json_extract(r.data, ${`$."${column}"`})` : sql`(CAST(r.data AS json) ->> ${column})`;
}

/** Imported rows of the file joined to the records of one target: aliases `k` (link) and `r` (row). */
export function imported(input: FileInput, target: string): Sql {
  const ids = raw(input.batches.map((id) => String(Math.trunc(id))).join(', ') || 'NULL');
  return sql`td_import_links k JOIN td_import_rows r ON r.batch_id = k.batch_id AND r.line = k.line AND k.batch_id IN (${ids}) AND k.target = ${target} AND k.mapping = ${input.mapping}`;
}

export const inputOf = (engine: Engine, spec: FigureSpec, mapping: string, file: string, batches: number[]): FileInput => ({
  engine,
  db: dialect(engine),
  spec,
  mapping,
  file,
  batches,
});

/** Fen as '58961.90'; nothing at all is '0'. */
export function yuan(fen: unknown): string {
  const value = Number(fen ?? 0);
  if (value === 0) return '0';
  const text = String(Math.abs(value)).padStart(3, '0');
  return `${value < 0 ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
}

export const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
export const rate = (part: number, whole: number, digits = 6): number | null => (whole === 0 ? null : round(part / whole, digits));
export const int = (value: unknown): number => Number(value ?? 0);
export const table = (rows: Row[]): Record<string, number> => Object.fromEntries(rows.map((row) => [String(row.key), int(row.n)]));
