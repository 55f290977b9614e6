import { from, type RecordEvent, type Tx } from './tx';

interface OutboxRow {
  id: number;
  payload: string;
}

interface Notification {
  form: string;
  documentId: string;
  siteId: number | null;
  roles?: string[];
  employees?: string[];
  zh: string;
  en: string;
}

const BATCH = 200;

/** Turns messages whose time for an undo is over into notifications: one a person, one a role. Answers what screens are to be told. */
export async function deliverMessages(tx: Tx): Promise<RecordEvent[]> {
  const rows = (await from(tx, 'td_outbox')
    .where({ kind: 'notify' })
    .whereNull('sent_at')
    .where('hold_until', '<=', tx.now.getTime())
    .orderBy('id')
    .limit(BATCH)
    .select('id', 'payload')) as OutboxRow[];
  const events: RecordEvent[] = [];
  for (const row of rows) {
    const message = JSON.parse(row.payload) as Notification;
    const common = {
      site_id: message.siteId,
      form: message.form,
      document_id: message.documentId,
      zh: message.zh,
      en: message.en,
      created_at: tx.now.getTime(),
    };
    const receivers = [
      ...(message.roles ?? []).map((role) => ({ role, employee: null })),
      ...(message.employees ?? []).map((employee) => ({ employee, role: null })),
    ];
    if (receivers.length > 0) await from(tx, 'td_notifications').insert(receivers.map((receiver) => ({ ...common, ...receiver })));
    events.push({ form: message.form, documentId: message.documentId, event: 'notify', siteId: message.siteId });
  }
  if (rows.length > 0)
    await from(tx, 'td_outbox')
      .whereIn(
        'id',
        rows.map((row) => row.id),
      )
      .update({ sent_at: tx.now.getTime() });
  return events;
}
