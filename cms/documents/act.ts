import { taskFor, type Person, type Task } from '../../config/approval/approval';
import { findTransition, mayPerform, standInFor } from '../access/transitions';
import { evaluate } from '../../config/definition/expression/evaluate';
import { checkGuards } from '../../config/definition/guards';
import { normalize } from '../../config/definition/normalize';
import { hasBadCharacters } from '../../config/definition/normalize-value';
import type { FormDefinition, TransitionDefinition, Violation } from '../../config/definition/types';
import { AppError, forbidden, guardFailed } from '../http/errors';
import { approvalRejectedBy, decide, personOf, readCase, turnCases, whyNoTask } from './approvals';
import { writeAudit } from './audit';
import { carryOver } from './carry-over';
import { noteState } from './clocks';
import { dedupe, siteIdOf } from './create';
import { runEffects } from './effects';
import { withFlowOf } from './flow';
import type { LoadedRecord } from './load';
import { keepUnseen } from './masked-input';
import { sendEvent } from './outbox';
import { actorsOf } from './people';
import { resolveReferences } from './resolve';
import { checkAll, runRule, scopeOf, withComputed } from './rules';
import { MAX_DEPTH, type Tx } from './tx';
import { checkUnique } from './unique';
import { requireRecord, requireRev, save } from './update';

type Row = Record<string, unknown>;

export interface ActInput {
  rev?: unknown;
  comment?: unknown;
  data?: unknown;
}

/** Longest comment of an action, in characters. */
const MAX_COMMENT = 2000;

/**
 * Performs a transition inside `tx`: role (403), state (409), revision (409), four eyes (403), then everything that is missing or
 * broken at once (422), then the write, its audit row and the declared effects. `system` needs no revision.
 */
export async function actIn(tx: Tx, present: FormDefinition, documentId: string, action: string, input: ActInput): Promise<LoadedRecord> {
  if (tx.depth > MAX_DEPTH) throw new Error(`${present.key}.${action}: effects call each other in a circle`);
  requireRole(tx, present, action);
  const record = await requireRecord(tx, present, documentId);
  const def = withFlowOf(tx.engine.registry, present, record.formVersion);
  const transition = findTransition(def, action, record.state);
  if (!transition) throw new AppError(404, 'unknown_action', { params: { action } });
  const voting = await votingOf(tx, def, record, transition);
  if (!voting?.mine && !mayPerform(tx.actor, def, transition)) throw forbidden({ form: def.key, action });
  if (!transition.from.includes(record.state)) throw wrongState(def, record, transition);
  if (record.archivedAt) throw new AppError(409, 'archived');
  if (tx.actor.kind === 'user') requireRev(record, input.rev);
  if (transition.notYet) throw guardFailed([{ path: [], code: 'not_yet', message: transition.notYet }]);
  await requireOtherPerson(tx, def, record, transition);

  const { next, values, violations } = await nextRecord(tx, def, record, transition, input);
  violations.push(...(await unmet(tx, def, transition, record, next)));
  if (violations.length > 0) throw guardFailed(dedupe(violations));
  if (voting) {
    const isNo = voting.deciding.action !== transition.action;
    const { state, task } = await decide(tx, def, record, voting.deciding, { kind: isNo ? 'reject' : 'approve', by: voting.person });
    const isDecided = state.outcome === (isNo ? 'rejected' : 'approved');
    if (!isDecided) return noteVote(tx, def, record, transition, values, input, task);
  }
  return commit(tx, def, transition, record, next, input);
}

/** Who has no part in an action at all is told so before anything is loaded. Old versions of a form may name other people: there it is asked with the record. */
function requireRole(tx: Tx, def: FormDefinition, action: string): void {
  const named = def.transitions.filter((transition) => transition.action === action);
  if (tx.actor.kind !== 'user' || named.length === 0 || (def.version ?? 1) > 1 || def.transitions.some((transition) => transition.approval))
    return;
  if (!named.some((transition) => mayPerform(tx.actor, def, transition))) throw forbidden({ form: def.key, action });
}

