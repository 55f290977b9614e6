import { checkRecord } from '../definition/check-record';
import { computeFields } from '../definition/compute';
import { evaluate } from '../definition/expression/evaluate';
import { checkGuards } from '../definition/guards';
import { safely } from '../definition/safely';
import type { FormDefinition, TransitionDefinition, Violation, Words } from '../definition/types';
import { messageWords } from '../messages/messages';
import { readsUnknown, scopeAt, type SimulationContext } from './context';
import { knowsState, type TakenStep } from './trail';

type Row = Record<string, unknown>;

export const OBSTACLES = ['no_state', 'no_action', 'role', 'four_eyes', 'guard', 'required', 'value', 'comment'] as const;
export type ObstacleKind = (typeof OBSTACLES)[number];

/** Why an action that was performed would be refused. */
export interface Obstacle {
  kind: ObstacleKind;
  field: string | null;
  /** The form's own words, where it has some. */
  words: Words | null;
}

export interface Judged {
  transition: TransitionDefinition | null;
  obstacles: Obstacle[];
  /** Something could not be judged: it reads what was not written down. */
  isUnsure: boolean;
}

/** One performed action under a definition: what would stand in its way. Named rules of the product are not run: no draft changes them. */
export function judge(def: FormDefinition, step: TakenStep, context: SimulationContext): Judged {
  const { entry } = step;
  if (!knowsState(def, entry.from)) return { transition: null, obstacles: [plain('no_state')], isUnsure: false };
  const transition = def.transitions.find((one) => one.action === entry.action && one.from.includes(entry.from)) ?? null;
  if (!transition) return { transition, obstacles: [plain('no_action')], isUnsure: false };
  const next = recordAt(def, transition, step, context);
  const scope = scopeAt(context, entry.at, next, step.before, entry.actor);
  const known = { ...transition, guard: (transition.guard ?? []).filter((guard) => !readsUnknown(guard.check, step.unknown)) };
  const found = checkRecord(def, next, scope, { kind: 'action', action: entry.action });
  const judgeable = found.filter((violation) => !step.unknown.has(String(violation.path[0])));
  return {
    transition,
    obstacles: [
      ...people(transition, step, context),
      ...checkGuards(def, known, next, scope).map((violation) => obstacle('guard', violation)),
      ...judgeable.map((violation) => obstacle(violation.code === 'required' ? 'required' : 'value', violation)),
      ...(entry.actor.kind === 'user' && transition.comment === 'required' && !entry.comment ? [plain('comment')] : []),
    ],
    isUnsure: known.guard.length !== (transition.guard ?? []).length || judgeable.length !== found.length,
  };
}

/** The record as the checks would see it: what the action brought and set, its formulas worked out, still in its old state. */
function recordAt(def: FormDefinition, transition: TransitionDefinition, step: TakenStep, context: SimulationContext): Row {
  const { entry, before } = step;
  let next: Row = { ...step.after, state: entry.from };
  const scope = () => scopeAt(context, entry.at, next, before, entry.actor);
  next = { ...next, ...computeFields(def, next, scope()) };
  for (const [field, expression] of Object.entries(transition.set ?? {})) {
    // What the old flow set stands in the trail; only what it did not set is worked out.
    if (next[field] === null || next[field] === undefined) next[field] = safely(() => evaluate(expression, scope()) as unknown, null);
  }
  return { ...next, ...computeFields(def, next, scope()) };
}

/** Role and four eyes. Where several decide, the case itself says who may. */
function people(transition: TransitionDefinition, step: TakenStep, context: SimulationContext): Obstacle[] {
  const { actor } = step.entry;
  if (actor.kind !== 'user') return [];
  const found: Obstacle[] = [];
  if (!transition.approval && !actor.onBehalf && !context.mayPerform(actor.role, actor.head, transition)) found.push(plain('role'));
  if (actor.employee !== null && (transition.notBy ?? []).some((name) => isSame(name, step))) found.push(plain('four_eyes'));
  return found;
}

/** Is whoever acted among the people that `notBy` names: in a field, or by an earlier action? */
function isSame(name: string, { entry, before, earlier }: TakenStep): boolean {
  if (name.startsWith('action:')) {
    const last = earlier.findLast((one) => one.action === name.slice('action:'.length));
    return last?.actor.employee === entry.actor.employee;
  }
  return [before[name]]
    .flat()
    .some((person) => (person as { documentId?: unknown } | null | undefined)?.documentId === entry.actor.employee);
}

const plain = (kind: ObstacleKind): Obstacle => ({ kind, field: null, words: null });

function obstacle(kind: ObstacleKind, { path, code, params, message }: Violation): Obstacle {
  const field = path.filter((part) => typeof part === 'string').join('.');
  return { kind, field: field === '' ? null : field, words: message ?? (code === 'required' ? null : messageWords(code, params)) };
}
