/**
 * `npm run generate`: writes what is generated from the definitions for people and compilers to read (JSON Schema for editors, OpenAPI);
 * with `--check` it only compares. The work is done by cms/definitions/generate.ts, which knows how to read the definitions.
 */
import { existsSync } from 'node:fs';
import { buildServer } from './lib/build-steps.mjs';
import { at } from './lib/paths.mjs';
import { runNode } from './lib/processes.mjs';
import { runMain, Trouble } from './lib/steps.mjs';

await runMain(async () => {
  await buildServer();
  const script = at('dist/src/definitions/generate.js');
  if (!existsSync(script)) throw new Trouble('cms/definitions/generate.ts is missing: nothing writes the generated files.');
  const { code } = await runNode(script, process.argv.slice(2), { check: false });
  return code;
});
