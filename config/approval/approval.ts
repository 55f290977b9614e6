import type { ApprovalDefinition, ApprovalMode, RoleKey } from '../definition/types';

/**
 * Several people decide one transition: a pure machine, `step(case, event) -> case | refusal`. It reads no clock and no database; who
 * may act for a task is asked of `Person`. One person decides once in a round, a task is decided once, and every case that is not ended
 * has a task that somebody can decide (proved over random runs in the test).
 */
export interface ApprovalCase {
  mode: ApprovalMode;
  /** ratio: share of the first-level tasks that suffices. */
  ratio: number;
  /** Grows with every return: `again` starts all tasks anew, `straight` only those after the return. */
  round: number;
  outcome: 'open' | 'approved' | 'rejected' | 'returned' | 'withdrawn';
  /** How the next round goes, when whoever sent it back to the applicant has said so; else the form's own rule counts. */
  resume?: 'again' | 'straight';
  tasks: Task[];
}

export interface Task {
  /** 1, 2, 3 …, within the case. */
  id: number;
  /** Of the round it belongs to. */
  round: number;
  role: RoleKey;
  headOnly: boolean;
  /** A named person instead of whoever holds the role: after a transfer, or an added signer. documentId of the employee. */
  person: string | null;
  /** Who handed it over, or asked for this signer. Absent in cases from before it was noted. */
  askedBy?: string | null;
  /** Further role that may decide since the time ran out. */
  escalatedTo: RoleKey | null;
  /** The task that asked for this signer; null on the first level. */
  parent: number | null;
  /** An added signer decides before or after the one who asked. */
  place: 'first' | 'before' | 'after';
  status: 'waiting' | 'open' | 'approved' | 'rejected' | 'skipped';
  decidedBy: string | null;
  /** On whose behalf, when a delegate has decided. */
  onBehalfOf: string | null;
  /** ISO; set by whoever opens the task, on the working calendar. */
  dueAt: string | null;
  reminded: boolean;
}

/** Who acts: a person with roles, and those whom this person stands in for today. */
export interface Person {
  employee: string;
  roles: readonly RoleKey[];
  head: boolean;
  standsInFor: readonly { employee: string; roles: readonly RoleKey[]; head: boolean }[];
}

export type ApprovalEvent =
  | { kind: 'approve'; by: Person }
  | { kind: 'reject'; by: Person }
  /** Hands one's task to another person. */
  | { kind: 'transfer'; by: Person; to: string }
  /** Asks another person to sign before or after oneself; they may ask further ones. */
  | { kind: 'add-signer'; by: Person; to: string; place: 'before' | 'after' }
  /** Back to the applicant, or to an earlier step; `again` = all run again, `straight` = straight back to the one who returned it. */
  | { kind: 'return'; by: Person; to: number | null; then: 'again' | 'straight' }
  /** The applicant sends it again after a return. */
  | { kind: 'resubmit'; then: 'again' | 'straight' }
  | { kind: 'withdraw' }
  | { kind: 'timeout'; task: number; then: 'remind' | 'escalate' | 'return'; to: RoleKey | null };

export type Refusal = 'approval_closed' | 'no_task' | 'already_decided' | 'already_asked' | 'to_oneself' | 'too_deep' | 'unknown_step';
export type StepResult = { ok: true; next: ApprovalCase; task: number | null } | { ok: false; code: Refusal };

/** Signers who ask signers who ask …: deeper is a mistake, not a procedure. */
export const MOST_DEPTH = 5;

/** The case as it begins: one task for each approver, all open at once or, in sequence, the first. */
export function startCase(definition: ApprovalDefinition): ApprovalCase {
  const tasks = definition.approvers.map((approver, index) =>
    taskOf(index + 1, 1, { role: approver.role, headOnly: approver.headOnly ?? false }),
  );
  return opened({ mode: definition.mode, ratio: definition.ratio ?? 1, round: 1, outcome: 'open', tasks });
}