/** When several people decide this transition (or its rejection): the decision it belongs to, and whether it is this person's turn. */
async function votingOf(
  tx: Tx,
  def: FormDefinition,
  record: LoadedRecord,
  transition: TransitionDefinition,
): Promise<{ deciding: TransitionDefinition; person: Person; mine: boolean } | null> {
  const deciding = transition.approval ? transition : approvalRejectedBy(def, transition, record.state);
  const person = personOf(tx.actor, deciding?.approval);
  if (!deciding || !person || !deciding.from.includes(record.state)) return null;
  const stored = await readCase(tx, def, record.documentId, deciding.action);
  return { deciding, person, mine: stored !== null && taskFor(stored.state, person) !== null };
}

/** A vote that does not decide yet: what it fills in is saved, the state stays, others are still asked. */
async function noteVote(
  tx: Tx,
  def: FormDefinition,
  record: LoadedRecord,
  transition: TransitionDefinition,
  values: Row,
  input: ActInput,
  task: Task | null,
): Promise<LoadedRecord> {
  const onBehalfOf = nameOfAbsent(tx, task?.onBehalfOf ?? null);
  if (Object.keys(values).length > 0)
    return save(
      tx,
      def,
      record,
      { ...record, ...values },
      { event: 'action', action: transition.action, comment: commentOf(input), onBehalfOf },
    );
  const siteId = siteIdOf(def, record, record.id);
  const auditId = await writeAudit(tx, def.key, record.documentId, {
    event: 'action',
    action: transition.action,
    fromState: record.state,
    toState: record.state,
    comment: commentOf(input),
    changes: [],
    rev: record.rev,
    siteId,
    onBehalfOf,
  });
  await sendEvent(tx, def.key, record.documentId, 'action', siteId, auditId);
  return record;
}

function nameOfAbsent(tx: Tx, employee: string | null): string | null {
  return tx.actor.standsInFor.find((absent) => absent.employee === employee)?.name ?? null;
}

async function commit(
  tx: Tx,
  def: FormDefinition,
  transition: TransitionDefinition,
  record: LoadedRecord,
  next: Row,
  input: ActInput,
): Promise<LoadedRecord> {
  const siteId = siteIdOf(def, record, record.id);
  if (transition.to !== record.state) await noteState(tx, def, record.documentId, siteId, transition.to, tx.now);
  const onBehalfOf = standInFor(tx.actor, transition)?.name ?? null;
  const saved = await save(tx, def, record, next, { event: 'action', action: transition.action, comment: commentOf(input), onBehalfOf });
  if (saved.state !== record.state) await turnCases(tx, def, saved, siteId);
  return runEffects(tx, def, transition, saved, record, actIn);
}

/** What would stop this person from acting now; empty when the action is possible. Asked for every action button. */
export async function obstacles(tx: Tx, def: FormDefinition, record: LoadedRecord, transition: TransitionDefinition): Promise<Violation[]> {
  if (transition.notYet) return [{ path: [], code: 'not_yet', message: transition.notYet }];
  if (record.archivedAt) return [{ path: [], code: 'archived' }];
  try {
    await requireOtherPerson(tx, def, record, transition);
  } catch (error) {
    if (error instanceof AppError) return error.violations;
    throw error;
  }
  const voting = await votingOf(tx, def, record, transition);
  if (voting && !voting.mine) {
    const stored = await readCase(tx, def, record.documentId, voting.deciding.action);
    return [{ path: [], code: whyNoTask(stored?.state ?? null, voting.person) ?? 'no_task' }];
  }
  const asked = new Set([...(transition.fields ?? []), ...(transition.require ?? [])]);
  const { next } = await nextRecord(tx, def, record, transition, {});
  const found = await unmet(tx, def, transition, record, next);
  // What the action's own dialog asks for is not in the way yet.
  return dedupe(found.filter((violation) => violation.path.length === 0 || !asked.has(String(violation.path[0]))));
}

function wrongState(def: FormDefinition, record: LoadedRecord, transition: TransitionDefinition): AppError {
  const words = (value: string): string => def.states.find((state) => state.value === value)?.zh ?? value;
  return new AppError(409, 'wrong_state', {
    params: { action: transition.zh, actionEn: transition.en, state: words(record.state), from: transition.from.map(words).join('、') },
  });
}

