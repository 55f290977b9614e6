import type { Knex } from 'knex';
import type { DefinitionChange } from '../../config/definition/changes';
import { conversionsBetween } from '../../config/definition/conversions';
import { expand } from '../../config/definition/expand';
import { keeping } from '../../config/definition/release';
import { resolveLists } from '../../config/definition/lists';
import type { FormDefinition } from '../../config/definition/types';
import type { Actor } from '../access/actor';
import { ensureConstraints } from '../database/constraints';
import { ownTable } from '../database/own-tables';
import { writeAudit } from '../documents/audit';
import { sendEvent } from '../documents/outbox';
import { inTransaction, isPostgres } from '../documents/tx';
import type { Engine } from '../engine';
import { AppError, notFound } from '../http/errors';
import { alone, convertFor, noteConversions, settleConversions, takeBack, type ConversionRun } from './convert';
import { readDraft, issuesOf, invalidDefinition } from './drafts';
import { judge } from './impact';
import { baseFor } from './releases';
import { applySchema, needsSchema } from './live-schema';

/** A version as it stands in the list of a form's versions. */
export interface VersionView {
  version: number;
  note: string | null;
  at: string | null;
  by: string | null;
}

/** One publish at a time in this process; between processes the database's own lock counts. */
let queue: Promise<unknown> = Promise.resolve();
function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const next = queue.then(work, work);
  queue = next.catch(() => undefined /* told to its own caller */);
  return next;
}

/** Makes the draft the form that everybody has: all or nothing, audited, with no restart. */
export function publishDraft(
  engine: Engine,
  key: string,
  input: { revision?: unknown; note?: unknown },
  actor: Actor,
): Promise<VersionView> {
  return oneAtATime(async () => {
    const draft = await readDraft(engine, key);
    if (draft.revision === 0) throw new AppError(409, 'no_draft');
    if (input.revision !== draft.revision)
      throw new AppError(409, 'stale_draft', { params: { revision: draft.revision, by: draft.by ?? '' } });
    const present = engine.registry.get(key)?.version ?? 0;
    if (draft.baseVersion !== present) throw new AppError(409, 'stale_base', { params: { version: present } });
    return publish(engine, draft.definition, noteOf(input.note, true), actor, draft.revision);
  });
}

/** Publishes an earlier version again, as a new one: nothing of the history is lost. */
export function rollBack(engine: Engine, key: string, input: { version?: unknown; note?: unknown }, actor: Actor): Promise<VersionView> {
  return oneAtATime(async () => {
    const version = Number(input.version);
    const definition = await readVersion(engine, key, version);
    if (!definition) throw notFound();
    const present = engine.registry.raw(key);
    if (!present || (engine.registry.get(key)?.version ?? 1) === version)
      throw new AppError(409, 'already_current', { params: { version } });
    const note = noteOf(input.note, false) || `回滚到第 ${version} 版 Rolled back to version ${version}`;
    // What came after the old version is archived, not dropped, in its child tables too: the values stay and come back with it.
    return publish(engine, keeping(present, definition), note, actor, null, version);
  });
}

async function publish(
  engine: Engine,
  definition: FormDefinition,
  note: string,
  actor: Actor,
  revision: number | null,
  like: number | null = null,
): Promise<VersionView> {
  const issues = issuesOf(engine, definition);
  if (issues.length > 0) throw invalidDefinition(issues);
  const { changes, blocked } = await judge(engine, definition);
  if (blocked.length > 0)
    throw new AppError(422, 'publish_blocked', {
      violations: blocked.map(({ address, code, zh, en }) => ({ path: address.split('.'), code, message: { zh, en } })),
    });
  if (changes.length === 0) throw new AppError(409, 'nothing_changed');
  const { key } = definition;
  const version = (engine.registry.get(key)?.version ?? 0) + 1;
  const expanded = expand(resolveLists({ ...definition, version }, engine.checks.enums));
  const byWorker = engine.publishing === 'safe' && needsColumns(engine, expanded);
  if (byWorker && !process.send) throw new AppError(503, 'restart_needed');
  // Columns first. A crash here leaves the old version and an empty column that nobody sees.
  if (!byWorker) await bringIntoSchema(engine, expanded);
  const before = engine.registry.raw(key);
  const write = (run: ConversionRun): Promise<Date> =>
    commit(engine, { definition, version, note, revision, like, changes, byWorker, run }, actor);
  const isRetyped = before !== undefined && conversionsBetween(before, definition).length > 0;
  const at = isRetyped
    ? await alone(engine, key, version, async () => {
        const run = await convertFor(engine, before, definition, expanded, byWorker);
        return write(run).catch(async (error: unknown) => {
          await takeBack(engine, expanded, run);
          throw error;
        });
      })
    : await write({ since: 0, done: [] });
  if (byWorker) askForNewWorker();
  else if (isRetyped) await settle(engine);
  return { version, note, at: at.toISOString(), by: actor.name };
}

