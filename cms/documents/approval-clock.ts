import { step, type ApprovalCase } from '../../config/approval/approval';
import type { FormDefinition } from '../../config/definition/types';
import { actIn } from './act';
import { decide, readCase } from './approvals';
import { siteIdOf } from './create';
import { withFlowOf } from './flow';
import { loadForWrite } from './load';
import { sendMessage } from './outbox';
import { from, type Tx } from './tx';

interface DueRow {
  document_id: string;
  action: string;
  task: number | string;
  role: string;
  person: string | null;
}

const BATCH = 100;

/** Steps of approvals whose time has run out: reminded, escalated or returned, once each, in the transaction that notes it. */
export async function runTimeouts(tx: Tx, present: FormDefinition): Promise<number> {
  const rows = (await from(tx, 'td_approval_tasks')
    .where({ form: present.key, reminded: false })
    .where('due_at', '<', tx.now.getTime())
    .orderBy('due_at')
    .limit(BATCH)
    .select('document_id', 'action', 'task', 'role', 'person')) as DueRow[];
  for (const row of rows) await runTimeout(tx, present, row);
  return rows.length;
}

async function runTimeout(tx: Tx, present: FormDefinition, row: DueRow): Promise<void> {
  const record = await loadForWrite(tx, present, row.document_id);
  if (!record) return;
  const def = withFlowOf(tx.engine.registry, present, record.formVersion);
  const transition = def.transitions.find((candidate) => candidate.action === row.action && candidate.approval);
  const stored = await readCase(tx, def, row.document_id, row.action);
  const timeout = transition?.approval?.timeout;
  if (!transition || !timeout || !stored) return;
  const event = { kind: 'timeout' as const, task: Number(row.task), then: timeout.then, to: timeout.to?.[0] ?? null };
  // Decided meanwhile: nothing to do.
  if (!step(stored.state satisfies ApprovalCase, event).ok) return;
  await decide(tx, def, record, transition, event);
  const number = typeof record.number === 'string' ? `${record.number} ` : '';
  const back = transition.approval?.onReject?.action;
  if (timeout.then === 'return' && back)
    await actIn(tx, def, row.document_id, back, { comment: '审批超时,自动退回 Returned: the time for the decision ran out' });
  await sendMessage(tx, def, { documentId: row.document_id, siteId: siteIdOf(def, record, record.id) }, 0, {
    ...(row.person ? { employees: [row.person] } : {}),
    roles: [...(row.person ? [] : [row.role]), ...(timeout.to ?? [])],
    zh: `${def.zh} ${number}“${transition.zh}”已超时`,
    en: `${def.en} ${number}"${transition.en}" is overdue`,
  });
}
