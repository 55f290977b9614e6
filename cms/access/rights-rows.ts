import { isScopeNamed, readScope, type RoleDefinition, type RoleTable, type ScopeWay } from '../../config/roles/roles';
import type { FieldDefinition, FormDefinition, RowScope } from '../../config/definition/types';
import type { Actor } from './actor';

/** A condition in the Strapi filter language, over the fields of one form. */
export type Filter = { [key: string]: unknown };

/** The row scope in which a role reads a form; `none` when it does not. */
export function scopeOfRole(role: RoleDefinition, def: FormDefinition): RowScope {
  const said = def.access.read && Object.hasOwn(def.access.read, role.key) ? def.access.read[role.key] : undefined;
  if (said !== undefined) return said;
  const scope = readScope(role, def.key, def.area);
  if (scope !== 'none' || isScopeNamed(role, def.key)) return scope;
  return isInvolved(role, def) ? 'site' : 'none';
}

/** Who fills in a form, or acts on it, must be able to read it: a general "not this area" does not lock them out of their own work. */
function isInvolved(role: RoleDefinition, def: FormDefinition): boolean {
  if (!role.writes) return false;
  return (
    def.access.create.includes(role.key) ||
    def.access.edit.includes(role.key) ||
    def.transitions.some((transition) => transition.by.includes(role.key))
  );
}

/** The rows of `def` that the roles open to the actor, and always only those of the actor's sites. Null = all, 'none' = nothing. */
export function rowsOf(table: RoleTable, roles: RoleDefinition[], actor: Actor, def: FormDefinition): Filter | null | 'none' {
  const site = siteFilter(actor, def);
  if (site === 'none') return 'none';
  const ways: Filter[] = [];
  for (const role of roles) {
    const scope = table.scopes.get(scopeOfRole(role, def));
    if (!scope) continue;
    if (scope.everything) return site;
    for (const way of scope.any) ways.push(...filtersOf(table, way, actor, def, 0));
  }
  if (ways.length === 0) return 'none';
  const any = ways.length === 1 ? (ways[0] as Filter) : { $or: distinct(ways) };
  return { $and: [site, any] };
}

/** Records of the sites assigned to the actor. Masters without a site (a fee item, a holiday) belong to every site. */
export function siteFilter(actor: Actor, def: FormDefinition): Filter | 'none' {
  if (actor.siteIds.length === 0) return 'none';
  if (def.key === 'site') return { id: { $in: actor.siteIds } };
  if (!def.fields.some((field) => field.name === 'site' && field.type === 'relation')) return 'none';
  const assigned: Filter = { site: { id: { $in: actor.siteIds } } };
  return def.kind === 'master' ? { $or: [assigned, { site: { $null: true } }] } : assigned;
}

/** A way of a scope as filters over the fields that this form has; none when it has no such field or the actor no such thing. */
function filtersOf(table: RoleTable, way: ScopeWay, actor: Actor, def: FormDefinition, depth: number): Filter[] {
  if (way.scope !== undefined) {
    if (depth > 3) return [];
    return table.scopes.get(way.scope)?.any.flatMap((inner) => filtersOf(table, inner, actor, def, depth + 1)) ?? [];
  }
  if (way.open) {
    const open = def.states.filter((state) => !state.final).map((state) => state.value);
    return open.length === 0 ? [] : [{ state: { $in: open } }];
  }
  const test = testOf(way, actor);
  if (test === null) return [];
  if (way.form !== undefined) return way.form !== def.key ? [] : [nest(way.path ? way.path.split('.') : [], test)];
  return def.fields.filter((field) => fits(field, way)).map((field) => nest([field.name, ...(way.path ? way.path.split('.') : [])], test));
}

function fits(field: FieldDefinition, way: ScopeWay): boolean {
  if (field.name === 'site') return false;
  if (way.to !== undefined) return field.type === 'relation' && field.target === way.to;
  if (field.name !== way.field) return false;
  return way.is === undefined ? field.type !== 'json-rows' && field.type !== 'media' : field.type === 'relation';
}

function testOf(way: ScopeWay, actor: Actor): Filter | null {
  if (way.is === 'me') return identity(actor.employeeId, actor.employee);
  if (way.is === 'department') return identity(actor.departmentId, actor.department);
  if (way.filled !== undefined) return way.filled ? { $notNull: true } : { $null: true };
  if (way.above !== undefined) return { $gt: way.above };
  return way.in === undefined ? null : { $in: way.in };
}

function identity(id: number | null, documentId: string | null): Filter | null {
  if (id !== null) return { id: { $eq: id } };
  return documentId === null ? null : { documentId: { $eq: documentId } };
}

function nest(path: string[], test: Filter): Filter {
  return path.reduceRight<Filter>((inner, name) => ({ [name]: inner }), test);
}

function distinct(filters: Filter[]): Filter[] {
  const seen = new Set<string>();
  return filters.filter((filter) => {
    const key = JSON.stringify(filter);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
