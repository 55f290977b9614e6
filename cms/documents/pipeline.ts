import { can } from '../access/rights';
import type { Actor } from '../access/actor';
import type { Engine } from '../engine';
import type { FormDefinition } from '../../config/definition/types';
import { AppError, forbidden, notFound } from '../http/errors';
import { actIn, type ActInput } from './act';
import { createIn, type CreateOptions } from './create';
import type { LoadedRecord } from './load';
import { inTransaction, type Tx } from './tx';
import { isUniqueError } from './unique';
import { requireRecord, requireRev, save, updateIn } from './update';

/**
 * The write pipeline: the only way a record of a form is written, whoever asks: REST, admin panel, import, jobs, effects.
 * Each call is one transaction (or joins the open one) and throws AppError with everything that is wrong at once.
 */
type Row = Record<string, unknown>;

/** A record as it was saved. */
export type Saved = LoadedRecord;

export function createRecord(engine: Engine, formKey: string, data: Row, actor: Actor, options: CreateOptions = {}): Promise<Saved> {
  return write(engine, formKey, actor, (tx, def) => createIn(tx, def, data, options));
}

export function updateRecord(engine: Engine, formKey: string, documentId: string, data: Row, actor: Actor): Promise<Saved> {
  return write(engine, formKey, actor, (tx, def) => updateIn(tx, def, documentId, data));
}

export function actOn(engine: Engine, formKey: string, documentId: string, action: string, input: ActInput, actor: Actor): Promise<Saved> {
  return write(engine, formKey, actor, (tx, def) => actIn(tx, def, documentId, action, input));
}

/** Takes a record out of the lists, or brings it back; it is never deleted. */
export function archiveRecord(
  engine: Engine,
  formKey: string,
  documentId: string,
  input: { rev?: unknown; restore?: boolean },
  actor: Actor,
): Promise<Saved> {
  return write(engine, formKey, actor, async (tx, def) => {
    const record = await requireRecord(tx, def, documentId);
    if (!can(actor, def, 'archive')) throw forbidden({ form: def.key, action: 'archive' });
    if (input.rev !== undefined) requireRev(record, input.rev);
    const archive = input.restore !== true;
    if (archive === Boolean(record.archivedAt)) throw new AppError(409, archive ? 'archived' : 'not_archived');
    return save(
      tx,
      def,
      record,
      { ...record, archivedAt: archive ? tx.now.toISOString() : null },
      { event: archive ? 'archive' : 'restore' },
    );
  });
}

async function write(engine: Engine, formKey: string, actor: Actor, work: (tx: Tx, def: FormDefinition) => Promise<Saved>): Promise<Saved> {
  const def = engine.registry.get(formKey);
  if (!def) throw notFound();
  try {
    return await inTransaction(engine, actor, (tx) => work(tx, def));
  } catch (error) {
    // Two equal records at the same instant: the check saw none, the index of the database refused the second.
    if (isUniqueError(error)) throw new AppError(409, 'duplicate');
    throw error;
  }
}
