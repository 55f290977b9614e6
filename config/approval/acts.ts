import type { ApprovalDefinition } from '../definition/types';
import { current, depthOf, hasDecided, MOST_DEPTH, taskFor, type ApprovalCase, type Person, type Refusal, type Task } from './approval';

/** What can be done in a case beside yes and no. */
export const APPROVAL_ACTS = ['transfer', 'add-signer', 'return', 'withdraw'] as const;
export type ApprovalAct = (typeof APPROVAL_ACTS)[number];
export type ActRefusal = Refusal | 'act_not_allowed' | 'nowhere_to_return';

/** Does the form allow the act at all? What it does not say is allowed; what goes back to the applicant needs a way back. */
export function isAllowed(approval: ApprovalDefinition, act: ApprovalAct): boolean {
  switch (act) {
    case 'transfer':
      return approval.transfer ?? true;
    case 'add-signer':
      return approval.addSigners ?? true;
    case 'return':
      return mayReturnTo(approval, 'applicant') || mayReturnTo(approval, 'step');
    case 'withdraw':
      return (approval.withdraw ?? true) && approval.onReject !== undefined;
  }
}

export function mayReturnTo(approval: ApprovalDefinition, target: 'applicant' | 'step'): boolean {
  if (approval.returnTo && !approval.returnTo.includes(target)) return false;
  return target === 'step' || approval.onReject !== undefined;
}

/** Places of the present round that have said yes: what can be sent back to. */
export function stepsBehind(state: ApprovalCase): Task[] {
  return current(state).filter((task) => task.parent === null && task.status === 'approved');
}

/** Why an approver cannot do this now; null when it can be done. Shown at the button, and asked again when it is done. */
export function whyNotNow(
  approval: ApprovalDefinition,
  state: ApprovalCase | null,
  person: Person,
  act: Exclude<ApprovalAct, 'withdraw'>,
): ActRefusal | null {
  if (!isAllowed(approval, act)) return 'act_not_allowed';
  if (!state) return 'no_task';
  if (state.outcome !== 'open') return 'approval_closed';
  const found = taskFor(state, person);
  if (!found) return hasDecided(state, person.employee) ? 'already_decided' : 'no_task';
  if (act === 'add-signer' && depthOf(state.tasks, found.task) >= MOST_DEPTH) return 'too_deep';
  if (act === 'return' && !mayReturnTo(approval, 'applicant') && stepsBehind(state).length === 0) return 'nowhere_to_return';
  return null;
}
