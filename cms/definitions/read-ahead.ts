import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadRoleTable } from '../access/rights-table';
import { readYaml, rememberYaml } from '../yaml';
import { DefinitionError, readDefinitionFiles } from './files';

/**
 * The last step of the build (`node dist/src/definitions/read-ahead.js`): reads what a first start reads of YAML, most of a second of it, and
 * leaves it in `dist/yaml.json`. A form that is wrong ends the build, not the start.
 */
const ROOT = resolve(__dirname, '../../..');

function main(): void {
  const memory = rememberYaml(join(ROOT, 'dist/yaml.json'));
  readDefinitionFiles(ROOT, [...loadRoleTable(ROOT).roles.keys()], [], memory);
  for (const folder of ['config/settings', 'config/roles', 'config/kpis', 'database/seeds']) {
    for (const file of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }))
      if (file.endsWith('.yaml')) readYaml(join(ROOT, folder, file));
  }
  memory.save();
}

try {
  main();
} catch (error) {
  if (!(error instanceof DefinitionError)) throw error;
  // Addresses and what to write instead; where in this program it was found helps nobody.
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
