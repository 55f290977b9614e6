import type { Knex } from 'knex';
import { isRowsTable, isStored, isToMany } from '../../config/projections/strapi-schema';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import { fieldsReadFromAfar } from '../../config/definition/uses';
import { decode } from './codec';
import { breathe, from, isPostgres, rowWhere, type Tx } from './tx';

/** A record as the rules see it: own values, relations as objects, rows as arrays. `id` is the numeric row id. */
export type LoadedRecord = Record<string, unknown> & { id: number; documentId: string; rev: number; state: string };
type Row = Record<string, unknown>;

/** How far below a record its relations are loaded for expressions such as `application.contractor.qualificationGrade`. */
const DEPTH = 2;

/** Loads one record for a write and locks its row (PostgreSQL; SQLite has one writer). Null when there is none. */
export async function loadForWrite(tx: Tx, def: FormDefinition, documentId: string): Promise<LoadedRecord | null> {
  const row = await rowWhere(tx, tx.engine.registry.table(def.key).table, 'document_id', documentId, needsLock(tx));
  return row ? loadFull(tx, def, row) : null;
}

/** PostgreSQL has many writers at once; SQLite has one, who needs no locks. */
export const needsLock = (tx: Tx): boolean => isPostgres(tx) && tx.asking !== true;

/** Loads a record that a relation names. */
export async function loadById(tx: Tx, def: FormDefinition, id: number): Promise<LoadedRecord | null> {
  const row = await rowWhere(tx, tx.engine.registry.table(def.key).table, 'id', id);
  return row ? loadFull(tx, def, row) : null;
}

/** Records of a form by a column condition, loaded with their relations. */
export async function loadWhere(tx: Tx, def: FormDefinition, where: Row, limit = 500): Promise<LoadedRecord[]> {
  const rows = (await from(tx, tx.engine.registry.table(def.key).table).where(where).orderBy('id').limit(limit)) as Row[];
  return loadAll(tx, def, rows);
}

/** The next records of a form with an id above `after`, loaded with their relations. `narrow` adds the conditions. */
export async function loadAfter(
  tx: Tx,
  def: FormDefinition,
  after: number,
  limit: number,
  narrow: (query: Knex.QueryBuilder) => void,
): Promise<LoadedRecord[]> {
  const query = from(tx, tx.engine.registry.table(def.key).table).where('id', '>', after).orderBy('id').limit(limit);
  narrow(query);
  return loadAll(tx, def, (await query) as Row[]);
}

/**
 * Records that a rule decides by, or an effect counts on: locked until the transaction ends, so that what was read is still true when
 * it is written. `narrow` adds the conditions.
 */
export async function loadToDecide(
  tx: Tx,
  def: FormDefinition,
  narrow: (query: Knex.QueryBuilder) => void,
  limit: number,
): Promise<LoadedRecord[]> {
  const query = from(tx, tx.engine.registry.table(def.key).table).orderBy('id').limit(limit);
  narrow(query);
  return loadAll(tx, def, (await (needsLock(tx) ? query.forUpdate() : query)) as Row[]);
}

/**
 * Rows with their relations. The bills of a customer name one customer, its few units and the same employees: each of them is read once, nobody
 * writes meanwhile.
 */
async function loadAll(tx: Tx, def: FormDefinition, rows: Row[]): Promise<LoadedRecord[]> {
  const once: Tx = tx.known ? tx : { ...tx, known: new Map() };
  const loaded: LoadedRecord[] = [];
  for (const row of rows) {
    loaded.push(await loadFull(once, def, row));
    if (loaded.length % 5 === 0) await breathe();
  }
  return loaded;
}

/** A relation target as an object of its own scalar values; its own to-one relations follow down to DEPTH. */
export async function loadTarget(tx: Tx, target: string, id: number, depth = DEPTH): Promise<LoadedRecord | null> {
  const key = `${target}/${id}/${depth}`;
  const known = tx.known?.get(key);
  if (known) return known as LoadedRecord;
  const def = tx.engine.registry.get(target);
  if (!def) return null;
  const row = await rowOf(tx, target, id);
  if (!row) return null;
  const record = scalars(tx, def, row);
  tx.known?.set(key, record);
  if (depth > 1) {
    await addToOne(tx, def, row, record, depth - 1);
    for (const field of manyReadFromAfar(tx, def)) record[field.name] = await loadMany(tx, def, field, record.id);
  }
  return record;
}

