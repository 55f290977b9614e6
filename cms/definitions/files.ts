import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkDefinition, type CheckContext, type Issue } from '../../config/definition/check';
import { expand } from '../../config/definition/expand';
import { resolveLists, type SharedLists } from '../../config/definition/lists';
import { definitionOf, parseDefinition } from '../../config/definition/parse';
import type { FormDefinition } from '../../config/definition/types';
import { readCheckContext } from './check-context';
import { readYaml, type YamlMemory } from '../yaml';

export { resolveLists, type SharedLists } from '../../config/definition/lists';

export interface DefinitionFiles {
  forms: FormDefinition[];
  /** The same as they stand in their files. */
  raw: FormDefinition[];
  lists: SharedLists;
  /** What definitions may name here. */
  checks: CheckContext;
}

/** A broken definition: every problem with its address, such as `work-order.fee: unknown role "finanse"`. */
export class DefinitionError extends Error {
  readonly issues: Issue[];
  constructor(issues: Issue[]) {
    super(`${issues.length} problem(s) in the form definitions:\n${issues.map((issue) => `  ${issue.address}: ${issue.en}`).join('\n')}`);
    this.name = 'DefinitionError';
    this.issues = issues;
  }
}

/**
 * Reads `config/forms/<area>/<key>.yaml` below `root`, with shared lists resolved into `values` and common fields added.
 * `extraDirs` lets a test or an installation bring files of its own; `memory` holds what was read at an earlier start. Throws DefinitionError
 * when anything is wrong.
 */
export function readDefinitionFiles(root: string, roles: string[], extraDirs: string[] = [], memory?: YamlMemory): DefinitionFiles {
  const lists = readYaml(join(root, 'config/settings/enums.yaml')) as SharedLists;
  const issues: Issue[] = [];
  const raw: FormDefinition[] = [];
  for (const dir of [join(root, 'config/forms'), ...extraDirs]) {
    for (const file of yamlFiles(dir)) {
      const result = readForm(readFileSync(file, 'utf8'), relative(root, file), memory);
      if (result.definition) raw.push(result.definition);
      issues.push(...result.issues);
    }
  }
  const context = readCheckContext(root, raw, roles, lists);
  if (issues.length === 0) for (const def of raw) issues.push(...checkDefinition(expand(resolveLists(def, lists)), context));
  if (issues.length > 0) throw new DefinitionError(issues);
  return { forms: raw.map((def) => expand(resolveLists(def, lists))), raw, lists, checks: context };
}

function readForm(source: string, file: string, memory?: YamlMemory): ReturnType<typeof parseDefinition> {
  const known = memory?.find(source);
  if (known !== undefined) return definitionOf(known, file);
  const result = parseDefinition(source, file);
  if (result.definition) memory?.keep(source, result.definition);
  return result;
}

function yamlFiles(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true })
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap((entry) => {
      const path = join(dir, entry.name);
      if (entry.isDirectory()) return yamlFiles(path);
      // Files at the top of config/forms (areas.yaml) are about the menu, not forms.
      return entry.name.endsWith('.yaml') && entry.name !== 'areas.yaml' ? [path] : [];
    });
}
