import type { Actor } from '../access/actor';
import type { Engine } from '../engine';
import type { Dialect, Sql } from './sql';

/** What a figure is asked for: local days, both inclusive; `asOf` is the end of that day. */
export interface Period {
  from: string;
  to: string;
  asOf: string;
}

export interface MeasureInput {
  engine: Engine;
  actor: Actor;
  db: Dialect;
  period: Period;
  /** End of the as-of day, ms; never later than now. */
  asOfMs: number;
  now: number;
  /** Bills at rest by the end of this day may be taken from their sums; null: none. */
  restBy: string | null;
  /** Condition that the row belongs to the caller's rows. */
  visible: (form: string, alias: string) => Sql;
}

/**
 * A measure is a query of CONTRIBUTIONS: what each record adds to numerator and denominator. Tile, groups and drill-down are
 * sums over the same rows, and so agree to the fen. Columns: doc, num, den (null for plain sums), and `g_<group>` / `l_<group>`
 * (key and label) for each way to split it.
 */
export interface Measure {
  rows: Sql;
  /** The same figure for less: contributions of what is not summed up yet, and the sums (key, label, num, den, n) of a way to split it. */
  summed?: { rows: Sql; sums(group: string | null): Sql } | undefined;
  ratio: boolean;
  /** Each record stands in one row at most, so that rows are counted, not told apart. */
  once?: boolean;
  /** Groups whose key is a value of this enum field of the KPI's form, for its words. */
  enums?: Record<string, string>;
  /** What stands for a group in the names of its columns, where its name is none for a column. */
  columns?: Record<string, string>;
  /** The figure is the smallest or largest contribution, not their sum. */
  pick?: 'MIN' | 'MAX';
  /** `num` is counted in steps of 10^-scale. */
  scale?: number;
}
export type MeasureBuilder = (input: MeasureInput) => Measure;
