import type { ApprovalEvent } from '../../config/approval/approval';
import { mayReturnTo, type ApprovalAct } from '../../config/approval/acts';
import { hasBadCharacters } from '../../config/definition/normalize-value';
import type { FormDefinition, TransitionDefinition, Violation } from '../../config/definition/types';
import type { Actor } from '../access/actor';
import { actIn } from '../documents/act';
import { whoMayBeAsked, whyNotAct, whyNotAsk } from '../documents/approval-people';
import { decide, personOf, readCase } from '../documents/approvals';
import { writeAudit } from '../documents/audit';
import { siteIdOf } from '../documents/create';
import { withFlowOf } from '../documents/flow';
import { once } from '../documents/idempotency';
import type { LoadedRecord } from '../documents/load';
import { sendEvent, sendMessage } from '../documents/outbox';
import { inTransaction, nested, type Tx } from '../documents/tx';
import { requireRecord } from '../documents/update';
import type { Engine } from '../engine';
import { AppError, forbidden, invalid } from '../http/errors';
import type { Ctx, Route } from '../http/route';
import { approvalNote, type ApprovalNote } from './approval-note';
import { formOf, inputOf, requestOf } from './routes';

type Row = Record<string, unknown>;

/** What may be done in a decision of several beside yes and no: hand the task over, ask a further signer, send it back, take it back. */
export function routes(engine: Engine): Route[] {
  const at = (act: ApprovalAct): Route => ({
    method: 'POST',
    path: `/:plural/:documentId/approvals/:action/${act}`,
    handler: async (ctx, actor) => once(engine, actor, requestOf(ctx), () => perform(engine, ctx, actor, formOf(engine, ctx), act)),
  });
  return [
    ...(['transfer', 'add-signer', 'return', 'withdraw'] as const).map(at),
    {
      method: 'GET',
      path: '/:plural/:documentId/approvals/:action/people',
      handler: async (ctx, actor) => people(engine, ctx, actor, formOf(engine, ctx)),
    },
  ];
}

interface Input {
  /** Person (transfer, add-signer), step (return), or null = the applicant. */
  to: string | number | null;
  place: 'before' | 'after';
  then: 'again' | 'straight';
  comment: string | null;
}

async function perform(engine: Engine, ctx: Ctx, actor: Actor, present: FormDefinition, act: ApprovalAct): Promise<{ outcome: string }> {
  const input = inputFrom(inputOf(ctx), act);
  return inTransaction(engine, actor, async (tx) => {
    const { def, record, transition } = await requireDecision(tx, ctx, present);
    const stored = await readCase(tx, def, record.documentId, transition.action);
    const state = stored?.state ?? null;
    const why = await whyNotAct(tx, def, record, transition, state, act);
    if (why === 'notConcerned') throw forbidden({ form: def.key, action: transition.action });
    if (why === 'not_the_applicant') throw new AppError(403, why, { violations: [{ path: [], code: why }] });
    if (why !== null) throw new AppError(409, why, { violations: [{ path: [], code: why }] });
    await requireTarget(tx, def, record, transition, input, act);
    const event = eventOf(act, input, actor, transition);
    const before = stored?.state ?? null;
    const decided = await decide(tx, def, record, transition, event);
    const note = await approvalNote(tx, act, before, input);
    const auditId = await noteAct(tx, def, record, transition, act, input, note);
    if (typeof input.to === 'string') await tellAsked(tx, def, record, input.to, auditId);
    if (decided.state.outcome === 'returned' || decided.state.outcome === 'withdrawn')
      await sendRecordBack(tx, def, record, transition, input.comment);
    return { outcome: decided.state.outcome };
  });
}

/** The decision that waits in the record's state; 404 when there is none of that name. */
async function requireDecision(
  tx: Tx,
  ctx: Ctx,
  present: FormDefinition,
): Promise<{ def: FormDefinition; record: LoadedRecord; transition: TransitionDefinition }> {
  const record = await requireRecord(tx, present, ctx.params.documentId ?? '');
  const def = withFlowOf(tx.engine.registry, present, record.formVersion);
  const named = def.transitions.filter((candidate) => candidate.action === ctx.params.action && candidate.approval);
  const transition = named.find((candidate) => candidate.from.includes(record.state));
  if (!named[0]) throw new AppError(404, 'unknown_action', { params: { action: ctx.params.action } });
  if (!transition) throw new AppError(409, 'approval_closed', { violations: [{ path: [], code: 'approval_closed' }] });
  if (record.archivedAt) throw new AppError(409, 'archived');
  return { def, record, transition };
}

/** Longest comment, in characters. */
const MAX_COMMENT = 2000;

