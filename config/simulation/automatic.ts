import { holds } from '../definition/expression/evaluate';
import { checkGuards } from '../definition/guards';
import { safely } from '../definition/safely';
import type { FormDefinition, TransitionDefinition } from '../definition/types';
import { readsUnknown, scopeAt, type SimulationContext } from './context';
import type { Stay } from './trail';

/** Would the transition have happened by itself during the stay? Looked at when it began, at each change and when it ended. */
export function actsByItself(def: FormDefinition, action: string, stay: Stay, context: SimulationContext): boolean {
  const transition = automatic(def, action, stay.state);
  const when = transition?.auto?.when;
  if (!transition || when === undefined || readsUnknown(when, stay.unknown)) return false;
  return stay.moments.some(({ at, record }) => {
    const scope = scopeAt(context, at, record, record);
    return safely(() => holds(when, scope), false) && checkGuards(def, transition, record, scope).length === 0;
  });
}

const automatic = (def: FormDefinition, action: string, state: string): TransitionDefinition | undefined =>
  def.transitions.find((one) => one.auto !== undefined && one.action === action && one.from.includes(state));

/** Actions that happen by themselves in either of the two flows. */
export const automaticActions = (...defs: FormDefinition[]): string[] => [
  ...new Set(defs.flatMap((def) => def.transitions.flatMap((one) => (one.auto ? [one.action] : [])))),
];
