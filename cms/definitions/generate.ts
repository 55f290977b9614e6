import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formFileSchema } from '../../config/projections/json-schema';
import { openApi } from '../../config/projections/openapi';
import { loadRoleTable } from '../access/rights-table';
import { readDefinitionFiles } from './files';
import { ruleWords } from './rule-words';

/** Files for people and editors that follow from the definitions: path -> content. */
export function generatedFiles(root: string): Record<string, string> {
  const roles = [...loadRoleTable(root).roles.keys()];
  const { forms } = readDefinitionFiles(root, roles);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return {
    'config/definition/form.schema.json': text(formFileSchema()),
    'cms/openapi.json': text(openApi(forms, version)),
    'config/rules/rule-words.json': text(ruleWords(root)),
  };
}

function text(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Paths of generated files that are not as they would be written now. */
export function staleFiles(root: string, files = generatedFiles(root)): string[] {
  return Object.entries(files)
    .filter(([path, content]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== content)
    .map(([path]) => path);
}

/** `npm run generate`, or with `--check` only a comparison; the exit code. */
function main(root: string, args: string[]): number {
  const files = generatedFiles(root);
  const stale = staleFiles(root, files);
  if (args.includes('--check')) {
    for (const path of stale) process.stderr.write(`${path} is not fresh: run npm run generate\n`);
    return stale.length === 0 ? 0 : 1;
  }
  for (const path of stale) writeFileSync(join(root, path), files[path] ?? '');
  process.stdout.write(
    stale.length === 0 ? 'Nothing to write: all generated files are fresh.\n' : stale.map((path) => `Wrote ${path}\n`).join(''),
  );
  return 0;
}

if (require.main === module) process.exitCode = main(process.cwd(), process.argv.slice(2));
