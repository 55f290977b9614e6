import { initialStateOf } from '../../config/definition/expand';
import { normalize } from '../../config/definition/normalize';
import type { FormDefinition, Violation } from '../../config/definition/types';
import { mayBringHistory } from '../access/rights';
import { ownTable } from '../database/own-tables';
import { createIn } from '../documents/create';
import type { LoadedRecord } from '../documents/load';
import { inTransaction, type Tx } from '../documents/tx';
import { isUniqueError } from '../documents/unique';
import { AppError } from '../http/errors';
import type { RecordFinder } from './finder';
import { TO_BE_CREATED, type ImportJob } from './import-job';
import type { RowError, SourceRow } from './read-row';

type Values = Record<string, unknown>;
type Path = (string | number)[];

/** A record as a row means it. */
export interface ReadyRecord {
  values: Values;
  computed: Values;
  state: string;
  number: string | null;
  registeredAt: string | undefined;
  entered: Record<string, string>;
  /** Column of the file that a path of the record was read from. */
  columnOf(path: Path): string;
}

class TrialOver extends Error {}

/**
 * Puts records into the write pipeline. Administrator and finance bring history: it enters in the state it had, gaps are waived. Whoever
 * else may import brings new papers: they begin where papers begin, and every rule holds.
 */
export class RecordWriter {
  /** Values of unique fields that a trial has seen in this file. */
  private readonly seen = new Set<string>();
  private readonly isHistory: boolean;

  constructor(
    private readonly job: ImportJob,
    private readonly finder: RecordFinder,
    private readonly errors: RowError[],
  ) {
    this.isHistory = mayBringHistory(job.actor);
  }

  /** The new record's documentId; null when something is wrong with it, which is told. Without a transaction it only tries. */
  async write(def: FormDefinition, record: ReadyRecord, row: SourceRow, tx: Tx | null): Promise<string | null> {
    const before = this.errors.length;
    const tell = ({ path, code, params, message }: Violation): void =>
      void this.errors.push({
        row: row.line,
        column: record.columnOf(path),
        field: String(path[0] ?? ''),
        code,
        params: params ?? {},
        ...(message ? { message } : {}),
      });
    const { values, violations } = normalize(def, record.values);
    violations.forEach(tell);
    if (!def.states.some((state) => state.value === record.state))
      tell({ path: ['state'], code: 'unknown_state', params: { state: record.state } });
    if (!this.isHistory && isHistory(def, record)) tell({ path: ['state'], code: 'history_forbidden' });
    if (this.errors.length > before) return null;
    try {
      if (tx) return (await this.create(tx, def, values, record)).documentId;
      (await this.takenIn(def, { ...values, number: record.number })).forEach(tell);
      if (!this.isHistory && this.errors.length === before) await this.tryOut(def, values, record);
    } catch (error) {
      // A number stands in the index of the database only: of an archived record, or given out at this moment.
      if (isUniqueError(error) && record.number !== null) {
        tell({ path: ['number'], code: 'duplicate', params: { value: record.number } });
        return null;
      }
      if (!(error instanceof AppError) || error.status >= 500) throw error;
      const found = error.violations.length > 0 ? error.violations : [{ path: [], code: error.code, params: error.params }];
      found.forEach(tell);
    }
    return this.errors.length > before ? null : TO_BE_CREATED;
  }

  private async create(
    tx: Tx,
    def: FormDefinition,
    values: Values,
    { state, number, registeredAt, entered, computed }: ReadyRecord,
  ): Promise<LoadedRecord> {
    if (!this.isHistory) return createIn(tx, def, values, { unread: true });
    const times = Object.keys(entered).length > 0 ? entered : registeredAt ? { [state]: registeredAt } : undefined;
    // The values are normalized already: `trusted` spares doing it again.
    const saved = await createIn(tx, def, values, {
      unread: true,
      trusted: true,
      imported: { state, number, registeredAt, entered: times, computed },
    });
    await silenceClock(tx, def, saved);
    return saved;
  }

  /** Rules of a new paper are asked by writing it and taking it back. */
  private async tryOut(def: FormDefinition, values: Values, record: ReadyRecord): Promise<void> {
    try {
      await inTransaction(this.job.engine, this.job.actor, async (tx) => {
        await this.create({ ...tx, quiet: true }, def, values, record);
        throw new TrialOver();
      });
    } catch (error) {
      if (isUniqueError(error)) throw new AppError(409, 'duplicate');
      if (!(error instanceof TrialOver)) throw error;
    }
  }

  /** Unique fields whose value is taken in the house, or stands twice in the file. */
  private async takenIn(def: FormDefinition, values: Values): Promise<Violation[]> {
    const taken: Violation[] = [];
    for (const field of def.fields) {
      const value = values[field.name];
      if (!field.unique || typeof value !== 'string' || field.type === 'relation') continue;
      const owner = field.uniqueWithin ? values[field.uniqueWithin] : undefined;
      const within = field.uniqueWithin && typeof owner === 'string' ? { field: field.uniqueWithin, documentId: owner } : undefined;
      const key = [def.key, field.name, within?.documentId ?? '', value].join('\u0001');
      if (this.seen.has(key) || (await this.finder.isTaken({ form: def.key, field: field.name, ...(within ? { within } : {}) }, value))) {
        taken.push({ path: [field.name], code: 'duplicate', params: { value } });
      }
      this.seen.add(key);
    }
    return taken;
  }
}

/** More than a new paper: a state of its own, an old number, times or results of the old system. */
function isHistory(def: FormDefinition, { state, number, registeredAt, entered, computed }: ReadyRecord): boolean {
  return (
    state !== initialStateOf(def) ||
    number !== null ||
    registeredAt !== undefined ||
    Object.keys(entered).length > 0 ||
    Object.keys(computed).length > 0
  );
}

/** A clock that had run out before the import shows as overdue, but calls nobody: it counts as told. */
async function silenceClock(tx: Tx, def: FormDefinition, { documentId, slaDueAt }: LoadedRecord): Promise<void> {
  const due = typeof slaDueAt === 'string' ? Date.parse(slaDueAt) : Number.NaN;
  if (!(due < tx.now.getTime())) return;
  const told = { form: def.key, document_id: documentId, clock: 'imported', due_at: due, at: tx.now.getTime() };
  await ownTable(tx.engine, 'td_breaches', tx.trx).insert(told);
}
