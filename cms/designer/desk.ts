import { join } from 'node:path';
import { definitionOf } from '../../config/definition/parse';
import { expand } from '../../config/definition/expand';
import { resolveLists } from '../../config/definition/lists';
import type { FormDefinition, Words } from '../../config/definition/types';
import type { Actor } from '../access/actor';
import { ownTable } from '../database/own-tables';
import type { Engine } from '../engine';
import { viewOf, type FormView } from '../forms/view';
import { AppError } from '../http/errors';
import { invalidDefinition, issuesOf } from './drafts';
import { formsWithRelease } from './releases';
import { readYaml } from '../yaml';

/** A form on the designer's desk. */
export interface DeskEntry extends Words {
  key: string;
  plural: string;
  area: string;
  kind: FormDefinition['kind'];
  /** 0 = there is a draft only. */
  version: number;
  /** `shipped` as the product brings it, `changed` by this house, `own` made here. */
  origin: 'shipped' | 'changed' | 'own';
  draft: { revision: number; at: string; by: string } | null;
  /** A new release has changed the shipped file of a form that this house has changed too. */
  release: boolean;
}

interface DraftRow {
  form: string;
  revision: number | string;
  definition: string;
  at: number | string;
  actor_name: string;
}

/** Forms that may be designed in these areas (`*` = all), those among them that so far are drafts only. */
export async function formsToDesign(engine: Engine, areas: ReadonlySet<string>): Promise<DeskEntry[]> {
  const versions = (await ownTable(engine, 'td_form_versions').select('form', 'version')) as { form: string; version: number | string }[];
  const drafts = new Map(((await ownTable(engine, 'td_form_drafts')) as DraftRow[]).map((row) => [row.form, row]));
  const releases = await formsWithRelease(engine);
  const published = new Set(versions.map((row) => row.form));
  const own = new Set(versions.filter((row) => Number(row.version) === 1).map((row) => row.form));
  const entry = (def: FormDefinition, version: number): DeskEntry => {
    const { key, plural, zh, en, area, kind } = def;
    const draft = drafts.get(key);
    const origin = own.has(key) || version === 0 ? 'own' : published.has(key) ? 'changed' : 'shipped';
    const about = draft && { revision: Number(draft.revision), at: new Date(Number(draft.at)).toISOString(), by: draft.actor_name };
    return { key, plural, zh, en, area, kind, version, origin, draft: about ?? null, release: releases.has(key) };
  };
  const present = engine.registry.all().map((def) => entry(def, def.version ?? 1));
  const known = new Set(present.map((one) => one.key));
  const coming = [...drafts.values()]
    .filter((row) => !known.has(row.form))
    .map((row) => entry(JSON.parse(row.definition) as FormDefinition, 0));
  return [...present, ...coming].filter((one) => areas.has('*') || areas.has(one.area));
}

/** What a definition may name here, with its words: the designer checks every change with it before it is sent. */
export function deskOf(engine: Engine, areas: ReadonlySet<string>): Record<string, unknown> {
  const { forms: _forms, roles: _roles, ...checks } = engine.checks;
  return {
    areas: [...areas],
    // All of them: the menu leaves out those that have no form yet.
    allAreas: readYaml(join(engine.root, 'config/forms/areas.yaml')) as unknown,
    checks,
    roles: [...engine.roles.roles.values()].map(({ key, zh, en, login, pseudo }) => ({ key, zh, en, login: login && !pseudo, pseudo })),
    scopes: [...engine.roles.scopes.values()].map(({ key, zh, en }) => ({ key, zh, en })),
    defaults: engine.roles.defaults,
    forms: engine.registry.all().map((def) => outlineOf(engine.registry.raw(def.key) ?? def)),
  };
}

/** Of another form only what conditions, pickers and effects can name. */
function outlineOf(def: FormDefinition): FormDefinition {
  const { key, plural, zh, en, area, kind, version, numbering, title, fields, states, transitions, list, access } = def;
  return { key, plural, zh, en, area, kind, version, numbering, title, fields, states, transitions, list, access };
}

/** The form as a role would get it, had it been published; null = that role would not see it. */
export function previewOf(engine: Engine, actor: Actor, input: { definition?: unknown; role?: unknown }): { view: FormView | null } {
  const { definition, issues } = definitionOf(input.definition, 'definition');
  const found = definition ? issuesOf(engine, definition) : issues;
  if (!definition || found.length > 0) throw invalidDefinition(found);
  const role = typeof input.role === 'string' ? engine.roles.roles.get(input.role) : undefined;
  if (!role) throw new AppError(400, 'invalid', { violations: [{ path: ['role'], code: 'not_a_member' }] });
  return { view: viewOf({ ...actor, kind: 'user', roles: [role.key], head: true }, expand(resolveLists(definition, engine.checks.enums))) };
}
