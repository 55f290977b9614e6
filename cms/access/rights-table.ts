import { join } from 'node:path';
import { parseRoles } from '../../config/roles/parse-roles';
import type { RoleTable } from '../../config/roles/roles';
import { readYaml } from '../yaml';

let bound: RoleTable | undefined;

/** Reads `config/roles/*.yaml` below the root folder and makes it the table that all rights are decided by. Fails with an address. */
export function loadRoleTable(root: string): RoleTable {
  const read = (name: string): unknown => readYaml(join(root, 'config', 'roles', name));
  const table = parseRoles(read('roles.yaml'), read('row-scopes.yaml'));
  bindRoleTable(table);
  return table;
}

/** Sets the table (at start, and in tests). */
export function bindRoleTable(table: RoleTable): void {
  bound = table;
}

/** The table in force. Asked before it is loaded, nothing is allowed: it throws. */
export function roleTable(): RoleTable {
  if (!bound) throw new Error('Rights were asked before config/roles was loaded (loadRoleTable).');
  return bound;
}