function inputFrom(input: Row, act: ApprovalAct): Input {
  const violations: Violation[] = [];
  const choice = <T extends string>(name: string, all: readonly [T, ...T[]]): T => {
    if (input[name] !== undefined && !all.includes(input[name] as T))
      violations.push({ path: [name], code: 'not_a_member', params: { value: String(input[name]) } });
    return (input[name] as T | undefined) ?? all[0];
  };
  const isPerson = act === 'transfer' || act === 'add-signer';
  if (isPerson && (typeof input.to !== 'string' || input.to === '')) violations.push({ path: ['to'], code: 'required' });
  const isStep = input.to === undefined || input.to === null || Number.isInteger(input.to);
  if (act === 'return' && !isStep) violations.push({ path: ['to'], code: 'unknown_step' });
  const comment = typeof input.comment === 'string' && input.comment.trim() !== '' ? input.comment.trim() : null;
  if (input.comment !== undefined && input.comment !== null && typeof input.comment !== 'string')
    violations.push({ path: ['comment'], code: 'not_a_text' });
  if (act === 'return' && comment === null) violations.push({ path: ['comment'], code: 'required' });
  if (comment !== null && comment.length > MAX_COMMENT)
    violations.push({ path: ['comment'], code: 'too_long', params: { max: MAX_COMMENT } });
  if (comment !== null && hasBadCharacters(comment)) violations.push({ path: ['comment'], code: 'bad_characters' });
  const [place, then] = [choice('place', ['before', 'after']), choice('then', ['again', 'straight'])];
  if (violations.length > 0) throw invalid(violations);
  const to = act === 'withdraw' ? null : ((input.to ?? null) as string | number | null);
  return { to, place, then, comment };
}

/** The person who is asked must be able to decide; the step that it goes back to must be one that the form lets it go to. */
async function requireTarget(
  tx: Tx,
  def: FormDefinition,
  record: LoadedRecord,
  transition: TransitionDefinition,
  { to }: Input,
  act: ApprovalAct,
): Promise<void> {
  if (typeof to === 'string') {
    const stored = await readCase(tx, def, record.documentId, transition.action);
    const code = to === tx.actor.employee ? 'to_oneself' : await whyNotAsk(tx, def, record, transition, stored?.state ?? null, to);
    if (code) throw invalid([{ path: ['to'], code, ...(code === 'relation_not_found' ? { params: { target: 'employee' } } : {}) }]);
  }
  if (act !== 'return' || !transition.approval) return;
  if (!mayReturnTo(transition.approval, to === null ? 'applicant' : 'step')) throw invalid([{ path: ['to'], code: 'act_not_allowed' }]);
}

function eventOf(act: ApprovalAct, input: Input, actor: Actor, transition: TransitionDefinition): ApprovalEvent {
  if (act === 'withdraw') return { kind: 'withdraw' };
  const by = personOf(actor, transition.approval);
  if (!by) throw forbidden({ action: transition.action });
  if (act === 'return') return { kind: 'return', by, to: typeof input.to === 'number' ? input.to : null, then: input.then };
  const to = String(input.to);
  return act === 'transfer' ? { kind: 'transfer', by, to } : { kind: 'add-signer', by, to, place: input.place };
}

async function noteAct(
  tx: Tx,
  def: FormDefinition,
  record: LoadedRecord,
  transition: TransitionDefinition,
  act: ApprovalAct,
  input: Input,
  note: ApprovalNote,
): Promise<number> {
  const siteId = siteIdOf(def, record, record.id);
  const auditId = await writeAudit(tx, def.key, record.documentId, {
    event: 'action',
    action: `${transition.action}:${act}`,
    fromState: record.state,
    toState: record.state,
    comment: input.comment,
    changes: [{ field: '@approval', before: null, after: note }],
    rev: record.rev,
    siteId,
  });
  await sendEvent(tx, def.key, record.documentId, 'action', siteId, auditId);
  return auditId;
}

async function tellAsked(tx: Tx, def: FormDefinition, record: LoadedRecord, employee: string, auditId: number): Promise<void> {
  const number = typeof record.number === 'string' ? ` ${record.number}` : '';
  await sendMessage(tx, def, { documentId: record.documentId, siteId: siteIdOf(def, record, record.id) }, auditId, {
    employees: [employee],
    zh: `${tx.actor.name}请您处理${def.zh}${number}`,
    en: `${tx.actor.name} asks you to decide on ${def.en}${number}`,
  });
}

/** The record itself goes back by the form's own action, as the product does it: the person has been asked already. */
async function sendRecordBack(
  tx: Tx,
  def: FormDefinition,
  record: LoadedRecord,
  transition: TransitionDefinition,
  comment: string | null,
): Promise<void> {
  const back = transition.approval?.onReject?.action;
  if (!back) throw new Error(`${def.key}.${transition.action}: what is sent back has no way back`);
  await actIn(nested(tx, { ...tx.actor, kind: 'system' }), def, record.documentId, back, { comment });
}

async function people(engine: Engine, ctx: Ctx, actor: Actor, present: FormDefinition): Promise<Row[]> {
  return inTransaction(engine, actor, async (tx) => {
    const { def, record, transition } = await requireDecision({ ...tx, asking: true }, ctx, present);
    const stored = await readCase(tx, def, record.documentId, transition.action);
    const state = stored?.state ?? null;
    const [transfer, add] = [
      await whyNotAct(tx, def, record, transition, state, 'transfer'),
      await whyNotAct(tx, def, record, transition, state, 'add-signer'),
    ];
    // Names are told to who has somebody to name.
    if (transfer !== null && add !== null) throw forbidden({ form: def.key, action: transition.action });
    const found = await whoMayBeAsked({ ...tx, asking: true }, def, record, transition, state);
    return found.map(({ documentId, name, role }) => {
      const words = engine.roles.roles.get(role);
      return { documentId, name, role: { zh: words?.zh ?? role, en: words?.en ?? role } };
    });
  });
}
