import type { Actor } from '../access/actor';
import { decode, toDate } from '../documents/codec';
import { BriefLoader, type ReadEngine } from './briefs';
import { mask } from './mask';
import { readFiles, readLinks, readTableRows, shapeJsonRows, shapeTableRow, wantJsonRows, type ByRecord, type RawRow } from './parts';
import type { Plan, PlanField } from './plan';
import type { FileView, RecordView } from './view-types';

interface Parts {
  briefs: BriefLoader;
  links: ByRecord<number>;
  files: ByRecord<FileView>;
  rows: ByRecord<RawRow>;
  /** JSON rows, parsed once: row index of the list -> field -> rows. */
  json: Map<string, unknown>[];
}

/**
 * Rows of a plan's SELECT as records: names of related records, files and child rows come in one query each for the whole page, whatever
 * its length; masks are put on here, so no read can forget them.
 */
export async function shapeRows(engine: ReadEngine, plan: Plan, rows: unknown[][], actor: Actor): Promise<RecordView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => Number(row[0]));
  const briefs = new BriefLoader(engine, actor);
  for (const { field, index } of plan.toOne) for (const row of rows) briefs.want(field.target ?? '', row[index]);
  const json = rows.map((row) => parseJson(plan, row, briefs));
  const [links, files, children] = await Promise.all([
    readLinks(engine, plan, ids, briefs),
    readFiles(engine, plan, ids),
    readTableRows(engine, plan, ids, briefs),
  ]);
  await briefs.load();
  const parts: Parts = { briefs, links, files, rows: children, json };
  return rows.map((row, index) => recordOf(plan, row, index, parts));
}

function parseJson(plan: Plan, row: unknown[], briefs: BriefLoader): Map<string, unknown> {
  const parsed = new Map<string, unknown>();
  for (const entry of plan.jsonRows) {
    const value = decode(entry.field, row[entry.index]);
    wantJsonRows(entry, value, briefs);
    parsed.set(entry.field.name, value);
  }
  return parsed;
}

function recordOf(plan: Plan, row: unknown[], index: number, parts: Parts): RecordView {
  const id = Number(row[0]);
  const record: RecordView = { id, documentId: String(row[1]) };
  for (const entry of plan.fields) record[entry.field.name] = valueOf(entry, row, id, index, parts);
  if (plan.createdAt >= 0) record.createdAt = isoOf(row[plan.createdAt]);
  if (plan.updatedAt >= 0) record.updatedAt = isoOf(row[plan.updatedAt]);
  return record;
}

function valueOf(entry: PlanField, row: unknown[], id: number, index: number, parts: Parts): unknown {
  const { field } = entry;
  if (field.type === 'media') {
    const files = parts.files.get(field.name)?.get(id) ?? [];
    if (entry.masked) return mask(field, files);
    return field.multiple ? files : (files[0] ?? null);
  }
  if (entry.index < 0) {
    if (entry.masked) return null;
    if (field.type === 'relation')
      return parts.links.has(field.name) || field.cardinality?.endsWith('Many')
        ? (parts.links.get(field.name)?.get(id) ?? []).map((target) => parts.briefs.get(field.target ?? '', target))
        : null;
    if (field.type === 'json-rows')
      return (parts.rows.get(field.name)?.get(id) ?? []).map((child) => shapeTableRow(entry, child, parts.briefs));
    return null;
  }
  const cell = row[entry.index];
  if (entry.masked) return mask(field, field.type === 'relation' ? cell : decode(field, cell));
  if (field.type === 'relation') return parts.briefs.get(field.target ?? '', cell);
  if (field.type === 'json-rows') return shapeJsonRows(entry, parts.json[index]?.get(field.name), parts.briefs);
  return decode(field, cell);
}

function isoOf(cell: unknown): string | null {
  return cell === null || cell === undefined ? null : toDate(cell).toISOString();
}
