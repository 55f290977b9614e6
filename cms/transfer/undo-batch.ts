import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FormDefinition } from '../../config/definition/types';
import type { Actor } from '../access/actor';
import { can } from '../access/rights';
import { loadForWrite, type LoadedRecord } from '../documents/load';
import { inTransaction, type Tx } from '../documents/tx';
import { save } from '../documents/update';
import type { Engine } from '../engine';
import { AppError, forbidden, notFound } from '../http/errors';
import { importTable } from './store';
import { usedElsewhere } from './used-elsewhere';

interface Batch {
  site_id: number | string | null;
  undone_at: number | string | null;
}

interface Link {
  id: number;
  form: string;
  document_id: string;
  made: boolean | number;
}

export interface UndoReport {
  archived: number;
  /** Records that stay, and why: they have moved on, or others point to them. */
  kept: { form: string; documentId: string; code: string }[];
}

/** As long as a chunk of an import: nobody waits for an undo either. */
const CHUNK_MS = 80;

/**
 * Takes back an import: what it made is archived (never deleted), later records first, and its numbers are free again. Records that have
 * been worked on meanwhile, or that others point to, stay and are told. Whoever may import these forms may take the import back.
 */
export async function undoBatch(engine: Engine, batch: number, actor: Actor): Promise<UndoReport> {
  const found = (await importTable(engine, 'td_import_batches').where({ id: batch }).first('site_id', 'undone_at')) as Batch | undefined;
  if (!found || (found.site_id !== null && !actor.siteIds.includes(Number(found.site_id)))) throw notFound();
  if (found.undone_at !== null) throw new AppError(409, 'import_undone');
  const links = (await importTable(engine, 'td_import_links')
    .where({ batch_id: batch })
    .orderBy('id', 'desc')
    .select('id', 'form', 'document_id', 'made')) as Link[];
  for (const form of new Set(links.map((link) => link.form))) {
    const def = engine.registry.get(form);
    if (!def || !can(actor, def, 'import')) throw forbidden({ form, action: 'import' });
  }
  const used = await usedElsewhere(engine, batch, [...new Set(links.map((link) => link.form))]);
  const report: UndoReport = { archived: 0, kept: [] };
  for (let at = 0; at < links.length; ) {
    at = await inTransaction(engine, { ...actor, kind: 'import' }, async (tx) => {
      const start = Date.now();
      let next = at;
      for (; next < links.length && (next === at || Date.now() - start < CHUNK_MS); next += 1)
        await undoOne(tx, batch, links[next], used, report);
      return next;
    });
    await nextTurn();
  }
  await importTable(engine, 'td_import_batches').where({ id: batch }).update({ undone_at: engine.clock().getTime() });
  return report;
}

async function undoOne(tx: Tx, batch: number, link: Link | undefined, used: ReadonlySet<string>, report: UndoReport): Promise<void> {
  const def = link && tx.engine.registry.get(link.form);
  if (!link || !def) return;
  const record = link.made ? await loadForWrite(tx, def, link.document_id) : null;
  if (record && !record.archivedAt) {
    const code = record.rev !== 1 ? 'changed_since' : used.has(link.document_id) ? 'in_use' : null;
    if (code) {
      report.kept.push({ form: link.form, documentId: link.document_id, code });
      return;
    }
    await save(tx, def, record, { ...record, ...freed(def, record, batch), archivedAt: tx.now.toISOString() }, { event: 'archive' });
    report.archived += 1;
  }
  await importTable(tx.engine, 'td_import_links', tx.trx).where({ id: link.id }).del();
}

/** Unique values of a record that is taken back are free for the corrected file; its history tells what they were. */
function freed(def: FormDefinition, record: LoadedRecord, batch: number): Record<string, unknown> {
  const unique = def.fields.filter(
    (field) => field.unique && field.type !== 'relation' && record[field.name] !== null && record[field.name] !== undefined,
  );
  return Object.fromEntries(
    unique.map((field) => [field.name, field.type === 'string' ? `${String(record[field.name]).slice(0, 230)} ×${batch}` : null]),
  );
}
