import type { Knex } from 'knex';
import { conversionsBetween, successors, type Conversion } from '../../config/definition/conversions';
import type { FormDefinition } from '../../config/definition/types';
import { ownTable } from '../database/own-tables';
import type { Tx } from '../documents/tx';
import type { Engine } from '../engine';
import { AppError } from '../http/errors';
import { convertAll, convertOne, jobOf, undoConversion, type Counts } from '../documents/convert-rows';
import { auditFrom, touchesOfAll } from '../documents/touches';

/** What a version converts, and what became of it; `counts` is empty where a new worker will do it. */
export interface ConversionRun {
  since: number;
  done: (Conversion & { counts: Counts | null })[];
}

/** Other instances take up a version within two seconds, and no transaction lasts longer than a minute and a half. */
const SETTLE_MS = 180_000;
const LOCK = 7_041_022;
/** PostgreSQL ends a transaction that has been idle for a minute. */
const AWAKE_MS = 15_000;

/**
 * Converts what publishing `after` asks for, while the version before is still the one that everybody uses: nobody sees the new columns
 * yet, nobody is kept from saving. `expanded` is `after` as records are read with it. What is saved meanwhile is found by `settleConversions`.
 */
export async function convertFor(
  engine: Engine,
  before: FormDefinition | undefined,
  after: FormDefinition,
  expanded: FormDefinition,
  byWorker: boolean,
): Promise<ConversionRun> {
  const conversions = before ? conversionsBetween(before, after) : [];
  if (conversions.length === 0) return { since: 0, done: [] };
  const since = await auditFrom(engine);
  const done: ConversionRun['done'] = [];
  for (const conversion of conversions) {
    const job = byWorker ? null : jobOf(engine, expanded, conversion);
    done.push({ ...conversion, counts: job ? await convertAll(engine, job) : null });
  }
  return { since, done };
}

/** Writes down, with the version, what was converted. */
export async function noteConversions(tx: Tx, form: string, version: number, { since, done }: ConversionRun): Promise<void> {
  const now = tx.now.getTime();
  for (const { from, to, isFresh, counts } of done)
    await ownTable(tx.engine, 'td_conversions', tx.trx).insert({
      form,
      version,
      from_field: from,
      to_field: to,
      fresh: isFresh,
      audit_from: since,
      converted: counts?.converted ?? null,
      kept: counts?.kept ?? null,
      done_at: counts ? now : null,
      until: now + SETTLE_MS,
    });
}

/** The version did not come: its new columns are empty again. */
export async function takeBack(engine: Engine, expanded: FormDefinition, run: ConversionRun): Promise<void> {
  for (const conversion of run.done) {
    const job = conversion.isFresh && conversion.counts ? jobOf(engine, expanded, conversion) : null;
    if (job) await undoConversion(engine, job);
  }
}

/**
 * Of several instances one converts a form at a time, and only for a version that is not there yet: a second one would empty what staff
 * have filled in under the first. The lock is held by a transaction of its own, which is kept awake; the work runs in others.
 */
export async function alone<T>(engine: Engine, form: string, version: number, work: () => Promise<T>): Promise<T> {
  const lock = engine.read.dialect === 'postgres' ? await (engine.strapi.db.connection as unknown as Knex).transaction() : null;
  const failed = (error: unknown): void => void engine.strapi.log.warn(`The lock of a conversion was lost: ${String(error)}`);
  const awake = setInterval(() => void lock?.raw('select 1').catch(failed), AWAKE_MS);
  try {
    if (lock) {
      const { rows } = (await lock.raw('select pg_try_advisory_xact_lock(?, hashtext(?)) as got', [LOCK, form])) as {
        rows: { got: boolean }[];
      };
      if (rows[0]?.got !== true) throw new AppError(409, 'publishing_now');
    }
    if (await ownTable(engine, 'td_form_versions').where({ form, version }).first('version'))
      throw new AppError(409, 'stale_base', { params: { version } });
    return await work();
  } finally {
    clearInterval(awake);
    await lock?.rollback().catch(failed);
  }
}

/** Revisions of records that this process has looked at, by conversion; only of those that are still open. */
const lookedAt = new Map<string, Map<string, number>>();

interface Row {
  form: string;
  version: number | string;
  from_field: string;
  to_field: string;
  fresh: boolean | number;
  audit_from: number | string;
  done_at: number | string | null;
}

/**
 * Looks again at what was saved under the version before while it was converted, or in another instance that had not heard yet; and does
 * what a version left to this worker. The later of two hands counts, so that nothing that was filled in meanwhile is overwritten.
 */
export async function settleConversions(engine: Engine): Promise<void> {
  const rows = (await ownTable(engine, 'td_conversions')
    .whereNull('done_at')
    .orWhere('until', '>', engine.clock().getTime())
    .orderBy(['form', 'version'])) as Row[];
  for (const row of rows) {
    const def = engine.registry.get(row.form);
    // A worker that does not know the version yet leaves it to the one that does.
    if (!def || (def.version ?? 1) < Number(row.version)) continue;
    const isPresent = successors(def).get(row.from_field)?.to.name === row.to_field;
    const job = isPresent ? jobOf(engine, def, { from: row.from_field, to: row.to_field, isFresh: Boolean(row.fresh) }) : null;
    if (!job) continue;
    if (row.done_at === null) await finish(engine, row, await convertAll(engine, { ...job, isLate: true }));
    const names: [string, string] = [row.from_field, row.to_field];
    const written = await touchesOfAll(engine, row.form, names, Number(row.audit_from));
    const key = `${row.form} ${row.version} ${row.to_field}`;
    const looked = lookedAt.get(key) ?? new Map<string, number>();
    lookedAt.set(key, looked);
    for (const [documentId, touches] of written) {
      // What has been looked at since it was last written is as it should be.
      if (touches.from <= touches.to || looked.get(documentId) === touches.from) continue;
      await convertOne(engine, job, { document_id: documentId }, 'now', { converted: 0, kept: 0 });
      looked.set(documentId, touches.from);
    }
  }
  const open = new Set(rows.map((row) => `${row.form} ${row.version} ${row.to_field}`));
  for (const key of lookedAt.keys()) if (!open.has(key)) lookedAt.delete(key);
}

async function finish(engine: Engine, row: Row, counts: Counts): Promise<void> {
  await ownTable(engine, 'td_conversions')
    .where({ form: row.form, version: Number(row.version), to_field: row.to_field })
    .update({ ...counts, done_at: engine.clock().getTime() });
}
