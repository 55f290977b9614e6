import { hash } from 'bcryptjs';
import type { Engine } from '../engine';
import { AppError } from '../http/errors';
import { endSessions } from '../access/sessions';
import { writePasswordHash } from '../database/users-permissions';
import { passwordProblems } from '../../config/rules/password';
import { findTarget } from '../documents/load';
import { inTransaction } from '../documents/tx';
import { SYSTEM } from '../access/actor';
import { updateRecord } from '../documents/pipeline';
import type { Violation } from '../../config/definition/types';

const USER = 'plugin::users-permissions.user';
const ROLE = 'plugin::users-permissions.role';

export interface AccountInput {
  username: string;
  email: string;
  /** Left out at a change: the old one stays. */
  password?: string | undefined;
  /** Key of a role that logs in. */
  role: string;
  /** documentId of the person behind it, or nobody. */
  employee: string | null;
  blocked?: boolean;
}

interface UserService {
  add(values: Record<string, unknown>): Promise<{ id: number }>;
  edit(id: number, values: Record<string, unknown>): Promise<unknown>;
}

const users = (engine: Engine): UserService => engine.strapi.plugin('users-permissions').service('user') as unknown as UserService;

/**
 * Opens a login. The person's staff file names it (`account`), which is how a login finds department, site and headship.
 * `hashed` is the hash of the password, where many logins begin with the same one: making it takes a tenth of a second each time.
 */
export async function createAccount(engine: Engine, input: AccountInput, hashed?: string): Promise<{ id: number }> {
  const violations = [...(await problemsOf(engine, input, null)), ...passwordProblems(input.password, input.username, 'password')];
  if (violations.length > 0) throw new AppError(400, 'invalid', { violations });
  const user = await users(engine).add({
    username: input.username,
    email: input.email.toLowerCase(),
    ...(hashed ? {} : { password: input.password }),
    role: await roleId(engine, input.role),
    blocked: input.blocked ?? false,
    confirmed: true,
    provider: 'local',
  });
  if (hashed) await writePasswordHash(engine.strapi, user.id, hashed);
  await linkEmployee(engine, input.username, input.employee);
  return { id: user.id };
}

/** Changes a login; a new password, another role or a block ends all of its sessions at once. */
export async function changeAccount(engine: Engine, id: number, input: AccountInput): Promise<void> {
  const before = (await engine.strapi.db.query(USER).findOne({ where: { id }, populate: ['role'] })) as {
    username: string;
    blocked: boolean | null;
    role: { type: string } | null;
  } | null;
  if (!before) throw new AppError(404, 'not_found');
  const hasPassword = input.password !== undefined && input.password !== '';
  const violations = [
    ...(await problemsOf(engine, input, id, before.username)),
    ...(hasPassword ? passwordProblems(input.password, input.username, 'password') : []),
  ];
  if (violations.length > 0) throw new AppError(400, 'invalid', { violations });
  await users(engine).edit(id, {
    username: input.username,
    email: input.email.toLowerCase(),
    role: await roleId(engine, input.role),
    blocked: input.blocked ?? false,
    ...(hasPassword ? { password: input.password } : {}),
  });
  if (before.username !== input.username) await unlinkEmployee(engine, before.username);
  await linkEmployee(engine, input.username, input.employee);
  if (hasPassword || before.role?.type !== input.role || Boolean(before.blocked) !== Boolean(input.blocked)) await endSessions(engine, id);
}

/** As Strapi's own logins have it: bcrypt, 10 rounds. */
export const hashOf = (password: string): Promise<string> => hash(password, 10);

/** A new password for oneself. */
export async function setPassword(engine: Engine, id: number, password: string): Promise<void> {
  await writePasswordHash(engine.strapi, id, await hashOf(password));
}

/** `present` is the name of the login that is changed; a rename takes its person along. */
async function problemsOf(engine: Engine, input: AccountInput, id: number | null, present: string | null = null): Promise<Violation[]> {
  const violations: Violation[] = [];
  if (!/^[a-z0-9][a-z0-9._-]{2,59}$/i.test(input.username)) violations.push({ path: ['username'], code: 'pattern' });
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(input.email) || input.email.length > 200) violations.push({ path: ['email'], code: 'format' });
  const role = engine.roles.roles.get(input.role);
  if (!role || role.pseudo || !role.login) violations.push({ path: ['role'], code: 'not_a_member' });
  const others = (await engine.strapi.db.query(USER).findMany({
    // Names that differ in the size of letters only would be taken for each other.
    where: { $or: [{ username: { $eqi: input.username } }, { email: input.email.toLowerCase() }] },
    select: ['id', 'username', 'email'],
  })) as { id: number; username: string; email: string }[];
  for (const other of others.filter((candidate) => candidate.id !== id)) {
    const field = other.username.toLowerCase() === input.username.toLowerCase() ? 'username' : 'email';
    violations.push({ path: [field], code: 'duplicate', params: { value: input[field] } });
  }
  if (input.employee !== null) {
    const employee = input.employee;
    const found = await inTransaction(engine, SYSTEM, (tx) => findTarget(tx, 'employee', employee));
    if (!found) violations.push({ path: ['employee'], code: 'relation_not_found', params: { target: 'employee' } });
    else if (found.account && ![input.username, present].includes(String(found.account)) && found.state !== 'left')
      violations.push({ path: ['employee'], code: 'has_account', params: { account: String(found.account) } });
  }
  return violations;
}

async function roleId(engine: Engine, key: string): Promise<number> {
  const role = (await engine.strapi.db.query(ROLE).findOne({ where: { type: key }, select: ['id'] })) as { id: number } | null;
  if (!role) throw new Error(`users-permissions has no role "${key}"`);
  return role.id;
}

/** Writes the login's name into the staff file, through the pipeline like any change of it. */
async function linkEmployee(engine: Engine, username: string, documentId: string | null): Promise<void> {
  const holder = await holderOf(engine, username);
  if (holder?.documentId === documentId) return;
  if (holder) await setAccountOf(engine, holder, null);
  if (documentId === null) return;
  const employee = await inTransaction(engine, SYSTEM, (tx) => findTarget(tx, 'employee', documentId));
  if (employee) await setAccountOf(engine, employee, username);
}

async function unlinkEmployee(engine: Engine, username: string): Promise<void> {
  const holder = await holderOf(engine, username);
  if (holder) await setAccountOf(engine, holder, null);
}

async function setAccountOf(engine: Engine, employee: { documentId: string; rev: number }, username: string | null): Promise<void> {
  await updateRecord(engine, 'employee', employee.documentId, { account: username, rev: Number(employee.rev) }, SYSTEM);
}

async function holderOf(engine: Engine, username: string): Promise<{ documentId: string; rev: number } | null> {
  const { table, columns } = engine.registry.table('employee');
  const sql = `SELECT document_id, "${columns.rev?.column ?? 'rev'}" AS rev FROM "${table}" WHERE "${columns.account?.column ?? 'account'}" = ?`;
  const [row] = await engine.read.all(sql, [username]);
  return row ? { documentId: String(row.document_id), rev: Number(row.rev) } : null;
}
