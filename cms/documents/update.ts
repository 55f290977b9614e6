import { can, fieldAccess, fieldRight } from '../access/rights';
import { normalize } from '../../config/definition/normalize';
import type { FieldDefinition, FormDefinition, Violation } from '../../config/definition/types';
import { AppError, forbidden, invalid, notFound } from '../http/errors';
import { isVisible } from './row-check';
import { diff, writeAudit } from './audit';
import { carryOver } from './carry-over';
import { dueOf, enteredTimes } from './clocks';
import { dedupe, isFinal, siteIdOf } from './create';
import { loadForWrite, type LoadedRecord } from './load';
import { keepUnseen } from './masked-input';
import { sendEvent } from './outbox';
import { resolveReferences } from './resolve';
import { checkAll, withComputed } from './rules';
import { updateRow } from './store';
import type { Tx } from './tx';
import { checkUnique } from './unique';

type Row = Record<string, unknown>;

/** Loads the record for a write; 404 when it is not in the caller's rows. */
export async function requireRecord(tx: Tx, def: FormDefinition, documentId: string): Promise<LoadedRecord> {
  const record = await loadForWrite(tx, def, documentId);
  if (!record || !(await isVisible(tx, def, record))) throw notFound();
  return record;
}

/** 409 unless the caller has seen the record as it is now. */
export function requireRev(record: LoadedRecord, rev: unknown): void {
  if (rev === undefined || rev === null || rev === '') throw invalid([{ path: ['rev'], code: 'required' }]);
  if (typeof rev !== 'number' || !Number.isInteger(rev)) throw invalid([{ path: ['rev'], code: 'not_an_integer' }]);
  if (rev !== record.rev) throw new AppError(409, 'stale_revision', { params: { rev: record.rev } });
}

/** Names of the fields that an edit may change in the record's present state. */
export function editableFields(def: FormDefinition, record: LoadedRecord): (name: string) => boolean {
  const state = def.states.find((candidate) => candidate.value === record.state);
  const rule = state?.editable ?? (state?.initial === true || (def.kind === 'master' && state?.final !== true));
  if (rule === true) return () => true;
  const named = new Set(Array.isArray(rule) ? rule : []);
  // A remark and attachments may be added as long as the case is open.
  if (state?.final !== true) ['remark', 'attachments'].forEach((name) => named.add(name));
  return (name) => named.has(name);
}

/** Changes a record inside `tx`: `data` holds only what changes, plus `rev`. */
export async function updateIn(tx: Tx, def: FormDefinition, documentId: string, data: Row): Promise<LoadedRecord> {
  const record = await requireRecord(tx, def, documentId);
  if (!can(tx.actor, def, 'edit')) throw forbidden({ form: def.key, action: 'edit' });
  const { rev, ...input } = data;
  const broken: Violation[] = [];
  const asked = carryOver(def, withoutUnchanged(tx, def, record, keepUnseen(tx.actor, def, input, record)), broken);
  const refused = Object.keys(asked).filter((name) => {
    const field = def.fields.find((candidate) => candidate.name === name);
    return field !== undefined && !field.computed && fieldAccess(tx.actor, def, field) !== 'write';
  });
  if (refused.length > 0) {
    throw new AppError(403, 'forbidden_field', { violations: refused.map((name) => ({ path: [name], code: 'not_writable' })) });
  }
  requireRev(record, rev);
  if (record.archivedAt) throw new AppError(409, 'archived');
  const mayEdit = editableFields(def, record);
  const closed = Object.keys(asked).filter((name) => def.fields.some((field) => field.name === name && !field.computed) && !mayEdit(name));
  if (closed.length > 0) {
    const state = def.states.find((candidate) => candidate.value === record.state);
    throw new AppError(409, 'not_editable_in_state', {
      params: { state: state?.zh, stateEn: state?.en },
      violations: closed.map((name) => ({ path: [name], code: 'not_editable_in_state', params: { state: state?.zh, stateEn: state?.en } })),
    });
  }
  const normalized = normalize(def, asked, record);
  const { values, violations } = await resolveReferences(tx, def, normalized.values, record);
  const next = withComputed(tx, def, { ...record, ...values }, record);
  broken.push(...normalized.violations, ...violations);
  broken.push(...(await checkUnique(tx, def, next)), ...(await checkAll(tx, def, next, record, { kind: 'save' })));
  if (broken.length > 0) throw invalid(dedupe(broken));
  return save(tx, def, record, next, { event: 'update' });
}

/** Writes what differs, with clock, audit row and live event; the caller has checked everything. */
export async function save(
  tx: Tx,
  def: FormDefinition,
  record: LoadedRecord,
  next: Row,
  audit: {
    event: 'update' | 'action' | 'archive' | 'restore' | 'undo';
    action?: string;
    comment?: string | null;
    entered?: Record<string, string>;
    onBehalfOf?: string | null;
  },
): Promise<LoadedRecord> {
  const entered = audit.entered ?? (await enteredTimes(tx, def, record.documentId));
  next.slaDueAt = isFinal(def, next.state as string) ? null : dueOf(tx, def, next, entered);
  const changes = diff(def, record, next);
  const changed = new Set(changes.map((change) => change.field));
  // A hidden change (a sensitive value) and rows are compared by value above as well, so nothing that differs is left out.
  const values = Object.fromEntries(
    def.fields.filter((field) => changed.has(field.name)).map((field) => [field.name, next[field.name] ?? null]),
  );
  if (!(await updateRow(tx, def, record, values))) throw new AppError(409, 'stale_revision');
  const siteId = siteIdOf(def, record, record.id);
  const auditId = await writeAudit(tx, def.key, record.documentId, {
    event: audit.event,
    ...(audit.action ? { action: audit.action } : {}),
    fromState: record.state,
    toState: next.state as string,
    comment: audit.comment ?? null,
    onBehalfOf: audit.onBehalfOf ?? null,
    changes,
    rev: record.rev + 1,
    siteId,
  });
  await sendEvent(tx, def.key, record.documentId, audit.event, siteId, auditId);
  return { ...next, rev: record.rev + 1, lastAuditId: auditId } as unknown as LoadedRecord;
}

/**
 * The admin panel and some clients send whole records: what is as it was is not a change. Only of what the caller sees: a hidden value
 * could otherwise be guessed until it is "as it was".
 */
function withoutUnchanged(tx: Tx, def: FormDefinition, record: LoadedRecord, input: Row): Row {
  const same = (name: string): boolean => {
    const field = def.fields.find((candidate) => candidate.name === name);
    if (!field || (tx.actor.kind === 'user' && !isSeen(tx, def, field))) return false;
    const key = field.type === 'media' ? 'id' : 'documentId';
    return JSON.stringify(named(record[name], key)) === JSON.stringify(named(input[name], key));
  };
  return Object.fromEntries(Object.entries(input).filter(([name]) => !same(name)));
}

function isSeen(tx: Tx, def: FormDefinition, field: FieldDefinition): boolean {
  const right = fieldRight(tx.actor, def, field);
  return right.visible && !right.masked;
}

/** Records and files by the name they are written with; everything else as it is. */
function named(value: unknown, key: 'id' | 'documentId'): unknown {
  if (value === undefined || value === '') return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((entry) => named(entry, key));
  return typeof value === 'object' && value !== null && key in value ? (value as Row)[key] : value;
}
