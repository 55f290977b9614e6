import type { Actor } from '../access/actor';
import { findAccount, endSessions, isPasswordOf } from '../access/sessions';
import type { Identity } from '../access/identify';
import { ownTable } from '../database/own-tables';
import { labelOf } from '../documents/audit';
import { inTransaction } from '../documents/tx';
import { loadById } from '../documents/load';
import type { Engine } from '../engine';
import { AppError } from '../http/errors';
import type { Ctx, Route } from '../http/route';
import { passwordProblems } from '../../config/rules/password';
import { setPassword } from './accounts';
import { keepPreferences, keptLanguage } from './preferences';

type Row = Record<string, unknown>;

/** The caller's own affairs: who am I, my language and password, my saved views, the settings of the site. */
export function routes(engine: Engine): Route[] {
  return [
    { method: 'GET', path: '/me', handler: async (ctx, actor) => me(engine, ctx, actor) },
    { method: 'PUT', path: '/me', handler: async (ctx, actor) => keepPreferences(engine, actor, ctx.request.body) },
    { method: 'POST', path: '/me/password', handler: async (ctx, actor) => changePassword(engine, ctx, actor) },
    { method: 'GET', path: '/views', handler: async (ctx, actor) => viewsOf(engine, actor, ctx.query.form) },
    { method: 'POST', path: '/views', handler: async (ctx, actor) => saveView(engine, actor, (ctx.request.body ?? {}) as Row) },
    {
      method: 'DELETE',
      path: '/views/:id',
      handler: async (ctx, actor) => {
        await ownTable(engine, 'td_views')
          .where({ id: Number(ctx.params.id) || 0, user_id: actor.userId })
          .del();
        ctx.status = 204;
        return null;
      },
    },
  ];
}

async function me(engine: Engine, ctx: Ctx, actor: Actor): Promise<unknown> {
  const account = await engine.strapi.db
    .query('plugin::users-permissions.user')
    .findOne({ where: { id: actor.userId }, select: ['username'] });
  const names = await namesOf(engine, actor);
  return {
    user: {
      id: actor.userId,
      username: (account as { username: string } | null)?.username ?? '',
      name: actor.name,
      employee: actor.employee,
      roles: actor.roles,
      roleNames: actor.roles.map((key) => {
        const role = engine.roles.roles.get(key);
        return { zh: role?.zh ?? key, en: role?.en ?? key };
      }),
      head: actor.head,
      // Areas whose forms the caller may change; `*` = all.
      designs: [...new Set(actor.roles.flatMap((key) => engine.roles.roles.get(key)?.designs ?? []))],
      // Makes figures of every form that the caller reads.
      figures: actor.roles.some((key) => engine.roles.roles.get(key)?.figures === true),
      ...names,
      // The one chosen, wherever that was; until then what this browser asks for.
      lang: (await keptLanguage(engine, actor.userId)) ?? actor.lang,
    },
    settings: engine.settings.values(),
    today: ctx.state.today,
  };
}

/** Names of the caller's department and site. */
async function namesOf(engine: Engine, actor: Actor): Promise<{ department: string | null; site: string | null }> {
  return inTransaction(engine, actor, async (tx) => {
    const name = async (form: string, id: number | null | undefined): Promise<string | null> => {
      const def = engine.registry.get(form);
      const record = def && id !== null && id !== undefined ? await loadById(tx, def, id) : null;
      return record ? labelOf(record) : null;
    };
    return { department: await name('department', actor.departmentId), site: await name('site', actor.siteIds[0]) };
  });
}

/** A new password for oneself: the old one is asked, all other logins end. */
async function changePassword(engine: Engine, ctx: Ctx, actor: Actor): Promise<Record<string, never>> {
  const { current, next } = (ctx.request.body ?? {}) as { current?: unknown; next?: unknown };
  const user = (await engine.strapi.db
    .query('plugin::users-permissions.user')
    .findOne({ where: { id: actor.userId }, select: ['username'] })) as { username: string } | null;
  const account = user ? await findAccount(engine, user.username) : null;
  if (!account) throw new AppError(401, 'unauthenticated');
  const isRight = typeof current === 'string' && (await isPasswordOf(account, current));
  const violations = [
    ...(isRight ? [] : [{ path: ['current'], code: 'password_wrong' }]),
    ...passwordProblems(next, account.username, 'next'),
  ];
  if (violations.length > 0) throw new AppError(400, 'invalid', { violations });
  await setPassword(engine, account.id, String(next));
  await endSessions(engine, account.id, (ctx.state.identity as Identity | null)?.sessionId ?? null);
  return {};
}

const MOST_VIEWS = 50;

async function viewsOf(engine: Engine, actor: Actor, form: unknown): Promise<Row[]> {
  const rows = (await ownTable(engine, 'td_views')
    .where({ user_id: actor.userId, form: String(form ?? '') })
    .orderBy('name')) as Row[];
  return rows.map((row) => ({ id: Number(row.id), name: row.name, query: row.query }));
}

/** Saves a list's address under a name; the same name again replaces it. */
async function saveView(engine: Engine, actor: Actor, input: Row): Promise<Row> {
  const text = (name: string, most: number): string => (typeof input[name] === 'string' ? input[name].trim().slice(0, most) : '');
  const [form, name, query] = [text('form', 80), text('name', 80), text('query', 8000)];
  const violations = [
    ...(engine.registry.get(form) ? [] : [{ path: ['form'], code: 'not_found' }]),
    ...(name === '' ? [{ path: ['name'], code: 'required' }] : []),
  ];
  if (violations.length > 0) throw new AppError(400, 'invalid', { violations });
  const own = (await ownTable(engine, 'td_views').where({ user_id: actor.userId, form }).count({ n: '*' }).first()) as
    | { n: number | string }
    | undefined;
  if (Number(own?.n ?? 0) >= MOST_VIEWS) throw new AppError(422, 'too_many_views', { params: { max: MOST_VIEWS } });
  const row = { user_id: actor.userId, form, name, query, at: engine.clock().getTime() };
  await ownTable(engine, 'td_views').insert(row).onConflict(['user_id', 'form', 'name']).merge(['query', 'at']);
  const saved = (await ownTable(engine, 'td_views').where({ user_id: actor.userId, form, name }).first()) as Row;
  return { id: Number(saved.id), name, query };
}
