import type { KindDefinition, RoleDefinition, RoleTable, ScopeDefinition, ScopeWay } from './roles';

type Raw = Record<string, unknown>;

const ROLE_KEYS = new Set([
  'key',
  'zh',
  'en',
  'department',
  'reads',
  'clear',
  'reveals',
  'hides',
  'shows',
  'only',
  'labels',
  'decides',
  'writes',
  'headed',
  'login',
  'pseudo',
  'menu',
  'designs',
  'figures',
]);
const WAY_KEYS = new Set(['to', 'form', 'field', 'open', 'scope', 'path', 'is', 'filled', 'above', 'in']);

/**
 * Parsed YAML of `roles.yaml` and `row-scopes.yaml` to a checked table. A mistake is thrown with its address
 * (`roles.receptionist.reads.areas.30-repair: unknown scope "own-shfit"`), so that a wrong file fails at start and never opens a door.
 */
export function parseRoles(rolesYaml: unknown, scopesYaml: unknown): RoleTable {
  const file = record(rolesYaml, 'roles.yaml');
  const scopes = new Map(Object.entries(record(scopesYaml, 'row-scopes.yaml')).map(([key, raw]) => [key, parseScope(key, raw)]));
  const kinds = new Map(Object.entries(record(file.kinds, 'kinds')).map(([key, raw]) => [key, parseKind(key, raw)]));
  const list = Array.isArray(file.roles) ? (file.roles as unknown[]) : fail('roles', 'must be a list');
  const roles = new Map<string, RoleDefinition>();
  for (const raw of list) {
    const role = parseRole(raw);
    if (roles.has(role.key)) fail(`roles.${role.key}`, 'stands twice');
    roles.set(role.key, role);
  }
  const defaults = record(file.defaults, 'defaults');
  const table: RoleTable = {
    roles,
    scopes,
    kinds,
    defaults: {
      archive: strings(defaults.archive, 'defaults.archive'),
      import: strings(defaults.import, 'defaults.import'),
      export: strings(defaults.export, 'defaults.export'),
    },
  };
  checkNames(table);
  return table;
}

function parseRole(raw: unknown): RoleDefinition {
  const role = record(raw, 'roles[]');
  const key = text(role.key, 'roles[].key');
  const at = `roles.${key}`;
  for (const name of Object.keys(role)) if (!ROLE_KEYS.has(name)) fail(`${at}.${name}`, 'unknown key');
  const reads = record(role.reads, `${at}.reads`);
  return {
    key,
    zh: text(role.zh, `${at}.zh`),
    en: text(role.en, `${at}.en`),
    department: role.department === null || role.department === undefined ? null : text(role.department, `${at}.department`),
    reads: {
      default: text(reads.default, `${at}.reads.default`),
      areas: names(reads.areas, `${at}.reads.areas`),
      forms: names(reads.forms, `${at}.reads.forms`),
    },
    clear: strings(role.clear, `${at}.clear`),
    reveals: strings(role.reveals ?? [], `${at}.reveals`),
    hides: strings(role.hides ?? [], `${at}.hides`),
    shows: strings(role.shows ?? [], `${at}.shows`),
    only: role.only === undefined ? null : strings(role.only, `${at}.only`),
    labels: flag(role.labels, true, `${at}.labels`),
    decides: flag(role.decides, true, `${at}.decides`),
    writes: flag(role.writes, true, `${at}.writes`),
    headed: flag(role.headed, false, `${at}.headed`),
    login: flag(role.login, true, `${at}.login`),
    pseudo: flag(role.pseudo, false, `${at}.pseudo`),
    menu: role.menu === undefined ? null : strings(role.menu, `${at}.menu`),
    designs: strings(role.designs ?? [], `${at}.designs`),
    figures: flag(role.figures, false, `${at}.figures`),
  };
}