/** One event. A refusal leaves the case as it was. */
export function step(state: ApprovalCase, event: ApprovalEvent): StepResult {
  if (event.kind === 'resubmit') return resubmit(state, event.then);
  if (state.outcome !== 'open') return { ok: false, code: 'approval_closed' };
  switch (event.kind) {
    case 'withdraw':
      return done({ ...state, outcome: 'withdrawn', tasks: closeOpen(state.tasks) }, null);
    case 'timeout':
      return timeout(state, event);
    case 'approve':
    case 'reject':
      return decide(state, event.kind, event.by);
    case 'transfer':
      return transfer(state, event.by, event.to);
    case 'add-signer':
      return addSigner(state, event.by, event.to, event.place);
    case 'return':
      return sendBack(state, event);
  }
}

/** The open task that this person would decide: named for them first, then by role, then as a delegate. */
export function taskFor(state: ApprovalCase, by: Person): { task: Task; onBehalfOf: string | null } | null {
  if (state.outcome !== 'open') return null;
  const open = current(state).filter((task) => task.status === 'open');
  const mine = open.find((task) => task.person === by.employee) ?? open.find((task) => fits(task, by));
  if (mine) return { task: mine, onBehalfOf: null };
  for (const absent of by.standsInFor) {
    const task = open.find((candidate) => candidate.person === absent.employee) ?? open.find((candidate) => fits(candidate, absent));
    if (task) return { task, onBehalfOf: absent.employee };
  }
  return null;
}

/** Has this person decided, or been decided for, in the present round? */
export function hasDecided(state: ApprovalCase, employee: string): boolean {
  return current(state).some(
    (task) => (task.status === 'approved' || task.status === 'rejected') && (task.decidedBy === employee || task.onBehalfOf === employee),
  );
}

function fits(task: Task, person: { roles: readonly RoleKey[]; head: boolean }): boolean {
  if (task.person !== null) return false;
  const byRole = person.roles.includes(task.role) && (!task.headOnly || person.head);
  return byRole || (task.escalatedTo !== null && person.roles.includes(task.escalatedTo));
}

function decide(state: ApprovalCase, kind: 'approve' | 'reject', by: Person): StepResult {
  const found = taskFor(state, by);
  if (!found) return { ok: false, code: hasDecided(state, by.employee) ? 'already_decided' : 'no_task' };
  // Four eyes among the approvers: one person fills one place in a round, whatever roles they hold.
  if (found.task.parent === null && hasDecided(state, found.onBehalfOf ?? by.employee)) return { ok: false, code: 'already_decided' };
  const status = kind === 'approve' ? ('approved' as const) : ('rejected' as const);
  const tasks = replace(state.tasks, found.task.id, { status, decidedBy: by.employee, onBehalfOf: found.onBehalfOf });
  return done(settled({ ...state, tasks }), found.task.id);
}

function transfer(state: ApprovalCase, by: Person, to: string): StepResult {
  const found = taskFor(state, by);
  if (!found) return { ok: false, code: 'no_task' };
  if (to === by.employee) return { ok: false, code: 'to_oneself' };
  if (isInvolved(state, to)) return { ok: false, code: 'already_asked' };
  return done(
    { ...state, tasks: replace(state.tasks, found.task.id, { person: to, askedBy: by.employee, escalatedTo: null }) },
    found.task.id,
  );
}

function addSigner(state: ApprovalCase, by: Person, to: string, place: 'before' | 'after'): StepResult {
  const found = taskFor(state, by);
  if (!found) return { ok: false, code: 'no_task' };
  if (to === by.employee) return { ok: false, code: 'to_oneself' };
  if (isInvolved(state, to)) return { ok: false, code: 'already_asked' };
  if (depthOf(state.tasks, found.task) >= MOST_DEPTH) return { ok: false, code: 'too_deep' };
  const id = Math.max(...state.tasks.map((task) => task.id)) + 1;
  const signer: Task = {
    ...taskOf(id, state.round, { role: found.task.role, headOnly: false }),
    person: to,
    askedBy: by.employee,
    parent: found.task.id,
    place,
    status: place === 'before' ? 'open' : 'waiting',
  };
  const asked = place === 'before' ? replace(state.tasks, found.task.id, { status: 'waiting', person: by.employee }) : state.tasks;
  return done({ ...state, tasks: [...asked, signer] }, id);
}

