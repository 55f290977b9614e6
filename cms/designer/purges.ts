import { hasBadCharacters } from '../../config/definition/normalize-value';
import type { FieldUse } from '../../config/definition/uses';
import type { FieldDefinition, FormDefinition, Words } from '../../config/definition/types';
import type { Actor } from '../access/actor';
import { ownTable } from '../database/own-tables';
import { writeAudit } from '../documents/audit';
import { countHeld, eraseField, removeFiles } from '../documents/purge';
import { inTransaction, isPostgres, type Tx } from '../documents/tx';
import type { Engine } from '../engine';
import { AppError, notFound } from '../http/errors';
import { usesOf } from './impact';
import { isOpen, openUntil, refusalOf, viewOf, type PurgeRow, type PurgeView } from './purge-view';

/** What can be purged of a form, and what has been asked for, confirmed or withdrawn. */
export interface Purges {
  /** Days that must pass before somebody else can confirm, as a manager has set it. */
  delayDays: number;
  fields: (Words & { field: string; records: number })[];
  requests: PurgeView[];
}

const MOST_REASON = 500;
const LOCK = 7_041_021;

export async function purgesOf(engine: Engine, key: string, actor: Actor): Promise<Purges> {
  const def = formOf(engine, key);
  const archived = def.fields.filter((field) => field.archived);
  const rows = (await ownTable(engine, 'td_purges').where({ form: key }).orderBy('id', 'desc').limit(200)) as PurgeRow[];
  const now = engine.clock().getTime();
  return {
    delayDays: daysOf(engine, 'purgeDelayDays'),
    fields: await Promise.all(
      archived.map(async (field) => ({ field: field.name, zh: field.zh, en: field.en, records: await countHeld(engine, def, field) })),
    ),
    requests: rows.map((row) => viewOf(row, actor, now)),
  };
}

/** The first of the two: why, and over how many records; nothing is touched yet. */
export async function askPurge(
  engine: Engine,
  key: string,
  input: { field?: unknown; reason?: unknown },
  actor: Actor,
): Promise<PurgeView> {
  const def = formOf(engine, key);
  const field = def.fields.find((candidate) => candidate.name === input.field);
  const reason = typeof input.reason === 'string' ? input.reason.trim() : '';
  const violations = [
    ...(field ? [] : [{ path: ['field'], code: 'unknown_field' }]),
    ...(reason === '' ? [{ path: ['reason'], code: 'required' }] : []),
    ...(hasBadCharacters(reason) ? [{ path: ['reason'], code: 'bad_characters' }] : []),
    ...(reason.length > MOST_REASON ? [{ path: ['reason'], code: 'too_long', params: { max: MOST_REASON } }] : []),
  ];
  if (violations.length > 0 || !field) throw new AppError(400, 'invalid', { violations });
  const uses = await usesOf(engine, key);
  return inTransaction(engine, actor, async (tx) => {
    await lock(tx);
    requireArchived(field, uses);
    const open = ((await ownTable(engine, 'td_purges', tx.trx).where({ form: key, field: field.name, status: 'open' })) as PurgeRow[]).find(
      (row) => isOpen(row, tx.now.getTime()),
    );
    if (open) throw new AppError(409, 'purge_asked', { params: { by: open.asked_name } });
    const records = await countHeld(engine, def, field, tx);
    if (records === 0) throw new AppError(409, 'purge_empty');
    const { confirmFrom, expiresAt } = openUntil(tx.now, daysOf(engine, 'purgeDelayDays'), daysOf(engine, 'purgeConfirmDays'));
    // One that nobody confirmed in time makes room.
    await ownTable(engine, 'td_purges', tx.trx)
      .where({ form: key, field: field.name, status: 'open' })
      .update({ status: 'expired', settled_at: tx.now.getTime() });
    const row = {
      form: key,
      field: field.name,
      reason,
      records,
      status: 'open' as const,
      asked_at: tx.now.getTime(),
      asked_user: actor.userId,
      asked_employee: actor.employee,
      asked_name: actor.name,
      confirm_from: confirmFrom,
      expires_at: expiresAt,
    };
    const [inserted] = (await ownTable(engine, 'td_purges', tx.trx).insert(row).returning('id')) as ({ id: number } | number)[];
    const id = Number(typeof inserted === 'object' ? inserted.id : inserted);
    await note(tx, key, 'purge-asked', reason, { field: field.name, before: null, after: { records } });
    return viewOf({ ...row, id, settled_at: null, settled_user: null, settled_name: null, purged: null }, actor, tx.now.getTime());
  });
}

