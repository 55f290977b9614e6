import type { Actor } from '../access/actor';
import type { Engine } from '../engine';
import type { Mapping } from './mapping';
import type { RowError, SourceRow } from './read-row';
import type { Sheet } from './sheet';

/** One sheet that somebody brings in. */
export interface ImportJob {
  engine: Engine;
  actor: Actor;
  mapping: Mapping;
  sheet: Sheet;
  file: string;
  bytes: Buffer;
  /** Only tries: tells what would become of each row and writes nothing. */
  dryRun: boolean;
  progress?: (done: number, total: number) => void;
}

/** A row of the file with its key for each target, in the order of the targets. */
export interface KeyedRow {
  row: SourceRow;
  keys: string[];
}

export interface ImportError extends Omit<RowError, 'message'> {
  zh: string;
  en: string;
}

export interface ImportReport {
  mapping: string;
  rows: number;
  /** Rows without an error. */
  ok: number;
  /** Records made. */
  created: number;
  /** Rows whose records had all been there. */
  known: number;
  byForm: Record<string, number>;
  errors: ImportError[];
  /** Cells with a formula: their stored result was taken. */
  formulas: { line: number; column: string }[];
  batch: number | null;
  dryRun: boolean;
}

/** Stands for a record that a trial would create: shaped like a documentId, never stored. */
export const TO_BE_CREATED = 'tobecreated0000000000000';
