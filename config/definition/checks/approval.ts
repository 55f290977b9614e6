import type { ApprovalDefinition, TransitionDefinition } from '../types';
import type { Checker } from './checker';

/** A decision of several people: its share, its people, its time limit, and that what is sent back has somewhere to go. */
export function checkApproval(check: Checker, at: string, transition: TransitionDefinition, approval: ApprovalDefinition): void {
  const { mode, ratio, approvers, onReject, returnTo } = approval;
  if (mode === 'ratio' && (ratio === undefined || ratio <= 0 || ratio > 1))
    check.report(`${at}.ratio`, 'out_of_range', '比例须大于 0 且不超过 1', 'must be above 0 and at most 1');
  if (mode !== 'ratio' && ratio !== undefined)
    check.report(`${at}.ratio`, 'not_for_type', '只有按比例审批才有此项', 'only mode ratio has a ratio');
  for (const { role } of approvers) check.known(`${at}.approvers`, role, check.context.roles, 'role');
  checkTimeout(check, at, approval);
  if (onReject) checkWayBack(check, `${at}.onReject.action`, transition, onReject.action);
  if (!onReject && returnTo?.includes('applicant'))
    check.report(
      `${at}.returnTo`,
      'missing_key',
      '退回申请人须先选定“退回后”的操作',
      'to go back to the applicant it needs the action of a rejection',
    );
}

function checkTimeout(check: Checker, at: string, { timeout, onReject }: ApprovalDefinition): void {
  if (!timeout) return;
  if (!/^[1-9]\d*(m|h|wh|d|cd)$/.test(timeout.limit))
    check.report(`${at}.timeout.limit`, 'bad_limit', '时限须如 2d、4wh', 'must be such as 2d or 4wh');
  for (const role of timeout.to ?? []) check.known(`${at}.timeout.to`, role, check.context.roles, 'role');
  if (timeout.then === 'escalate' && (timeout.to ?? []).length === 0)
    check.report(`${at}.timeout.to`, 'missing_key', '升级须指明角色', 'escalation needs roles');
  // Closed without a way out the case would wait for nobody.
  if (timeout.then === 'return' && !onReject)
    check.report(
      `${at}.timeout.then`,
      'missing_key',
      '超时退回须先选定“退回后”的操作',
      'to return at the time limit it needs the action of a rejection',
    );
}

/** The action of a rejection must lead out of every state in which is decided. */
function checkWayBack(check: Checker, at: string, transition: TransitionDefinition, action: string): void {
  const named = check.def.transitions.filter((candidate) => candidate.action === action);
  const isKnown = check.known(
    at,
    action,
    check.def.transitions.map((candidate) => candidate.action),
    'action',
  );
  if (!isKnown) return;
  const without = transition.from.filter((state) => !named.some((candidate) => candidate.from.includes(state)));
  if (without.length > 0)
    check.report(
      at,
      'dead_end',
      `“${action}”不能从状态“${without.join('、')}”执行`,
      `"${action}" does not lead out of ${without.join(', ')}`,
    );
}
