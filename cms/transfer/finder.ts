import type { Engine } from '../engine';
import { TO_BE_CREATED } from './import-job';

/** What a value of a sheet names: one record, none, or several (then nobody guesses which). */
export interface Found {
  documentId: string | null;
  several: boolean;
}

const NONE: Found = { documentId: null, several: false };
const PART = 400;

/** A field of a form that records are looked for by. */
export interface Place {
  form: string;
  field: string;
  /** Value of the record within which the field is unique (a unit number within its building). */
  within?: { field: string; documentId: string };
}

/**
 * Finds records by a field, once per value and import; archived ones and those of other sites are not found. Records made inside a chunk
 * that is rolled back are forgotten (`forget`), because the reading connection cannot see what is not committed.
 */
export class RecordFinder {
  private readonly known = new Map<string, Found>();
  private readonly fresh = new Set<string>();

  constructor(
    private readonly engine: Pick<Engine, 'registry' | 'read'>,
    private readonly siteIds: number[],
  ) {}

  /** Asks for many values at once: a sheet of thousands of rows is a few questions. Only text fields compare alike everywhere. */
  async prime(form: string, field: string, values: Iterable<string>): Promise<void> {
    const type = this.engine.registry.get(form)?.fields.find((candidate) => candidate.name === field)?.type;
    if (type !== 'string' && type !== 'text') return;
    const wanted = [...new Set(values)].filter((value) => value !== '' && !this.known.has(keyOf({ form, field }, value)));
    for (let at = 0; at < wanted.length; at += PART) {
      const part = wanted.slice(at, at + PART);
      const found = await this.ask(form, `"${this.column(form, field)}" IN (${part.map(() => '?').join(', ')})`, part, field);
      for (const value of part)
        this.known.set(keyOf({ form, field }, value), oneOf(found.filter((row) => row.value === value).map((row) => row.documentId)));
    }
  }

  /** The record of `form` whose `field` has this value. */
  async find(place: Place, value: string): Promise<Found> {
    const key = keyOf(place, value);
    const known = this.known.get(key);
    if (known) return known;
    const column = `"${this.column(place.form, place.field)}" = ?`;
    const within = this.withinSql(place);
    const rows =
      within === 'nothing'
        ? []
        : await this.ask(place.form, within ? `${column} AND ${within.text}` : column, within ? [value, ...within.params] : [value]);
    const found = oneOf(rows.map((row) => row.documentId));
    this.known.set(key, found);
    return found;
  }

  /** What a cell names: by the field, by its number, or by the whole label that lists and exports show ("100001 · 灯不亮"). */
  async findByLabel(form: string, field: string, text: string): Promise<Found> {
    const def = this.engine.registry.get(form);
    const byField = await this.find({ form, field }, text);
    if (byField.documentId !== null || byField.several || !def) return byField;
    if (field !== 'number' && def.fields.some((candidate) => candidate.name === 'number')) {
      const byNumber = await this.find({ form, field: 'number' }, text);
      if (byNumber.documentId !== null) return byNumber;
    }
    const { columns } = this.engine.registry.table(form);
    const titles = def.title.filter(
      (name) => columns[name] && def.fields.some((candidate) => candidate.name === name && candidate.type !== 'relation'),
    );
    const parts = text.split(' · ');
    if (titles.length < 2 || parts.length !== titles.length) return NONE;
    const rows = await this.ask(form, titles.map((name) => `"${columns[name]?.column ?? name}" = ?`).join(' AND '), parts);
    return oneOf(rows.map((row) => row.documentId));
  }

  /** Is the value taken already, by an archived record too? The database's own index would refuse it. */
  async isTaken(place: Place, value: string): Promise<boolean> {
    const within = this.withinSql(place);
    if (within === 'nothing') return false;
    const text = `SELECT id FROM "${this.engine.registry.table(place.form).table}" WHERE "${this.column(place.form, place.field)}" = ? AND ${this.sitesSql(place.form)}`;
    const rows = await this.engine.read.all(
      within ? `${text} AND ${within.text} LIMIT 1` : `${text} LIMIT 1`,
      within ? [value, ...within.params] : [value],
    );
    return rows.length > 0;
  }

  remember(place: Place, value: string, documentId: string): void {
    const key = keyOf(place, value);
    this.known.set(key, { documentId, several: false });
    this.fresh.add(key);
  }

  /** A chunk was committed: what it made stays. */
  settle(): void {
    this.fresh.clear();
  }

  /** A chunk was rolled back: what it made is gone. */
  forget(): void {
    for (const key of this.fresh) this.known.delete(key);
    this.fresh.clear();
  }

  private async ask(form: string, where: string, params: unknown[], field?: string): Promise<{ documentId: string; value: string }[]> {
    const { table, columns } = this.engine.registry.table(form);
    const value = field ? `, "${this.column(form, field)}" AS value` : '';
    const text = `SELECT document_id${value} FROM "${table}" WHERE ${where} AND "${columns.archivedAt?.column ?? 'archived_at'}" IS NULL AND ${this.sitesSql(form)} ORDER BY id`;
    const rows = await this.engine.read.all(field ? text : `${text} LIMIT 2`, params);
    return rows.map((row) => ({ documentId: String(row.document_id), value: String(row.value) }));
  }

  private sitesSql(form: string): string {
    const site = this.engine.registry.table(form).columns.site?.column;
    return site && this.siteIds.length > 0
      ? `("${site}" IS NULL OR "${site}" IN (${this.siteIds.map((id) => Math.trunc(id)).join(', ')}))`
      : '1 = 1';
  }

  /** 'nothing': the record within which it would be unique is not there yet, so nothing is in it. */
  private withinSql({ form, within }: Place): { text: string; params: unknown[] } | 'nothing' | null {
    if (!within) return null;
    if (within.documentId === TO_BE_CREATED) return 'nothing';
    const target = this.engine.registry.get(form)?.fields.find((candidate) => candidate.name === within.field)?.target ?? '';
    const { table } = this.engine.registry.table(target);
    return {
      text: `"${this.column(form, within.field)}" = (SELECT id FROM "${table}" WHERE document_id = ?)`,
      params: [within.documentId],
    };
  }

  private column(form: string, field: string): string {
    const column = this.engine.registry.table(form).columns[field]?.column;
    if (!column) throw new Error(`import: ${form}.${field} is not stored`);
    return column;
  }
}

const keyOf = ({ form, field, within }: Place, value: string): string => [form, field, within?.documentId ?? '', value].join('\u0001');

const oneOf = (documentIds: string[]): Found => ({ documentId: documentIds[0] ?? null, several: documentIds.length > 1 });
