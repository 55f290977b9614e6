import { VOID_STATE } from '../../../config/definition/expand';
import type { FormDefinition, StateDefinition } from '../../../config/definition/types';

export type Step = { state: StateDefinition; stage: 'passed' | 'current' | 'ahead'; at: string | null };
type Form = Pick<FormDefinition, 'states' | 'transitions'>;
type Entered = { to: string | null; at: string };

/**
 * Where a case stands on its way: the states it came through, the one it is in, and the shortest way on to a good end. What was gone back
 * over (a return, a rework) is shown once, at its last time.
 */
export function stepsOf(form: Form, state: string, history: Entered[]): Step[] {
  const byValue = new Map(form.states.map((one) => [one.value, one]));
  const entered = new Map<string, string>();
  for (const { to, at } of [...history].sort((a, b) => a.at.localeCompare(b.at))) {
    if (!to || entered.get(to) === at) continue;
    entered.delete(to);
    entered.set(to, at);
  }
  const passed = [...entered.keys()].filter((value) => value !== state);
  const stepOf = (value: string, stage: Step['stage']): Step[] => {
    const found = byValue.get(value);
    return found ? [{ state: found, stage, at: entered.get(value) ?? null }] : [];
  };
  const way = wayOn(form, state);
  const ahead = new Set(way);
  return [
    // A state that is to come again is not behind.
    ...passed.filter((value) => !ahead.has(value)).flatMap((value) => stepOf(value, 'passed')),
    ...stepOf(state, 'current'),
    ...way.flatMap((value) => stepOf(value, 'ahead')).map((step) => ({ ...step, at: null })),
  ];
}

/** The shortest way to the end that a case should come to; empty at an end. */
function wayOn(form: Form, from: string): string[] {
  const isFinal = new Set(form.states.filter((state) => state.final).map((state) => state.value));
  if (isFinal.has(from)) return [];
  const goal = form.states.find(
    (state) => state.final && state.value !== VOID_STATE && state.tone !== 'danger' && reach(form, from, state.value).length > 0,
  );
  return goal ? reach(form, from, goal.value) : [];
}

function reach(form: Form, from: string, goal: string): string[] {
  const cameFrom = new Map<string, string | null>([[from, null]]);
  const queue = [from];
  for (let state = queue.shift(); state !== undefined && !cameFrom.has(goal); state = queue.shift()) {
    for (const transition of form.transitions) {
      if (
        !transition.from.includes(state) ||
        cameFrom.has(transition.to) ||
        transition.decision === 'reject' ||
        transition.to === VOID_STATE
      )
        continue;
      cameFrom.set(transition.to, state);
      queue.push(transition.to);
    }
  }
  const way: string[] = [];
  for (let state: string | null | undefined = cameFrom.has(goal) ? goal : null; state && state !== from; state = cameFrom.get(state))
    way.unshift(state);
  return way;
}