function parseScope(key: string, raw: unknown): ScopeDefinition {
  const scope = record(raw, key);
  const ways = scope.any === undefined ? [] : (scope.any as unknown[]);
  if (!Array.isArray(ways)) fail(`${key}.any`, 'must be a list');
  return {
    key,
    zh: text(scope.zh, `${key}.zh`),
    en: text(scope.en, `${key}.en`),
    everything: flag(scope.everything, false, `${key}.everything`),
    any: ways.map((way, index) => parseWay(way, `${key}.any[${index}]`)),
  };
}

function parseWay(raw: unknown, at: string): ScopeWay {
  const way = record(raw, at);
  for (const name of Object.keys(way)) if (!WAY_KEYS.has(name)) fail(`${at}.${name}`, 'unknown key');
  const subjects = ['to', 'form', 'field', 'open', 'scope'].filter((name) => way[name] !== undefined);
  if (subjects.length !== 1) fail(at, 'needs exactly one of to, form, field, open, scope');
  if (way.is !== undefined && way.is !== 'me' && way.is !== 'department') fail(`${at}.is`, 'must be me or department');
  const tests = ['is', 'filled', 'above', 'in'].filter((name) => way[name] !== undefined);
  if (tests.length !== (way.open === undefined && way.scope === undefined ? 1 : 0)) fail(at, 'needs exactly one of is, filled, above, in');
  return way as ScopeWay;
}

function parseKind(key: string, raw: unknown): KindDefinition {
  const kind = record(raw, `kinds.${key}`);
  const list = (name: string): string[] => strings(kind[name] ?? [], `kinds.${key}.${name}`);
  return { formats: list('formats'), names: list('names'), types: list('types'), targets: list('targets') };
}

/** Every scope, kind and role that is named must be there. */
function checkNames(table: RoleTable): void {
  const scope = (at: string, key: string): void => void (table.scopes.has(key) || fail(at, `unknown scope "${key}"`));
  for (const role of table.roles.values()) {
    const at = `roles.${role.key}`;
    scope(`${at}.reads.default`, role.reads.default);
    for (const [area, key] of Object.entries(role.reads.areas)) scope(`${at}.reads.areas.${area}`, key);
    for (const [form, key] of Object.entries(role.reads.forms)) scope(`${at}.reads.forms.${form}`, key);
    for (const list of ['clear', 'reveals', 'hides', 'only'] as const) {
      for (const kind of role[list] ?? []) if (!table.kinds.has(kind)) fail(`${at}.${list}`, `unknown kind "${kind}"`);
    }
  }
  for (const [action, keys] of Object.entries(table.defaults)) {
    for (const key of keys) if (!table.roles.has(key)) fail(`defaults.${action}`, `unknown role "${key}"`);
  }
  for (const definition of table.scopes.values()) {
    for (const way of definition.any) {
      if (way.scope === undefined) continue;
      scope(`${definition.key}.any`, way.scope);
      if (table.scopes.get(way.scope)?.any.some((inner) => inner.scope === definition.key))
        fail(`${definition.key}.any`, 'scopes name each other');
    }
  }
}

function fail(at: string, problem: string): never {
  throw new Error(`config/roles: ${at}: ${problem}`);
}
function record(raw: unknown, at: string): Raw {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as Raw) : fail(at, 'must be a mapping');
}
function text(raw: unknown, at: string): string {
  return typeof raw === 'string' && raw !== '' ? raw : fail(at, 'must be a text');
}
function strings(raw: unknown, at: string): string[] {
  return Array.isArray(raw) && raw.every((entry) => typeof entry === 'string') ? (raw as string[]) : fail(at, 'must be a list of texts');
}
function names(raw: unknown, at: string): Record<string, string> {
  const found = raw === undefined ? {} : record(raw, at);
  return Object.fromEntries(Object.entries(found).map(([key, value]) => [key, text(value, `${at}.${key}`)]));
}
function flag(raw: unknown, fallback: boolean, at: string): boolean {
  if (raw === undefined) return fallback;
  return typeof raw === 'boolean' ? raw : fail(at, 'must be true or false');
}
