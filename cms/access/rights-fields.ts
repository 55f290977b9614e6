import { kindsOf, type RoleDefinition, type RoleTable } from '../../config/roles/roles';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import { scopeOfRole } from './rights-rows';

/** What a caller may do with one field. `masked` says how its value is shown; a form's writer may write a value that stays masked. */
export interface FieldRight {
  visible: boolean;
  masked: boolean;
  write: boolean;
  reveal: boolean;
}

export const NO_RIGHT: FieldRight = { visible: false, masked: false, write: false, reveal: false };
export const FULL_RIGHT: FieldRight = { visible: true, masked: false, write: true, reveal: true };

/** Rights of a person with these roles to every field and every column (`materials.unitPrice`) of a form. The most that one role allows counts. */
export function fieldRights(table: RoleTable, roles: RoleDefinition[], def: FormDefinition): Map<string, FieldRight> {
  const readers = roles.filter((role) => scopeOfRole(role, def) !== 'none');
  const rights = new Map<string, FieldRight>();
  for (const field of def.fields) {
    const columns = field.columns ?? [];
    for (const column of columns)
      rights.set(
        `${field.name}.${column.name}`,
        best(readers, (role) => rightOf(table, role, def, field, column)),
      );
    const right = best(readers, (role) => rightOf(table, role, def, field));
    // Rows of which no column may be seen are not there.
    const empty = columns.length > 0 && columns.every((column) => !rights.get(`${field.name}.${column.name}`)?.visible);
    rights.set(field.name, empty ? NO_RIGHT : right);
  }
  return rights;
}

function best(roles: RoleDefinition[], of: (role: RoleDefinition) => FieldRight): FieldRight {
  const rights = roles.map(of).filter((right) => right.visible);
  if (rights.length === 0) return NO_RIGHT;
  return {
    visible: true,
    masked: rights.every((right) => right.masked),
    write: rights.some((right) => right.write),
    reveal: rights.some((right) => right.reveal),
  };
}

/** One role and one field (with `column`: a column of its rows). */
function rightOf(
  table: RoleTable,
  role: RoleDefinition,
  def: FormDefinition,
  field: FieldDefinition,
  column?: FieldDefinition,
): FieldRight {
  const subject = column ?? field;
  if (column && !rightOf(table, role, def, field).visible) return NO_RIGHT;
  if (subject.access?.read && !subject.access.read.includes(role.key)) return NO_RIGHT;
  const kinds = kindsOf(table, subject);
  if (!isShown(role, `${def.key}.${column ? `${field.name}.` : ''}${subject.name}`, kinds)) return NO_RIGHT;
  const personal = kinds.filter((kind) => table.kinds.get(kind)?.types.length === 0);
  const isClear = personal.length > 0 && personal.every((kind) => role.clear.includes(kind));
  const masked = subject.sensitive === true && !isClear;
  const fillsIn = def.access.create.includes(role.key) || def.access.edit.includes(role.key);
  const allowed = subject.access?.write ?? field.access?.write;
  return {
    visible: true,
    masked,
    write: role.writes && fillsIn && !subject.computed && (allowed === undefined || allowed.includes(role.key)),
    reveal: masked && personal.length > 0 && personal.every((kind) => role.clear.includes(kind) || role.reveals.includes(kind)),
  };
}

function isShown(role: RoleDefinition, address: string, kinds: string[]): boolean {
  if (role.shows.includes(address)) return true;
  if (kinds.some((kind) => role.hides.includes(kind))) return false;
  return role.only === null || kinds.some((kind) => role.only?.includes(kind));
}
