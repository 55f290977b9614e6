import type { Core } from '@strapi/strapi';
import type { RoleTable } from '../../config/roles/roles';

const ROLE = 'plugin::users-permissions.role';
const PERMISSION = 'plugin::users-permissions.permission';

/** The generic actions of the records API. Which form, row and field, our own engine decides; without these a role gets nothing at all. */
const ACTIONS = ['find', 'findOne', 'create', 'update', 'delete'].map((action) => `api::records.records.${action}`);

interface RoleRow {
  id: number;
  type: string;
}

/**
 * Makes every role that logs in a role of users-permissions with the five generic actions, takes all rights from the anonymous role,
 * and closes self-registration. Adds what is missing and gives nothing back that an administrator took away. Idempotent.
 */
export async function seedRoles(strapi: Core.Strapi, table: RoleTable): Promise<void> {
  const existing = (await strapi.db.query(ROLE).findMany({ select: ['id', 'type'] })) as RoleRow[];
  const known = new Map(existing.map((role) => [role.type, role]));
  for (const role of table.roles.values()) {
    if (role.pseudo || !role.login || known.has(role.key)) continue;
    const made = (await strapi.db
      .query(ROLE)
      .create({ data: { name: `${role.zh} ${role.en}`, type: role.key, description: role.en } })) as RoleRow;
    for (const action of ACTIONS) await strapi.db.query(PERMISSION).create({ data: { action, role: made.id } });
  }
  const open = known.get('public');
  if (open) await strapi.db.query(PERMISSION).deleteMany({ where: { role: { id: open.id } } });
  await closeRegistration(strapi);
}

async function closeRegistration(strapi: Core.Strapi): Promise<void> {
  const store = strapi.store({ type: 'plugin', name: 'users-permissions', key: 'advanced' });
  const settings = ((await store.get({})) ?? {}) as Record<string, unknown>;
  if (settings.allow_register !== false) await store.set({ value: { ...settings, allow_register: false, email_reset_password: null } });
}

/** The actions above as an api of Strapi's, so that its panel shows them with the roles. The routes themselves are ours. */
export function registerRecordsApi(strapi: Core.Strapi): void {
  const refused = (ctx: { notFound(): unknown }): unknown => ctx.notFound();
  const actions = Object.fromEntries(ACTIONS.map((action) => [action.split('.').at(-1) ?? action, refused]));
  strapi.get('apis').add('records', { contentTypes: {}, controllers: { records: actions }, services: {}, routes: {} });
}

/** Strapi's first administrator, from the generated secret: the open registration page of an empty panel never stands open. */
export async function seedFirstAdmin(strapi: Core.Strapi, email: string, password: string): Promise<boolean> {
  const users = strapi.service('admin::user') as unknown as {
    exists(): Promise<boolean>;
    create(values: Record<string, unknown>): Promise<unknown>;
  };
  if (password === '' || (await users.exists())) return false;
  const role =
    (await (strapi.service('admin::role') as unknown as { getSuperAdmin(): Promise<{ id: number } | null> }).getSuperAdmin()) ?? null;
  if (!role) throw new Error('Strapi has no super admin role');
  await users.create({
    email,
    firstname: 'TowerDesk',
    lastname: 'Admin',
    password,
    registrationToken: null,
    isActive: true,
    roles: [role.id],
  });
  return true;
}

/** Writes the hash of a new password. Not by the document service: its update of a login ends all sessions, the one that asks among them. */
export async function writePasswordHash(strapi: Core.Strapi, id: number, hash: string): Promise<void> {
  await strapi.db.query('plugin::users-permissions.user').update({ where: { id }, data: { password: hash } });
}
