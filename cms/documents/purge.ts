import { isRowsTable, isToMany } from '../../config/projections/strapi-schema';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import type { Knex } from 'knex';
import { ownTable } from '../database/own-tables';
import type { Engine } from '../engine';
import { from, type Tx } from './tx';

/** Where the values of a field lie, and which column there tells the record. */
interface Place {
  table: string;
  /** Column whose different values are the records that hold something. */
  record: string;
  /** The cell that holds the value; empty where a row of the table is the value itself. */
  cell: string | null;
  /** Files hang on records in one table for all forms. */
  only: Record<string, unknown>;
}

/** Null: the field is not stored (its form is not there), so nothing is held. */
function placeOf(engine: Engine, def: FormDefinition, field: FieldDefinition): Place | null {
  const info = engine.registry.table(def.key);
  if (field.type === 'media')
    return {
      table: 'files_related_mph',
      record: 'related_id',
      cell: null,
      only: { related_type: engine.registry.uid(def.key), field: field.name },
    };
  if (isRowsTable(field)) {
    const rows = engine.registry.rowsTable(def.key, field.name);
    return { table: rows.table, record: rows.columns.parent?.column ?? 'parent_id', cell: null, only: {} };
  }
  if (isToMany(field)) {
    const join = info.joins[field.name];
    return join ? { table: join.table, record: join.sourceColumn, cell: null, only: {} } : null;
  }
  const column = info.columns[field.name]?.column;
  return column ? { table: info.table, record: 'id', cell: column, only: {} } : null;
}

/** How many records hold a value in the field, archived ones among them. Empty text and empty lists are no values. */
export async function countHeld(engine: Engine, def: FormDefinition, field: FieldDefinition, tx?: Tx): Promise<number> {
  const place = placeOf(engine, def, field);
  if (!place) return 0;
  const query: Knex.QueryBuilder = tx ? from(tx, place.table) : tableOf(engine, place.table);
  query.where(place.only).countDistinct({ n: place.record });
  if (place.cell !== null) query.whereNotNull(place.cell).whereRaw(`cast(?? as text) not in ('', '[]', 'null')`, [place.cell]);
  const [row] = (await query) as { n: number | string }[];
  return Number(row?.n ?? 0);
}

/**
 * Takes the values of one field out of every record, in the transaction. The column stays, empty. Answers how many records held one, and
 * the files that hang nowhere any more: they are removed after the commit.
 */
export async function eraseField(tx: Tx, def: FormDefinition, field: FieldDefinition): Promise<{ records: number; files: number[] }> {
  const place = placeOf(tx.engine, def, field);
  if (!place) return { records: 0, files: [] };
  const records = await countHeld(tx.engine, def, field, tx);
  if (place.cell !== null) {
    await from(tx, place.table)
      .whereNotNull(place.cell)
      .update({ [place.cell]: null });
    return { records, files: [] };
  }
  const files = field.type === 'media' ? await filesOf(tx, place) : [];
  await from(tx, place.table).where(place.only).del();
  return { records, files: await hangingNowhere(tx, files) };
}

async function filesOf(tx: Tx, place: Place): Promise<number[]> {
  const rows = (await from(tx, place.table).where(place.only).distinct('file_id')) as { file_id: number | string | null }[];
  return rows.flatMap((row) => (row.file_id === null ? [] : [Number(row.file_id)]));
}

/** SQLite takes so many values in one statement, and PostgreSQL is no slower for it. */
const BATCH = 500;

async function hangingNowhere(tx: Tx, files: number[]): Promise<number[]> {
  const free: number[] = [];
  for (let start = 0; start < files.length; start += BATCH) {
    const some = files.slice(start, start + BATCH);
    const rows = (await from(tx, 'files_related_mph').whereIn('file_id', some).distinct('file_id')) as { file_id: number | string }[];
    const kept = new Set(rows.map((row) => Number(row.file_id)));
    free.push(...some.filter((id) => !kept.has(id)));
  }
  return free;
}

/** Removes files that a purge has left without a record. One that cannot be removed is said in the log; no record shows it any more. */
export async function removeFiles(engine: Engine, files: number[]): Promise<void> {
  const upload = engine.strapi.plugin('upload').service('upload') as {
    findOne(id: number): Promise<object | null>;
    remove(file: object): Promise<unknown>;
  };
  for (const id of files) {
    try {
      const file = await upload.findOne(id);
      if (file) await upload.remove(file);
      await ownTable(engine, 'td_uploads').where({ file_id: id }).del();
    } catch (error) {
      engine.strapi.log.error(`The file ${id} of a purged field could not be removed: ${String(error)}`);
    }
  }
}

/** A table of a form outside a transaction, for counting only. */
function tableOf(engine: Engine, name: string): Knex.QueryBuilder {
  const connection = engine.strapi.db.connection as unknown as Knex;
  const schema = engine.strapi.db.getSchemaName();
  return schema ? connection(name).withSchema(schema) : connection(name);
}
