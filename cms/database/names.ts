import type { Core } from '@strapi/strapi';

interface Meta {
  tableName: string;
  attributes: Record<string, { joinTable?: { name: string; joinColumn: { name: string }; inverseJoinColumn: { name: string } } }>;
}

/** Tables of Strapi's own that our reads join: names from its metadata, never from a guess. */
export interface AccountTables {
  users: string;
  roles: string;
  sessions: string;
  userRoles: { table: string; user: string; role: string };
}

export function accountTables(strapi: Core.Strapi): AccountTables {
  const meta = (uid: string): Meta => strapi.db.metadata.get(uid) as unknown as Meta;
  const users = meta('plugin::users-permissions.user');
  const link = users.attributes.role?.joinTable;
  if (!link) throw new Error('users-permissions no longer links users and roles by a table of its own');
  return {
    users: users.tableName,
    roles: meta('plugin::users-permissions.role').tableName,
    sessions: meta('admin::session').tableName,
    userRoles: { table: link.name, user: link.joinColumn.name, role: link.inverseJoinColumn.name },
  };
}