/** The same row serves every depth. */
async function rowOf(tx: Tx, target: string, id: number): Promise<Row | undefined> {
  const key = `${target}/${id}`;
  const known = tx.known?.get(key) as Row | undefined;
  if (known) return known;
  const row = await rowWhere(tx, tx.engine.registry.table(target).table, 'id', id);
  if (row) tx.known?.set(key, row);
  return row;
}

/** To-many relations of a form that expressions of other forms read (`application.units`); all others are not worth a query. */
function manyReadFromAfar(tx: Tx, def: FormDefinition): FieldDefinition[] {
  const epoch = tx.engine.registry.epoch();
  if (readFromAfar?.epoch !== epoch) {
    const all = tx.engine.registry.all();
    const read = fieldsReadFromAfar(all);
    readFromAfar = {
      epoch,
      fields: new Map(
        all.map((form) => [form.key, form.fields.filter((field) => isToMany(field) && read.has(`${form.key}.${field.name}`))]),
      ),
    };
  }
  return readFromAfar.fields.get(def.key) ?? [];
}

let readFromAfar: { epoch: number; fields: Map<string, FieldDefinition[]> } | undefined;

/** A row with its relations and child rows. */
export async function loadFull(tx: Tx, def: FormDefinition, row: Row): Promise<LoadedRecord> {
  const record = scalars(tx, def, row);
  await addToOne(tx, def, row, record, DEPTH);
  const knows = (key: string): boolean => tx.engine.registry.get(key) !== undefined;
  for (const field of def.fields) {
    if (isToMany(field) && isStored(field, knows)) record[field.name] = await loadMany(tx, def, field, record.id);
    else if (field.type === 'media') record[field.name] = await loadMedia(tx, def, field, record.id);
    else if (isRowsTable(field)) record[field.name] = await loadRows(tx, def, field, record.id);
    else if (field.type === 'json-rows') record[field.name] = await withCellTargets(tx, field, record[field.name]);
  }
  return record;
}

function scalars(tx: Tx, def: FormDefinition, row: Row): LoadedRecord {
  const { columns } = tx.engine.registry.table(def.key);
  const record: Row = { id: Number(row.id), documentId: row.document_id };
  for (const field of def.fields) {
    if (field.type === 'relation' || field.type === 'media' || isRowsTable(field)) continue;
    const column = columns[field.name]?.column;
    if (column) record[field.name] = decode(field, row[column]);
  }
  return record as LoadedRecord;
}

async function addToOne(tx: Tx, def: FormDefinition, row: Row, record: Row, depth: number): Promise<void> {
  const { columns } = tx.engine.registry.table(def.key);
  for (const field of def.fields) {
    if (field.type !== 'relation' || isToMany(field)) continue;
    const column = columns[field.name]?.column;
    if (!column) continue;
    const id = row[column];
    record[field.name] = id === null || id === undefined ? null : await loadTarget(tx, field.target ?? '', Number(id), depth);
  }
}

async function loadMany(tx: Tx, def: FormDefinition, field: FieldDefinition, id: number): Promise<LoadedRecord[]> {
  const join = tx.engine.registry.table(def.key).joins[field.name];
  if (!join) return [];
  const links = (await from(tx, join.table)
    .where({ [join.sourceColumn]: id })
    .orderBy(join.orderColumn ?? join.targetColumn)) as Row[];
  const ids = links.map((link) => Number(link[join.targetColumn]));
  // As deep as to-one relations: `all(units, building.managementScope == …)`.
  const targets = await loadTargets(tx, field.target ?? '', ids, DEPTH);
  return ids.flatMap((target) => targets.get(target) ?? []);
}

const BATCH = 500;

/** Several relation targets at once, by id: a campaign names thousands of customers. */
async function loadTargets(tx: Tx, target: string, ids: number[], depth: number): Promise<Map<number, LoadedRecord>> {
  const loaded = new Map<number, LoadedRecord>();
  const def = tx.engine.registry.get(target);
  if (!def) return loaded;
  const { table, columns } = tx.engine.registry.table(target);
  const keyOf = (id: number): string => `${target}/${id}/${depth} of several`;
  const missing: number[] = [];
  for (const id of new Set(ids)) {
    const known = tx.known?.get(keyOf(id)) as LoadedRecord | undefined;
    if (known) loaded.set(id, known);
    else missing.push(id);
  }
  const rows: Row[] = [];
  for (let start = 0; start < missing.length; start += BATCH)
    rows.push(...((await from(tx, table).whereIn('id', missing.slice(start, start + BATCH))) as Row[]));
  for (const row of rows) {
    const record = scalars(tx, def, row);
    loaded.set(record.id, record);
    tx.known?.set(keyOf(record.id), record);
  }
  if (depth <= 1) return loaded;
  for (const field of def.fields) {
    const column = field.type === 'relation' && !isToMany(field) ? columns[field.name]?.column : undefined;
    if (!column) continue;
    const found = await loadTargets(tx, field.target ?? '', numbersIn(rows, column), depth - 1);
    for (const row of rows) (loaded.get(Number(row.id)) as Row)[field.name] = found.get(Number(row[column])) ?? null;
  }
  return loaded;
}

