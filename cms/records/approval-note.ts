import type { ApprovalCase } from '../../config/approval/approval';
import type { ApprovalAct } from '../../config/approval/acts';
import { findTarget } from '../documents/load';
import type { Tx } from '../documents/tx';
import type { Words } from '../../config/definition/types';

/** What the history says of an act in an approval, with names as they were. */
export interface ApprovalNote {
  act: ApprovalAct;
  /** Whom it was handed to, or who was asked. */
  person?: { documentId: string; label: string };
  place?: 'before' | 'after';
  /** Where it was sent back to: the step's person or role; null = the applicant. */
  step?: Words | null;
  then?: 'again' | 'straight';
}

type Input = { to: string | number | null; place: 'before' | 'after'; then: 'again' | 'straight' };

export async function approvalNote(
  tx: Tx,
  act: ApprovalAct,
  state: ApprovalCase | null,
  { to, place, then }: Input,
): Promise<ApprovalNote> {
  if (act === 'withdraw') return { act };
  if (act === 'return') return { act, step: typeof to === 'number' ? await stepWords(tx, state, to) : null, then };
  const documentId = String(to);
  const person = { documentId, label: (await nameOf(tx, documentId)) ?? documentId };
  return act === 'transfer' ? { act, person } : { act, person, place };
}

async function stepWords(tx: Tx, state: ApprovalCase | null, id: number): Promise<Words> {
  const task = state?.tasks.find((candidate) => candidate.id === id);
  const name = await nameOf(tx, task?.decidedBy ?? task?.person ?? null);
  const role = tx.engine.roles.roles.get(task?.role ?? '');
  return { zh: name ?? role?.zh ?? String(id), en: name ?? role?.en ?? String(id) };
}

/** Name of a member of staff; the id where the file is gone. */
export async function nameOf(tx: Tx, employee: string | null): Promise<string | null> {
  if (employee === null) return null;
  const person = await findTarget(tx, 'employee', employee);
  return typeof person?.name === 'string' ? person.name : employee;
}
