import { inTransaction, type Tx } from '../documents/tx';
import { isUniqueError } from '../documents/unique';
import { AppError } from '../http/errors';
import type { FormDefinition } from '../../config/definition/types';
import { buildRecord, type BuiltRecord } from './build-records';
import { RecordFinder } from './finder';
import type { ImportJob, KeyedRow } from './import-job';
import type { ImportLog } from './import-log';
import { lookupsOf, type ValueSpec } from './mapping';
import { reusePlace } from './reuse';
import { readValue, textOf, type RowError, type SourceRow } from './read-row';
import { RecordWriter } from './record-writer';

type Lookup = NonNullable<ValueSpec['lookup']>;

interface Counts {
  created: number;
  known: number;
  byForm: Record<string, number>;
}

/** A chunk ends when it has taken this long; with its links and the commit no transaction of an import outlasts 200 ms. */
const CHUNK_MS = 80;

class RowFailed extends Error {}

/** Writes (or, in a trial, only tries) the rows of one sheet. A row's records go in all together or not at all. */
export class ImportRun {
  counts: Counts = { created: 0, known: 0, byForm: {} };
  readonly errors: RowError[] = [];
  /** Related records that rows before have read; what a rolled-back chunk has made is not among them any more. */
  private readonly read = new Map<string, unknown>();
  private readonly finder: RecordFinder;
  private readonly writer: RecordWriter;

  constructor(
    private readonly job: ImportJob,
    private readonly log: ImportLog,
  ) {
    this.finder = new RecordFinder(job.engine, job.actor.siteIds);
    this.writer = new RecordWriter(job, this.finder, this.errors);
  }

  /** Looks up in a few questions what the rows will name one by one. */
  async prepare(rows: KeyedRow[]): Promise<void> {
    for (const { spec, form, field } of lookupsOf(this.job.mapping))
      await this.finder.prime(
        form,
        field,
        rows.map(({ row }) => textOf(row, spec)),
      );
  }

  async trial(rows: KeyedRow[], at: number): Promise<number> {
    const result = await this.attempt(async () => this.row(rows[at], null));
    this.errors.push(...result.told);
    return at + 1;
  }

  /** Writes rows for a while in one transaction; when one fails, the chunk is undone and its rows are written one by one. */
  async chunk(rows: KeyedRow[], from: number): Promise<number> {
    let at = from;
    const whole = await this.attempt(async (tx) => {
      const start = Date.now();
      for (; at < rows.length && (at === from || Date.now() - start < CHUNK_MS); at += 1) if (!(await this.row(rows[at], tx))) return false;
      return true;
    });
    if (whole.isDone) return at;
    // The failing row is known now: those before it go in, then it alone is told.
    const end = Math.min(at + 1, rows.length);
    const again = rows.slice(from, end);
    for (const entry of again) await this.alone(entry);
    return end;
  }

  /**
   * One row by itself. Somebody may import the same rows at this moment: what they have made is asked for first, and once more when the
   * database refuses the row as theirs; by then theirs is there.
   */
  private async alone(entry: KeyedRow, isLast = false): Promise<void> {
    await this.log.recall([entry]);
    const single = await this.attempt((tx) => this.row(entry, tx));
    if (single.clash && !isLast) return this.alone(entry, true);
    this.errors.push(...single.told);
    if (single.clash && single.told.length === 0)
      this.errors.push({ row: entry.row.line, column: '', field: '', code: 'duplicate', params: {} });
  }

  /** Does some rows as a whole: when one of them fails, nothing of them stays, and what was wrong is handed back. */
  private async attempt(work: (tx: Tx | null) => Promise<boolean>): Promise<{ isDone: boolean; clash: boolean; told: RowError[] }> {
    const { engine, actor, dryRun } = this.job;
    const before = { errors: this.errors.length, counts: { ...this.counts, byForm: { ...this.counts.byForm } } };
    try {
      if (dryRun) await this.orFail(work(null));
      else {
        await inTransaction(engine, actor, async (tx) => {
          await this.orFail(work({ ...tx, quiet: true, known: this.read }));
          await this.log.flush(tx);
        });
      }
      this.log.settle();
      this.finder.settle();
      return { isDone: true, clash: false, told: [] };
    } catch (error) {
      // The database refused what somebody else has written at this moment.
      const clash = isUniqueError(error);
      if (!(error instanceof RowFailed) && !clash) throw error;
      const told = this.errors.splice(before.errors);
      this.counts = before.counts;
      this.log.forget();
      this.finder.forget();
      this.read.clear();
      return { isDone: false, clash, told };
    }
  }

