import { hash, compare } from 'bcryptjs';
import type { Engine } from '../engine';
import { AppError } from '../http/errors';
import type { Ctx } from '../http/route';
import type { Attempts } from './attempts';

const COOKIE = 'td_refresh';
const UID = 'plugin::users-permissions.user';

/** A login as users-permissions keeps it. */
export interface Account {
  id: number;
  username: string;
  email: string;
  password: string;
  blocked: boolean | null;
}

/** Login by name or e-mail; a wrong name and a wrong password look and take the same. */
export async function login(
  engine: Engine,
  attempts: Attempts,
  ctx: Ctx,
  body: unknown,
): Promise<{ jwt: string; user: { id: number; username: string; email: string } }> {
  needSafeLine(ctx);
  const { identifier, password } = (body ?? {}) as { identifier?: unknown; password?: unknown };
  const violations = [
    ...(typeof identifier === 'string' && identifier.trim() !== '' ? [] : [{ path: ['identifier'], code: 'required' }]),
    ...(typeof password === 'string' && password !== '' ? [] : [{ path: ['password'], code: 'required' }]),
  ];
  if (violations.length > 0) throw new AppError(400, 'invalid', { violations });
  const name = String(identifier).trim().slice(0, 200);
  const seconds = attempts.wait(name, ctx.ip);
  if (seconds > 0) {
    ctx.set('Retry-After', String(seconds));
    throw new AppError(429, 'too_many_attempts', { params: { minutes: Math.ceil(seconds / 60) } });
  }
  const account = await findAccount(engine, name);
  const isRight = await compare(String(password), account?.password ?? (await decoy()));
  if (!account || !isRight || account.blocked || (await hasLeft(engine, account.username))) {
    attempts.fail(name, ctx.ip);
    throw new AppError(401, 'login_failed');
  }
  attempts.succeed(name, ctx.ip);
  const manager = engine.strapi.sessionManager('users-permissions');
  const { token } = await manager.generateRefreshToken(String(account.id), newDevice(), { type: 'refresh' });
  const access = await manager.generateAccessToken(token);
  if (!('token' in access)) throw new AppError(500, 'internal');
  setCookie(ctx, token);
  return { jwt: access.token, user: { id: account.id, username: account.username, email: account.email } };
}

/** A new access token for the cookie's refresh token, which is rotated: an old one is refused. */
export async function refresh(engine: Engine, ctx: Ctx): Promise<{ jwt: string }> {
  needSafeLine(ctx);
  const manager = engine.strapi.sessionManager('users-permissions');
  const given = ctx.cookies.get(COOKIE);
  const rotated = given ? await manager.rotateRefreshToken(given) : { error: 'missing' };
  if (!('token' in rotated)) throw new AppError(401, 'unauthenticated');
  const access = await manager.generateAccessToken(rotated.token);
  if (!('token' in access)) throw new AppError(401, 'unauthenticated');
  setCookie(ctx, rotated.token);
  return { jwt: access.token };
}

/** Ends this login at once: every session row of its device goes, those that refreshes have left behind among them. */
export async function logout(
  engine: Engine,
  ctx: Ctx,
  identity: { userId: number; sessionId: string } | null,
): Promise<Record<string, never>> {
  needSafeLine(ctx);
  const manager = engine.strapi.sessionManager('users-permissions');
  const given = ctx.cookies.get(COOKIE);
  const valid = given ? await manager.validateRefreshToken(given) : null;
  const sessionIds = [valid?.isValid ? valid.sessionId : undefined, identity?.sessionId].filter((id): id is string => id !== undefined);
  for (const sessionId of sessionIds) {
    const session = (await engine.strapi.db.query('admin::session').findOne({ where: { sessionId } })) as {
      userId: string;
      deviceId: string;
    } | null;
    if (session) await manager.invalidateRefreshToken(session.userId, session.deviceId);
  }
  ctx.cookies.set(COOKIE, null, cookieOptions());
  return {};
}

/** Ends every login of a person: after a block, a new password or another role. `except` = a session whose device stays. */
export async function endSessions(engine: Engine, userId: number, except: string | null = null): Promise<number> {
  const manager = engine.strapi.sessionManager('users-permissions');
  const active = (await manager.listSessions(String(userId))) as SessionRow[];
  if (except === null) {
    await manager.invalidateRefreshToken(String(userId));
    return active.length;
  }
  const mine = (await engine.strapi.db.query('admin::session').findOne({ where: { sessionId: except } })) as SessionRow | null;
  const others = [...new Set(active.map((session) => session.deviceId))].filter((device) => device !== mine?.deviceId);
  for (const device of others) await manager.invalidateRefreshToken(String(userId), device);
  return others.length;
}

/** Where a person is logged in. */
export async function sessionsOf(engine: Engine, userId: number): Promise<{ id: string; since: string; lastSeen: string }[]> {
  const active = (await engine.strapi.sessionManager('users-permissions').listSessions(String(userId))) as SessionRow[];
  const iso = (value: Date | string | undefined): string => new Date(value ?? 0).toISOString();
  return active.map((session) => ({
    id: session.sessionId.slice(0, 8),
    since: iso(session.createdAt),
    lastSeen: iso(session.updatedAt ?? session.createdAt),
  }));
}

interface SessionRow {
  sessionId: string;
  deviceId: string;
  createdAt?: Date | string;
  updatedAt?: Date | string;
}

export async function findAccount(engine: Engine, name: string): Promise<Account | null> {
  const where = { $or: [{ username: name }, { email: name.toLowerCase() }] };
  return (await engine.strapi.db.query(UID).findOne({ where })) as Account | null;
}

export const isPasswordOf = (account: Account, password: string): Promise<boolean> => compare(password, account.password);

async function hasLeft(engine: Engine, username: string): Promise<boolean> {
  const { table, columns } = engine.registry.table('employee');
  const sql = `SELECT "${columns.state?.column ?? 'state'}" AS state FROM "${table}" WHERE "${columns.account?.column ?? 'account'}" = ?`;
  return (await engine.read.all(sql, [username])).some((row) => row.state === 'left');
}

let decoyHash: Promise<string> | undefined;
/** Something to compare with when there is no such account, so that the answer takes as long. */
const decoy = (): Promise<string> => (decoyHash ??= hash('not-a-password-of-anybody', 10));

const newDevice = (): string => crypto.randomUUID();

function setCookie(ctx: Ctx, token: string): void {
  ctx.cookies.set(COOKIE, token, { ...cookieOptions(), maxAge: 12 * 60 * 60 * 1000 });
}

const isHttpsOnly = (): boolean => process.env.HTTPS === 'true';

/** 403 when the house speaks https only and this call came by plain http, or the proxy in front does not say how it came. */
function needSafeLine(ctx: Ctx): void {
  if (isHttpsOnly() && !ctx.secure) throw new AppError(403, 'https_only');
}

/** Sent only to the login endpoints, never readable by scripts, never from another site. */
const cookieOptions = (): Record<string, unknown> => ({
  httpOnly: true,
  sameSite: 'strict',
  path: '/api/auth',
  secure: isHttpsOnly(),
  overwrite: true,
});