/** The second person, after the delay: the values go, for good, with one row of audit that names both. */
export async function confirmPurge(engine: Engine, key: string, id: number, actor: Actor): Promise<PurgeView> {
  const def = formOf(engine, key);
  const uses = await usesOf(engine, key);
  const { view, files } = await inTransaction(engine, actor, async (tx) => {
    await lock(tx);
    const row = await requestOf(tx, key, id);
    const refusal = refusalOf(row, actor, tx.now.getTime());
    if (refusal) throw new AppError(refusal.code === 'purge_same_person' ? 403 : 409, refusal.code, { params: refusal.params });
    const field = def.fields.find((candidate) => candidate.name === row.field);
    if (!field) throw notFound();
    requireArchived(field, uses);
    await requireCurrent(tx, def);
    const erased = await eraseField(tx, def, field);
    const settled = { status: 'done' as const, settled_at: tx.now.getTime(), settled_user: actor.userId, settled_name: actor.name };
    const count = Number(
      await ownTable(engine, 'td_purges', tx.trx)
        .where({ id, status: 'open' })
        .update({ ...settled, purged: erased.records }),
    );
    if (count !== 1) throw new AppError(409, 'purge_closed');
    await note(tx, key, 'purge', row.reason, {
      field: row.field,
      before: { askedBy: row.asked_name, askedAt: new Date(Number(row.asked_at)).toISOString(), records: Number(row.records) },
      after: { confirmedBy: actor.name, purged: erased.records },
    });
    return { view: viewOf({ ...row, ...settled, purged: erased.records }, actor, tx.now.getTime()), files: erased.files };
  });
  await removeFiles(engine, files);
  return view;
}

/** Either of the two, or any other designer of the form, while it is not confirmed. */
export async function withdrawPurge(engine: Engine, key: string, id: number, actor: Actor): Promise<PurgeView> {
  return inTransaction(engine, actor, async (tx) => {
    const row = await requestOf(tx, key, id);
    const settled = { status: 'withdrawn' as const, settled_at: tx.now.getTime(), settled_user: actor.userId, settled_name: actor.name };
    const count = Number(await ownTable(engine, 'td_purges', tx.trx).where({ id, status: 'open' }).update(settled));
    if (count !== 1) throw new AppError(409, 'purge_closed');
    await note(tx, key, 'purge-withdrawn', row.reason, { field: row.field, before: { askedBy: row.asked_name }, after: null });
    return viewOf({ ...row, ...settled }, actor, tx.now.getTime());
  });
}

async function requestOf(tx: Tx, form: string, id: number): Promise<PurgeRow> {
  const query = ownTable(tx.engine, 'td_purges', tx.trx).where({ id, form }).first();
  const row = (await (isPostgres(tx) ? query.forUpdate() : query)) as PurgeRow | undefined;
  if (!row) throw notFound();
  return row;
}

/** Publishing and purging of one house go one after the other: a field that is being brought back is not emptied meanwhile. */
async function lock(tx: Tx): Promise<void> {
  if (isPostgres(tx)) await tx.trx.raw('select pg_advisory_xact_lock(?)', [LOCK]);
}

/** Only what is archived, and what nothing reads: a rule or figure that came after the archiving would read emptiness. */
function requireArchived(field: FieldDefinition, uses: FieldUse[]): void {
  if (!field.archived) throw new AppError(409, 'purge_not_archived');
  if (uses.some((use) => use.hard && use.field === field.name)) throw new AppError(409, 'field_in_use');
}

/** Another instance may have published a moment ago: then this one does not know yet whether the field is back. */
async function requireCurrent(tx: Tx, def: FormDefinition): Promise<void> {
  const [row] = (await ownTable(tx.engine, 'td_form_versions', tx.trx).where({ form: def.key }).max({ version: 'version' })) as {
    version: number | string | null;
  }[];
  if (Number(row?.version ?? 1) > (def.version ?? 1)) throw new AppError(409, 'stale_base', { params: { version: Number(row?.version) } });
}

async function note(
  tx: Tx,
  form: string,
  action: string,
  comment: string,
  change: { field: string; before: unknown; after: unknown },
): Promise<void> {
  await writeAudit(tx, 'form', form, {
    event: 'update',
    action,
    comment,
    changes: [{ ...change, field: `fields.${change.field}` }],
    rev: tx.engine.registry.get(form)?.version ?? 1,
    siteId: null,
  });
}

function formOf(engine: Engine, key: string): FormDefinition {
  const def = engine.registry.get(key);
  if (!def) throw notFound();
  return def;
}

function daysOf(engine: Engine, setting: 'purgeDelayDays' | 'purgeConfirmDays'): number {
  const value = engine.settings.values()[setting];
  return typeof value === 'number' ? value : { purgeDelayDays: 7, purgeConfirmDays: 30 }[setting];
}
