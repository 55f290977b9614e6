import type { FormDefinition } from '../definition/types';

type Row = Record<string, unknown>;

/** Who did it, as it was written down then; headship and department are today's. */
export interface TrailActor {
  kind: string;
  employee: string | null;
  role: string;
  head: boolean;
  department: string | null;
  /** Somebody absent stood behind the decision. */
  onBehalf: boolean;
}

/** One row of the audit trail. Related records in `changes` are whole records where they are still there. */
export interface TrailEntry {
  /** ISO. */
  at: string;
  event: string;
  action: string | null;
  from: string | null;
  to: string | null;
  comment: string | null;
  changes: { field: string; before: unknown; after: unknown }[];
  actor: TrailActor;
}

/** What is known of one case: its record as it is today, and what happened to it, oldest first. */
export interface CaseTrail {
  documentId: string;
  number: string | null;
  record: Row;
  entries: TrailEntry[];
}

/** An action as it was performed: the record before and after, and the time spent in the state it led out of. */
export interface TakenStep {
  entry: TrailEntry & { action: string; from: string; to: string };
  before: Row;
  after: Row;
  /** Fields whose value at that time nobody wrote down (it is sensitive): what reads them cannot be judged. */
  unknown: ReadonlySet<string>;
  /** All entries before this one, oldest first. */
  earlier: TrailEntry[];
  /** Entries since the state was entered, this one not among them. */
  stay: TrailEntry[];
  enteredAt: string;
}

/** How long a record stood in a state, with the record at the moments when something of it changed. */
export interface Stay {
  state: string;
  from: string;
  /** Now, when it is still there. */
  until: string;
  left: TrailEntry | null;
  moments: { at: string; record: Row }[];
  unknown: ReadonlySet<string>;
}

/** What the trail writes in place of a sensitive value. */
const UNKNOWN = '***';

interface Moment {
  entry: TrailEntry;
  before: Row;
  after: Row;
}

/** The record at each entry, worked out backwards from how it is today. */
function moments(trail: CaseTrail): { list: Moment[]; unknown: Set<string> } {
  const unknown = new Set<string>();
  const list: Moment[] = [];
  let after = trail.record;
  for (const entry of [...trail.entries].reverse()) {
    const before: Row = { ...after };
    for (const change of entry.changes) {
      if (holdsUnknown(change.before) || holdsUnknown(change.after)) unknown.add(change.field);
      else before[change.field] = change.before;
    }
    if (entry.from !== null) before.state = entry.from;
    list.push({ entry, before, after: entry.to === null ? after : { ...after, state: entry.to } });
    after = before;
  }
  return { list: list.reverse(), unknown };
}

const holdsUnknown = (value: unknown): boolean =>
  value === UNKNOWN ||
  (Array.isArray(value) && value.some((row: unknown) => typeof row === 'object' && row !== null && Object.values(row).includes(UNKNOWN)));

/** Actions that moved the record and were not taken back; a voice that did not decide yet is no step of its own. */
export function stepsOf(trail: CaseTrail): TakenStep[] {
  const { list, unknown } = moments(trail);
  const undone = undoneActions(trail.entries);
  const steps: TakenStep[] = [];
  let entered = 0;
  list.forEach(({ entry, before, after }, index) => {
    const isMove = entry.from !== null && entry.to !== null && entry.from !== entry.to;
    if (isMove && entry.event === 'action' && entry.action !== null && !undone.has(entry)) {
      steps.push({
        entry: entry as TakenStep['entry'],
        before,
        after,
        unknown,
        earlier: trail.entries.slice(0, index),
        stay: trail.entries.slice(entered + 1, index),
        enteredAt: trail.entries[entered]?.at ?? entry.at,
      });
    }
    if (isMove || entry.from === null) entered = index;
  });
  return steps;
}

/** Each time in a state, with what the record held at its beginning, at every change and at its end. */
export function staysOf(trail: CaseTrail, now: string): Stay[] {
  const { list, unknown } = moments(trail);
  const stays: Stay[] = [];
  for (const { entry, before, after } of list) {
    const open = stays.at(-1);
    const isMove = entry.to !== null && entry.from !== entry.to;
    if (isMove && open?.left === null) {
      Object.assign(open, { until: entry.at, left: entry });
      open.moments.push({ at: justBefore(entry.at), record: before });
    }
    if (isMove)
      stays.push({ state: entry.to ?? '', from: entry.at, until: now, left: null, moments: [{ at: entry.at, record: after }], unknown });
    else open?.moments.push({ at: entry.at, record: after });
  }
  const last = stays.at(-1);
  if (last?.left === null) last.moments.push({ at: now, record: trail.record });
  return stays;
}

const justBefore = (iso: string): string => new Date(Date.parse(iso) - 1).toISOString();

/** Each undo takes back the newest action of its name before it. */
function undoneActions(entries: TrailEntry[]): Set<TrailEntry> {
  const undone = new Set<TrailEntry>();
  entries.forEach((entry, index) => {
    if (entry.event !== 'undo') return;
    const taken = entries.slice(0, index).findLast((one) => one.event === 'action' && one.action === entry.action && !undone.has(one));
    if (taken) undone.add(taken);
  });
  return undone;
}

/** Is there such a state in the form at all? */
export const knowsState = (def: FormDefinition, state: string): boolean => def.states.some((candidate) => candidate.value === state);
