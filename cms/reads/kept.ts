import { createHash } from 'node:crypto';
import { quote } from './fragment';
import type { ReadHandle } from './read-handle';

type Reader = { read: ReadHandle };

/** What is asked: its name, and exactly what, where one name stands for a question that goes with the time. */
export interface Asked {
  key: string;
  exactly?: string;
}

/** An answer, and how long it may be told again. */
interface Answer {
  value: Promise<unknown>;
  exactly: string;
  /** SQLite: it is true as long as nobody has written. */
  snapshot: number | null;
  /** Of a large table: until then it is told again, whoever has written. */
  until: number;
  isRunning: boolean;
  /** It took long the last time: whoever asks for the same meanwhile waits for the one that is being made. */
  wasDear: boolean;
}

/** Rows from which on a table is large: what is counted in it may be a moment old. */
const LARGE = 50_000;
/** An answer that took longer (ms) is told again for ten times as long as it took, three seconds at most. */
const DEAR_MS = 20;
const TIMES = 10;
const LONGEST_MS = 3_000;
const MOST_KEPT = 2_000;
/** How often the size of a table is looked at. */
const SIZE_MS = 60_000;

/** A question by its hash: with the records behind a figure in it, it can be millions of letters long. */
export const nameOf = (text: string, params: readonly unknown[]): string =>
  createHash('sha256')
    .update(`${text}|${JSON.stringify(params)}`)
    .digest('base64');

interface Memory {
  answers: Map<string, Answer>;
  sizes: Map<string, { isLarge: boolean; until: number }>;
}
const memories = new WeakMap<object, Memory>();

/**
 * Counts and sums, told again instead of made again: on SQLite until somebody writes, and over a large table for a moment even then. There a count
 * reads a tenth of a second long, twenty people look at the same list, and none of them minds that the newest record is missing from
 * "164,231". What is asked of a table of ordinary size is always as of now. `ask` is told whether it took long the last time.
 */
export async function kept<T>(
  { read }: Reader,
  table: string,
  { key, exactly = key }: Asked,
  ask: (wasDear: boolean) => Promise<T>,
): Promise<T> {
  const memory = memoryOf(read);
  const isLarge = await isLargeTable(memory, read, table);
  const snapshot = read.snapshot();
  const known = memory.answers.get(key);
  if (known && (isTrue(known, snapshot, exactly) || Date.now() < known.until || (known.isRunning && known.wasDear)))
    return known.value as Promise<T>;
  if (snapshot === null && !isLarge) return ask(false);
  const wasDear = known?.wasDear ?? false;
  const began = performance.now();
  const value = ask(wasDear);
  const answer: Answer = { value, exactly, snapshot, until: 0, isRunning: true, wasDear };
  if (memory.answers.size >= MOST_KEPT) memory.answers.clear();
  memory.answers.set(key, answer);
  try {
    await value;
  } catch (error) {
    memory.answers.delete(key);
    throw error;
  }
  const took = performance.now() - began;
  answer.isRunning = false;
  answer.wasDear = isLarge && took > DEAR_MS;
  if (answer.wasDear) answer.until = Date.now() + Math.min(LONGEST_MS, took * TIMES);
  return value;
}

const isTrue = (answer: Answer, snapshot: number | null, exactly: string): boolean =>
  snapshot !== null && answer.snapshot === snapshot && answer.exactly === exactly;

function memoryOf(read: ReadHandle): Memory {
  let memory = memories.get(read);
  if (!memory) memories.set(read, (memory = { answers: new Map(), sizes: new Map() }));
  return memory;
}

/** Ids are given in their order: the last one says how many there may be. */
async function isLargeTable({ sizes }: Memory, read: ReadHandle, table: string): Promise<boolean> {
  const known = sizes.get(table);
  if (known && Date.now() < known.until) return known.isLarge;
  const [row] = await read.rows(`SELECT MAX(id) FROM ${quote(table)}`, []);
  const isLarge = Number(row?.[0] ?? 0) >= LARGE;
  sizes.set(table, { isLarge, until: Date.now() + SIZE_MS });
  return isLarge;
}
