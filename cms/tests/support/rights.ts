import { join } from 'node:path';
import type { Actor } from '../../access/actor';
import { NOBODY } from '../../access/actor';
import { loadRoleTable } from '../../access/rights-table';
import { readDefinitionFiles } from '../../definitions/files';
import { loginRoles } from '../../../config/roles/roles';
import type { FormDefinition } from '../../../config/definition/types';

const ROOT = join(__dirname, '../../..');
const table = loadRoleTable(ROOT);

/** Every shipped form, expanded as the server has it. */
export const forms: FormDefinition[] = readDefinitionFiles(ROOT, [...table.roles.keys()]).forms;
export const formOf = (key: string): FormDefinition => {
  const def = forms.find((candidate) => candidate.key === key);
  if (!def) throw new Error(`There is no form "${key}"`);
  return def;
};

/** Roles that log in; each has the account of its name. */
export const roles: string[] = loginRoles(table);

/** Those whose account is the head of the department; their `-2` is not. */
const HEADS = new Set(['engineering', 'security', 'finance', 'administration']);

/** Somebody with the role, as far as rights ask: of one site, in one department. */
export const personOf = (account: string): Actor => ({
  ...NOBODY,
  userId: 1,
  employee: 'somebody',
  employeeId: 1,
  department: 'somewhere',
  departmentId: 1,
  siteIds: [1],
  roles: [account.replace(/-2$/, '')],
  head: HEADS.has(account),
});
