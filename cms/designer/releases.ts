import type { FormDefinition } from '../../config/definition/types';
import type { Actor } from '../access/actor';
import { ownTable } from '../database/own-tables';
import { hashOfDefinition, keepBase, type TableOf } from '../database/form-bases';
import { writeAudit } from '../documents/audit';
import { inTransaction, type Tx } from '../documents/tx';
import type { Engine } from '../engine';
import { AppError } from '../http/errors';

/** What a new release of the product has in store for a form that this house has changed. */
export interface Release {
  /** Names the shipped file as it is now. */
  hash: string;
  /** The shipped file that the house's version began from. */
  base: FormDefinition;
  shipped: FormDefinition;
  /** It has been merged into the draft, which is not published yet. */
  isMerged: boolean;
}

interface VersionRow {
  form: string;
  version: number | string;
  base_hash: string | null;
}
interface Decision {
  form: string;
  hash: string;
  state: 'merged' | 'kept';
}

/** Forms whose shipped file is another than the one that the present version began from, and about which nobody has decided. */
export async function formsWithRelease(engine: Engine): Promise<Map<string, string>> {
  const versions = (await ownTable(engine, 'td_form_versions')
    .orderBy(['form', 'version'])
    .select('form', 'version', 'base_hash')) as VersionRow[];
  const bases = new Map(versions.map((row) => [row.form, row.base_hash]));
  const kept = new Set(
    ((await ownTable(engine, 'td_form_releases').where({ state: 'kept' }).select('form', 'hash')) as Decision[]).map(
      (row) => `${row.form} ${row.hash}`,
    ),
  );
  const found = new Map<string, string>();
  for (const [form, base] of bases) {
    const shipped = engine.shipped.get(form);
    if (!shipped || base === null) continue;
    const hash = hashOfDefinition(shipped);
    if (hash !== base && !kept.has(`${form} ${hash}`)) found.set(form, hash);
  }
  return found;
}

/** Null when there is nothing new. */
export async function releaseOf(engine: Engine, form: string): Promise<Release | null> {
  const hash = (await formsWithRelease(engine)).get(form);
  const shipped = engine.shipped.get(form);
  if (hash === undefined || !shipped) return null;
  const base = await baseOfVersion(engine, form, null);
  const row = (await ownTable(engine, 'td_form_bases').where({ form, hash: base }).first('definition')) as
    | { definition: string }
    | undefined;
  if (!row) return null;
  const merged = (await ownTable(engine, 'td_form_releases').where({ form, hash, state: 'merged' }).first('hash')) as Decision | undefined;
  return { hash, base: JSON.parse(row.definition) as FormDefinition, shipped, isMerged: merged !== undefined };
}

/** The house keeps its form as it is: of this release it is not told again. */
export async function keepOwn(engine: Engine, form: string, input: { hash?: unknown; note?: unknown }, actor: Actor): Promise<void> {
  const release = await releaseOf(engine, form);
  if (!release || release.hash !== input.hash) throw new AppError(409, 'other_release');
  await inTransaction(engine, actor, async (tx) => {
    await decide(tx, form, release.hash, 'kept');
    await writeAudit(tx, 'form', form, {
      event: 'update',
      action: 'keep-own',
      comment: typeof input.note === 'string' ? input.note.slice(0, 500) : null,
      changes: [{ field: 'release', before: null, after: release.hash.slice(0, 12) }],
      rev: engine.registry.get(form)?.version ?? 1,
      siteId: null,
    });
  });
}

/** The draft that is being saved has the release in it. Another release than the present one is refused: it would be taken for done. */
export async function noteMerged(tx: Tx, form: string, hash: unknown): Promise<void> {
  if (hash === undefined) return;
  const shipped = tx.engine.shipped.get(form);
  if (!shipped || hashOfDefinition(shipped) !== hash) throw new AppError(409, 'other_release');
  await decide(tx, form, hash, 'merged');
}

async function decide(tx: Tx, form: string, hash: string, state: Decision['state']): Promise<void> {
  await ownTable(tx.engine, 'td_form_releases', tx.trx)
    .insert({ form, hash, state, at: tx.now.getTime(), user_id: tx.actor.userId, actor_name: tx.actor.name })
    .onConflict(['form', 'hash'])
    .merge();
}

/** A draft that goes takes its merge with it. */
export async function forgetMerge(tx: Tx, form: string): Promise<void> {
  await ownTable(tx.engine, 'td_form_releases', tx.trx).where({ form, state: 'merged' }).del();
}

/**
 * The base of a version that is being written: that of the version which it follows (or which comes back, `like`), or the shipped file
 * of today when the draft has it merged in, or when it is the first. Null for a form that the house has made itself.
 */
export async function baseFor(tx: Tx, form: string, like: number | null): Promise<string | null> {
  const { engine } = tx;
  const table: TableOf = (name) => ownTable(engine, name, tx.trx);
  const shipped = engine.shipped.get(form);
  const merged = (await table('td_form_releases').where({ form, state: 'merged' }).first('hash')) as Decision | undefined;
  await forgetMerge(tx, form);
  if (shipped && like === null && merged && merged.hash === hashOfDefinition(shipped)) return keepBase(table, shipped, tx.now.getTime());
  const isFirst = !(await table('td_form_versions').where({ form }).first('version'));
  if (isFirst) return shipped ? keepBase(table, shipped, tx.now.getTime()) : null;
  return baseOfVersion(engine, form, like, tx);
}

/** The base of a version; version 1 of a shipped form has that of the first one that was published. `like` null = the newest. */
async function baseOfVersion(engine: Engine, form: string, like: number | null, tx?: Tx): Promise<string | null> {
  const rows = (await ownTable(engine, 'td_form_versions', tx?.trx)
    .where({ form })
    .orderBy('version', 'desc')
    .select('version', 'base_hash')) as VersionRow[];
  const row = like === null ? rows[0] : (rows.find((one) => Number(one.version) === like) ?? rows.at(-1));
  return row?.base_hash ?? null;
}
