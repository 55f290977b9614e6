import { setImmediate as nextTurn } from 'node:timers/promises';
import { can, mayBringHistory } from '../access/rights';
import { inTransaction } from '../documents/tx';
import { sendEvent } from '../documents/outbox';
import { AppError, forbidden } from '../http/errors';
import { keyMaker } from './build-records';
import type { ImportJob, ImportReport, KeyedRow } from './import-job';
import { ImportLog } from './import-log';
import { ImportRun } from './import-run';
import { columnsOf, formsOf } from './mapping';
import { SourceRow, type RowError } from './read-row';
import { wordsOf } from './words';

/** Imports a sheet (or only tries it) through the write pipeline, and tells every problem by row and column at once. */
export async function importSheet(job: ImportJob): Promise<ImportReport> {
  checkRights(job);
  checkColumns(job);
  const rows = keyedRows(job);
  const log = await ImportLog.open(job, rows);
  const run = new ImportRun(job, log);
  await run.prepare(rows);
  for (let at = 0; at < rows.length; ) {
    at = job.dryRun ? await run.trial(rows, at) : await run.chunk(rows, at);
    job.progress?.(at, rows.length);
    // SQLite answers at once, without a turn of the event loop: whoever waits with a request gets it here.
    await nextTurn();
  }
  await log.close(run.counts.created);
  if (!job.dryRun) await tellScreens(job, Object.keys(run.counts.byForm));
  return reportOf(job, run, log.batch);
}

/** A key is made once per row, in the order of the file: equal rows are counted. */
function keyedRows({ mapping, sheet }: ImportJob): KeyedRow[] {
  const makers = mapping.targets.map((target) => keyMaker(target));
  return sheet.rows.map((cells) => {
    const row = SourceRow.of(sheet.columns, cells);
    return { row, keys: makers.map((make) => make(row)) };
  });
}

/** Who may import every form of the mapping, masters that it creates among them; without the right to history also create them. */
function checkRights({ engine, actor, mapping }: ImportJob): void {
  const history = mayBringHistory(actor);
  for (const key of formsOf(mapping)) {
    const def = engine.registry.get(key);
    if (!def) throw new AppError(400, 'unknown_form', { params: { form: key } });
    if (!can(actor, def, 'import') || (!history && !can(actor, def, 'create'))) throw forbidden({ form: key, action: 'import' });
  }
}

function checkColumns({ mapping, sheet }: ImportJob): void {
  const have = new Set(sheet.columns.map((name) => name.toLowerCase()));
  const missing = columnsOf(mapping).filter((column) => !have.has(column.toLowerCase()));
  if (missing.length === 0) return;
  throw new AppError(400, 'import_columns_missing', {
    params: { columns: missing.join(', ') },
    violations: missing.map((column) => ({ path: [column], code: 'column_missing', params: { column } })),
  });
}

/** One event a form: a sheet of thousands of rows is not thousands of events. */
async function tellScreens({ engine, actor }: ImportJob, forms: string[]): Promise<void> {
  if (forms.length === 0) return;
  await inTransaction(engine, actor, async (tx) => {
    for (const form of forms)
      await sendEvent(tx, form, '', 'imported', actor.siteIds.length === 1 ? (actor.siteIds[0] ?? null) : null, null);
  });
}

function reportOf({ mapping, sheet, dryRun }: ImportJob, run: ImportRun, batch: number | null): ImportReport {
  const errors = withoutTwins(run.errors).map(({ message, ...error }) => ({ ...error, ...(message ?? wordsOf(error.code, error.params)) }));
  const bad = new Set(errors.map((error) => error.row)).size;
  return {
    mapping: mapping.name,
    rows: sheet.rows.length,
    ok: sheet.rows.length - bad,
    ...run.counts,
    errors,
    formulas: sheet.formulas,
    batch,
    dryRun,
  };
}

/** A cell that several records of the row read is wrong once. */
function withoutTwins(errors: RowError[]): RowError[] {
  const keyOf = (error: RowError): string =>
    [error.row, error.column || error.field, error.code, String(error.params.value ?? '')].join('\u0001');
  return [...new Map(errors.map((error) => [keyOf(error), error])).values()];
}
