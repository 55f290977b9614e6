import type { FormDefinition, TransitionDefinition } from '../../../config/definition/types';
import type { FormView, Me } from '../../providers/definitions-source';

type Person = Pick<Me['user'], 'roles' | 'head'>;

/** `headOnly` asks for the head in these departments only (see cms/access/transitions.ts, which decides). */
const HEADED = new Set(['engineering', 'security', 'finance', 'administration']);

/** Does the caller hold a role that performs this? Guards and four eyes are asked by the server, which says why not. */
export function holds(transition: TransitionDefinition, person: Person): boolean {
  const roles = person.roles.filter((role) => transition.by.includes(role));
  if (roles.length === 0 || transition.notYet) return false;
  return !transition.headOnly || person.head || roles.some((role) => !HEADED.has(role));
}

/** Actions of one record in its state. */
export const actionsOf = (form: Pick<FormDefinition, 'transitions'>, state: string, person: Person): TransitionDefinition[] =>
  form.transitions.filter((transition) => transition.from.includes(state) && holds(transition, person));

export type BulkAction = {
  action: string;
  zh: string;
  en: string;
  decision?: 'approve' | 'reject';
  comment: 'required' | 'optional' | 'none';
  from: string[];
};

/**
 * What can be done with several records at once: actions that need no values of the single record. One name may stand for two
 * transitions from different states (resume, void); it is offered once.
 */
export function bulkActions(form: FormView, states: string[], person: Person): BulkAction[] {
  const found = new Map<string, BulkAction>();
  for (const transition of form.transitions) {
    const isAsked = transition.from.some((state) => states.includes(state));
    if (!isAsked || !holds(transition, person) || needsOwnValues(form, transition)) continue;
    const known = found.get(transition.action);
    const { action, zh, en, decision } = transition;
    const comment =
      transition.comment === 'required' || known?.comment === 'required' ? 'required' : (transition.comment ?? known?.comment ?? 'none');
    found.set(action, { action, zh, en, decision, comment, from: [...(known?.from ?? []), ...transition.from] });
  }
  return [...found.values()];
}

/** A signature, an amount, a date: what differs from record to record is not filled in for many. */
function needsOwnValues(form: FormView, transition: TransitionDefinition): boolean {
  if ((transition.require ?? []).length > 0) return true;
  return form.fields.some(
    (field) => (transition.fields ?? []).includes(field.name) && [field.requiredAt].flat().includes(transition.action),
  );
}
