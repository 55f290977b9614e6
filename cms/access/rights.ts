import type { RoleDefinition } from '../../config/roles/roles';
import type { FieldDefinition, FormDefinition, TransitionDefinition } from '../../config/definition/types';
import type { Actor } from './actor';
import { FULL_RIGHT, NO_RIGHT, fieldRights, type FieldRight } from './rights-fields';
import { rowsOf, siteFilter, type Filter } from './rights-rows';
import { roleTable } from './rights-table';
import { mayPerform } from './transitions';

export type { Filter } from './rights-rows';

/** The product itself, and an import that was allowed to start: not people, bound by rules but not by roles. */
const isProduct = (actor: Actor): boolean => actor.kind === 'system' || actor.kind === 'import';

/** The actor's roles that exist and that people can hold; `system` never comes from a login. */
function rolesOf(actor: Actor): RoleDefinition[] {
  const { roles } = roleTable();
  return actor.roles.map((key) => roles.get(key)).filter((role): role is RoleDefinition => role !== undefined && !role.pseudo);
}

/**
 * May the actor do this with records of the form at all? `read`, `create`, `edit`, `archive`, `import`, `export`, or the name of a
 * transition (`void` among them). Says nothing about one record: rows, state, guards and four eyes are asked elsewhere. Denied by default.
 */
export function can(actor: Actor, def: FormDefinition, action: string): boolean {
  if (isProduct(actor)) return true;
  const roles = rolesOf(actor);
  const { defaults } = roleTable();
  const writer = (keys: readonly string[] | undefined): boolean => roles.some((role) => role.writes && keys?.includes(role.key) === true);
  switch (action) {
    case 'read':
      return rowFilter(actor, def) !== 'none';
    case 'create':
      return writer(def.access.create);
    case 'edit':
      return writer(def.access.edit);
    case 'archive':
      return writer(def.access.archive ?? defaults.archive);
    case 'import':
      return writer(def.access.import ?? defaults.import);
    case 'export':
      return rowFilter(actor, def) !== 'none' && roles.some((role) => (def.access.export ?? defaults.export).includes(role.key));
    default:
      return mayTransition(actor, def, action);
  }
}

/** Only these cause an 'imported' event: history enters in the state it had, past the state machine. */
const HISTORIANS: ReadonlySet<string> = new Set(['administrator', 'finance']);

/** May the actor bring in history? Whoever else may import brings in new papers, under every rule. */
export function mayBringHistory(actor: Actor): boolean {
  return isProduct(actor) || rolesOf(actor).some((role) => role.writes && HISTORIANS.has(role.key));
}

/** May the actor perform a transition of this name, from whatever state? `archive` may be the name of one, beside the general right. */
export function mayTransition(actor: Actor, def: FormDefinition, action: string): boolean {
  if (isProduct(actor)) return true;
  const roles = rolesOf(actor);
  return def.transitions.some((transition) => transition.action === action && mayAct(actor, roles, def, transition));
}

/** By role and headship; a role that takes no decisions (administrator, director) takes none, whatever a form says. */
function mayAct(actor: Actor, roles: RoleDefinition[], def: FormDefinition, transition: TransitionDefinition): boolean {
  const acting = roles.filter((role) => role.writes && (role.decides || transition.decision === undefined)).map((role) => role.key);
  return (acting.length > 0 || actor.standsInFor.length > 0) && mayPerform({ ...actor, roles: acting }, def, transition);
}

/** Rows the actor may see: a condition over the form's fields, null for all of them, 'none' for nothing. */
export function rowFilter(actor: Actor, def: FormDefinition): Filter | null | 'none' {
  if (isProduct(actor) || actor.kind === 'admin') return null;
  return rowsOf(roleTable(), rolesOf(actor), actor, def);
}

/**
 * Rows whose name (number and title) the actor may see where another record points to them: of the own sites for most roles, because an
 * order without its customer's name is no use; only the own rows for a role with `labels: false`.
 */
