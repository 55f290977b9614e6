import { isToMany } from '../../config/projections/strapi-schema';
import type { FieldDefinition, FormDefinition, Violation } from '../../config/definition/types';
import { findTarget, type LoadedRecord } from './load';
import { from, type Tx } from './tx';

type Row = Record<string, unknown>;

/**
 * Turns what a client names (documentIds, file ids) into what it names: loaded records the caller may refer to, files that exist.
 * Everything that cannot be found is a violation at its field; nothing is silently dropped.
 */
export async function resolveReferences(
  tx: Tx,
  def: FormDefinition,
  values: Row,
  before: Row | null = null,
): Promise<{ values: Row; violations: Violation[] }> {
  const violations: Violation[] = [];
  const resolved: Row = { ...values };
  for (const field of def.fields) {
    if (!(field.name in values)) continue;
    const kept = new Set(before === null ? [] : fileIdsIn(before[field.name]));
    resolved[field.name] = await resolveField(tx, field, values[field.name], [field.name], violations, kept);
  }
  return { values: resolved, violations };
}

async function resolveField(
  tx: Tx,
  field: FieldDefinition,
  value: unknown,
  path: (string | number)[],
  violations: Violation[],
  kept: ReadonlySet<number>,
): Promise<unknown> {
  if (value === null || value === undefined) return value;
  if (field.type === 'relation') {
    if (!isToMany(field)) return resolveTarget(tx, field, value, path, violations);
    const targets: (LoadedRecord | null)[] = [];
    for (const [index, entry] of (value as unknown[]).entries())
      targets.push(await resolveTarget(tx, field, entry, [...path, index], violations));
    return targets.filter((target): target is LoadedRecord => target !== null);
  }
  if (field.type === 'media') return resolveFiles(tx, value, path, violations, kept);
  if (field.type === 'json-rows') return resolveRows(tx, field, value as Row[], path, violations, kept);
  return value;
}

async function resolveTarget(
  tx: Tx,
  field: FieldDefinition,
  value: unknown,
  path: (string | number)[],
  violations: Violation[],
): Promise<LoadedRecord | null> {
  // Effects hand over records that are loaded already.
  if (typeof value === 'object' && value !== null && 'id' in value && 'documentId' in value && 'rev' in value) return value as LoadedRecord;
  const documentId = typeof value === 'object' && value !== null ? (value as Row).documentId : value;
  const target = await findTarget(tx, field.target ?? '', documentId, 2);
  if (!target || !mayReferTo(tx, field.target ?? '', target)) {
    violations.push({ path, code: 'relation_not_found', params: { target: field.target } });
    return null;
  }
  return target;
}

/** A record of another site cannot be referred to: it would leak its label and tie the sites together. */
function mayReferTo(tx: Tx, form: string, target: LoadedRecord): boolean {
  if (tx.actor.kind !== 'user') return true;
  const siteId = form === 'site' ? target.id : ((target.site as LoadedRecord | null | undefined)?.id ?? null);
  return siteId === null || tx.actor.siteIds.includes(siteId);
}

/**
 * Files that exist and that this person may hang here: what hangs on the record already, or what they have uploaded themselves.
 * Otherwise the number of somebody else's file, put into an own record, would open it.
 */
async function resolveFiles(
  tx: Tx,
  value: unknown,
  path: (string | number)[],
  violations: Violation[],
  kept: ReadonlySet<number>,
): Promise<unknown> {
  const ids = (Array.isArray(value) ? value : [value]) as number[];
  if (ids.length === 0) return value;
  const found = (await from(tx, 'files').whereIn('id', ids).select('id')) as { id: number }[];
  const known = new Set(found.map((file) => Number(file.id)));
  const isNew = ids.filter((id) => !kept.has(id));
  const own = tx.actor.kind === 'user' && isNew.length > 0 ? await uploadedBy(tx, isNew) : known;
  if (ids.some((id) => !known.has(id) || (!kept.has(id) && !own.has(id)))) violations.push({ path, code: 'file_not_found' });
  return value;
}

async function uploadedBy(tx: Tx, ids: number[]): Promise<Set<number>> {
  const rows = (await from(tx, 'td_uploads').whereIn('file_id', ids).where({ user_id: tx.actor.userId }).select('file_id')) as {
    file_id: number | string;
  }[];
  return new Set(rows.map((row) => Number(row.file_id)));
}

/** Numbers of the files in a field as it was, those in its rows among them. */
function fileIdsIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (Array.isArray(value)) return value.flatMap(fileIdsIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(fileIdsIn) : [];
}

async function resolveRows(
  tx: Tx,
  field: FieldDefinition,
  rows: Row[],
  path: (string | number)[],
  violations: Violation[],
  kept: ReadonlySet<number>,
): Promise<Row[]> {
  const result: Row[] = [];
  for (const [index, row] of rows.entries()) {
    const value: Row = { ...row };
    for (const column of field.columns ?? []) {
      if (column.name in row)
        value[column.name] = await resolveField(tx, column, row[column.name], [...path, index, column.name], violations, kept);
    }
    result.push(value);
  }
  return result;
}
