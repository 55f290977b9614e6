import { convertValue } from '../../config/definition/convert';
import type { Conversion } from '../../config/definition/conversions';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import { SYSTEM } from '../access/actor';
import { decode, encode } from './codec';
import { needsLock } from './load';
import { from, inTransaction, type Tx } from './tx';
import type { Engine } from '../engine';
import { isLater, touchesOf, touchesOfAll, type Touches } from './touches';

/** Rows of one short transaction: staff are saving meanwhile. */
const BATCH = 200;

/** One conversion of a form, ready to run: its fields with their lists, and where they lie. */
export interface Job {
  def: FormDefinition;
  from: FieldDefinition;
  to: FieldDefinition;
  table: string;
  columns: { from: string; to: string };
  /** The new field has never been published. */
  isFresh: boolean;
  /** The version is published already, and its values are still to come: what somebody has filled in meanwhile stays. */
  isLate?: boolean;
}
/** What became of the values there were: converted, or kept in the old field alone. */
export interface Counts {
  converted: number;
  kept: number;
}
interface Row {
  id: number;
  document_id: string;
  [column: string]: unknown;
}

/** `def` is expanded; null when a field or its column is not there (yet). */
export function jobOf(engine: Engine, def: FormDefinition, conversion: Conversion): Job | null {
  const [source, target] = [conversion.from, conversion.to].map((name) => def.fields.find((field) => field.name === name));
  const { table, columns } = engine.registry.table(def.key);
  const [a, b] = [columns[conversion.from]?.column, columns[conversion.to]?.column];
  if (!source || !target || a === undefined || b === undefined) return null;
  return { def, from: source, to: target, table, columns: { from: a, to: b }, isFresh: conversion.isFresh };
}

/**
 * Converts the values of all records, in short transactions of rows that nobody is writing at that moment; those that somebody is writing
 * follow one by one. No more than one row is ever waited for, so that no save can be caught in a circle of locks. Running it twice does no harm.
 */
export async function convertAll(engine: Engine, job: Job): Promise<Counts> {
  const counts: Counts = { converted: 0, kept: 0 };
  // A field that nobody has seen yet holds nothing: what stands there is left from an attempt that did not come through.
  const isFirst = job.isFresh && !job.isLate;
  if (isFirst) await clear(engine, job);
  const touches = isFirst ? null : await touchesOfAll(engine, job.def.key, [job.from.name, job.to.name], 0);
  // What is made meanwhile is found by its audit row afterwards; it is not run after here, or many writers would keep this from ending.
  const end = await lastId(engine, job);
  for (let last = 0; ; ) {
    const ids = await nextIds(engine, job, last, end);
    if (ids.length === 0) return counts;
    last = ids.at(-1) ?? last;
    const done = await inTransaction(engine, SYSTEM, async (tx) => {
      const query = from(tx, job.table).whereIn('id', ids).orderBy('id').select('id', 'document_id', job.columns.from, job.columns.to);
      const rows = (await (needsLock(tx) ? query.forUpdate().skipLocked() : query)) as Row[];
      await writeRows(tx, job, rows, touches, counts);
      return new Set(rows.map((row) => Number(row.id)));
    });
    for (const id of ids.filter((one) => !done.has(one))) await convertOne(engine, job, { id }, touches, counts);
  }
}

/** One record, waited for when somebody is writing it. */
export async function convertOne(
  engine: Engine,
  job: Job,
  where: { id: number } | { document_id: string },
  touches: Map<string, Touches> | null | 'now',
  counts: Counts,
): Promise<void> {
  await inTransaction(engine, SYSTEM, async (tx) => {
    const query = from(tx, job.table).where(where).select('id', 'document_id', job.columns.from, job.columns.to);
    const rows = (await (needsLock(tx) ? query.forUpdate() : query)) as Row[];
    const names: [string, string] = [job.from.name, job.to.name];
    const known = touches === 'now' ? await touchesOf(tx, job.def.key, names, rows[0]?.document_id ?? '') : touches;
    await writeRows(tx, job, rows, known, counts);
  });
}

async function clear(engine: Engine, job: Job): Promise<void> {
  await inTransaction(engine, SYSTEM, async (tx) => {
    await from(tx, job.table)
      .whereNotNull(job.columns.to)
      .update({ [job.columns.to]: null });
  });
}

/** Takes the values of an attempt out again: the version did not come, and the column is empty as it was. */
export const undoConversion = clear;

async function lastId(engine: Engine, { table }: Job): Promise<number> {
  const [row] = await engine.read.all(`SELECT COALESCE(MAX(id), 0) AS id FROM "${table}"`, []);
  return Number(row?.id ?? 0);
}

async function nextIds(engine: Engine, { table, columns, isFresh }: Job, last: number, end: number): Promise<number[]> {
  const filled = isFresh ? `"${columns.from}" IS NOT NULL` : `("${columns.from}" IS NOT NULL OR "${columns.to}" IS NOT NULL)`;
  const rows = await engine.read.all(`SELECT id FROM "${table}" WHERE id > ? AND id <= ? AND ${filled} ORDER BY id LIMIT ${BATCH}`, [
    last,
    end,
  ]);
  return rows.map((row) => Number(row.id));
}

/** Equal values in one statement. Where both fields have been filled in, the later one counts. */
async function writeRows(tx: Tx, job: Job, rows: Row[], touches: Map<string, Touches> | null, counts: Counts): Promise<void> {
  const groups = new Map<string, { cell: unknown; ids: number[] }>();
  for (const row of rows) {
    const touched = touches?.get(row.document_id);
    const isMeant = job.isFresh && job.isLate ? !touched || touched.to === 0 || isLater(touched) : isLater(touched);
    if (touches && !isMeant) continue;
    const given = row[job.columns.from] ?? null;
    const made = convertValue(job.from, job.to, decode(job.from, given));
    const value = 'reason' in made ? null : made.value;
    if (given !== null) {
      if ('reason' in made) counts.kept += 1;
      else counts.converted += 1;
    }
    // What somebody filled in is not emptied because the other field has nothing for it.
    if (value === null && touched && touched.to > 0) continue;
    const key = JSON.stringify(value);
    const group = groups.get(key) ?? { cell: encode(job.to, value), ids: [] };
    group.ids.push(row.id);
    groups.set(key, group);
  }
  for (const { cell, ids } of groups.values()) {
    await from(tx, job.table)
      .whereIn('id', ids)
      .update({ [job.columns.to]: cell });
  }
}
