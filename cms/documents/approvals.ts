import {
  current,
  hasDecided,
  startCase,
  step,
  taskFor,
  type ApprovalCase,
  type ApprovalEvent,
  type Person,
  type Task,
} from '../../config/approval/approval';
import { addLimit } from '../../config/rules/calendar';
import type { ApprovalDefinition, FormDefinition, TransitionDefinition } from '../../config/definition/types';
import type { Actor } from '../access/actor';
import { AppError } from '../http/errors';
import type { LoadedRecord } from './load';
import { from, type Tx } from './tx';

/** A stored case: the pure machine's state, and where it belongs. */
export interface StoredCase {
  id: number;
  action: string;
  state: ApprovalCase;
}

interface CaseRow {
  id: number | string;
  action: string;
  state: string;
}

/** Who acts, as the machine asks: with those whom the person stands in for today, where the form lets a stand-in decide. Null for what is no person. */
export function personOf(actor: Actor, approval: ApprovalDefinition | undefined): Person | null {
  if (actor.kind !== 'user' || !actor.employee) return null;
  return {
    employee: actor.employee,
    roles: actor.roles,
    head: actor.head,
    standsInFor: approval?.delegation === true ? actor.standsInFor : [],
  };
}

/** The newest case of a transition on a record. The record's row is locked by whoever writes, so two votes come one after the other. */
export async function readCase(tx: Tx, def: FormDefinition, documentId: string, action: string): Promise<StoredCase | null> {
  const row = (await from(tx, 'td_approvals')
    .where({ form: def.key, document_id: documentId, action })
    .orderBy('id', 'desc')
    .first('id', 'action', 'state')) as CaseRow | undefined;
  return row ? { id: Number(row.id), action: row.action, state: JSON.parse(row.state) as ApprovalCase } : null;
}

/** The newest case of every transition of a record that ever had one. */
export async function readCases(tx: Tx, def: FormDefinition, documentId: string): Promise<Map<string, StoredCase>> {
  const rows = (await from(tx, 'td_approvals')
    .where({ form: def.key, document_id: documentId })
    .orderBy('id')
    .select('id', 'action', 'state')) as CaseRow[];
  return new Map(rows.map((row) => [row.action, { id: Number(row.id), action: row.action, state: JSON.parse(row.state) as ApprovalCase }]));
}

/** Opens the cases of the state that a record has come into: a new one, or the next round of one that was returned. Leaving a state ends its cases. */
export async function turnCases(tx: Tx, def: FormDefinition, record: LoadedRecord, siteId: number | null): Promise<void> {
  if (!def.transitions.some((transition) => transition.approval)) return;
  const rows = (await from(tx, 'td_approvals')
    .where({ form: def.key, document_id: record.documentId, outcome: 'open' })
    .select('id', 'action', 'state')) as CaseRow[];
  const wanted = def.transitions.filter((transition) => transition.approval && transition.from.includes(record.state));
  for (const row of rows) {
    if (wanted.some((transition) => transition.action === row.action)) continue;
    const result = step(JSON.parse(row.state) as ApprovalCase, { kind: 'withdraw' });
    if (result.ok) await writeCase(tx, def, record.documentId, { id: Number(row.id), action: row.action, state: result.next });
  }
  for (const transition of wanted) {
    if (rows.some((row) => row.action === transition.action)) continue;
    const before = await readCase(tx, def, record.documentId, transition.action);
    const again = before ? step(before.state, { kind: 'resubmit', then: transition.approval?.onReject?.then ?? 'again' }) : null;
    if (before && again?.ok) await writeCase(tx, def, record.documentId, { ...before, state: again.next }, transition);
    else await insertCase(tx, def, record.documentId, transition, siteId);
  }
}

/** One person's word. Throws 409 with the reason when there is nothing for this person to decide; answers the case as it stands then. */
export async function decide(
  tx: Tx,
  def: FormDefinition,
  record: LoadedRecord,
  transition: TransitionDefinition,
  event: ApprovalEvent,
): Promise<{ state: ApprovalCase; task: Task | null }> {
  const stored = await readCase(tx, def, record.documentId, transition.action);
  if (!stored) throw new AppError(409, 'no_task');
  const result = step(stored.state, event);
  if (!result.ok) throw new AppError(409, result.code, { violations: [{ path: [], code: result.code }] });
  await writeCase(tx, def, record.documentId, { ...stored, state: result.next }, transition);
  return { state: result.next, task: result.next.tasks.find((task) => task.id === result.task) ?? null };
}

/** Why this person cannot decide now; null when they can. */
export function whyNoTask(state: ApprovalCase | null, person: Person | null): string | null {
  if (!state || !person) return 'no_task';
  if (taskFor(state, person)) return null;
  return hasDecided(state, person.employee) ? 'already_decided' : 'no_task';
}

/** Transition whose "no" is this action: rejecting is deciding too. */
export function approvalRejectedBy(def: FormDefinition, transition: TransitionDefinition, state: string): TransitionDefinition | undefined {
  return def.transitions.find((candidate) => candidate.approval?.onReject?.action === transition.action && candidate.from.includes(state));
}

/** Is this action a voice in a decision of several? Then it stays as it was given: others go on from it. */
export const isVote = (def: FormDefinition, { action, approval, from: states }: TransitionDefinition): boolean =>
  approval !== undefined ||
  def.transitions.some((other) => other.approval?.onReject?.action === action && other.from.some((state) => states.includes(state)));

async function insertCase(
  tx: Tx,
  def: FormDefinition,
  documentId: string,
  transition: TransitionDefinition,
  siteId: number | null,
): Promise<void> {
  if (!transition.approval) return;
  const state = startCase(transition.approval);
  const row = {
    site_id: siteId,
    form: def.key,
    document_id: documentId,
    action: transition.action,
    outcome: 'open',
    state: JSON.stringify(state),
    at: tx.now.getTime(),
  };
  const [inserted] = (await from(tx, 'td_approvals').insert(row).returning('id')) as ({ id: number } | number)[];
  await writeCase(
    tx,
    def,
    documentId,
    { id: Number(typeof inserted === 'object' ? inserted.id : inserted), action: transition.action, state },
    transition,
  );
}

/** Stores a case, and its open tasks as rows for inbox and clocks. A task that has just been opened gets its time limit. */
async function writeCase(
  tx: Tx,
  def: FormDefinition,
  documentId: string,
  stored: StoredCase,
  transition?: TransitionDefinition,
): Promise<void> {
  const limit = transition?.approval?.timeout?.limit;
  const dueAt = limit ? addLimit(tx.now.toISOString(), limit, tx.engine.settings.calendar()) : null;
  const tasks = stored.state.tasks.map((task) =>
    task.status === 'open' && task.dueAt === null && dueAt !== null ? { ...task, dueAt } : task,
  );
  const state = { ...stored.state, tasks };
  await from(tx, 'td_approvals')
    .where({ id: stored.id })
    .update({ outcome: state.outcome, state: JSON.stringify(state) });
  await from(tx, 'td_approval_tasks').where({ approval_id: stored.id }).del();
  const open = state.outcome === 'open' ? current(state).filter((task) => task.status === 'open') : [];
  const rows = open.map((task) => ({
    approval_id: stored.id,
    form: def.key,
    document_id: documentId,
    action: stored.action,
    task: task.id,
    role: task.role,
    head_only: task.headOnly,
    person: task.person,
    escalated_to: task.escalatedTo,
    due_at: task.dueAt === null ? null : Date.parse(task.dueAt),
    reminded: task.reminded,
  }));
  if (rows.length > 0) await from(tx, 'td_approval_tasks').insert(rows);
}
