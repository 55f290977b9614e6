import { leaveOut, type AbsentRelation } from '../../config/definition/leave-out';
import type { Issue } from '../../config/definition/issue';
import type { FormDefinition, Words } from '../../config/definition/types';
import { ownTable } from '../database/own-tables';
import { library } from '../definitions/library';
import type { Engine } from '../engine';
import { notFound } from '../http/errors';

/** A form of the library, as the list shows it. */
export interface LibraryEntry extends Words {
  key: string;
  plural: string;
  area: string;
  kind: FormDefinition['kind'];
  purpose: Words | null;
  fields: number;
  states: Words[];
  /** It is switched on already, or somebody has begun to. */
  status: 'on' | 'draft' | 'off';
  /** Forms that have to be switched on first. */
  needs: (Words & { key: string })[];
  /** How many optional relations it would be without for now. */
  left: number;
}

type Absent = AbsentRelation & { form: Words };

export interface LibraryForm {
  entry: LibraryEntry;
  /** As it would become a draft now. */
  definition: FormDefinition;
  left: Absent[];
  needed: Absent[];
}

/** Shipped forms that are not live, of the areas that the caller designs (`*` = all). */
export async function libraryEntries(engine: Engine, areas: ReadonlySet<string>): Promise<LibraryEntry[]> {
  const shelf = await library(engine.root);
  const drafts = await draftKeys(engine);
  return [...shelf.values()].filter((def) => areas.has('*') || areas.has(def.area)).map((def) => entryOf(engine, shelf, drafts, def));
}

/** One of them, fitted to the forms that there are; 404 for what the library does not have. */
export async function libraryForm(engine: Engine, key: string): Promise<LibraryForm> {
  const shelf = await library(engine.root);
  const source = shelf.get(key);
  if (!source) throw notFound();
  const { definition, left, needed } = fitted(engine, source);
  const named = (one: AbsentRelation): Absent => ({ ...one, form: wordsOf(shelf, one.target) });
  return { entry: entryOf(engine, shelf, await draftKeys(engine), source), definition, left: left.map(named), needed: needed.map(named) };
}

/** The area of a form of the library; undefined for any other key. */
export async function libraryArea(engine: Engine, key: string): Promise<string | undefined> {
  return (await library(engine.root)).get(key)?.area;
}

/** A required relation to a form that is not there could never be filled in: such a form is not published before the other one. */
export function neededForms(engine: Engine, definition: FormDefinition): Issue[] {
  return fitted(engine, definition).needed.map(({ field, column, zh, en, target }) => ({
    address: `${definition.key}.fields.${field}${column === undefined ? '' : `.columns.${column}`}`,
    code: 'needs_form',
    zh: `必填的“${zh}”指向尚未启用的表单 ${target},请先启用该表单`,
    en: `"${en}" is required and points to the form ${target}, which is not switched on yet: switch that one on first`,
  }));
}

const fitted = (engine: Engine, definition: FormDefinition) => leaveOut(definition, (form) => engine.registry.get(form) !== undefined);

function entryOf(
  engine: Engine,
  shelf: ReadonlyMap<string, FormDefinition>,
  drafts: ReadonlySet<string>,
  def: FormDefinition,
): LibraryEntry {
  const { key, plural, zh, en, area, kind, purpose } = def;
  const { left, needed } = fitted(engine, def);
  return {
    key,
    plural,
    zh,
    en,
    area,
    kind,
    purpose: purpose ?? null,
    fields: def.fields.length,
    states: def.states.map((state) => ({ zh: state.zh, en: state.en })),
    status: engine.registry.get(key) ? 'on' : drafts.has(key) ? 'draft' : 'off',
    needs: [...new Set(needed.map((one) => one.target))].map((target) => ({ key: target, ...wordsOf(shelf, target) })),
    left: left.length,
  };
}

function wordsOf(shelf: ReadonlyMap<string, FormDefinition>, key: string): Words {
  const def = shelf.get(key);
  return def ? { zh: def.zh, en: def.en } : { zh: key, en: key };
}

async function draftKeys(engine: Engine): Promise<Set<string>> {
  const rows = (await ownTable(engine, 'td_form_drafts').select('form')) as { form: string }[];
  return new Set(rows.map((row) => row.form));
}
