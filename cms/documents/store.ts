import { randomBytes } from 'node:crypto';
import { isRowsTable, isToMany } from '../../config/projections/strapi-schema';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import { encode } from './codec';
import { from, type Tx } from './tx';

type Row = Record<string, unknown>;
interface Target {
  id: number;
  documentId: string;
}

/** A documentId as Strapi makes them: 24 characters, lower case and digits, from the system's secure random source. */
export function newDocumentId(): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const bytes = randomBytes(24);
  const first = alphabet[(bytes[0] ?? 0) % 26] ?? 'a';
  return first + Array.from(bytes.subarray(1), (byte) => alphabet[byte % 36]).join('');
}

/** Inserts a record with its links, files and rows. Values are the product's (see codec); relations are loaded objects. */
export async function insertRecord(tx: Tx, def: FormDefinition, values: Row): Promise<{ id: number; documentId: string }> {
  const documentId = newDocumentId();
  const row: Row = {
    ...columnValues(tx, def, values, def.fields),
    document_id: documentId,
    created_at: tx.now,
    updated_at: tx.now,
    published_at: tx.now,
  };
  const [inserted] = (await from(tx, tx.engine.registry.table(def.key).table).insert(row).returning('id')) as (Row | number)[];
  const id = Number(typeof inserted === 'object' ? inserted.id : inserted);
  // A new record has no links, files or rows to take away.
  const filled = def.fields.filter((field) => isFilled(values[field.name]));
  await writeParts(tx, def, id, values, filled);
  return { id, documentId };
}

/**
 * Writes changed fields of a record and moves its `rev` on; false when somebody else has moved it meanwhile.
 */
export async function updateRow(tx: Tx, def: FormDefinition, record: { id: number; rev: number }, values: Row): Promise<boolean> {
  const fields = def.fields.filter((field) => field.name in values);
  const count = await from(tx, tx.engine.registry.table(def.key).table)
    .where({ id: record.id, rev: record.rev })
    .update({ ...columnValues(tx, def, values, fields), rev: record.rev + 1, updated_at: tx.now });
  if (Number(count) !== 1) return false;
  await writeParts(tx, def, record.id, values, fields);
  return true;
}

/** Brings columns up to date that the calendar makes: nobody has written the record, so its `rev` stays. */
export async function updateByDate(tx: Tx, def: FormDefinition, record: { id: number; rev: number }, values: Row): Promise<void> {
  const fields = def.fields.filter((field) => field.name in values);
  await from(tx, tx.engine.registry.table(def.key).table)
    .where({ id: record.id, rev: record.rev })
    .update(columnValues(tx, def, values, fields));
}

const isFilled = (value: unknown): boolean => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);

function columnValues(tx: Tx, def: FormDefinition, values: Row, fields: FieldDefinition[]): Row {
  const { columns } = tx.engine.registry.table(def.key);
  const row: Row = {};
  for (const field of fields) {
    const column = columns[field.name]?.column;
    if (!column || isToMany(field) || field.type === 'media' || isRowsTable(field)) continue;
    const value = values[field.name];
    if (field.type === 'relation') row[column] = (value as Target | null | undefined)?.id ?? null;
    else row[column] = encode(field, field.type === 'json-rows' ? cellsOf(field, value) : value);
  }
  return row;
}

/** JSON rows keep their relations as documentIds. */
function cellsOf(field: FieldDefinition, rows: unknown): unknown {
  if (!Array.isArray(rows)) return rows;
  const relations = new Set((field.columns ?? []).filter((column) => column.type === 'relation').map((column) => column.name));
  return (rows as Row[]).map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, relations.has(name) ? ((value as Target | null)?.documentId ?? null) : value]),
    ),
  );
}

async function writeParts(tx: Tx, def: FormDefinition, id: number, values: Row, fields: FieldDefinition[]): Promise<void> {
  for (const field of fields) {
    const value = values[field.name];
    if (value === undefined) continue;
    if (isToMany(field)) await writeLinks(tx, def, field, id, (value as Target[] | null) ?? []);
    else if (field.type === 'media') await writeFiles(tx, def, field, id, value);
    else if (isRowsTable(field)) await writeRows(tx, def, field, id, (value as Row[] | null) ?? []);
  }
}

async function writeLinks(tx: Tx, def: FormDefinition, field: FieldDefinition, id: number, targets: Target[]): Promise<void> {
  const join = tx.engine.registry.table(def.key).joins[field.name];
  if (!join) return;
  await from(tx, join.table)
    .where({ [join.sourceColumn]: id })
    .del();
  const rows = targets.map((target, index) => ({
    [join.sourceColumn]: id,
    [join.targetColumn]: target.id,
    ...(join.orderColumn ? { [join.orderColumn]: index + 1 } : {}),
  }));
  if (rows.length > 0) await from(tx, join.table).insert(rows);
}

async function writeFiles(tx: Tx, def: FormDefinition, field: FieldDefinition, id: number, value: unknown): Promise<void> {
  const key = { related_id: id, related_type: tx.engine.registry.uid(def.key), field: field.name };
  await from(tx, 'files_related_mph').where(key).del();
  const ids = (Array.isArray(value) ? value : [value]).filter((file): file is number => typeof file === 'number');
  if (ids.length > 0) await from(tx, 'files_related_mph').insert(ids.map((file, index) => ({ ...key, file_id: file, order: index + 1 })));
}

/** Child rows are sent whole: known ids update, new ones add, missing ones go. */
async function writeRows(tx: Tx, def: FormDefinition, field: FieldDefinition, id: number, rows: Row[]): Promise<void> {
  const info = tx.engine.registry.rowsTable(def.key, field.name);
  const parent = info.columns.parent?.column ?? 'parent_id';
  const existing = (await from(tx, info.table)
    .where({ [parent]: id })
    .select('id')) as Row[];
  const known = new Set(existing.map((row) => Number(row.id)));
  const kept = new Set(rows.map((row) => Number(row.id)).filter((rowId) => known.has(rowId)));
  const gone = [...known].filter((rowId) => !kept.has(rowId));
  if (gone.length > 0) await from(tx, info.table).whereIn('id', gone).del();
  for (const [index, row] of rows.entries()) {
    const cells: Row = { position: index + 1, updated_at: tx.now };
    for (const column of field.columns ?? []) {
      const name = info.columns[column.name]?.column;
      if (!name) continue;
      const value = row[column.name];
      cells[name] = column.type === 'relation' ? ((value as Target | null | undefined)?.id ?? null) : encode(column, value);
    }
    if (kept.has(Number(row.id)))
      await from(tx, info.table)
        .where({ id: Number(row.id) })
        .update(cells);
    else
      await from(tx, info.table).insert({ ...cells, [parent]: id, document_id: newDocumentId(), created_at: tx.now, published_at: tx.now });
  }
}
