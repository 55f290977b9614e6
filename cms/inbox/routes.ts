import type { Actor } from '../access/actor';
import type { Engine } from '../engine';
import { AppError } from '../http/errors';
import type { Route } from '../http/route';
import { within, sql, raw } from '../kpis/sql';
import { ownTable } from '../database/own-tables';
import { countWaiting, waiting } from './waiting';

/** The inbox and the first page after login. */
export function routes(engine: Engine): Route[] {
  return [
    {
      method: 'GET',
      path: '/inbox',
      handler: async (ctx, actor) => (ctx.query.count === 'true' ? countWaiting(engine, actor) : waiting(engine, actor)),
    },
    { method: 'GET', path: '/home', handler: async (_ctx, actor) => home(engine, actor) },
    {
      method: 'POST',
      path: '/notifications/read',
      handler: async (ctx, actor) => markRead(engine, actor, (ctx.request.body as { ids?: unknown } | undefined)?.ids),
    },
  ];
}

async function home(engine: Engine, actor: Actor): Promise<unknown> {
  const all = await waiting(engine, actor, 100);
  const soon = engine.clock().getTime() + 24 * 3_600_000;
  return {
    waiting: all.slice(0, 20),
    due: all.filter((item) => item.dueAt !== null && Date.parse(item.dueAt) <= soon).slice(0, 20),
    mine: await mine(engine, actor),
    notifications: await notifications(engine, actor),
  };
}

/** What the caller did last. */
async function mine(engine: Engine, actor: Actor): Promise<unknown[]> {
  if (!actor.employee) return [];
  const query = sql`SELECT form, document_id, event, action, to_state, at FROM td_audit WHERE employee = ${actor.employee} ORDER BY id DESC LIMIT 20`;
  const rows = await engine.read.all(query.text, query.params);
  return rows.map((row) => ({
    form: row.form,
    documentId: row.document_id,
    event: row.event,
    action: row.action,
    state: row.to_state,
    at: new Date(Number(row.at)).toISOString(),
  }));
}

/** Messages to the person or to one of the roles held, of the sites of the caller, newest first. */
async function notifications(engine: Engine, actor: Actor): Promise<{ id: number }[]> {
  const mineOrRole = sql`(employee = ${actor.employee ?? ''} OR (employee IS NULL AND ${within(raw('role'), actor.roles)}))`;
  const site = actor.kind === 'user' ? sql`(site_id IS NULL OR ${within(raw('site_id'), actor.siteIds)})` : raw('1 = 1');
  const read = sql`(SELECT r.read_at FROM td_notification_reads r WHERE r.notification_id = n.id AND r.user_id = ${actor.userId ?? 0})`;
  const query = sql`SELECT n.id, n.form, n.document_id, n.zh, n.en, n.created_at, ${read} AS read_at FROM td_notifications n WHERE ${mineOrRole} AND ${site} ORDER BY n.id DESC LIMIT 30`;
  const rows = await engine.read.all(query.text, query.params);
  return rows.map((row) => ({
    id: Number(row.id),
    form: row.form,
    documentId: row.document_id,
    zh: row.zh,
    en: row.en,
    at: new Date(Number(row.created_at)).toISOString(),
    readAt: row.read_at === null ? null : new Date(Number(row.read_at)).toISOString(),
  }));
}

/** Only the caller's own messages, or those of a role held, can be marked. */
async function markRead(engine: Engine, actor: Actor, ids: unknown): Promise<{ read: number }> {
  if (!Array.isArray(ids) || ids.length > 200 || !ids.every((id) => Number.isInteger(id))) {
    throw new AppError(400, 'invalid', { violations: [{ path: ['ids'], code: 'invalid' }] });
  }
  const mine = new Set((await notifications(engine, actor)).map((message) => message.id));
  const rows = (ids as number[])
    .filter((id) => mine.has(id))
    .map((id) => ({ notification_id: id, user_id: actor.userId ?? 0, read_at: engine.clock().getTime() }));
  if (rows.length > 0) await ownTable(engine, 'td_notification_reads').insert(rows).onConflict(['notification_id', 'user_id']).ignore();
  return { read: rows.length };
}
