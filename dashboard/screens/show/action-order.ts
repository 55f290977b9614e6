import { VOID_STATE } from '../../../config/definition/expand';
import type { ActionView } from '../../providers/record-types';

/** What leads on comes first, what is possible before what is not; a rejection stands beside the approval, else behind; voiding last. */
export function ordered(actions: ActionView[]): ActionView[] {
  const hasApproval = actions.some((action) => action.decision === 'approve' && action.possible);
  const rank = (action: ActionView): number => {
    const blocked = action.possible ? 0 : 10;
    if (action.action === VOID_STATE) return blocked + 5;
    if (action.decision === 'approve') return blocked;
    if (action.decision === 'reject') return blocked + (hasApproval ? 1 : 3);
    return blocked + 2;
  };
  return [...actions].sort((a, b) => rank(a) - rank(b));
}
