import { holds, type Scope } from './expression/evaluate';
import { safely } from './safely';
import type { FormDefinition, TransitionDefinition, Violation } from './types';

/**
 * Conditions of a transition that are not met, all at once, each at its field and in its own words. One that cannot be worked out for
 * these values is not met: a door that cannot be checked stays closed.
 */
export function checkGuards(
  _def: FormDefinition,
  transition: TransitionDefinition,
  record: Record<string, unknown>,
  scope: Scope,
): Violation[] {
  return (transition.guard ?? [])
    .filter((guard) => !safely(() => holds(guard.check, { ...scope, record }), false))
    .map((guard) => ({
      path: guard.field ? [guard.field] : [],
      code: 'guard',
      params: { action: transition.zh, actionEn: transition.en, ...(guard.ref ? { ref: guard.ref } : {}) },
      message: { zh: guard.zh, en: guard.en },
    }));
}
