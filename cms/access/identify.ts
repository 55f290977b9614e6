import type { Engine } from '../engine';
import { accountTables } from '../database/names';
import { toDate } from '../documents/codec';
import { AppError } from '../http/errors';
import { NOBODY, type Actor } from './actor';
import { createDelegations } from './delegations';
import { createTokenCheck } from './tokens';

/** Who is behind a request, and in which session. */
export interface Identity {
  actor: Actor;
  sessionId: string;
  /** The five generic actions that users-permissions grants to the role. */
  granted: ReadonlySet<string>;
}

/** A token is good for as long as its session's row is: a logout, a block or a new password ends it with the next request. */
export type Identify = (token: string, lang: 'zh' | 'en') => Promise<Identity>;

const unauthenticated = (): AppError => new AppError(401, 'unauthenticated');

export function createIdentify(engine: Engine): Identify {
  const sql = identitySql(engine);
  const payloadOf = createTokenCheck(engine);
  const grants = createGrants(engine);
  const delegations = createDelegations(engine);
  return async (token, lang) => {
    const payload = payloadOf(token);
    if (!payload) throw unauthenticated();
    const [row] = await engine.read.all(sql, [payload.sessionId, payload.userId]);
    if (!row || !isAlive(row, engine.clock())) throw unauthenticated();
    const known = actorOf(engine, row, lang);
    const actor = known.employee === null ? known : { ...known, standsInFor: await delegations.for(known.employee) };
    return { actor, sessionId: payload.sessionId, granted: await grants(actor.roles[0] ?? '') };
  };
}

/** One statement: session, login, role, employee and headship. */
function identitySql(engine: Engine): string {
  const { columns, joins } = personSql(engine);
  const { users, sessions } = accountTables(engine.strapi);
  return `SELECT s.expires_at, s.absolute_expires_at, s.status, ${columns}
    FROM "${sessions}" s JOIN "${users}" u ON CAST(u.id AS TEXT) = s.user_id ${joins}
    WHERE s.session_id = ? AND s.user_id = ? AND s.origin = 'users-permissions'`;
}

/** What an actor is made of, and what is joined to the login (`u`) for it. */
function personSql(engine: Engine): { columns: string; joins: string } {
  const { roles, userRoles } = accountTables(engine.strapi);
  const employee = engine.registry.table('employee');
  const department = engine.registry.table('department');
  const column = (name: string): string => `e."${employee.columns[name]?.column ?? name}"`;
  return {
    columns: `u.id AS user_id, u.username, u.blocked, r.type AS role,
    e.id AS employee_id, e.document_id AS employee, ${column('name')} AS name, ${column('state')} AS employee_state, ${column('site')} AS site_id,
    d.id AS department_id, d.document_id AS department, CASE WHEN d."${department.columns.head?.column ?? 'head_id'}" = e.id THEN 1 ELSE 0 END AS head`,
    joins: `JOIN "${userRoles.table}" ur ON ur."${userRoles.user}" = u.id JOIN "${roles}" r ON r.id = ur."${userRoles.role}"
    LEFT JOIN "${employee.table}" e ON ${column('account')} = u.username
    LEFT JOIN "${department.table}" d ON d.id = ${column('department')}`,
  };
}

/** Somebody as who they would be logged in, by the documentId of the staff file. Null for who has no login, or no longer comes in. */
export async function findPerson(engine: Engine, employee: string): Promise<Actor | null> {
  const { columns, joins } = personSql(engine);
  const { users } = accountTables(engine.strapi);
  const [row] = await engine.read.all(`SELECT 'active' AS status, ${columns} FROM "${users}" u ${joins} WHERE e.document_id = ?`, [
    employee,
  ]);
  return row && isAlive(row, engine.clock()) ? actorOf(engine, row, 'zh') : null;
}

/** Has the session neither ended nor its person been shut out? Asked by what stays open (event streams). */
export async function isSessionAlive(engine: Engine, sessionId: string, userId: number): Promise<boolean> {
  const [row] = await engine.read.all(identitySql(engine), [sessionId, String(userId)]);
  return row !== undefined && isAlive(row, engine.clock());
}

function isAlive(row: Record<string, unknown>, now: Date): boolean {
  if (row.status !== 'active' && row.status !== 'rotated') return false;
  if (row.blocked === true || row.blocked === 1 || row.employee_state === 'left') return false;
  const ends = row.absolute_expires_at ?? row.expires_at;
  return ends === null || ends === undefined || toDate(ends).getTime() > now.getTime();
}

function actorOf(engine: Engine, row: Record<string, unknown>, lang: 'zh' | 'en'): Actor {
  const role = String(row.role);
  const hasEmployee = row.employee_id !== null && row.employee_id !== undefined;
  const siteId = row.site_id === null || row.site_id === undefined ? null : Number(row.site_id);
  return {
    ...NOBODY,
    userId: Number(row.user_id),
    employeeId: hasEmployee ? Number(row.employee_id) : null,
    employee: hasEmployee ? String(row.employee) : null,
    name: hasEmployee ? String(row.name) : String(row.username),
    roles: [role],
    head: Number(row.head) === 1,
    departmentId: row.department_id === null || row.department_id === undefined ? null : Number(row.department_id),
    department: row.department === null || row.department === undefined ? null : String(row.department),
    // Who belongs to no single site (an administrator without a staff file, a director of the group) sees all of them.
    siteIds: siteId === null ? engine.settings.allSites() : [siteId],
    lang,
  };
}

/** What users-permissions grants to a role of the five actions of `records`; asked again after a minute, so that its panel is obeyed. */
function createGrants(engine: Engine): (role: string) => Promise<ReadonlySet<string>> {
  const known = new Map<string, { at: number; actions: Promise<ReadonlySet<string>> }>();
  return (role) => {
    const now = engine.clock().getTime();
    const found = known.get(role);
    if (found && now - found.at < 60_000) return found.actions;
    const actions = readGrants(engine, role);
    known.set(role, { at: now, actions });
    // A failed read is not remembered.
    actions.catch(() => known.delete(role));
    return actions;
  };
}

async function readGrants(engine: Engine, role: string): Promise<ReadonlySet<string>> {
  const rows = (await engine.strapi.db.query('plugin::users-permissions.permission').findMany({
    where: { role: { type: role }, action: { $startsWith: 'api::records.records.' } },
    select: ['action'],
  })) as { action: string }[];
  return new Set(rows.map((row) => row.action.slice('api::records.records.'.length)));
}
