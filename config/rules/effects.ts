import type { Words } from '../definition/types';
import type { RuleContext, RuleRecord } from './rule';

/**
 * What a named effect asks the engine to do, with plain values (not expressions). The engine performs the steps as
 * `system`, in the transaction of the action, through the same pipeline as everything else.
 */
export type EffectStep =
  | { create: { form: string; values: Record<string, unknown>; link?: string } }
  | { act: { form: string; documentId: string; action: string; data?: Record<string, unknown> } }
  | { update: { form: string; documentId: string; values: Record<string, unknown> } }
  | { notify: Words & { roles?: string[]; employees?: string[] } };

/** A named effect: pure, from the record after the action and what `load` brought. */
export type NamedEffect = (record: RuleRecord, context: RuleContext) => EffectStep[];
