import type { Actor } from '../access/actor';
import { fieldRight, labelFilter } from '../access/rights';
import { decode } from '../documents/codec';
import type { Engine } from '../engine';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import { rowCondition } from './filters';
import { quote } from './fragment';
import { Compiler } from './sql';
import type { Brief } from './view-types';

export type ReadEngine = Pick<Engine, 'registry' | 'read'>;

/** What stands for a record whose name the caller may not know. */
export const hiddenBrief = (form: string): Brief => ({ documentId: null, form, number: null, title: null, state: null });

interface BriefPlan {
  select: string;
  where: string;
  params: readonly unknown[];
  number: boolean;
  titles: FieldDefinition[];
  /** Same plan, same answer: roles and rows of the caller, without the ids. */
  key: string;
}

/**
 * Names of related records, in one query per target form. A title is made of the target's `title` fields that the caller sees unmasked.
 * On SQLite they are kept as long as nobody has written (`ReadHandle.snapshot`).
 */
export class BriefLoader {
  private readonly wanted = new Map<string, { ids: Set<number>; documentIds: Set<string> }>();
  private readonly byId = new Map<string, Map<number, Brief>>();
  private readonly byDocumentId = new Map<string, Map<string, Brief>>();

  constructor(
    private readonly engine: ReadEngine,
    private readonly actor: Actor,
  ) {}

  want(form: string, id: unknown): void {
    if (id !== null && id !== undefined) this.of(form).ids.add(Number(id));
  }

  wantDocument(form: string, documentId: unknown): void {
    if (typeof documentId === 'string') this.of(form).documentIds.add(documentId);
  }

  get(form: string, id: unknown): Brief | null {
    if (id === null || id === undefined) return null;
    return this.byId.get(form)?.get(Number(id)) ?? hiddenBrief(form);
  }

  getDocument(form: string, documentId: unknown): Brief | null {
    if (typeof documentId !== 'string') return null;
    return this.byDocumentId.get(form)?.get(documentId) ?? hiddenBrief(form);
  }

  async load(): Promise<void> {
    await Promise.all([...this.wanted].map(([form, wanted]) => this.loadForm(form, wanted)));
  }

  private of(form: string): { ids: Set<number>; documentIds: Set<string> } {
    let wanted = this.wanted.get(form);
    if (!wanted) this.wanted.set(form, (wanted = { ids: new Set(), documentIds: new Set() }));
    return wanted;
  }

  private async loadForm(form: string, wanted: { ids: Set<number>; documentIds: Set<string> }): Promise<void> {
    const def = this.engine.registry.get(form);
    const plan = def ? briefPlan(this.engine, this.actor, def) : null;
    if (!def || !plan) return;
    const found = new Map<number, Brief>();
    const cache = cacheFor(this.engine, plan.key);
    const missing: number[] = [];
    for (const id of wanted.ids) {
      const known = cache?.get(id);
      if (known === undefined) missing.push(id);
      else if (known !== null) found.set(id, known);
    }
    if (missing.length > 0) {
      for (const row of await this.rows(plan, 'b.id', missing)) found.set(Number(row[0]), briefOf(form, plan, row));
      if (cache) for (const id of missing) cache.set(id, found.get(id) ?? null);
    }
    this.byId.set(form, found);
    if (wanted.documentIds.size > 0) {
      const rows = await this.rows(plan, 'b.document_id', [...wanted.documentIds]);
      this.byDocumentId.set(form, new Map(rows.map((row) => [String(row[1]), briefOf(form, plan, row)])));
    }
  }

  private rows(plan: BriefPlan, column: string, values: (number | string)[]): Promise<unknown[][]> {
    const lite = this.engine.read.dialect === 'sqlite';
    const list = lite
      ? '(SELECT value FROM json_each(?))'
      : `(SELECT CAST(value AS ${column === 'b.id' ? 'INTEGER' : 'TEXT'}) FROM json_array_elements_text(CAST(? AS JSON)))`;
    return this.engine.read.rows(`${plan.select} WHERE ${column} IN ${list} AND (${plan.where})`, [JSON.stringify(values), ...plan.params]);
  }
}

/** Null: the caller may know no name of this form. */
function briefPlan(engine: ReadEngine, actor: Actor, def: FormDefinition): BriefPlan | null {
  const rows = rowCondition(engine.registry, actor, def, labelFilter);
  if (rows === 'none') return null;
  const table = engine.registry.table(def.key);
  const compiler = new Compiler(engine.registry, engine.read.dialect, true);
  const where = rows === null ? { text: '1 = 1', params: [] } : compiler.record(def, 'b', rows);
  const seen = (name: string): FieldDefinition | undefined => {
    const field = def.fields.find((candidate) => candidate.name === name);
    if (!field || !Object.hasOwn(table.columns, name) || ['relation', 'media', 'json-rows'].includes(field.type)) return undefined;
    const right = fieldRight(actor, def, field);
    return right.visible && !right.masked ? field : undefined;
  };
  const titles = def.title.map(seen).filter((field): field is FieldDefinition => field !== undefined);
  const number = seen('number') !== undefined;
  const state = seen('state') !== undefined;
  const columns = [
    'b.id',
    `b.${quote(table.columns.documentId?.column ?? 'document_id')}`,
    number ? `b.${quote(table.columns.number?.column ?? 'number')}` : 'NULL',
    state ? `b.${quote(table.columns.state?.column ?? 'state')}` : 'NULL',
    ...titles.map((field) => `b.${quote(table.columns[field.name]?.column ?? field.name)}`),
  ];
  const select = `SELECT ${columns.join(', ')} FROM ${quote(table.table)} b`;
  return {
    select,
    where: where.text,
    params: where.params,
    number,
    titles,
    key: `${select}|${where.text}|${JSON.stringify(where.params)}`,
  };
}

function briefOf(form: string, plan: BriefPlan, row: unknown[]): Brief {
  const number = row[2] === null || row[2] === undefined ? null : String(row[2]);
  const parts = plan.titles.map((field, index) => decode(field, row[4 + index])).filter((part) => part !== null && part !== '');
  return {
    documentId: String(row[1]),
    form,
    number,
    title: parts.length > 0 ? parts.join(' · ') : number,
    state: row[3] === null || row[3] === undefined ? null : String(row[3]),
  };
}

const MOST_KEPT = 20_000;
const kept = new WeakMap<object, { snapshot: number; epoch: number; size: number; plans: Map<string, Map<number, Brief | null>> }>();

function cacheFor(engine: ReadEngine, key: string): Map<number, Brief | null> | null {
  const snapshot = engine.read.snapshot();
  if (snapshot === null) return null;
  const epoch = engine.registry.epoch();
  let cache = kept.get(engine.read);
  if (!cache || cache.snapshot !== snapshot || cache.epoch !== epoch || cache.size > MOST_KEPT) {
    cache = { snapshot, epoch, size: 0, plans: new Map() };
    kept.set(engine.read, cache);
  }
  let plan = cache.plans.get(key);
  if (!plan) cache.plans.set(key, (plan = new Map()));
  cache.size += 25;
  return plan;
}
