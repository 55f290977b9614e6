import type { RoleKey, RowScope, Words } from '../definition/types';

/** What a role reads: row scope by form, else by area, else `default`. */
export interface RoleReads {
  default: RowScope;
  areas: Record<string, RowScope>;
  forms: Record<string, RowScope>;
}

/** A role of `roles.yaml`; the meaning of every key stands at the top of that file. */
export interface RoleDefinition extends Words {
  key: RoleKey;
  department: string | null;
  reads: RoleReads;
  clear: string[];
  reveals: string[];
  hides: string[];
  shows: string[];
  /** Null: everything that is not hidden. */
  only: string[] | null;
  labels: boolean;
  decides: boolean;
  writes: boolean;
  headed: boolean;
  login: boolean;
  /** Not a role of people (`system`). */
  pseudo: boolean;
  /** Null: every area with something to read. */
  menu: string[] | null;
  /** Areas whose forms these people change in the designer; `*` = all, and new ones. */
  designs: string[];
  /** Makes figures of every form that the person reads, not only of those that the person designs. */
  figures: boolean;
}

/** How a kind of value is recognised. */
export interface KindDefinition {
  formats: string[];
  /** Field names; a leading `*` stands for any beginning. */
  names: string[];
  types: string[];
  targets: string[];
}

/** One way into a row scope; exactly one of the first five keys says which. */
export interface ScopeWay {
  to?: string;
  form?: string;
  field?: string;
  open?: boolean;
  scope?: RowScope;
  path?: string;
  is?: 'me' | 'department';
  filled?: boolean;
  above?: number;
  in?: (string | number)[];
}

export interface ScopeDefinition extends Words {
  key: RowScope;
  /** No condition but the site. */
  everything: boolean;
  any: ScopeWay[];
}

/** Everything `config/roles/*.yaml` say, checked and with defaults filled in. */
export interface RoleTable {
  roles: ReadonlyMap<RoleKey, RoleDefinition>;
  scopes: ReadonlyMap<RowScope, ScopeDefinition>;
  kinds: ReadonlyMap<string, KindDefinition>;
  defaults: { archive: RoleKey[]; import: RoleKey[]; export: RoleKey[] };
}

/** The scope in which a role reads a form, by form, area and default of the role. */
export function readScope(role: RoleDefinition, form: string, area: string): RowScope {
  return own(role.reads.forms, form) ?? own(role.reads.areas, area) ?? role.reads.default;
}

/** Was the scope said for this very form (and not for its area)? Then nothing widens it. */
export function isScopeNamed(role: RoleDefinition, form: string): boolean {
  return own(role.reads.forms, form) !== undefined;
}

/** Kinds of a field: by name, format, target and type. */
export function kindsOf(
  table: RoleTable,
  field: { name: string; type: string; format?: string | undefined; target?: string | undefined },
): string[] {
  const found: string[] = [];
  for (const [key, kind] of table.kinds) {
    const hit =
      kind.names.some((name) => (name.startsWith('*') ? field.name.endsWith(name.slice(1)) : name === field.name)) ||
      (field.format !== undefined && kind.formats.includes(field.format)) ||
      (field.target !== undefined && kind.targets.includes(field.target)) ||
      kind.types.includes(field.type);
    if (hit) found.push(key);
  }
  return found;
}

/** Words of a role; its key where the role is gone (an old audit row). */
export function roleWords(table: RoleTable, key: RoleKey): Words {
  const role = table.roles.get(key);
  return role ? { zh: role.zh, en: role.en } : { zh: key, en: key };
}

/** Keys of the roles that people can hold. */
export function loginRoles(table: RoleTable): RoleKey[] {
  return [...table.roles.values()].filter((role) => role.login && !role.pseudo).map((role) => role.key);
}

function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