  private async orFail(work: Promise<boolean>): Promise<void> {
    if (!(await work)) throw new RowFailed();
  }

  /** One row of the file: all its records, or none. False when something is wrong with it; then every target has been looked at. */
  private async row(entry: KeyedRow | undefined, tx: Tx | null): Promise<boolean> {
    if (!entry) return true;
    const before = this.errors.length;
    const made = new Map<string, string>();
    let isNew = false;
    for (const [index, target] of this.job.mapping.targets.entries()) {
      const key = entry.keys[index] ?? '';
      const linked = this.log.linked(target.as, key);
      if (linked) {
        made.set(target.as, linked);
        continue;
      }
      const def = this.defOf(target.form);
      const lookup = (spec: Lookup, text: string, column: string): Promise<string | null> => this.lookup(spec, text, column, entry.row, tx);
      const record = await buildRecord(def, target, entry.row, { ref: (name) => made.get(name) ?? null, lookup }, this.errors);
      // A row with an unreadable cell makes nothing, but all of it is read: everything that is wrong is told at once.
      if (!record || this.errors.length > before) continue;
      const existing = await this.existing(def, record, entry.row);
      if (this.errors.length > before) continue;
      const documentId = existing ?? (await this.writer.write(def, record, entry.row, tx));
      if (documentId === null) continue;
      if (existing === null) {
        isNew = true;
        this.count(target.form);
        this.remember(def, record, documentId);
      }
      made.set(target.as, documentId);
      this.log.link({ line: entry.row.line, target: target.as, key, form: target.form, documentId, made: existing === null });
    }
    const isFine = this.errors.length === before;
    if (isFine && !isNew) this.counts.known += 1;
    return isFine;
  }

  /** The record that is there already and is used instead of a new one. */
  private async existing(def: FormDefinition, record: BuiltRecord, row: SourceRow): Promise<string | null> {
    const place = reusePlace(def, record);
    if (!place) return null;
    const { documentId, several } = await this.finder.find(place, place.value);
    if (several)
      this.errors.push({
        row: row.line,
        column: record.columnOf([place.field]),
        field: place.field,
        code: 'record_ambiguous',
        params: { form: def.key, value: place.value },
      });
    return documentId;
  }

  private remember(def: FormDefinition, record: BuiltRecord, documentId: string): void {
    const place = reusePlace(def, record);
    if (place) this.finder.remember(place, place.value, documentId);
  }

  /** Finds what a cell names, or makes it when the mapping says so. A missing record that may not be made is an error of the row. */
  private async lookup(spec: Lookup, text: string, column: string, row: SourceRow, tx: Tx | null): Promise<string | null> {
    const { documentId, several } = await this.finder.findByLabel(spec.form, spec.field, text);
    if (documentId !== null && !several) return documentId;
    if (several || !spec.create) {
      this.errors.push({
        row: row.line,
        column,
        field: spec.field,
        code: several ? 'record_ambiguous' : 'record_not_found',
        params: { form: spec.form, value: text },
      });
      return null;
    }
    const def = this.defOf(spec.form);
    const plain = (specs: Record<string, ValueSpec>): Record<string, unknown> => {
      const values = Object.entries(specs).map(
        ([name, value]) =>
          [
            name,
            readValue(
              row,
              value,
              def.fields.find((field) => field.name === name),
              this.errors,
            ),
          ] as const,
      );
      return Object.fromEntries(values.filter(([, value]) => value !== null));
    };
    const values = { ...plain(spec.create.values), [spec.field]: text };
    const made = await this.writer.write(
      def,
      {
        values,
        computed: plain(spec.create.computed ?? {}),
        state: spec.create.state,
        number: null,
        registeredAt: undefined,
        entered: {},
        columnOf: () => column,
      },
      row,
      tx,
    );
    if (made === null) return null;
    this.count(spec.form);
    this.finder.remember({ form: spec.form, field: spec.field }, text, made);
    this.log.link({
      line: row.line,
      target: `${spec.form}.${spec.field}`.slice(0, 40),
      key: text.slice(0, 180),
      form: spec.form,
      documentId: made,
      made: true,
    });
    return made;
  }

  private defOf(form: string): FormDefinition {
    const def = this.job.engine.registry.get(form);
    if (!def) throw new AppError(400, 'unknown_form', { params: { form } });
    return def;
  }

  private count(form: string): void {
    this.counts.created += 1;
    this.counts.byForm[form] = (this.counts.byForm[form] ?? 0) + 1;
  }
}
