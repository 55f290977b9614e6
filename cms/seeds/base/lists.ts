import type { Engine } from '../../engine';
import { from } from '../../documents/tx';
import { createIn } from '../../documents/create';
import { SYSTEM, type Actor } from '../../access/actor';
import { formOf, write, type Row } from '../writer';
import type { Tx } from '../../documents/tx';

/** The product as it fills an empty house: bound by every rule, writing into its one site. */
export const founder = (siteId: number | null): Actor => ({ ...SYSTEM, siteIds: siteId === null ? [] : [siteId] });

/**
 * Adds the records of a form whose `key` is not there yet; what is there stays as its managers have made it. Returns how many were added.
 * `refer` turns codes into documentIds, in the order of the list, so that a record may name one before it.
 */
export async function addMissing(
  engine: Engine,
  form: string,
  key: string,
  list: readonly Row[],
  { siteId, refer = (_tx, values) => Promise.resolve(values) }: { siteId: number | null; refer?: (tx: Tx, values: Row) => Promise<Row> },
): Promise<number> {
  const def = formOf(engine, form);
  return write(engine, async (tx) => {
    const known = new Set(await valuesOf(tx, form, key));
    const missing = list.filter((entry) => !known.has(String(entry[key])));
    for (const entry of missing) await createIn({ ...tx, quiet: true, actor: founder(siteId) }, def, await refer(tx, entry));
    return missing.length;
  });
}

/** All values of one field of a form. */
async function valuesOf(tx: Tx, form: string, field: string): Promise<string[]> {
  const { table, columns } = tx.engine.registry.table(form);
  const column = columns[field]?.column;
  if (!column) throw new Error(`${form}.${field}: the seed knows its records by this field, the form does not store it`);
  const rows = (await from(tx, table).select(column)) as Row[];
  return rows.map((row) => (row[column] instanceof Date ? localText(row[column] as Date) : String(row[column])));
}

/** PostgreSQL gives a date as local midnight. */
function localText(date: Date): string {
  const pad = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** documentId of the record of `form` whose `key` has this value; null for none. */
export async function documentOf(tx: Tx, form: string, key: string, value: unknown): Promise<string | null> {
  if (value === undefined || value === null) return null;
  const { table, columns } = tx.engine.registry.table(form);
  const row = (await from(tx, table)
    .where({ [columns[key]?.column ?? key]: value })
    .first('document_id')) as { document_id: string } | undefined;
  if (!row) throw new Error(`The seed names ${form} "${String(value)}", which is not there`);
  return row.document_id;
}
