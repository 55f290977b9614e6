import { decode } from '../documents/codec';
import { signedUrl } from '../files/signature';
import type { BriefLoader, ReadEngine } from './briefs';
import { quote } from './fragment';
import { mask } from './mask';
import type { Plan, PlanColumn, PlanField } from './plan';
import type { FileView } from './view-types';

type Ids = readonly number[];
/** Record id -> what belongs to it, by field. */
export type ByRecord<T> = Map<string, Map<number, T[]>>;

const listOf = (engine: ReadEngine): string =>
  engine.read.dialect === 'sqlite'
    ? '(SELECT value FROM json_each(?))'
    : '(SELECT CAST(value AS INTEGER) FROM json_array_elements_text(CAST(? AS JSON)))';

/** Ids that to-many relations point to, in their order. */
export async function readLinks(engine: ReadEngine, plan: Plan, ids: Ids, briefs: BriefLoader): Promise<ByRecord<number>> {
  const found: ByRecord<number> = new Map();
  await Promise.all(
    plan.toMany.map(async ({ field }) => {
      const join = engine.registry.table(plan.def.key).joins[field.name];
      if (!join) return;
      const order = join.orderColumn ? `, l.${quote(join.orderColumn)}` : '';
      const source = `l.${quote(join.sourceColumn)}`;
      const rows = await engine.read.rows(
        `SELECT ${source}, l.${quote(join.targetColumn)} FROM ${quote(join.table)} l WHERE ${source} IN ${listOf(engine)} ORDER BY ${source}${order}, l.id`,
        [JSON.stringify(ids)],
      );
      for (const row of rows) {
        push(found, field.name, Number(row[0]), Number(row[1]));
        briefs.want(field.target ?? '', row[1]);
      }
    }),
  );
  return found;
}

/** Files of all media fields, in one query. */
export async function readFiles(engine: ReadEngine, plan: Plan, ids: Ids): Promise<ByRecord<FileView>> {
  const found: ByRecord<FileView> = new Map();
  if (plan.media.length === 0) return found;
  const rows = await engine.read.rows(
    `SELECT m.related_id, m.field, f.id, f.name, f.mime, f.size FROM files_related_mph m JOIN files f ON f.id = m.file_id WHERE m.related_type = ? AND m.related_id IN ${listOf(engine)} ORDER BY m.related_id, m."order", m.id`,
    [engine.registry.uid(plan.def.key), JSON.stringify(ids)],
  );
  for (const [record, field, id, name, mime, size] of rows)
    push(found, String(field), Number(record), fileView(Number(id), String(name), mime, size));
  return found;
}

/** `kilobytes` is how Strapi keeps the size: thousands of bytes, with two decimals. */
export function fileView(id: number, name: string, mime: unknown, kilobytes: unknown): FileView {
  return {
    id,
    name,
    mime: typeof mime === 'string' ? mime : null,
    size: Math.round(Number(kilobytes ?? 0) * 1000),
    url: signedUrl(id, name),
  };
}

/** A child row before the names of its related records are known. */
export interface RawRow {
  id: number;
  cells: unknown[];
}

/** Rows that live in tables of their own. */
export async function readTableRows(engine: ReadEngine, plan: Plan, ids: Ids, briefs: BriefLoader): Promise<ByRecord<RawRow>> {
  const found: ByRecord<RawRow> = new Map();
  await Promise.all(
    plan.tableRows.map(async ({ field, columns }) => {
      const table = engine.registry.rowsTable(plan.def.key, field.name);
      const parent = `c.${quote(table.columns.parent?.column ?? 'parent_id')}`;
      const cells = columns.map(({ column }) =>
        Object.hasOwn(table.columns, column.name) ? `c.${quote(table.columns[column.name]?.column ?? '')}` : 'NULL',
      );
      const position = table.columns.position ? `, c.${quote(table.columns.position.column)}` : '';
      const rows = await engine.read.rows(
        `SELECT ${parent}, c.id${cells.map((cell) => `, ${cell}`).join('')} FROM ${quote(table.table)} c WHERE ${parent} IN ${listOf(engine)} ORDER BY ${parent}${position}, c.id`,
        [JSON.stringify(ids)],
      );
      for (const row of rows) {
        push(found, field.name, Number(row[0]), { id: Number(row[1]), cells: row.slice(2) });
        columns.forEach(({ column, masked }, index) => {
          if (column.type === 'relation' && !masked) briefs.want(column.target ?? '', row[2 + index]);
        });
      }
    }),
  );
  return found;
}

/** Rows of a table as they are shown. */
export function shapeTableRow(entry: PlanField, row: RawRow, briefs: BriefLoader): Record<string, unknown> {
  const value: Record<string, unknown> = { id: row.id };
  entry.columns.forEach(({ column, masked }, index) => {
    const cell = row.cells[index];
    if (masked) value[column.name] = mask(column, decode(column, cell));
    else value[column.name] = column.type === 'relation' ? briefs.get(column.target ?? '', cell) : decode(column, cell);
  });
  return value;
}

/** Rows kept as JSON in the record, as they are shown: unknown and hidden columns are left out. */
export function shapeJsonRows(entry: PlanField, rows: unknown, briefs: BriefLoader): Record<string, unknown>[] {
  return jsonRows(rows).map((row) => ({
    ...(typeof row.id === 'number' ? { id: row.id } : {}),
    ...Object.fromEntries(entry.columns.map((column) => [column.column.name, jsonCell(column, row[column.column.name], briefs)])),
  }));
}

export function wantJsonRows(entry: PlanField, rows: unknown, briefs: BriefLoader): void {
  const relations = entry.columns.filter(({ column, masked }) => column.type === 'relation' && !masked);
  if (relations.length === 0) return;
  for (const row of jsonRows(rows))
    for (const { column } of relations) for (const id of keysOf(row[column.name])) briefs.wantDocument(column.target ?? '', id);
}

function jsonCell({ column, masked }: PlanColumn, value: unknown, briefs: BriefLoader): unknown {
  if (masked) return mask(column, value);
  if (column.type !== 'relation' || value === null || value === undefined) return value ?? null;
  return Array.isArray(value)
    ? value.map((id) => briefs.getDocument(column.target ?? '', id))
    : briefs.getDocument(column.target ?? '', keysOf(value)[0]);
}

/** documentIds that a JSON cell names: kept plain, or as an object by an old import. */
function keysOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  return typeof value === 'object' && value !== null ? [(value as { documentId?: unknown }).documentId] : [value];
}

function jsonRows(rows: unknown): Record<string, unknown>[] {
  return Array.isArray(rows)
    ? rows.filter((row): row is Record<string, unknown> => typeof row === 'object' && row !== null && !Array.isArray(row))
    : [];
}

function push<T>(map: ByRecord<T>, field: string, id: number, value: T): void {
  let records = map.get(field);
  if (!records) map.set(field, (records = new Map()));
  const list = records.get(id);
  if (list) list.push(value);
  else records.set(id, [value]);
}
