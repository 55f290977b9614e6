import type { Scope } from '../definition/expression/evaluate';
import { localDate } from '../definition/calendar-date';
import { references } from '../definition/expression/references';
import type { TransitionDefinition } from '../definition/types';
import type { WorkCalendar } from '../rules/calendar';
import type { TrailActor } from './trail';

type Row = Record<string, unknown>;

/** What a simulation is told: nothing is read from a clock or a database. */
export interface SimulationContext {
  /** ISO: how long an open case has waited so far. */
  now: string;
  settings: Record<string, unknown>;
  calendar: WorkCalendar;
  /** May somebody of this role perform the transition? The same answer as when it is done. */
  mayPerform: (role: string, head: boolean, transition: TransitionDefinition) => boolean;
}

/** The product itself, where nobody is named. */
const NOBODY: TrailActor = { kind: 'system', employee: null, role: 'system', head: true, department: null, onBehalf: false };

/** What an expression saw at that moment. */
export function scopeAt(context: SimulationContext, at: string, record: Row, old: Row | null, actor: TrailActor = NOBODY): Scope {
  return {
    record,
    old,
    actor: { employee: actor.employee, roles: [actor.role], head: actor.head, department: actor.department },
    today: localDate(at) ?? '',
    now: at,
    settings: context.settings as Scope['settings'],
  };
}

/** Does the expression read a field whose value at that time is not known? Then nothing can be said of it. */
export const readsUnknown = (expression: string, unknown: ReadonlySet<string>): boolean =>
  unknown.size > 0 && references(expression).some(([name]) => name !== undefined && unknown.has(name));
