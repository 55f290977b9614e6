import { createHash } from 'node:crypto';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import { markTouchedBills } from './bill-marks';
import { from, type Tx } from './tx';

/** One field's change, with what people saw: labels of related records are kept as they were. */
export interface Change {
  field: string;
  before: unknown;
  after: unknown;
}

export interface AuditEntry {
  event: 'create' | 'update' | 'action' | 'archive' | 'restore' | 'imported' | 'undo' | 'reveal' | 'print' | 'export' | 'comment';
  action?: string;
  fromState?: string | null;
  toState?: string | null;
  comment?: string | null;
  changes: Change[];
  rev: number;
  siteId: number | null;
  onBehalfOf?: string | null;
}

/**
 * Appends an audit row; its hash covers the row and the hash of the record's row before, so that an altered or missing row
 * breaks the chain of its record.
 */
export async function writeAudit(tx: Tx, form: string, documentId: string, entry: AuditEntry): Promise<number> {
  const isFirst = entry.event === 'create' || entry.event === 'imported';
  const last = isFirst ? undefined : await lastHash(tx, form, documentId);
  const row = {
    site_id: entry.siteId,
    form,
    document_id: documentId,
    at: tx.now.getTime(),
    event: entry.event,
    action: entry.action ?? null,
    from_state: entry.fromState ?? null,
    to_state: entry.toState ?? null,
    comment: entry.comment ?? null,
    changes: JSON.stringify(entry.changes),
    actor_kind: tx.actor.kind,
    user_id: tx.actor.userId,
    employee: tx.actor.employee,
    actor_name: tx.actor.name,
    actor_role: tx.actor.roles[0] ?? tx.actor.kind,
    on_behalf_of: entry.onBehalfOf ?? null,
    rev: entry.rev,
    prev_hash: last ?? null,
  };
  const [inserted] = (await from(tx, 'td_audit')
    .insert({ ...row, hash: hashOf(row) })
    .returning('id')) as ({ id: number } | number)[];
  await markTouchedBills(tx, form, documentId, entry);
  return Number(typeof inserted === 'object' ? inserted.id : inserted);
}

async function lastHash(tx: Tx, form: string, documentId: string): Promise<string | undefined> {
  const row = (await from(tx, 'td_audit').where({ form, document_id: documentId }).orderBy('id', 'desc').first('hash')) as
    | { hash: string }
    | undefined;
  return row?.hash;
}

/** The hash of an audit row: over its values in the order of their names, which both writing and verifying use. */
export function hashOf(row: Record<string, unknown>): string {
  const names = Object.keys(row)
    .filter((name) => name !== 'id' && name !== 'hash')
    .sort();
  const text = JSON.stringify(names.map((name) => [name, row[name] === undefined || row[name] === null ? null : String(row[name])]));
  return createHash('sha256').update(text).digest('hex');
}

/** What differs between two states of a record, field by field. Sensitive values are noted as changed, never written down. */
export function diff(def: FormDefinition, before: Record<string, unknown> | null, after: Record<string, unknown>): Change[] {
  const changes: Change[] = [];
  for (const field of def.fields) {
    if (!(field.name in after) || field.name === 'rev' || field.name === 'formVersion') continue;
    const old = plain(before?.[field.name]);
    const next = plain(after[field.name]);
    if (JSON.stringify(old) === JSON.stringify(next)) continue;
    changes.push({ field: field.name, before: shown(field, old), after: shown(field, next) });
  }
  return changes;
}

function shown(field: FieldDefinition, value: unknown): unknown {
  if (value === null) return null;
  if (field.sensitive || field.encrypted) return '***';
  const secret = (field.columns ?? []).filter((column) => column.sensitive || column.encrypted);
  if (secret.length === 0 || !Array.isArray(value)) return value;
  return (value as Record<string, unknown>[]).map((row) => ({
    ...row,
    ...Object.fromEntries(
      secret.filter((column) => row[column.name] !== null && row[column.name] !== undefined).map((column) => [column.name, '***']),
    ),
  }));
}

/** Related records by documentId and label; everything else as it is. */
function plain(value: unknown): unknown {
  if (value === undefined || value === '' || value === null) return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(plain);
  if (typeof value !== 'object') return value;
  const record = value as Record<string, unknown>;
  if (typeof record.documentId !== 'string') return Object.fromEntries(Object.entries(record).map(([name, cell]) => [name, plain(cell)]));
  return { documentId: record.documentId, label: labelOf(record) };
}

/** The label of a related record, as people knew it at the time. */
export function labelOf(record: Record<string, unknown>): string {
  for (const name of ['nameZh', 'name', 'title', 'unitNo', 'number', 'code']) {
    const value = record[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return String(record.documentId ?? '');
}
