import type { FormDefinition, TransitionDefinition } from '../../config/definition/types';
import type { Actor, StandIn } from './actor';
import { roleTable } from './rights-table';

/** The transition of this name, preferring one that leads from `state` (a form may have two of a name from different states). */
export function findTransition(def: FormDefinition, action: string, state: string): TransitionDefinition | undefined {
  const named = def.transitions.filter((transition) => transition.action === action);
  return named.find((transition) => transition.from.includes(state)) ?? named[0];
}

/** May this person perform the transition, by role and headship? State and guards are asked elsewhere. */
export function mayPerform(actor: Actor, def: FormDefinition, transition: TransitionDefinition): boolean {
  if (actor.kind === 'system') return true;
  return holds(actor, transition) || standInFor(actor, transition) !== null;
}

/** For whom this person would act as a delegate: an absent approver whose decision it is. Null when they act for themselves. */
export function standInFor(actor: Actor, transition: TransitionDefinition): StandIn | null {
  // What is written down may be handed over by daily roster; a decision needs a dated delegation.
  if (actor.kind !== 'user' || transition.decision === undefined || holds(actor, transition)) return null;
  return actor.standsInFor.find((absent) => holds(absent, transition)) ?? null;
}

function holds(person: { roles: readonly string[]; head: boolean }, transition: TransitionDefinition): boolean {
  const roles = person.roles.filter((role) => transition.by.includes(role) && mayTake(role, transition));
  if (roles.length === 0) return false;
  return !transition.headOnly || person.head || roles.some((role) => !HEADED_ROLES.has(role));
}

/** May somebody of these roles be asked for a decision that is handed to them by name? */
export const mayDecide = (roles: readonly string[], transition: TransitionDefinition): boolean =>
  roles.some((role) => mayTake(role, transition));

/** A role that takes no decisions (administrator, director), or only reads, takes none whatever a form says. */
function mayTake(key: string, transition: TransitionDefinition): boolean {
  const role = roleTable().roles.get(key);
  return role !== undefined && role.writes && (role.decides || transition.decision === undefined);
}

/** `headOnly` asks for the head in these departments only (roles: "for engineering and security only the head of the department may act"). */
const HEADED_ROLES = new Set(['engineering', 'security', 'finance', 'administration']);
