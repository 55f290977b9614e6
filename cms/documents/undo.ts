import type { Actor } from '../access/actor';
import type { Engine } from '../engine';
import { AppError, forbidden, notFound } from '../http/errors';
import { isVote, turnCases } from './approvals';
import { noteState } from './clocks';
import { siteIdOf } from './create';
import { withFlowOf } from './flow';
import type { Saved } from './pipeline';
import { loadById } from './load';
import { resolveReferences } from './resolve';
import { from, inTransaction, type Tx } from './tx';
import { requireRecord, save } from './update';

interface AuditRow {
  id: number;
  at: number | string;
  action: string | null;
  from_state: string | null;
  changes: string;
  user_id: number | string | null;
  rev: number | string;
  event: string;
}

/** What an undo needs to know, or why it cannot be done. */
export interface UndoOffer {
  token: string;
  /** ISO; after it the messages have left. */
  until: string;
  /** The action that would be taken back. */
  action: string;
}

/**
 * Takes back the caller's last action on a record while nothing of it has left the outbox: state and fields as they were, messages
 * withdrawn, itself audited. An action that opened or moved other records cannot be taken back: their people may have begun.
 */
export async function undoAction(engine: Engine, formKey: string, documentId: string, token: string, actor: Actor): Promise<Saved> {
  const present = engine.registry.get(formKey);
  if (!present) throw notFound();
  return inTransaction(engine, actor, async (tx) => {
    const record = await requireRecord(tx, present, documentId);
    const def = withFlowOf(engine.registry, present, record.formVersion);
    const last = await lastAudit(tx, formKey, documentId);
    if (!last || String(last.id) !== token || last.event !== 'action') throw new AppError(409, 'undo_superseded');
    if (Number(last.user_id) !== actor.userId) throw forbidden({ action: 'undo' });
    const transition = def.transitions.find(
      (candidate) => candidate.action === last.action && candidate.from.includes(last.from_state ?? ''),
    );
    if (!transition || (transition.effects ?? []).some((effect) => !('notify' in effect))) throw new AppError(409, 'undo_has_effects');
    if (isVote(def, transition)) throw new AppError(409, 'vote_stays');
    if (await hasLeft(tx, last.id)) throw new AppError(409, 'undo_too_late');
    await from(tx, 'td_outbox').where({ audit_id: last.id, kind: 'notify' }).whereNull('sent_at').del();
    const before = beforeValues(JSON.parse(last.changes) as { field: string; before: unknown }[]);
    const { values } = await resolveReferences(tx, def, before);
    const next = { ...record, ...values, state: last.from_state };
    await noteState(tx, def, documentId, siteIdOf(def, record, record.id), last.from_state ?? record.state, tx.now);
    const saved = await save(tx, def, record, next, { event: 'undo', action: last.action ?? '' });
    await turnCases(tx, def, saved, siteIdOf(def, record, record.id));
    return (await loadById(tx, def, saved.id)) ?? saved;
  });
}

/** Can the record's last action still be taken back by this person? */
export async function undoOffer(engine: Engine, formKey: string, documentId: string, actor: Actor): Promise<UndoOffer | null> {
  const def = engine.registry.get(formKey);
  if (!def || actor.userId === null) return null;
  const [last] = (await engine.read.all(
    'select id, at, action, from_state, event, user_id, changes from td_audit where form = ? and document_id = ? order by id desc limit 1',
    [formKey, documentId],
  )) as unknown as AuditRow[];
  if (!last || last.event !== 'action' || Number(last.user_id) !== actor.userId) return null;
  const transition = def.transitions.find(
    (candidate) => candidate.action === last.action && candidate.from.includes(last.from_state ?? ''),
  );
  if (!transition || isVote(def, transition)) return null;
  if ((transition.effects ?? []).some((effect) => !('notify' in effect)) || last.changes.includes('"***"')) return null;
  const until = Number(last.at) + 5000;
  return until > engine.clock().getTime()
    ? { token: String(last.id), until: new Date(until).toISOString(), action: last.action ?? '' }
    : null;
}

async function lastAudit(tx: Tx, form: string, documentId: string): Promise<AuditRow | undefined> {
  return (await from(tx, 'td_audit').where({ form, document_id: documentId }).orderBy('id', 'desc').first()) as AuditRow | undefined;
}

async function hasLeft(tx: Tx, auditId: number): Promise<boolean> {
  const row = (await from(tx, 'td_outbox').where({ audit_id: auditId, kind: 'notify' }).whereNotNull('sent_at').first('id')) as unknown;
  const held = (await from(tx, 'td_audit').where({ id: auditId }).first('at')) as { at: number | string } | undefined;
  return row !== undefined || !held || tx.now.getTime() - Number(held.at) > 6000;
}

/** Values before the action; a sensitive one was not written down, so such an action offers no undo. */
function beforeValues(changes: { field: string; before: unknown }[]): Record<string, unknown> {
  if (JSON.stringify(changes).includes('"***"')) throw new AppError(409, 'undo_has_effects');
  const skipped = new Set(['state', 'slaDueAt']);
  return Object.fromEntries(changes.filter((change) => !skipped.has(change.field)).map((change) => [change.field, change.before]));
}
