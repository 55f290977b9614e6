/** Runs a compiled command of cms/: `node config/tooling/run.mjs transfer/import-folder <args>` = dist/src/transfer/import-folder.js. */
import { existsSync } from 'node:fs';
import { ensureEnvFile, settings } from './lib/env-file.mjs';
import { buildServer } from './lib/build-steps.mjs';
import { checkNode, install } from './lib/install.mjs';
import { at } from './lib/paths.mjs';
import { supervise } from './lib/processes.mjs';
import { runMain, Trouble } from './lib/steps.mjs';

await runMain(async () => {
  const [command, ...rest] = process.argv.slice(2);
  if (!command) throw new Trouble('Say what to run: node config/tooling/run.mjs <folder/command> [arguments]');
  checkNode();
  await install();
  ensureEnvFile();
  await buildServer();
  const script = at('dist/src', `${command}.js`);
  if (!existsSync(script)) throw new Trouble(`There is no command "${command}": cms/${command}.ts is missing.`);
  return supervise(process.execPath, [script, ...rest], {
    env: { ...settings(), NODE_ENV: 'production', TZ: 'Asia/Shanghai' },
  }).ended;
});
