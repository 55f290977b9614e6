import type { FormDefinition, TransitionDefinition, Words } from '../definition/types';
import { actsByItself, automaticActions } from './automatic';
import type { SimulationContext } from './context';
import { judge, type Obstacle, type ObstacleKind } from './obstacles';
import { replayApproval, type Replayed } from './replay-approval';
import { staysOf, stepsOf, type CaseTrail, type TakenStep } from './trail';

/**
 * A changed flow on cases that are over: what was done is looked at under the present form and under the draft, and what the draft alone
 * brings about is told. What the present form would refuse as well (the case ran under an older one) is no news of this draft.
 */
export type FindingKind =
  | ObstacleKind
  /** It leads to another state. */
  | 'other_state'
  /** Several must decide now, or others: the voices that were given would not do. */
  | 'more_voices'
  /** Fewer decide: it would have been decided before. */
  | 'fewer_voices'
  /** A time limit would have reminded, escalated or returned. */
  | 'timeout'
  | 'no_timeout'
  /** It would have happened by itself, or would not. */
  | 'automatic'
  | 'not_automatic';

export interface Finding {
  action: string;
  from: string;
  kind: FindingKind;
  field: string | null;
  /** The form's own words: of a condition, a check. */
  words: Words | null;
  /** States, roles, or what the time limit does. */
  names: string[];
}

export interface SimulatedCase {
  /** Actions that were looked at. */
  steps: number;
  findings: Finding[];
  /** Something of it could not be judged. */
  isUnsure: boolean;
}

/** One case. Only what happened since `since` (ISO) is judged; what came before is what it is judged by. */
export function simulateCase(
  before: FormDefinition,
  after: FormDefinition,
  trail: CaseTrail,
  since: string,
  context: SimulationContext,
): SimulatedCase {
  const steps = stepsOf(trail).filter((step) => step.entry.at >= since);
  const judged = steps.map((step) => simulateStep(before, after, step, context));
  return {
    steps: steps.length,
    findings: [...judged.flatMap((one) => one.findings), ...simulateStays(before, after, trail, since, context)],
    isUnsure: judged.some((one) => one.isUnsure),
  };
}

function simulateStep(
  before: FormDefinition,
  after: FormDefinition,
  step: TakenStep,
  context: SimulationContext,
): { findings: Finding[]; isUnsure: boolean } {
  const [old, now] = [judge(before, step, context), judge(after, step, context)];
  const known = new Set(old.obstacles.map(nameOf));
  const { action, from } = step.entry;
  const found = (kind: FindingKind, more: Partial<Finding> = {}): Finding => ({
    action,
    from,
    kind,
    field: null,
    words: null,
    names: [],
    ...more,
  });
  const findings = now.obstacles.filter((one) => !known.has(nameOf(one))).map(({ kind, field, words }) => found(kind, { field, words }));
  if (now.transition && old.transition && now.transition.to !== old.transition.to)
    findings.push(found('other_state', { names: [old.transition.to, now.transition.to] }));
  if (!now.transition) return { findings, isUnsure: old.isUnsure };
  const votes = voicesOf(before, after, step, context);
  return { findings: [...findings, ...votes.map(({ kind, names }) => found(kind, { names }))], isUnsure: old.isUnsure || now.isUnsure };
}

/** Two obstacles are the same when they say the same of the same field. */
const nameOf = ({ kind, field, words }: Obstacle): string => JSON.stringify([kind, field, words?.zh ?? null]);

/** A decision of several under both flows: is it still decided by the voices that were given, at the same one, in the same time? */
function voicesOf(
  before: FormDefinition,
  after: FormDefinition,
  step: TakenStep,
  context: SimulationContext,
): { kind: FindingKind; names: string[] }[] {
  if (step.entry.actor.kind !== 'user') return [];
  const [old, now] = [decisionOf(before, step), decisionOf(after, step)];
  if (!now && !old) return [];
  const voices = [...step.stay, step.entry];
  const replay = (transition: TransitionDefinition | undefined, list = voices): Replayed | null =>
    transition ? replayApproval(transition, list, step.enteredAt, step.entry.at, context) : null;
  const [oldVoices, newVoices] = [replay(old), replay(now)];
  const isDecided = ({ outcome }: Replayed): boolean => outcome !== 'open';
  const found: { kind: FindingKind; names: string[] }[] = [];
  // Where even the flow it ran under does not come to an end with these voices, the trail says too little.
  if (newVoices && !isDecided(newVoices) && (!oldVoices || isDecided(oldVoices)))
    found.push({ kind: 'more_voices', names: newVoices.missing });
  const earlier = step.stay.filter((entry) => entry.action === step.entry.action);
  const wasSooner = now ? isDecidedSooner(now, step, context) : earlier.length > 0;
  if (old && wasSooner && !isDecidedSooner(old, step, context)) found.push({ kind: 'fewer_voices', names: [] });
  const [oldTimes, newTimes] = [oldVoices?.timeouts ?? [], newVoices?.timeouts ?? []];
  for (const then of newTimes) if (!oldTimes.includes(then)) found.push({ kind: 'timeout', names: [then] });
  for (const then of oldTimes) if (!newTimes.includes(then)) found.push({ kind: 'no_timeout', names: [then] });
  return found;
}

/** The transition that this action decides: its yes, or its no. */
function decisionOf(def: FormDefinition, { entry }: TakenStep): TransitionDefinition | undefined {
  const here = def.transitions.filter((one) => one.from.includes(entry.from) && one.approval);
  return here.find((one) => one.action === entry.action) ?? here.find((one) => one.approval?.onReject?.action === entry.action);
}

/** Without the last voice: was it decided already? */
const isDecidedSooner = (transition: TransitionDefinition, step: TakenStep, context: SimulationContext): boolean =>
  replayApproval(transition, step.stay, step.enteredAt, step.entry.at, context).outcome !== 'open';

/** What would have happened by itself in one flow and not in the other. */
function simulateStays(
  before: FormDefinition,
  after: FormDefinition,
  trail: CaseTrail,
  since: string,
  context: SimulationContext,
): Finding[] {
  const actions = automaticActions(before, after);
  if (actions.length === 0) return [];
  return staysOf(trail, context.now)
    .filter((stay) => stay.until >= since)
    .flatMap((stay) =>
      actions.flatMap((action): Finding[] => {
        const [old, now] = [actsByItself(before, action, stay, context), actsByItself(after, action, stay, context)];
        if (old === now) return [];
        return [{ action, from: stay.state, kind: now ? 'automatic' : 'not_automatic', field: null, words: null, names: [] }];
      }),
    );
}
