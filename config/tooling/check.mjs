/**
 * `npm run check`: types, lint, layers, format, what is generated, and beside them the unit tests, which take both cores once the others
 * are done. Goes on after a failure and names all that failed.
 */
import { checkNode, install } from './lib/install.mjs';
import { at, tools } from './lib/paths.mjs';
import { runNode } from './lib/processes.mjs';
import { progress, runMain } from './lib/steps.mjs';

/** Only what has changed since the last time is looked at again. */
const types = (name, project) => ['--noEmit', '--incremental', '--tsBuildInfoFile', at('.cache', `${name}.tsbuildinfo`), '-p', project];
const statics = [
  ['Types: config and cms', tools.tsc, ['-b', 'cms']],
  ['Types: tests', tools.tsc, types('tests', 'config/tsconfig.tests.json')],
  ['Types: dashboard', tools.tsc, types('dashboard', 'dashboard')],
  ['Lint', tools.eslint, ['--cache', '--cache-location', '.cache/eslint/', 'config', 'cms', 'dashboard']],
  ['Layers', tools.depcruise, ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'config', 'cms', 'dashboard']],
  ['Format', tools.prettier, ['--check', '--cache', '--cache-location', '.cache/prettier', '--log-level', 'warn', '.']],
  ['Generated files are fresh', at('config/tooling/generate.mjs'), ['--check']],
];
const units = [['Unit tests', tools.jest, ['--selectProjects', 'unit', 'screens', '--silent', '--maxWorkers', '2']]];

await runMain(async () => {
  checkNode();
  const step = progress(statics.length + units.length + 1);
  await step('Install packages', install);
  const failed = [];
  const lane = async (checks) => {
    for (const [title, script, args] of checks) {
      await step(title, async () => {
        const { code, output } = await runNode(script, args, { quiet: true, check: false, env: { TZ: 'Asia/Shanghai' } });
        if (code === 0) return undefined;
        failed.push(title);
        process.stdout.write(`${output}\n`);
        return 'FAILED';
      });
    }
  };
  await Promise.all([lane(statics), lane(units)]);
  process.stdout.write(failed.length === 0 ? '\nAll checks passed.\n' : `\nFailed: ${failed.join(', ')}\n`);
  return failed.length === 0 ? 0 : 1;
});
