import { parse, stringify } from 'yaml';
import { changesBetween } from '../../config/definition/changes';
import { definitionOf } from '../../config/definition/parse';
import type { FormDefinition } from '../../config/definition/types';
import type { Actor } from '../access/actor';
import { ownTable } from '../database/own-tables';
import type { Engine } from '../engine';
import { AppError, forbidden, notFound } from '../http/errors';
import type { Ctx, Route } from '../http/route';
import { deskOf, formsToDesign, previewOf } from './desk';
import { discardDraft, invalidDefinition, readDraft, saveDraft } from './drafts';
import { impactOf, usesOf } from './impact';
import { keepOwn, releaseOf } from './releases';
import { publishDraft, readVersion, rollBack, versionsOf } from './publish';
import { simulateDraft } from './simulation';

/** Forms changed by managers while they are in use: draft, impact, publish, roll back, files. */
export function routes(engine: Engine): Route[] {
  const at = (method: Route['method'], path: string, handler: (ctx: Ctx, actor: Actor, key: string) => Promise<unknown>): Route => ({
    method,
    path: `/designer${path}`,
    handler: async (ctx, actor) => {
      const key = ctx.params.form ?? '';
      await requireDesigner(engine, actor, key);
      return handler(ctx, actor, key);
    },
  });
  return [
    at('GET', '', async (_ctx, actor) => formsToDesign(engine, designAreas(engine, actor))),
    at('GET', '/desk', async (_ctx, actor) => deskOf(engine, designAreas(engine, actor))),
    at('POST', '/:form/preview', async (ctx, actor) => previewOf(engine, actor, (ctx.request.body ?? {}) as Record<string, unknown>)),
    at('GET', '/:form/draft', async (_ctx, _actor, key) => readDraft(engine, key)),
    at('PUT', '/:form/draft', async (ctx, actor, key) => {
      const body = (ctx.request.body ?? {}) as { definition?: { area?: unknown } | null };
      requireArea(engine, actor, key, body.definition?.area);
      return saveDraft(engine, key, body, actor);
    }),
    at('DELETE', '/:form/draft', async (ctx, actor, key) => {
      await discardDraft(engine, key, actor);
      ctx.status = 204;
      return null;
    }),
    at('GET', '/:form/impact', async (_ctx, actor, key) => impactOf(engine, key, actor)),
    at('GET', '/:form/simulation', async (ctx, actor, key) => simulateDraft(engine, key, ctx.query as Record<string, unknown>, actor)),
    at('GET', '/:form/release', async (_ctx, _actor, key) => ({ release: await releaseOf(engine, key) })),
    at('POST', '/:form/release/keep', async (ctx, actor, key) => {
      await keepOwn(engine, key, (ctx.request.body ?? {}) as Record<string, unknown>, actor);
      ctx.status = 204;
      return null;
    }),
    at('GET', '/:form/uses', async (_ctx, _actor, key) => usesOf(engine, key)),
    at('POST', '/:form/publish', async (ctx, actor, key) =>
      publishDraft(engine, key, (ctx.request.body ?? {}) as Record<string, unknown>, actor),
    ),
    at('POST', '/:form/rollback', async (ctx, actor, key) =>
      rollBack(engine, key, (ctx.request.body ?? {}) as Record<string, unknown>, actor),
    ),
    at('GET', '/:form/versions', async (_ctx, _actor, key) => versionsOf(engine, key)),
    at('GET', '/:form/versions/:version', async (ctx, _actor, key) => found(await readVersion(engine, key, Number(ctx.params.version)))),
    at('GET', '/:form/diff', async (ctx, _actor, key) => {
      const [from, to] = await Promise.all([
        readVersion(engine, key, Number(ctx.query.from)),
        readVersion(engine, key, Number(ctx.query.to)),
      ]);
      return changesBetween(found(from), found(to));
    }),
    at('GET', '/:form/file', async (ctx, _actor, key) => {
      const version =
        ctx.query.version === undefined ? engine.registry.raw(key) : await readVersion(engine, key, Number(ctx.query.version));
      ctx.type = 'text/yaml; charset=utf-8';
      ctx.set('Content-Disposition', `attachment; filename="${key}.yaml"`);
      ctx.body = toFile(found(version ?? null));
      return undefined;
    }),
    at('POST', '/:form/file', async (ctx, actor, key) => importFile(engine, ctx, actor, key)),
  ];
}

/** The same YAML as the shipped files. */
export function toFile(definition: FormDefinition): string {
  const { version: _version, ...file } = definition;
  return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** A file of that shape becomes the draft; it is published like any other. */
async function importFile(engine: Engine, ctx: Ctx, actor: Actor, key: string): Promise<unknown> {
  const text = (ctx.request.body as { yaml?: unknown } | undefined)?.yaml;
  if (typeof text !== 'string' || text.length > 400_000)
    throw new AppError(400, 'invalid', { violations: [{ path: ['yaml'], code: 'required' }] });
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 100 });
  } catch (error) {
    throw new AppError(400, 'invalid_definition', {
      violations: [{ path: ['yaml'], code: 'yaml', params: { message: error instanceof Error ? error.message.slice(0, 300) : '' } }],
    });
  }
  const { definition, issues } = definitionOf(value, key);
  if (!definition) throw invalidDefinition(issues);
  requireArea(engine, actor, key, definition.area);
  const draft = await readDraft(engine, key).catch((error: unknown) => {
    if (error instanceof AppError && error.status === 404) return { revision: 0 };
    throw error;
  });
  return saveDraft(engine, key, { revision: draft.revision, definition }, actor);
}

/** May this person design the form? Said by the role: areas, or `*`. A form that is not there yet goes by the area of its draft. */
export async function requireDesigner(engine: Engine, actor: Actor, key: string): Promise<void> {
  const areas = designAreas(engine, actor);
  if (areas.size === 0) throw forbidden({ form: key, action: 'design' });
  if (areas.has('*') || key === '') return;
  requireArea(engine, actor, key, engine.registry.get(key)?.area ?? (await draftArea(engine, key)));
}

/** The area of a form that is a draft only; undefined when there is not even that. */
async function draftArea(engine: Engine, key: string): Promise<string | undefined> {
  const row = (await ownTable(engine, 'td_form_drafts').where({ form: key }).first('definition')) as { definition: string } | undefined;
  return row && (JSON.parse(row.definition) as FormDefinition).area;
}

/** Nobody moves a form into an area, or out of one, that is not theirs. What names no area is refused by the check of the definition. */
function requireArea(engine: Engine, actor: Actor, key: string, area: unknown): void {
  const areas = designAreas(engine, actor);
  if (typeof area === 'string' && !areas.has('*') && !areas.has(area)) throw forbidden({ form: key, action: 'design' });
}

/** Areas whose forms these roles change in the designer; `*` = all. */
export function designAreas(engine: Engine, actor: Actor): Set<string> {
  return new Set(actor.roles.flatMap((role) => engine.roles.roles.get(role)?.designs ?? []));
}

function found<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw notFound();
  return value;
}
