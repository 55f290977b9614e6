import { createHash } from 'node:crypto';
import type { Tx } from '../documents/tx';
import type { ImportJob, KeyedRow } from './import-job';
import { TO_BE_CREATED } from './import-job';
import { importTable } from './store';

interface Link {
  line: number;
  target: string;
  key: string;
  form: string;
  documentId: string;
  /** Made by this import; otherwise it was there and only used. */
  made: boolean;
}

const addressOf = (target: string, key: string): string => `${target}\u0001${key}`;

/**
 * What an import remembers: its batch, the rows it was given (the staging table), and which record came from which row. The links are
 * written in the transaction of their records, so that a stopped import goes on where it stopped when the file is given again.
 */
export class ImportLog {
  private readonly links = new Map<string, string>();
  private pending: Link[] = [];

  private constructor(
    private readonly job: ImportJob,
    readonly batch: number | null,
  ) {}

  /** Opens a batch with its rows (a trial has none) and looks up which of them had been imported before. */
  static async open(job: ImportJob, rows: KeyedRow[]): Promise<ImportLog> {
    const log = new ImportLog(job, job.dryRun ? null : await addBatch(job, rows.length));
    if (log.batch !== null) await stage(job, log.batch, rows);
    await log.recall(rows);
    return log;
  }

  /** Looks up what is linked to these rows, in questions of some hundred keys. */
  async recall(rows: KeyedRow[]): Promise<void> {
    const { engine, mapping } = this.job;
    for (const [index, target] of mapping.targets.entries()) {
      const keys = [...new Set(rows.map((entry) => entry.keys[index] ?? ''))];
      for (let at = 0; at < keys.length; at += 500) {
        const found = (await importTable(engine, 'td_import_links')
          .where({ mapping: mapping.name, target: target.as })
          .whereIn('record_key', keys.slice(at, at + 500))
          .select('record_key', 'document_id')) as { record_key: string; document_id: string }[];
        for (const row of found) this.links.set(addressOf(target.as, row.record_key), row.document_id);
      }
    }
  }

  linked(target: string, key: string): string | undefined {
    return this.links.get(addressOf(target, key));
  }

  /** Notes which record came from a row; written with the transaction that made it. */
  link(link: Link): void {
    this.links.set(addressOf(link.target, link.key), link.documentId);
    this.pending.push(link);
  }

  /** Writes the links of a chunk inside its transaction. */
  async flush(tx: Tx): Promise<void> {
    const { engine, mapping } = this.job;
    const rows = this.pending
      .filter((link) => link.documentId !== TO_BE_CREATED)
      .map((link) => ({
        batch_id: this.batch,
        site_id: siteOf(this.job),
        line: link.line,
        mapping: mapping.name,
        target: link.target,
        record_key: link.key,
        form: link.form,
        document_id: link.documentId,
        made: link.made,
      }));
    for (let at = 0; at < rows.length; at += 100) await importTable(engine, 'td_import_links', tx.trx).insert(rows.slice(at, at + 100));
  }

  /** The chunk was committed. */
  settle(): void {
    this.pending = [];
  }

  /** The chunk was rolled back: its links are gone with it. */
  forget(): void {
    for (const link of this.pending) this.links.delete(addressOf(link.target, link.key));
    this.pending = [];
  }

  async close(created: number): Promise<void> {
    if (this.batch === null) return;
    const { engine } = this.job;
    await importTable(engine, 'td_import_batches').where({ id: this.batch }).update({ created, done_at: engine.clock().getTime() });
  }
}

const siteOf = ({ actor }: ImportJob): number | null => (actor.siteIds.length === 1 ? (actor.siteIds[0] ?? null) : null);

async function addBatch(job: ImportJob, rows: number): Promise<number> {
  const { engine, mapping, file, bytes, actor } = job;
  const head = {
    site_id: siteOf(job),
    mapping: mapping.name,
    form: mapping.targets.at(-1)?.form ?? '',
    file: file.slice(0, 255),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    file_rows: rows,
    created: 0,
    user_id: actor.userId,
    actor_name: actor.name,
    at: engine.clock().getTime(),
  };
  const [inserted] = (await importTable(engine, 'td_import_batches').insert(head).returning('id')) as ({ id: number } | number)[];
  return Number(typeof inserted === 'object' ? inserted.id : inserted);
}

/** The staging table keeps of each row what the mapping wants kept: figures know the source's words, and nothing else of it stays. */
async function stage(job: ImportJob, batch: number, rows: KeyedRow[]): Promise<void> {
  const { engine, mapping } = job;
  const keep = mapping.keep ?? [];
  for (let at = 0; at < rows.length; at += 200) {
    const part = rows.slice(at, at + 200).map(({ row }) => ({
      batch_id: batch,
      site_id: siteOf(job),
      line: row.line,
      data: JSON.stringify(Object.fromEntries(keep.map((column) => [column, row.text(column)]))),
    }));
    await importTable(engine, 'td_import_rows').insert(part);
  }
}