/** Published it is; what was being saved at that moment is looked at now, and again by the job. */
async function settle(engine: Engine): Promise<void> {
  await settleConversions(engine).catch(
    (error: unknown) => void engine.strapi.log.error(`Converted fields could not be looked at again yet: ${String(error)}`),
  );
}

interface Commit {
  definition: FormDefinition;
  version: number;
  note: string;
  /** Of the draft that goes; null = a version that comes back. */
  revision: number | null;
  /** The version that comes back. */
  like: number | null;
  changes: DefinitionChange[];
  byWorker: boolean;
  run: ConversionRun;
}

/** Version, audit, conversions and event at once; with the commit this process serves it. */
async function commit(
  engine: Engine,
  { definition, version, note, revision, like, changes, byWorker, run }: Commit,
  actor: Actor,
): Promise<Date> {
  const { key } = definition;
  return inTransaction(engine, actor, async (tx) => {
    if (isPostgres(tx)) await tx.trx.raw('select pg_advisory_xact_lock(?)', [7_041_021]);
    const row = {
      form: key,
      version,
      definition: JSON.stringify({ ...definition, version }),
      note,
      at: tx.now.getTime(),
      user_id: actor.userId,
      actor_name: actor.name,
      base_hash: await baseFor(tx, key, like),
    };
    // Two instances that publish at once: the second finds its number taken.
    const inserted = (await ownTable(engine, 'td_form_versions', tx.trx)
      .insert(row)
      .onConflict(['form', 'version'])
      .ignore()
      .returning('version')) as unknown[];
    if (inserted.length === 0) throw new AppError(409, 'stale_base', { params: { version } });
    if (revision !== null) {
      const gone = Number(await ownTable(engine, 'td_form_drafts', tx.trx).where({ form: key, revision }).del());
      if (gone !== 1) throw new AppError(409, 'stale_draft', { params: { revision } });
    }
    await noteConversions(tx, key, version, run);
    if (run.done.length > 0)
      await writeAudit(tx, 'form', key, {
        event: 'update',
        action: 'convert',
        comment: null,
        changes: run.done.map(({ from, to, counts }) => ({
          field: `fields.${to}`,
          before: { field: from },
          after: { field: to, ...counts },
        })),
        rev: version,
        siteId: null,
      });
    const auditId = await writeAudit(tx, 'form', key, {
      event: 'update',
      action: revision === null ? 'rollback' : 'publish',
      comment: note,
      changes: changes.slice(0, 200).map((change) => ({ field: change.address, before: change.before, after: change.after })),
      rev: version,
      siteId: null,
    });
    if (!byWorker) takeUp(engine, { ...definition, version });
    await sendEvent(tx, key, '', 'published', null, auditId);
    return tx.now;
  }).catch((error: unknown) => {
    // Not committed: this process goes back to what the database says.
    putBack(engine, key, version - 1);
    throw error;
  });
}

/** The safe path: a new worker boots with the new version and takes over; this one serves the old version until then. */
function askForNewWorker(): void {
  process.send?.({ type: 'reload' });
}

function needsColumns(engine: Engine, def: FormDefinition): boolean {
  const keys = new Set([...engine.registry.all().map((form) => form.key), def.key]);
  return needsSchema(engine.strapi, def, (key) => keys.has(key));
}

