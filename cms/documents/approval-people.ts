import { current, type ApprovalCase } from '../../config/approval/approval';
import { isAllowed, whyNotNow, type ActRefusal, type ApprovalAct } from '../../config/approval/acts';
import type { FormDefinition, TransitionDefinition } from '../../config/definition/types';
import type { Actor } from '../access/actor';
import { findPerson } from '../access/identify';
import { mayDecide, mayPerform } from '../access/transitions';
import { personOf } from './approvals';
import type { LoadedRecord } from './load';
import { actorsOf, applicantOf } from './people';
import { isVisible } from './row-check';
import { from, type Tx } from './tx';

export type AskRefusal = 'relation_not_found' | 'cannot_see_record' | 'takes_no_decisions' | 'is_the_applicant' | 'already_asked';
/** `notConcerned`: the act is no business of this person, whoever's turn it is. */
export type ActAnswer = ActRefusal | 'not_the_applicant' | 'notConcerned' | null;

/** Why the caller cannot do this to the case now. The same answer for the button and for the deed. */
export async function whyNotAct(
  tx: Tx,
  def: FormDefinition,
  record: LoadedRecord,
  transition: TransitionDefinition,
  state: ApprovalCase | null,
  act: ApprovalAct,
): Promise<ActAnswer> {
  const { approval } = transition;
  const person = personOf(tx.actor, approval);
  if (!approval || !person) return 'notConcerned';
  if (act === 'withdraw') {
    if ((await applicantOf(tx, def, record)) !== person.employee) return 'not_the_applicant';
    if (!isAllowed(approval, act)) return 'act_not_allowed';
    return state?.outcome === 'open' ? null : 'approval_closed';
  }
  const why = whyNotNow(approval, state, person, act);
  if (why === null || mayPerform(tx.actor, def, transition) || hasPart(state, person.employee)) return why;
  return 'notConcerned';
}

/** Was this person ever named in the case, or has decided in it? */
const hasPart = (state: ApprovalCase | null, employee: string): boolean =>
  state?.tasks.some((task) => task.person === employee || task.decidedBy === employee || task.askedBy === employee) ?? false;

/** Why this person cannot be asked to decide: a task in their hands would get stuck there. */
export async function whyNotAsk(
  tx: Tx,
  def: FormDefinition,
  record: LoadedRecord,
  transition: TransitionDefinition,
  state: ApprovalCase | null,
  employee: string,
): Promise<AskRefusal | null> {
  const person = await findPerson(tx.engine, employee);
  if (!person) return 'relation_not_found';
  return whyNotThis(tx, def, record, transition, state, person, await fourEyesOf(tx, def, record, transition));
}

/** Everybody who can be asked now, by name. */
export async function whoMayBeAsked(
  tx: Tx,
  def: FormDefinition,
  record: LoadedRecord,
  transition: TransitionDefinition,
  state: ApprovalCase | null,
): Promise<{ documentId: string; name: string; role: string }[]> {
  const { table, columns } = tx.engine.registry.table('employee');
  const column = (name: string): string => columns[name]?.column ?? name;
  const rows = (await from(tx, table)
    .whereNotNull(column('account'))
    .whereNot(column('state'), 'left')
    .orderBy(column('name'))
    .select('document_id')) as { document_id: string }[];
  const four = await fourEyesOf(tx, def, record, transition);
  const found: { documentId: string; name: string; role: string }[] = [];
  for (const { document_id: employee } of rows) {
    if (employee === tx.actor.employee) continue;
    const person = await findPerson(tx.engine, employee);
    if (!person || (await whyNotThis(tx, def, record, transition, state, person, four)) !== null) continue;
    found.push({ documentId: employee, name: person.name, role: person.roles[0] ?? '' });
  }
  return found;
}

const fourEyesOf = async (tx: Tx, def: FormDefinition, record: LoadedRecord, transition: TransitionDefinition): Promise<Set<string>> =>
  transition.notBy ? actorsOf(tx, def, record, transition.notBy) : new Set();

async function whyNotThis(
  tx: Tx,
  def: FormDefinition,
  record: LoadedRecord,
  transition: TransitionDefinition,
  state: ApprovalCase | null,
  person: Actor,
  four: Set<string>,
): Promise<AskRefusal | null> {
  const employee = person.employee ?? '';
  if (four.has(employee)) return 'is_the_applicant';
  if (!mayDecide(person.roles, transition)) return 'takes_no_decisions';
  if (state && current(state).some((task) => task.person === employee || task.decidedBy === employee)) return 'already_asked';
  return (await isVisible({ ...tx, actor: person }, def, record)) ? null : 'cannot_see_record';
}
