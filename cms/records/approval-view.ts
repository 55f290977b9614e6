import { taskFor, type ApprovalCase, type Task } from '../../config/approval/approval';
import { APPROVAL_ACTS, isAllowed, mayReturnTo, stepsBehind, type ApprovalAct } from '../../config/approval/acts';
import { messageOf } from '../../config/messages/messages';
import type { FormDefinition, TransitionDefinition, Words } from '../../config/definition/types';
import { whyNotAct } from '../documents/approval-people';
import { personOf, readCases } from '../documents/approvals';
import type { LoadedRecord } from '../documents/load';
import { applicantOf } from '../documents/people';
import type { Tx } from '../documents/tx';
import { nameOf } from './approval-note';

/** One place in the decision, or a signer that somebody has asked. */
export interface TaskView {
  id: number;
  parent: number | null;
  place: Task['place'];
  round: number;
  role: Words & { key: string };
  headOnly: boolean;
  person: string | null;
  askedBy: string | null;
  escalatedTo: Words | null;
  status: Task['status'];
  decidedBy: string | null;
  onBehalfOf: string | null;
  dueAt: string | null;
  overdue: boolean;
  /** It is the caller's turn, for themselves or for somebody absent. */
  mine: boolean;
}

/** What the caller can do in the case beside yes and no, and what stands in the way now. */
export interface ActOffer {
  act: ApprovalAct;
  possible: boolean;
  reasons: { code: string; message: string }[];
  /** return: where it can go; null = the applicant. */
  targets?: { to: number | null; name: string | null; role: Words | null }[];
}

/** A decision of several people as the show page draws it: who is asked, who has said what, who is next. */
export interface ApprovalView extends Words {
  action: string;
  mode: ApprovalCase['mode'];
  ratio: number | null;
  outcome: ApprovalCase['outcome'];
  round: number;
  applicant: string | null;
  /** All rounds, oldest first. */
  tasks: TaskView[];
  acts: ActOffer[];
}

/** The newest case of each decision: those that wait in the record's state first, then what was decided before. */
export async function approvalViews(tx: Tx, def: FormDefinition, record: LoadedRecord): Promise<ApprovalView[]> {
  const deciding = def.transitions.filter((transition) => transition.approval);
  if (deciding.length === 0) return [];
  const cases = await readCases(tx, def, record.documentId);
  const views: ApprovalView[] = [];
  for (const [action, { state }] of cases) {
    const named = deciding.filter((transition) => transition.action === action);
    const transition = named.find((candidate) => candidate.from.includes(record.state)) ?? named[0];
    if (transition) views.push(await viewOf(tx, def, record, transition, state));
  }
  return views.sort((a, b) => Number(b.outcome === 'open') - Number(a.outcome === 'open'));
}

async function viewOf(
  tx: Tx,
  def: FormDefinition,
  record: LoadedRecord,
  transition: TransitionDefinition,
  state: ApprovalCase,
): Promise<ApprovalView> {
  const person = personOf(tx.actor, transition.approval);
  const mine = person ? taskFor(state, person)?.task.id : undefined;
  const tasks: TaskView[] = [];
  for (const task of state.tasks) tasks.push(await taskView(tx, task, task.id === mine));
  const isHere = transition.from.includes(record.state);
  return {
    action: transition.action,
    zh: transition.zh,
    en: transition.en,
    mode: state.mode,
    ratio: state.mode === 'ratio' ? state.ratio : null,
    outcome: state.outcome,
    round: state.round,
    applicant: isHere ? await nameOf(tx, await applicantOf(tx, def, record)) : null,
    tasks,
    acts: isHere && !record.archivedAt ? await offers(tx, def, record, transition, state) : [],
  };
}

async function taskView(tx: Tx, task: Task, mine: boolean): Promise<TaskView> {
  return {
    id: task.id,
    parent: task.parent,
    place: task.place,
    round: task.round,
    role: { key: task.role, ...roleWords(tx, task.role) },
    headOnly: task.headOnly,
    person: await nameOf(tx, task.person),
    askedBy: await nameOf(tx, task.askedBy ?? null),
    escalatedTo: task.escalatedTo === null ? null : roleWords(tx, task.escalatedTo),
    status: task.status,
    decidedBy: await nameOf(tx, task.decidedBy),
    onBehalfOf: await nameOf(tx, task.onBehalfOf),
    dueAt: task.dueAt,
    overdue: task.status === 'open' && task.dueAt !== null && Date.parse(task.dueAt) < tx.now.getTime(),
    mine,
  };
}

function roleWords(tx: Tx, key: string): Words {
  const role = tx.engine.roles.roles.get(key);
  return { zh: role?.zh ?? key, en: role?.en ?? key };
}

/** Only what concerns the caller and what the form knows; what cannot be done now says why. */
async function offers(
  tx: Tx,
  def: FormDefinition,
  record: LoadedRecord,
  transition: TransitionDefinition,
  state: ApprovalCase,
): Promise<ActOffer[]> {
  const found: ActOffer[] = [];
  for (const act of APPROVAL_ACTS) {
    if (!transition.approval || !isAllowed(transition.approval, act) || state.outcome !== 'open') continue;
    const why = await whyNotAct(tx, def, record, transition, state, act);
    if (why === 'notConcerned' || why === 'not_the_applicant') continue;
    found.push({
      act,
      possible: why === null,
      reasons: why === null ? [] : [{ code: why, message: messageOf(why, {}, tx.actor.lang) }],
      ...(act === 'return' ? { targets: await targetsOf(tx, def, record, transition, state) } : {}),
    });
  }
  return found;
}

async function targetsOf(
  tx: Tx,
  def: FormDefinition,
  record: LoadedRecord,
  { approval }: TransitionDefinition,
  state: ApprovalCase,
): Promise<NonNullable<ActOffer['targets']>> {
  if (!approval) return [];
  const applicant = mayReturnTo(approval, 'applicant')
    ? [{ to: null, name: await nameOf(tx, await applicantOf(tx, def, record)), role: null }]
    : [];
  const steps: NonNullable<ActOffer['targets']> = [];
  for (const task of mayReturnTo(approval, 'step') ? stepsBehind(state) : [])
    steps.push({ to: task.id, name: await nameOf(tx, task.decidedBy), role: roleWords(tx, task.role) });
  return [...applicant, ...steps];
}
