import { can, mayTransition } from '../access/rights';
import { findTransition, mayPerform } from '../access/transitions';
import type { Actor } from '../access/actor';
import { obstacles } from '../documents/act';
import { approvalRejectedBy, isVote, personOf, readCase } from '../documents/approvals';
import type { LoadedRecord } from '../documents/load';
import { inTransaction, type Tx } from '../documents/tx';
import { withFlowOf } from '../documents/flow';
import { undoOffer } from '../documents/undo';
import { editableFields, requireRecord } from '../documents/update';
import type { Engine } from '../engine';
import { wordsOf } from '../http/error-body';
import { approvalViews, type ApprovalView } from './approval-view';
import { taskFor } from '../../config/approval/approval';
import type { FormDefinition, TransitionDefinition, Words } from '../../config/definition/types';

/** An action that the caller's role may perform in the record's state, and what stands in its way now. */
export interface ActionView extends Words {
  action: string;
  to: string;
  decision: 'approve' | 'reject' | null;
  comment: 'required' | 'optional' | 'none';
  fields: string[];
  require: string[];
  /** Opens or moves no other records, so that it can be taken back for a moment (see documents/undo). */
  undoable: boolean;
  /** One voice of several: it stays as it was given. */
  vote: boolean;
  possible: boolean;
  reasons: { path: string; code: string; message: string }[];
}

export interface RecordMeta {
  actions: ActionView[];
  canEdit: boolean;
  editWhy: Words | null;
  editable: string[];
  canArchive: boolean;
  masked: string[];
  undo: { token: string; until: string; action: Words } | null;
  /** Decisions that several people make, as they stand. */
  approvals: ApprovalView[];
}

/** What the caller may do with one record, worked out by the same functions that decide when it is done. */
export async function recordMeta(
  engine: Engine,
  present: FormDefinition,
  documentId: string,
  actor: Actor,
  masked: string[],
): Promise<RecordMeta> {
  return inTransaction(engine, actor, async (opened) => {
    // Whoever only looks waits for no writer, and asks for each person and place once.
    const tx: Tx = { ...opened, asking: true, known: new Map() };
    const record = await requireRecord(tx, present, documentId);
    const def = withFlowOf(engine.registry, present, record.formVersion);
    const actions: ActionView[] = [];
    for (const transition of await ownTransitions(tx, def, record)) {
      const found = await obstacles(tx, def, record, transition);
      actions.push(
        viewOf(
          def,
          transition,
          found.map((violation) => wordsOf(violation, actor.lang)),
        ),
      );
    }
    const editable = can(actor, def, 'edit') && !record.archivedAt ? openFields(def, record) : [];
    return {
      actions,
      canEdit: editable.length > 0,
      editWhy: editable.length > 0 ? null : whyNot(actor, def, record),
      editable,
      canArchive: can(actor, def, 'archive'),
      masked,
      undo: await undoOf(engine, def, documentId, actor),
      approvals: await approvalViews(tx, def, record),
    };
  });
}

/** One view an action: where two of a name lead from the same state, the first that the definition names. Who is named for a task may act whatever the role. */
async function ownTransitions(tx: Tx, def: FormDefinition, record: LoadedRecord): Promise<TransitionDefinition[]> {
  const { actor } = tx;
  const own: TransitionDefinition[] = [];
  for (const action of new Set(def.transitions.map((transition) => transition.action))) {
    const transition = findTransition(def, action, record.state);
    if (!transition?.from.includes(record.state) || transition.by.every((role) => role === 'system')) continue;
    if (mayTransition(actor, def, action) && mayPerform(actor, def, transition)) own.push(transition);
    else if (await isAsked(tx, def, record, transition)) own.push(transition);
  }
  return own;
}

async function isAsked(tx: Tx, def: FormDefinition, record: LoadedRecord, transition: TransitionDefinition): Promise<boolean> {
  const deciding = transition.approval ? transition : approvalRejectedBy(def, transition, record.state);
  const person = personOf(tx.actor, deciding?.approval);
  if (!deciding || !person) return false;
  const stored = await readCase(tx, def, record.documentId, deciding.action);
  return stored !== null && taskFor(stored.state, person) !== null;
}

function viewOf(def: FormDefinition, transition: TransitionDefinition, reasons: Record<string, unknown>[]): ActionView {
  return {
    action: transition.action,
    zh: transition.zh,
    en: transition.en,
    to: transition.to,
    decision: transition.decision ?? null,
    comment: transition.comment ?? 'optional',
    fields: [...new Set([...(transition.fields ?? []), ...(transition.require ?? [])])],
    require: transition.require ?? [],
    undoable: !isVote(def, transition) && (transition.effects ?? []).every((effect) => 'notify' in effect),
    vote: isVote(def, transition),
    possible: reasons.length === 0,
    reasons: reasons.map((reason) => ({
      path: (reason.path as unknown[]).join('.'),
      code: String(reason.code),
      message: String(reason.message),
    })),
  };
}

function openFields(def: FormDefinition, record: LoadedRecord): string[] {
  const isOpen = editableFields(def, record);
  return def.fields.filter((field) => !field.computed && isOpen(field.name)).map((field) => field.name);
}

function whyNot(actor: Actor, def: FormDefinition, record: LoadedRecord): Words {
  if (record.archivedAt) return { zh: '记录已归档', en: 'The record is archived' };
  if (!can(actor, def, 'edit')) return { zh: '您的岗位不能修改此表单', en: 'Your role does not edit this form' };
  const state = def.states.find((candidate) => candidate.value === record.state);
  return { zh: `状态“${state?.zh ?? record.state}”下不能修改`, en: `Not editable in the state "${state?.en ?? record.state}"` };
}

async function undoOf(engine: Engine, def: FormDefinition, documentId: string, actor: Actor): Promise<RecordMeta['undo']> {
  const offer = await undoOffer(engine, def.key, documentId, actor);
  if (!offer) return null;
  const action = def.transitions.find((transition) => transition.action === offer.action);
  return { token: offer.token, until: offer.until, action: { zh: action?.zh ?? '', en: action?.en ?? '' } };
}