/** Ids of the files of a media field: a number, or a list when `multiple`. */
async function loadMedia(tx: Tx, def: FormDefinition, field: FieldDefinition, id: number): Promise<number | number[] | null> {
  const rows = (await from(tx, 'files_related_mph')
    .where({ related_id: id, related_type: tx.engine.registry.uid(def.key), field: field.name })
    .orderBy('order')) as Row[];
  const ids = rows.map((row) => Number(row.file_id));
  return field.multiple ? ids : (ids[0] ?? null);
}

async function loadRows(tx: Tx, def: FormDefinition, field: FieldDefinition, id: number): Promise<Row[]> {
  const info = tx.engine.registry.rowsTable(def.key, field.name);
  const parent = info.columns.parent?.column ?? 'parent_id';
  const rows = (await from(tx, info.table)
    .where({ [parent]: id })
    .orderBy('position')) as Row[];
  const loaded: Row[] = rows.map((row) => ({ id: Number(row.id) }));
  for (const column of field.columns ?? []) {
    const name = info.columns[column.name]?.column;
    if (!name) continue;
    // A month's roster has a thousand lines: their people, shifts and posts come in one question each.
    const targets = column.type === 'relation' ? await loadTargets(tx, column.target ?? '', numbersIn(rows, name), 1) : null;
    for (const [index, row] of rows.entries()) {
      (loaded[index] as Row)[column.name] = targets ? (targets.get(Number(row[name])) ?? null) : decode(column, row[name]);
    }
  }
  return loaded;
}

const numbersIn = (rows: Row[], column: string): number[] =>
  rows
    .map((row) => row[column])
    .filter((id) => id !== null && id !== undefined)
    .map(Number);

/** JSON rows keep relations as documentIds; rules see the objects. */
async function withCellTargets(tx: Tx, field: FieldDefinition, rows: unknown): Promise<unknown> {
  const relations = (field.columns ?? []).filter((column) => column.type === 'relation');
  if (!Array.isArray(rows) || relations.length === 0) return rows;
  const result = (rows as Row[]).map((row) => ({ ...row }));
  for (const column of relations) {
    const named = result.map((row) => row[column.name]).filter((key): key is string => typeof key === 'string');
    const targets = await findTargets(tx, column.target ?? '', named);
    for (const row of result) row[column.name] = targets.get(row[column.name] as string) ?? null;
  }
  return result;
}

async function findTargets(tx: Tx, target: string, documentIds: string[]): Promise<Map<string, LoadedRecord>> {
  const found = new Map<string, LoadedRecord>();
  if (!tx.engine.registry.get(target)) return found;
  const distinct = [...new Set(documentIds)];
  for (let start = 0; start < distinct.length; start += BATCH) {
    const { table } = tx.engine.registry.table(target);
    const ids = (await from(tx, table)
      .whereIn('document_id', distinct.slice(start, start + BATCH))
      .select('id')) as { id: number }[];
    for (const record of (
      await loadTargets(
        tx,
        target,
        ids.map((row) => Number(row.id)),
        1,
      )
    ).values())
      found.set(record.documentId, record);
  }
  return found;
}

/** The record with this documentId, as an object for the rules; null when there is none. */
export async function findTarget(tx: Tx, target: string, documentId: unknown, depth = 1): Promise<LoadedRecord | null> {
  if (typeof documentId !== 'string' || !tx.engine.registry.get(target)) return null;
  const key = `${target}/of/${documentId}`;
  const known = tx.known?.get(key);
  if (typeof known === 'number') return loadTarget(tx, target, known, depth);
  const row = await rowWhere(tx, tx.engine.registry.table(target).table, 'document_id', documentId);
  if (!row) return null;
  tx.known?.set(key, Number(row.id));
  tx.known?.set(`${target}/${Number(row.id)}`, row);
  return loadTarget(tx, target, Number(row.id), depth);
}
