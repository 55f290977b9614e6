import { SYSTEM, type Actor } from '../access/actor';
import { actIn } from '../documents/act';
import { createIn } from '../documents/create';
import type { LoadedRecord } from '../documents/load';
import { from, inTransaction, type Tx } from '../documents/tx';
import { save, updateIn } from '../documents/update';
import type { Engine } from '../engine';
import { AppError } from '../http/errors';
import type { FormDefinition } from '../../config/definition/types';

/** Ways of the seeds into the write pipeline: history as it was, and real steps at their own time. */
export type Row = Record<string, unknown>;
export type Say = (line: string) => void;

/** Records of one transaction: short enough that nobody waits, long enough that commits do not count. */
const CHUNK = 150;

export interface Past {
  state: string;
  /** When it was registered, ISO. */
  at: string;
  by: Actor;
  /** When each state was entered; left out: the present one at `at`. */
  entered?: Record<string, string>;
  /** Results of formulas that depend on the day, as they are now. */
  computed?: Row;
}

export interface Step {
  at: string;
  by: Actor;
  data?: Row;
  comment?: string;
}

/** One old paper after the other, many in a transaction. What they refer to is not changed by them, so it is read once. */
export async function writeEach<T>(
  engine: Engine,
  entries: readonly T[],
  work: (tx: Tx, entry: T, index: number) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < entries.length; start += CHUNK) {
    await inTransaction(engine, SYSTEM, async (tx) => {
      const inside: Tx = { ...tx, known: new Map() };
      for (const [offset, entry] of entries.slice(start, start + CHUNK).entries()) await work(inside, entry, start + offset);
    });
  }
}

/** One transaction by the product itself. */
export const write = <T>(engine: Engine, work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(engine, SYSTEM, work);

/** An old paper as it was: state, times, results. Relations are loaded records. Numbers follow in the order of writing. */
export function past(tx: Tx, form: string, values: Row, { state, at, by, entered, computed }: Past): Promise<LoadedRecord> {
  const options = {
    trusted: true,
    unread: true,
    imported: { state, registeredAt: at, entered: entered ?? { [state]: at }, ...(computed ? { computed } : {}) },
  };
  return named(form, 'import', createIn(moved(tx, at, { ...by, kind: 'import' }), formOf(tx.engine, form), values, options));
}

/** A new record, filled in by a person at a moment; relations are documentIds, and every rule holds. */
export function create(tx: Tx, form: string, values: Row, step: Pick<Step, 'at' | 'by'>): Promise<LoadedRecord> {
  return named(form, 'create', createIn(moved(tx, step.at, step.by), formOf(tx.engine, form), values));
}

/** A transition, performed by a person at a moment; every guard and rule holds, effects follow. */
export async function act(tx: Tx, form: string, record: { documentId: string }, action: string, step: Step): Promise<LoadedRecord> {
  const def = formOf(tx.engine, form);
  const { data, comment } = step;
  const rev = await revOf(tx, def, record.documentId);
  const input = { rev, ...(data ? { data } : {}), ...(comment ? { comment } : {}) };
  return named(form, action, actIn(moved(tx, step.at, step.by), def, record.documentId, action, input));
}

/** An edit by a person at a moment. */
export async function edit(tx: Tx, form: string, record: { documentId: string }, step: Step): Promise<LoadedRecord> {
  const def = formOf(tx.engine, form);
  const rev = await revOf(tx, def, record.documentId);
  return named(form, 'edit', updateIn(moved(tx, step.at, step.by), def, record.documentId, { ...step.data, rev }));
}

/** Fields that the product fills (links between old papers), written onto a record as `past` or `act` answered it. */
export function fill(
  tx: Tx,
  form: string,
  record: LoadedRecord,
  values: Row,
  step: Pick<Step, 'at' | 'by'>,
  entered?: Record<string, string>,
): Promise<LoadedRecord> {
  const now = moved(tx, step.at, { ...step.by, kind: 'import' });
  return save(now, formOf(tx.engine, form), record, { ...record, ...values }, { event: 'update', ...(entered ? { entered } : {}) });
}

/** The same transaction at another moment, by somebody else. Of what is older than a day nobody is told any more. */
export function moved(tx: Tx, at: string, actor: Actor): Tx {
  const now = new Date(at);
  return { ...tx, now, actor, quiet: tx.engine.clock().getTime() - now.getTime() > 86_400_000 };
}

/** A refusal says which step of the seed was refused, and why: nobody sees its violations otherwise. */
async function named<T>(form: string, action: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new Error(
      `The seed could not ${action} ${form}: ${error.code} ${JSON.stringify({ params: error.params, violations: error.violations })}`,
      { cause: error },
    );
  }
}

export function formOf(engine: Engine, key: string): FormDefinition {
  const def = engine.registry.get(key);
  if (!def) throw new Error(`The seed writes the form "${key}", which is not there`);
  return def;
}

async function revOf(tx: Tx, def: FormDefinition, documentId: string): Promise<number> {
  const row = (await from(tx, tx.engine.registry.table(def.key).table).where({ document_id: documentId }).first('rev')) as
    | { rev: unknown }
    | undefined;
  return Number(row?.rev);
}

/** How many records of a form there are. */
export async function countOf(engine: Engine, form: string): Promise<number> {
  const [row] = await engine.read.all(`SELECT COUNT(*) AS n FROM "${engine.registry.table(form).table}"`, []);
  return Number(row?.n ?? 0);
}
