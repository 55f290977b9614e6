import { current, startCase, step, taskFor, type ApprovalCase, type ApprovalEvent, type Person } from '../approval/approval';
import type { TransitionDefinition } from '../definition/types';
import { addLimit } from '../rules/calendar';
import type { SimulationContext } from './context';
import type { TrailEntry } from './trail';

/** How a decision of several would have gone with the voices that were given. */
export interface Replayed {
  outcome: ApprovalCase['outcome'];
  /** Roles whose voice would still be missing. */
  missing: string[];
  /** What the time limit would have done: remind, escalate or return. */
  timeouts: string[];
}

/** The voices of one stay in a state, in their order, under the approval of this transition. `until`: when it was decided. */
export function replayApproval(
  transition: TransitionDefinition,
  voices: TrailEntry[],
  enteredAt: string,
  until: string,
  context: SimulationContext,
): Replayed {
  const { approval } = transition;
  if (!approval) return { outcome: 'approved', missing: [], timeouts: [] };
  const limit = approval.timeout?.limit;
  const timeouts = new Set<string>();
  /** Task -> when its time ends. */
  const due = new Map<number, string | null>();
  const open = (state: ApprovalCase, at: string): void => {
    for (const task of current(state))
      if (task.status === 'open' && limit && !due.has(task.id)) due.set(task.id, addLimit(at, limit, context.calendar));
  };
  const look = (state: ApprovalCase, at: string): void => {
    for (const task of current(state)) {
      const end = due.get(task.id);
      if (task.status === 'open' && end && end < at) timeouts.add(approval.timeout?.then ?? '');
    }
  };
  let state = startCase(approval);
  open(state, enteredAt);
  for (const voice of voices) {
    if (state.outcome !== 'open') break;
    look(state, voice.at);
    const event = eventOf(transition, voice, state);
    const result = event ? step(state, event) : null;
    if (result?.ok) state = result.next;
    open(state, voice.at);
  }
  look(state, until);
  const missing = state.outcome === 'open' ? current(state).flatMap((task) => (isMissing(state, task.id) ? [task.role] : [])) : [];
  return { outcome: state.outcome, missing: [...new Set(missing)], timeouts: [...timeouts] };
}

/** First-level places that have not been filled. */
const isMissing = (state: ApprovalCase, id: number): boolean =>
  current(state).some((task) => task.id === id && task.parent === null && (task.status === 'open' || task.status === 'waiting'));

/** What the trail says of one voice: yes, no, handed over, or a signer asked. What was sent back has ended its stay. */
function eventOf(transition: TransitionDefinition, voice: TrailEntry, state: ApprovalCase): ApprovalEvent | null {
  const [action, act] = (voice.action ?? '').split(':');
  const by = personOf(voice, state);
  if (!by) return null;
  if (act === 'transfer' || act === 'add-signer') {
    const note = voice.changes.find((change) => change.field === '@approval')?.after as
      | { person?: { documentId?: string }; place?: 'before' | 'after' }
      | undefined;
    const to = note?.person?.documentId;
    if (action !== transition.action || to === undefined) return null;
    return act === 'transfer' ? { kind: 'transfer', by, to } : { kind: 'add-signer', by, to, place: note?.place ?? 'before' };
  }
  if (act !== undefined) return null;
  if (action === transition.action) return { kind: 'approve', by };
  return action === transition.approval?.onReject?.action ? { kind: 'reject', by } : null;
}

/** Who stood in for somebody absent had that one's place, whatever role they hold themselves. */
function personOf({ actor }: TrailEntry, state: ApprovalCase): Person | null {
  if (actor.employee === null) return null;
  const person: Person = { employee: actor.employee, roles: [actor.role], head: actor.head, standsInFor: [] };
  if (!actor.onBehalf || taskFor(state, person)) return person;
  const open = current(state).find((task) => task.status === 'open' && task.person === null);
  return open ? { ...person, roles: [open.role], head: true } : person;
}