function sendBack(state: ApprovalCase, event: Extract<ApprovalEvent, { kind: 'return' }>): StepResult {
  const found = taskFor(state, event.by);
  if (!found) return { ok: false, code: 'no_task' };
  const tasks = replace(state.tasks, found.task.id, { status: 'rejected', decidedBy: event.by.employee, onBehalfOf: found.onBehalfOf });
  if (event.to === null) return done({ ...state, outcome: 'returned', resume: event.then, tasks: closeOpen(tasks) }, found.task.id);
  const target = current(state).find((task) => task.id === event.to && task.parent === null && task.status === 'approved');
  if (!target) return { ok: false, code: 'unknown_step' };
  return done(nextRound({ ...state, tasks: closeOpen(tasks) }, event.then, target.id, found.task.id), found.task.id);
}

function resubmit(state: ApprovalCase, then: 'again' | 'straight'): StepResult {
  if (state.outcome !== 'returned' && state.outcome !== 'rejected') return { ok: false, code: 'approval_closed' };
  const by = current(state).find((task) => task.status === 'rejected');
  return done(nextRound(state, state.resume ?? then, null, by ? firstLevel(state.tasks, by).id : null), null);
}

/**
 * A new round. `again`: every step from `from` on (all, when it is null) is asked anew. `straight`: `from` is asked, then at once whoever
 * returned it; what others had approved stays approved.
 */
function nextRound(state: ApprovalCase, then: 'again' | 'straight', from: number | null, returnedBy: number | null): ApprovalCase {
  const level = current(state).filter((task) => task.parent === null);
  const round = state.round + 1;
  const start = from === null ? 0 : level.findIndex((task) => task.id === from);
  const back =
    returnedBy === null ? null : firstLevel(state.tasks, state.tasks.find((task) => task.id === returnedBy) ?? (level[0] as Task)).id;
  const nextId = Math.max(...state.tasks.map((task) => task.id)) + 1;
  const fresh = level.map((task, index): Task => {
    const base = { ...taskOf(nextId + index, round, { role: task.role, headOnly: task.headOnly }), person: null };
    const kept = isFilled(state.tasks, task) && (index < start || (then === 'straight' && task.id !== from && task.id !== back));
    return kept ? { ...base, status: 'approved', decidedBy: task.decidedBy, onBehalfOf: task.onBehalfOf } : base;
  });
  const { resume: _answered, ...rest } = state;
  return settled(opened({ ...rest, outcome: 'open', round, tasks: [...state.tasks, ...fresh] }));
}

function timeout(state: ApprovalCase, event: Extract<ApprovalEvent, { kind: 'timeout' }>): StepResult {
  const task = current(state).find((candidate) => candidate.id === event.task && candidate.status === 'open');
  // Decided in the meantime, or told already: nothing happens twice.
  if (!task || task.reminded) return { ok: false, code: 'already_decided' };
  if (event.then === 'return')
    return done(
      { ...state, outcome: 'returned', tasks: closeOpen(replace(state.tasks, task.id, { status: 'rejected', reminded: true })) },
      task.id,
    );
  const escalatedTo = event.then === 'escalate' ? event.to : task.escalatedTo;
  return done({ ...state, tasks: replace(state.tasks, task.id, { reminded: true, escalatedTo }) }, task.id);
}

/** What follows from the decisions: signers give the word back to who asked them, the next in sequence is opened, a case ends. */
function settled(state: ApprovalCase): ApprovalCase {
  let tasks = state.tasks;
  for (const task of current(state).filter((candidate) => candidate.parent !== null)) {
    const parent = tasks.find((candidate) => candidate.id === task.parent) as Task;
    if (task.place === 'before' && isFilled(tasks, task) && parent.status === 'waiting' && noOpenSigner(tasks, parent.id))
      tasks = replace(tasks, parent.id, { status: 'open' });
    if (task.place === 'after' && task.status === 'waiting' && parent.status === 'approved')
      tasks = replace(tasks, task.id, { status: 'open' });
  }
  // A "no" of an added signer is a "no" of the whole place: whoever is still to be asked there is asked no more.
  for (const place of current(state).filter((task) => task.parent === null)) {
    if (isRefused(tasks, place))
      tasks = tasks.map((task) =>
        firstLevel(tasks, task).id === place.id && (task.status === 'open' || task.status === 'waiting')
          ? { ...task, status: 'skipped' }
          : task,
      );
  }
  const next = opened({ ...state, tasks });
  const outcome = outcomeOf(next);
  return outcome === 'open' ? next : { ...next, outcome, tasks: closeOpen(next.tasks) };
}

