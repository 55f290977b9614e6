import type { FormDefinition, RoleKey } from '../../config/definition/types';
import { from, type Tx } from './tx';

/** Milliseconds that messages wait before they leave: time for an undo. */
export const HOLD_MS = 6000;

export interface Message {
  roles?: RoleKey[];
  /** documentIds of employees. */
  employees?: string[];
  zh: string;
  en: string;
}

/** Puts a message into the outbox of the transaction; it leaves after `HOLD_MS`, unless the act is undone. */
export async function sendMessage(
  tx: Tx,
  def: FormDefinition,
  record: { documentId: string; siteId: number | null },
  auditId: number,
  message: Message,
): Promise<void> {
  if (tx.quiet) return;
  await from(tx, 'td_outbox').insert({
    at: tx.now.getTime(),
    hold_until: tx.now.getTime() + HOLD_MS,
    audit_id: auditId,
    kind: 'notify',
    payload: JSON.stringify({ form: def.key, documentId: record.documentId, siteId: record.siteId, ...message }),
  });
}

/** Live events also leave through the outbox, so that other instances on the same database tell their screens. */
export async function sendEvent(
  tx: Tx,
  form: string,
  documentId: string,
  event: string,
  siteId: number | null,
  auditId: number | null,
): Promise<void> {
  if (tx.quiet) return;
  tx.events.push({ form, documentId, event, siteId });
  await from(tx, 'td_outbox').insert({
    at: tx.now.getTime(),
    hold_until: tx.now.getTime(),
    audit_id: auditId,
    kind: 'event',
    payload: JSON.stringify({ form, documentId, event, siteId, origin: tx.engine.instance }),
    sent_at: tx.now.getTime(),
  });
}