/** Four eyes, by person: who applied, handled or acted before may not decide (roles: "Nobody approves … a record where the same person was applicant"). */
async function requireOtherPerson(tx: Tx, def: FormDefinition, record: LoadedRecord, transition: TransitionDefinition): Promise<void> {
  if (!transition.notBy || tx.actor.kind !== 'user' || !tx.actor.employee) return;
  const people = await actorsOf(tx, def, record, transition.notBy);
  if (people.has(tx.actor.employee)) {
    throw new AppError(403, 'four_eyes', {
      params: { action: transition.zh, actionEn: transition.en },
      violations: [{ path: [], code: 'four_eyes', params: { action: transition.zh, actionEn: transition.en } }],
    });
  }
}

async function nextRecord(
  tx: Tx,
  def: FormDefinition,
  record: LoadedRecord,
  transition: TransitionDefinition,
  input: ActInput,
): Promise<{ next: Row; values: Row; violations: Violation[] }> {
  const violations: Violation[] = [];
  const data = keepUnseen(tx.actor, def, dataOf(tx, def, transition, input.data, violations), record);
  const normalized = tx.actor.kind === 'user' ? normalize(def, data, record) : { values: data, violations: [] };
  const resolved = await resolveReferences(tx, def, normalized.values, record);
  violations.push(...normalized.violations, ...resolved.violations);
  const comment = commentOf(input);
  if (comment !== null && comment.length > MAX_COMMENT)
    violations.push({ path: ['comment'], code: 'too_long', params: { max: MAX_COMMENT } });
  if (comment !== null && hasBadCharacters(comment)) violations.push({ path: ['comment'], code: 'bad_characters' });
  if (transition.comment === 'required' && !comment && tx.actor.kind === 'user') violations.push({ path: ['comment'], code: 'required' });
  let next: Row = { ...record, ...resolved.values };
  next = withComputed(tx, def, next, record);
  next = { ...next, ...(await assignments(tx, def, transition, next, record)), state: transition.to };
  if (transition.action === 'void' && comment) next.voidReason = comment;
  return { next: withComputed(tx, def, next, record), values: resolved.values, violations };
}

async function assignments(tx: Tx, def: FormDefinition, transition: TransitionDefinition, next: Row, record: LoadedRecord): Promise<Row> {
  const values: Row = {};
  for (const [field, expression] of Object.entries(transition.set ?? {})) values[field] = evaluate(expression, scopeOf(tx, next, record));
  return (await resolveReferences(tx, def, values)).values;
}

/** Only the fields that the action's dialog shows may be sent with it. */
function dataOf(tx: Tx, def: FormDefinition, transition: TransitionDefinition, data: unknown, violations: Violation[]): Row {
  if (data === undefined || data === null) return {};
  if (typeof data !== 'object' || Array.isArray(data)) {
    violations.push({ path: ['data'], code: 'not_an_object' });
    return {};
  }
  if (tx.actor.kind !== 'user') return data as Row;
  const allowed = new Set([...(transition.fields ?? []), ...(transition.require ?? [])]);
  const values: Row = {};
  for (const [name, value] of Object.entries(carryOver(def, data as Row, violations))) {
    if (allowed.has(name)) values[name] = value;
    else violations.push({ path: [name], code: 'not_part_of_action', params: { action: transition.zh, actionEn: transition.en } });
  }
  return values;
}

async function unmet(tx: Tx, def: FormDefinition, transition: TransitionDefinition, record: LoadedRecord, next: Row): Promise<Violation[]> {
  // Guards speak of the record as it stands before it moves: `state` in them is the old one.
  const before = { ...next, state: record.state };
  const violations = checkGuards(def, transition, before, scopeOf(tx, before, record));
  for (const use of transition.rules ?? []) violations.push(...(await runRule(tx, def, use, before, record)));
  violations.push(...(await checkAll(tx, def, next, record, { kind: 'action', action: transition.action })));
  violations.push(...(await checkUnique(tx, def, next)));
  return violations;
}

function commentOf(input: ActInput): string | null {
  return typeof input.comment === 'string' && input.comment.trim() !== '' ? input.comment.trim() : null;
}
