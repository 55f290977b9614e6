import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { effects } from '../../config/rules/effects-registry';
import { rules } from '../../config/rules/registry';

/** For each named rule and effect the words of the source file it stands in (its name is a key of that file's map). */
export function ruleWords(root: string): Record<string, string[]> {
  const folder = join(root, 'config/rules');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const result: Record<string, string[]> = {};
  for (const name of [...new Set([...Object.keys(rules), ...Object.keys(effects)])].sort()) {
    const source = files.filter((text) => new RegExp(`['"\`]?\\b${name}\\b['"\`]?\\s*:`).test(text)).join('\n');
    const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    result[name] = [...new Set(code.match(/\b[a-z][A-Za-z0-9]{2,}\b/g) ?? [])].sort();
  }
  return result;
}
