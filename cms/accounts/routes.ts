import type { Actor } from '../access/actor';
import { endSessions, sessionsOf } from '../access/sessions';
import { accountTables } from '../database/names';
import { writeAudit } from '../documents/audit';
import { inTransaction } from '../documents/tx';
import type { Engine } from '../engine';
import { AppError, forbidden } from '../http/errors';
import type { Ctx, Route } from '../http/route';
import { changeAccount, createAccount, type AccountInput } from './accounts';

type Row = Record<string, unknown>;

/** Logins, for the administrator: who has one, in which role, where they are logged in. */
export function routes(engine: Engine): Route[] {
  const only = (method: Route['method'], path: string, handler: (ctx: Ctx, actor: Actor) => Promise<unknown>): Route => ({
    method,
    path,
    handler: async (ctx, actor) => {
      if (!actor.roles.includes('administrator')) throw forbidden({ action: 'accounts' });
      return handler(ctx, actor);
    },
  });
  return [
    only('GET', '/accounts', async () => list(engine)),
    only('GET', '/accounts/roles', async () =>
      [...engine.roles.roles.values()].filter((role) => role.login && !role.pseudo).map(({ key, zh, en }) => ({ key, zh, en })),
    ),
    only('POST', '/accounts', async (ctx, actor) => {
      const { id } = await createAccount(engine, inputOf(ctx));
      await note(engine, actor, id, 'create');
      ctx.status = 201;
      return one(engine, id);
    }),
    only('PUT', '/accounts/:id', async (ctx, actor) => {
      const id = idOf(ctx);
      await changeAccount(engine, id, inputOf(ctx));
      await note(engine, actor, id, 'update');
      return one(engine, id);
    }),
    only('GET', '/accounts/:id/sessions', async (ctx) => sessionsOf(engine, idOf(ctx))),
    only('POST', '/accounts/:id/end-sessions', async (ctx, actor) => {
      const ended = await endSessions(engine, idOf(ctx));
      await note(engine, actor, idOf(ctx), 'end-sessions');
      return { ended };
    }),
  ];
}

const idOf = (ctx: Ctx): number => {
  const id = Number(ctx.params.id);
  if (!Number.isInteger(id) || id < 1) throw new AppError(404, 'not_found');
  return id;
};

function inputOf(ctx: Ctx): AccountInput {
  const body = (ctx.request.body ?? {}) as Row;
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name].trim() : '');
  const employee = typeof body.employee === 'object' && body.employee !== null ? (body.employee as Row).documentId : body.employee;
  return {
    username: text('username'),
    email: text('email'),
    password: typeof body.password === 'string' && body.password !== '' ? body.password : undefined,
    role: text('role'),
    employee: typeof employee === 'string' && employee !== '' ? employee : null,
    blocked: body.blocked === true,
  };
}

/** Changes of logins stand in the same audit trail as everything else, under the name `account`. */
async function note(engine: Engine, actor: Actor, id: number, action: string): Promise<void> {
  await inTransaction(engine, actor, async (tx) => {
    await writeAudit(tx, 'account', String(id), {
      event: action === 'create' ? 'create' : 'update',
      action,
      changes: [],
      rev: 1,
      siteId: null,
    });
  });
}

async function list(engine: Engine): Promise<Row[]> {
  const { users, roles, sessions, userRoles } = accountTables(engine.strapi);
  const employee = engine.registry.table('employee');
  const department = engine.registry.table('department');
  const rows = await engine.read.all(
    `SELECT u.id, u.username, u.email, u.blocked, r.type AS role, e.document_id, e."${employee.columns.number?.column ?? 'id'}" AS number, e."${employee.columns.name?.column ?? 'name'}" AS name,
      CASE WHEN d."${department.columns.head?.column ?? 'head_id'}" = e.id THEN 1 ELSE 0 END AS head,
      (SELECT COUNT(*) FROM "${sessions}" s WHERE s.user_id = CAST(u.id AS TEXT) AND s.origin = 'users-permissions' AND s.status = 'active') AS sessions,
      (SELECT MAX(s.created_at) FROM "${sessions}" s WHERE s.user_id = CAST(u.id AS TEXT) AND s.origin = 'users-permissions') AS last_seen
      FROM "${users}" u LEFT JOIN "${userRoles.table}" ur ON ur."${userRoles.user}" = u.id LEFT JOIN "${roles}" r ON r.id = ur."${userRoles.role}"
      LEFT JOIN "${employee.table}" e ON e."${employee.columns.account?.column ?? 'account'}" = u.username
      LEFT JOIN "${department.table}" d ON d.id = e."${employee.columns.department?.column ?? 'department_id'}" ORDER BY u.username`,
    [],
  );
  return rows.map((row) => viewOf(engine, row));
}

async function one(engine: Engine, id: number): Promise<Row | undefined> {
  return (await list(engine)).find((row) => row.id === id);
}

function viewOf(engine: Engine, row: Row): Row {
  const role = engine.roles.roles.get(String(row.role));
  return {
    id: Number(row.id),
    username: row.username,
    email: row.email,
    blocked: row.blocked === true || row.blocked === 1,
    role: row.role,
    roleName: { zh: role?.zh ?? row.role, en: role?.en ?? row.role },
    head: Number(row.head) === 1,
    employee: row.document_id ? { documentId: row.document_id, form: 'employee', number: row.number, title: row.name, state: null } : null,
    sessions: Number(row.sessions),
    lastSeen: row.last_seen === null || row.last_seen === undefined ? null : new Date(row.last_seen as string | number).toISOString(),
  };
}