export function labelFilter(actor: Actor, def: FormDefinition): Filter | null | 'none' {
  if (isProduct(actor) || actor.kind === 'admin') return null;
  if (!rolesOf(actor).some((role) => role.labels)) return rowFilter(actor, def);
  return siteFilter(actor, def);
}

let known = new WeakMap<FormDefinition, Map<string, Map<string, FieldRight>>>();
let knownFor: unknown;

/** Rights to all fields (`fee`) and columns (`materials.unitPrice`) of a form, worked out once per definition and set of roles. */
export function rightsToFields(actor: Actor, def: FormDefinition): ReadonlyMap<string, FieldRight> {
  const table = roleTable();
  if (knownFor !== table) {
    known = new WeakMap();
    knownFor = table;
  }
  const key = actor.roles.join(' ');
  let byRoles = known.get(def);
  if (!byRoles) known.set(def, (byRoles = new Map()));
  let rights = byRoles.get(key);
  if (!rights) byRoles.set(key, (rights = fieldRights(table, rolesOf(actor), def)));
  return rights;
}

/** Right to one field; of a column with the rows field it stands in. */
export function fieldRight(actor: Actor, def: FormDefinition, field: FieldDefinition, rows?: FieldDefinition): FieldRight {
  if (isProduct(actor)) return FULL_RIGHT;
  return rightsToFields(actor, def).get(rows ? `${rows.name}.${field.name}` : field.name) ?? NO_RIGHT;
}

/**
 * The same in one word. `write` goes before `masked`: who fills in a form may write an ID number that is shown masked to them afterwards
 * (`isMasked`), as on paper that is handed on.
 */
export function fieldAccess(
  actor: Actor,
  def: FormDefinition,
  field: FieldDefinition,
  rows?: FieldDefinition,
): 'hidden' | 'masked' | 'read' | 'write' {
  const right = fieldRight(actor, def, field, rows);
  if (!right.visible) return 'hidden';
  if (right.write) return 'write';
  return right.masked ? 'masked' : 'read';
}

/** Is the value shown masked to the actor? Asked by every read; such a field is neither searched, filtered nor sorted by. */
export function isMasked(actor: Actor, def: FormDefinition, field: FieldDefinition, rows?: FieldDefinition): boolean {
  return fieldRight(actor, def, field, rows).masked;
}

/** May the actor see this masked value in full, with a reason, audited? */
export function mayReveal(actor: Actor, def: FormDefinition, field: FieldDefinition): boolean {
  return fieldRight(actor, def, field).reveal;
}

/** `can` of a form as the dashboard gets it; hidden fields are absent. */
export function rightsOfForm(
  actor: Actor,
  def: FormDefinition,
): {
  create: boolean;
  edit: boolean;
  import: boolean;
  export: boolean;
  archive: boolean;
  fields: Record<string, 'masked' | 'read' | 'write'>;
} {
  const fields: Record<string, 'masked' | 'read' | 'write'> = {};
  for (const field of def.fields) {
    const access = fieldAccess(actor, def, field);
    if (access !== 'hidden') fields[field.name] = access;
  }
  const may = (action: string): boolean => can(actor, def, action);
  return { create: may('create'), edit: may('edit'), import: may('import'), export: may('export'), archive: may('archive'), fields };
}

/** Areas of the menu for this actor: those with a form to read, or the ones the role names. */
export function menuAreas(actor: Actor, forms: readonly FormDefinition[]): Set<string> {
  const readable = new Set(forms.filter((def) => !def.menu?.hidden && can(actor, def, 'read')).map((def) => def.area));
  const roles = isProduct(actor) ? [] : rolesOf(actor);
  if (roles.length === 0 || roles.some((role) => role.menu === null)) return readable;
  return new Set([...readable].filter((area) => roles.some((role) => role.menu?.includes(area))));
}