/** Tables, columns and unique indexes of a definition, in this process and in the database. */
async function bringIntoSchema(engine: Engine, def: FormDefinition): Promise<void> {
  const keys = new Set([...engine.registry.all().map((form) => form.key), def.key]);
  await applySchema(engine.strapi, def, (key) => keys.has(key));
  // Relations to this form that others have had in words only get their columns with it.
  const others = engine.registry.get(def.key) ? [] : engine.registry.all().filter((form) => pointsTo(form, def.key));
  for (const form of others) await applySchema(engine.strapi, form, (key) => keys.has(key));
  engine.registry.forgetTables();
  const failed = await ensureConstraints(
    engine.strapi.db.connection as unknown as Knex,
    { ...engine.registry, all: () => [def] },
    engine.strapi.db.getSchemaName(),
  );
  if (failed.length > 0)
    throw new AppError(422, 'publish_blocked', {
      violations: failed.map((line) => ({ path: [def.key], code: 'not_unique_yet', params: { line } })),
    });
}

const pointsTo = (form: FormDefinition, key: string): boolean =>
  form.fields.some((field) => field.target === key || field.columns?.some((column) => column.target === key));

/** From now on this process serves the version. */
export function takeUp(engine: Engine, raw: FormDefinition): void {
  const before = engine.registry.get(raw.key);
  if (before && (before.version ?? 1) >= (raw.version ?? 1)) return;
  engine.registry.keepRaw(raw);
  engine.registry.put(expand(resolveLists(raw, engine.checks.enums)));
}

function putBack(engine: Engine, key: string, version: number): void {
  const before = engine.registry.version(key, version);
  const raw = engine.registry.rawVersion(key, version);
  if ((engine.registry.get(key)?.version ?? 0) <= version) return;
  if (before && raw) {
    engine.registry.keepRaw(raw);
    engine.registry.put(before);
  } else engine.registry.remove(key);
}

/** Another instance has published: take up what this one does not have yet. */
export async function followVersions(engine: Engine): Promise<void> {
  const rows = (await ownTable(engine, 'td_form_versions').orderBy(['form', 'version']).select('form', 'version', 'definition')) as {
    form: string;
    version: number | string;
    definition: string;
  }[];
  for (const row of rows) {
    if (Number(row.version) <= (engine.registry.get(row.form)?.version ?? 0)) continue;
    const raw = { ...(JSON.parse(row.definition) as FormDefinition), version: Number(row.version) };
    if (engine.publishing === 'safe' && needsColumns(engine, expand(resolveLists(raw, engine.checks.enums)))) return askForNewWorker();
    await oneAtATime(async () => {
      await bringIntoSchema(engine, expand(resolveLists(raw, engine.checks.enums)));
      takeUp(engine, raw);
    });
  }
}

/** A version as it stands in its file: the shipped one is version 1. */
export async function readVersion(engine: Engine, key: string, version: number): Promise<FormDefinition | null> {
  if (!Number.isInteger(version)) throw new AppError(400, 'invalid', { violations: [{ path: ['version'], code: 'not_an_integer' }] });
  const row = (await ownTable(engine, 'td_form_versions').where({ form: key, version }).first('definition')) as
    | { definition: string }
    | undefined;
  if (row) return { ...(JSON.parse(row.definition) as FormDefinition), version };
  return engine.registry.rawVersion(key, version) ?? null;
}

/** All versions of a form, newest first. */
export async function versionsOf(engine: Engine, key: string): Promise<VersionView[]> {
  const rows = (await ownTable(engine, 'td_form_versions').where({ form: key }).orderBy('version', 'desc')) as Record<string, unknown>[];
  const views = rows.map((row) => ({
    version: Number(row.version),
    note: row.note as string | null,
    at: new Date(Number(row.at)).toISOString(),
    by: String(row.actor_name),
  }));
  const first = engine.registry.rawVersion(key, 1);
  return first && !views.some((view) => view.version === 1)
    ? [...views, { version: 1, note: '随产品提供 Shipped', at: null, by: null }]
    : views;
}

function noteOf(note: unknown, required: boolean): string {
  const text = typeof note === 'string' ? note.trim() : '';
  if (required && text === '') throw new AppError(400, 'invalid', { violations: [{ path: ['note'], code: 'required' }] });
  if (text.length > 500) throw new AppError(400, 'invalid', { violations: [{ path: ['note'], code: 'too_long', params: { max: 500 } }] });
  return text;
}
