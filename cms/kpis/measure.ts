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
  ratio: boolean;
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