const noOpenSigner = (tasks: Task[], parent: number): boolean =>
  !tasks.some(
    (task) =>
      task.parent === parent &&
      task.place === 'before' &&
      !isFilled(tasks, task) &&
      task.status !== 'skipped' &&
      task.status !== 'rejected',
  );

/** A place is filled when its own person and all signers after have approved. */
function isFilled(tasks: Task[], task: Task): boolean {
  return (
    task.status === 'approved' &&
    tasks.filter((child) => child.parent === task.id && child.status !== 'skipped').every((child) => isFilled(tasks, child))
  );
}

function isRefused(tasks: Task[], task: Task): boolean {
  return task.status === 'rejected' || tasks.some((child) => child.parent === task.id && isRefused(tasks, child));
}

function outcomeOf(state: ApprovalCase): ApprovalCase['outcome'] {
  const level = current(state).filter((task) => task.parent === null);
  const filled = level.filter((task) => isFilled(state.tasks, task)).length;
  const refused = level.filter((task) => isRefused(state.tasks, task)).length;
  switch (state.mode) {
    case 'any':
      return filled > 0 ? 'approved' : refused === level.length ? 'rejected' : 'open';
    case 'all':
    case 'sequential':
      return refused > 0 ? 'rejected' : filled === level.length ? 'approved' : 'open';
    case 'ratio': {
      const needed = Math.max(1, Math.ceil(state.ratio * level.length - 1e-9));
      return filled >= needed ? 'approved' : level.length - refused < needed ? 'rejected' : 'open';
    }
  }
}

/** Opens what may be decided now: everything at once, or in sequence the first place that is not filled. */
function opened(state: ApprovalCase): ApprovalCase {
  const level = current(state).filter((task) => task.parent === null);
  if (state.mode !== 'sequential') {
    const waiting = level.filter((task) => task.status === 'waiting' && noOpenSigner(state.tasks, task.id));
    return { ...state, tasks: waiting.reduce((tasks, task) => replace(tasks, task.id, { status: 'open' }), state.tasks) };
  }
  const next = level.find((task) => !isFilled(state.tasks, task));
  if (!next || next.status !== 'waiting' || !noOpenSigner(state.tasks, next.id)) return state;
  return { ...state, tasks: replace(state.tasks, next.id, { status: 'open' }) };
}

/** Tasks of the present round. */
export function current(state: ApprovalCase): Task[] {
  return state.tasks.filter((task) => task.round === state.round);
}

function isInvolved(state: ApprovalCase, employee: string): boolean {
  return current(state).some((task) => task.person === employee || task.decidedBy === employee);
}

function firstLevel(tasks: Task[], task: Task): Task {
  const parent = task.parent === null ? undefined : tasks.find((candidate) => candidate.id === task.parent);
  return parent ? firstLevel(tasks, parent) : task;
}

/** How many asked one after the other: 0 on the first level. */
export function depthOf(tasks: Task[], task: Task): number {
  const parent = task.parent === null ? undefined : tasks.find((candidate) => candidate.id === task.parent);
  return parent ? 1 + depthOf(tasks, parent) : 0;
}

const closeOpen = (tasks: Task[]): Task[] =>
  tasks.map((task) => (task.status === 'open' || task.status === 'waiting' ? { ...task, status: 'skipped' } : task));

const replace = (tasks: Task[], id: number, change: Partial<Task>): Task[] =>
  tasks.map((task) => (task.id === id ? { ...task, ...change } : task));

const done = (next: ApprovalCase, task: number | null): StepResult => ({ ok: true, next, task });

function taskOf(id: number, round: number, who: { role: RoleKey; headOnly: boolean }): Task {
  return {
    id,
    round,
    ...who,
    person: null,
    escalatedTo: null,
    parent: null,
    place: 'first',
    status: 'waiting',
    decidedBy: null,
    onBehalfOf: null,
    dueAt: null,
    reminded: false,
  };
}
