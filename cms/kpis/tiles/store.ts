import { randomBytes } from 'node:crypto';
import { TILE_FIELDS, type TileDefinition } from '../../../config/kpis/tile';
import type { Actor } from '../../access/actor';
import { ownTable } from '../../database/own-tables';
import { writeAudit, type Change } from '../../documents/audit';
import { sendEvent } from '../../documents/outbox';
import { inTransaction, type Tx } from '../../documents/tx';
import type { Engine } from '../../engine';
import { AppError, notFound } from '../../http/errors';

export interface StoredTile {
  key: string;
  rev: number;
  tile: TileDefinition;
  /** Who made it. */
  owner: string;
  /** Who changed it last, and when. */
  by: string;
  at: string;
}

interface Row {
  key: string;
  rev: number | string;
  definition: string;
  owner_name: string;
  actor_name: string;
  at: number | string;
  removed_at: number | string | null;
}

/** Keys of figures made on screen begin so; no shipped one does. */
export const TILE_PREFIX = 'own-';
const KEY = /^own-[0-9a-f]{10}$/;
/** More are not read, and each costs a query when the page opens. */
export const MOST_TILES = 60;

/** All figures made on screen, in the order in which they are shown. */
export async function allTiles(engine: Engine): Promise<StoredTile[]> {
  const rows = await engine.read.all(
    'SELECT key, rev, definition, owner_name, actor_name, at, removed_at FROM td_tiles WHERE removed_at IS NULL ORDER BY position, created_at, key',
    [],
  );
  return (rows as unknown as Row[]).map(tileOf);
}

export async function findTile(engine: Engine, key: string): Promise<StoredTile> {
  if (!KEY.test(key)) throw notFound();
  const row = (await ownTable(engine, 'td_tiles').where({ key }).whereNull('removed_at').first()) as Row | undefined;
  if (!row) throw notFound();
  return tileOf(row);
}

/** One that was taken away, to be brought back. */
export async function findRemoved(engine: Engine, key: string): Promise<StoredTile> {
  if (!KEY.test(key)) throw notFound();
  const row = (await ownTable(engine, 'td_tiles').where({ key }).whereNotNull('removed_at').first()) as Row | undefined;
  if (!row) throw notFound();
  return tileOf(row);
}

export function addTile(engine: Engine, actor: Actor, tile: TileDefinition): Promise<StoredTile> {
  return inTransaction(engine, actor, async (tx) => {
    await refuseTooMany(tx);
    const key = TILE_PREFIX + randomBytes(5).toString('hex');
    const now = tx.now.getTime();
    await ownTable(engine, 'td_tiles', tx.trx).insert({
      key,
      site_id: actor.siteIds[0] ?? null,
      rev: 1,
      user_id: actor.userId,
      owner_name: actor.name,
      created_at: now,
      ...columnsOf(tx, tile),
    });
    return noted(tx, key, 'create', null);
  });
}

/** Only who has seen the latest state changes it: of two editors the second is told who was first. */
export function changeTile(engine: Engine, actor: Actor, key: string, rev: number, tile: TileDefinition): Promise<StoredTile> {
  return inTransaction(engine, actor, async (tx) => {
    const before = (await rowOf(tx, key)) as Row;
    const change = { rev: rev + 1, ...columnsOf(tx, tile) };
    const count = Number(await ownTable(engine, 'td_tiles', tx.trx).where({ key, rev }).whereNull('removed_at').update(change));
    if (count !== 1) throw await stale(tx, key);
    return noted(tx, key, 'update', tileOf(before).tile);
  });
}

/** Takes a figure off the page, or puts it back. */
export function setRemoved(engine: Engine, actor: Actor, key: string, rev: number, isRemoved: boolean): Promise<StoredTile> {
  return inTransaction(engine, actor, async (tx) => {
    if (!isRemoved) await refuseTooMany(tx);
    const now = tx.now.getTime();
    const change = { rev: rev + 1, removed_at: isRemoved ? now : null, at: now, actor_name: actor.name };
    const table = ownTable(engine, 'td_tiles', tx.trx).where({ key, rev });
    const count = Number(await (isRemoved ? table.whereNull('removed_at') : table.whereNotNull('removed_at')).update(change));
    if (count !== 1) throw await stale(tx, key);
    return noted(tx, key, isRemoved ? 'archive' : 'restore', undefined);
  });
}

async function refuseTooMany(tx: Tx): Promise<void> {
  const [row] = (await ownTable(tx.engine, 'td_tiles', tx.trx).whereNull('removed_at').count({ n: '*' })) as { n: number | string }[];
  if (Number(row?.n ?? 0) >= MOST_TILES) throw new AppError(400, 'too_many_tiles', { params: { max: MOST_TILES } });
}

const rowOf = async (tx: Tx, key: string): Promise<Row | undefined> =>
  (await ownTable(tx.engine, 'td_tiles', tx.trx).where({ key }).first()) as Row | undefined;

async function stale(tx: Tx, key: string): Promise<AppError> {
  const row = await rowOf(tx, key);
  return row ? new AppError(409, 'stale_tile', { params: { rev: Number(row.rev), by: row.actor_name } }) : notFound();
}

const columnsOf = (tx: Tx, tile: TileDefinition): Record<string, unknown> => ({
  form: tile.form,
  position: tile.order,
  definition: JSON.stringify(tile),
  actor_name: tx.actor.name,
  at: tx.now.getTime(),
});

/** Audit and live event of a change; `before` undefined = nothing in the definition changed. */
async function noted(
  tx: Tx,
  key: string,
  event: 'create' | 'update' | 'archive' | 'restore',
  before: TileDefinition | null | undefined,
): Promise<StoredTile> {
  const stored = tileOf((await rowOf(tx, key)) as Row);
  const auditId = await writeAudit(tx, 'kpi-tile', key, {
    event,
    changes: before === undefined ? [] : changesOf(before, stored.tile),
    rev: stored.rev,
    siteId: null,
  });
  await sendEvent(tx, 'kpi-tile', key, event, null, auditId);
  return stored;
}

function changesOf(before: TileDefinition | null, after: TileDefinition): Change[] {
  return TILE_FIELDS.flatMap((field) => {
    const [old, next] = [before?.[field] ?? null, after[field]];
    return JSON.stringify(old) === JSON.stringify(next) ? [] : [{ field, before: old, after: next }];
  });
}

const tileOf = (row: Row): StoredTile => ({
  key: row.key,
  rev: Number(row.rev),
  tile: JSON.parse(row.definition) as TileDefinition,
  owner: row.owner_name,
  by: row.actor_name,
  at: new Date(Number(row.at)).toISOString(),
});
