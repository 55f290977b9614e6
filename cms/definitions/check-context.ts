import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckContext } from '../../config/definition/check';
import type { SharedLists } from '../../config/definition/lists';
import type { FormDefinition } from '../../config/definition/types';
import { effects } from '../../config/rules/effects-registry';
import type { Limit } from '../../config/settings/limit';
import { rules } from '../../config/rules/registry';
import { readYaml } from '../yaml';

/** What definitions may name in this installation; the designer checks its drafts against the same. */
export function readCheckContext(root: string, forms: FormDefinition[], roles: string[], enums: SharedLists): CheckContext {
  const read = (path: string): unknown => readYaml(join(root, 'config', path));
  const keys = (path: string): string[] => (read(path) as { key: string }[]).map((entry) => entry.key);
  return {
    forms,
    roles,
    enums,
    rules: Object.keys(rules),
    effects: Object.keys(effects),
    laterForms: read('settings/later-forms.yaml') as string[],
    // What expressions reckon with; a list or a choice is for the server.
    settings: (read('settings/limits.yaml') as Limit[]).filter(({ value }) => typeof value === 'number').map(({ key }) => key),
    scopes: Object.keys(read('roles/row-scopes.yaml') as object),
    areas: keys('forms/areas.yaml'),
    papers: readdirSync(join(root, 'config/papers'))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => name.slice(0, -'.yaml'.length)),
  };
}
