import { changesBetween, type DefinitionChange } from '../../config/definition/changes';
import { checkKept } from '../../config/definition/keep';
import { usesInForms, type FieldUse } from '../../config/definition/uses';
import { fieldsOfTile } from '../../config/kpis/tile-uses';
import type { FormDefinition } from '../../config/definition/types';
import type { Issue } from '../../config/definition/issue';
import type { Actor } from '../access/actor';
import { ownTable } from '../database/own-tables';
import type { Engine } from '../engine';
import { allTiles } from '../kpis/tiles/store';
import { allMappings } from '../transfer/store';
import { conversionReports, type ConversionReport } from './convert-report';
import { readDraft } from './drafts';
import { dryRun, type DryRun } from './dry-run';
import { fieldsOfKpis } from './kpi-fields';
import { neededForms } from './library';
import { wordsOfRule } from './rule-words';

/** What publishing a draft would do, before anybody does it. */
export interface Impact {
  revision: number;
  changes: DefinitionChange[];
  /** Records that there are; old ones keep the version they were filled in under. */
  records: number;
  open: number;
  /** Uses of the fields that the draft changes or archives. */
  uses: FieldUse[];
  /** Why it cannot be published; empty = it can. */
  blocked: Issue[];
  /** The new checks over the records that are there. */
  dryRun: DryRun;
  /** Fields that change their kind: how many values convert, and which do not. */
  conversions: ConversionReport[];
}

export async function impactOf(engine: Engine, key: string, actor: Actor): Promise<Impact> {
  const draft = await readDraft(engine, key);
  return impactOfDefinition(engine, draft.definition, draft.revision, actor);
}

export async function impactOfDefinition(engine: Engine, after: FormDefinition, revision: number, actor: Actor): Promise<Impact> {
  const before = engine.registry.raw(after.key);
  const { changes, blocked, states } = await judge(engine, after);
  const uses = before ? await usesOf(engine, after.key) : [];
  const touched = new Set(changes.flatMap((change) => fieldsOfAddress(change.address)));
  const final = new Set((before?.states ?? []).filter((state) => state.final).map((state) => state.value));
  const sum = (keep: (state: string) => boolean): number =>
    [...states].reduce((total, [state, count]) => total + (keep(state) ? count : 0), 0);
  return {
    revision,
    changes,
    records: sum(() => true),
    open: sum((state) => !final.has(state)),
    uses: uses.filter((use) => touched.has(use.field)),
    blocked,
    conversions: blocked.length === 0 ? await conversionReports(engine, after, actor) : [],
    dryRun: before && blocked.length === 0 ? await dryRun(engine, after) : { checked: 0, failing: 0, problems: [] },
  };
}

/** What changes, and why it may not: what publishing itself asks once more, without the figures that the report adds. */
export async function judge(
  engine: Engine,
  after: FormDefinition,
): Promise<{ changes: DefinitionChange[]; blocked: Issue[]; states: Map<string, number> }> {
  const before = engine.registry.raw(after.key);
  if (!before) {
    const changes = changesBetween({ key: after.key } as FormDefinition, after);
    return { changes, blocked: neededForms(engine, after), states: new Map() };
  }
  const states = await statesInUse(engine, after.key);
  const blocked = checkKept(before, after, new Set(states.keys()));
  const archived = archivedNow(before, after);
  // A use inside the form itself is judged as the draft has it: what was rewritten there no longer counts.
  const remaining = archived.length > 0 ? await usesOf(engine, after.key, after) : [];
  for (const field of archived) {
    for (const use of remaining.filter((candidate) => candidate.hard && candidate.field === field)) {
      blocked.push({
        address: `${after.key}.fields.${field.replace('.', '.columns.')}`,
        code: 'field_in_use',
        zh: `字段仍被使用,不能归档:${use.words ? `指标“${use.words.zh}”` : `${use.form} ${use.address}`}`,
        en: `still used, so it cannot be archived: ${use.words ? `the figure "${use.words.en}"` : `${use.form} ${use.address}`}`,
        ...(use.in === 'kpi' ? { kpi: use.address } : {}),
      });
    }
  }
  return { changes: changesBetween(before, after), blocked, states };
}

/** All uses of a form's fields: in forms, rules, figures, papers, saved views and import mappings. `draft` takes the place of the published form. */
export async function usesOf(engine: Engine, key: string, draft?: FormDefinition): Promise<FieldUse[]> {
  const forms = engine.registry.all().map((def) => (draft && def.key === key ? draft : (engine.registry.raw(def.key) ?? def)));
  const uses = usesInForms(key, forms, wordsOfRule(engine.root));
  for (const { kpi, field } of fieldsOfKpis(engine, key)) uses.push({ field, in: 'kpi', form: key, address: kpi, hard: true });
  for (const { key: address, tile } of await allTiles(engine)) {
    const used = fieldsOfTile(tile, (form) => engine.registry.get(form)).filter((use) => use.form === key);
    for (const { field } of used)
      uses.push({ field, in: 'kpi', form: tile.form, address, hard: true, words: { zh: tile.zh, en: tile.en } });
  }
  const def = draft ?? engine.registry.get(key);
  const names = new Set(def?.fields.map((field) => field.name));
  const views = (await ownTable(engine, 'td_views').where({ form: key }).select('name', 'query')) as { name: string; query: string }[];
  for (const view of views) {
    for (const name of names)
      if (new RegExp(`\\b${name}\\b`).test(view.query)) uses.push({ field: name, in: 'view', form: key, address: view.name, hard: false });
  }
  for (const mapping of await allMappings(engine)) {
    if (!mapping.targets.some((target) => target.form === key)) continue;
    const text = JSON.stringify(mapping.targets.filter((target) => target.form === key));
    for (const name of names)
      if (text.includes(`"${name}"`)) uses.push({ field: name, in: 'import', form: key, address: mapping.name, hard: false });
  }
  return uses;
}

/** Fields, and columns as `rows.column`, that the draft archives and the published form does not. */
function archivedNow(before: FormDefinition, after: FormDefinition): string[] {
  const old = new Set(archivedIn(before));
  return archivedIn(after).filter((name) => !old.has(name));
}

const archivedIn = (def: FormDefinition): string[] =>
  def.fields.flatMap((field) => [
    ...(field.archived ? [field.name] : []),
    ...(field.columns ?? []).filter((column) => column.archived).map((column) => `${field.name}.${column.name}`),
  ]);

async function statesInUse(engine: Engine, key: string): Promise<Map<string, number>> {
  const { table, columns } = engine.registry.table(key);
  const state = columns.state?.column ?? 'state';
  const rows = await engine.read.all(`SELECT "${state}" AS state, COUNT(*) AS n FROM "${table}" GROUP BY "${state}"`, []);
  return new Map(rows.map((row) => [String(row.state), Number(row.n)]));
}

/** `fields.lines.columns.price.min`: the field `lines`, and its column `lines.price`. */
function fieldsOfAddress(address: string): string[] {
  const [, field, column] = /^fields\.([A-Za-z0-9]+)(?:\.columns\.([A-Za-z0-9]+))?/.exec(address) ?? [];
  return field === undefined ? [] : [field, ...(column === undefined ? [] : [`${field}.${column}`])];
}
