import type { FormDefinition } from '../../config/definition/types';
import { localDateOf, type Tx } from './tx';

/**
 * Takes the next number of a form's book inside the saving transaction: a later failure gives it back, so the series has no gap
 * (conventions: "Numbers are given inside the saving transaction"). A series restarts with the period in its pattern.
 */
export async function takeNumber(tx: Tx, def: FormDefinition, record: Record<string, unknown>): Promise<string | null> {
  const numbering = def.numbering;
  if (!numbering) return null;
  const day = localDateOf(tx.now);
  const dated = numbering.pattern
    .replace('{yyyy}', day.slice(0, 4))
    .replace('{mm}', day.slice(5, 7))
    .replace('{dd}', day.slice(8, 10))
    .replace(/\{(?!seq)([a-zA-Z]+)\}/g, (_, name: string) => tokenOf(record, name));
  const sequence = /\{seq(?::(\d+))?\}/.exec(dated);
  if (!sequence) return dated;
  const book = `${numbering.book}:${dated.replace(sequence[0], '#')}`;
  const value = await nextOf(tx, book, numbering.start ?? 1);
  return dated.replace(sequence[0], String(value).padStart(Number(sequence[1] ?? 1), '0'));
}

/** Moves a book on so that it never gives out a number that an import has already used. */
export async function keepAbove(tx: Tx, def: FormDefinition, number: string): Promise<void> {
  const numbering = def.numbering;
  const sequence = numbering && /\{seq(?::(\d+))?\}/.exec(numbering.pattern);
  if (!numbering || !sequence) return;
  const escaped = numbering.pattern.split(sequence[0]).map((part) =>
    part
      .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replace('{yyyy}', '\\d{4}')
      .replace(/\{mm\}|\{dd\}/g, '\\d{2}')
      .replace(/\{[a-zA-Z]+\}/g, '.+'),
  );
  const found = new RegExp(`^(${escaped[0] ?? ''})(\\d+)(${escaped[1] ?? ''})$`).exec(number);
  if (!found) return;
  const value = Number(found[2]);
  if (!Number.isSafeInteger(value)) return;
  const book = `${numbering.book}:${found[1]}#${found[3]}`;
  const sql = `insert into ${counters(tx)} (book, value) values (?, ?) on conflict (book) do update set value = case when ${counters(tx)}.value < excluded.value then excluded.value else ${counters(tx)}.value end`;
  await tx.trx.raw(sql, [book, value]);
}

async function nextOf(tx: Tx, book: string, start: number): Promise<number> {
  const table = counters(tx);
  const sql = `insert into ${table} (book, value) values (?, ?) on conflict (book) do update set value = ${table}.value + 1 returning value`;
  const result: unknown = await tx.trx.raw(sql, [book, start]);
  const rows = Array.isArray(result) ? result : (result as { rows: unknown[] }).rows;
  return Number((rows[0] as { value: number | string }).value);
}

function counters(tx: Tx): string {
  const schema = tx.engine.strapi.db.getSchemaName();
  return schema ? `"${schema}"."td_counters"` : 'td_counters';
}

function tokenOf(record: Record<string, unknown>, name: string): string {
  const named = record[name];
  // Of several records the first gives its code: a file of a customer with two units.
  const value: unknown = Array.isArray(named) ? named[0] : named;
  if (value && typeof value === 'object') {
    const related = value as { code?: unknown; number?: unknown; unitNo?: unknown };
    return String(related.code ?? related.unitNo ?? related.number ?? '');
  }
  return value === null || value === undefined ? '' : String(value);
}
