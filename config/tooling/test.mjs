/**
 * `npm test`: all tests on a fresh clone. Stages: unit, server (SQLite), pg (the same server tests on real PostgreSQL), browser.
 * `npm test -- unit server` runs only these. The last line is `N passed, N failed` over all of them.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { buildDashboard, buildServer } from './lib/build-steps.mjs';
import { checkNode, checkSqlite, install } from './lib/install.mjs';
import { at, tools } from './lib/paths.mjs';
import { runNode } from './lib/processes.mjs';
import { progress, runMain, Trouble } from './lib/steps.mjs';

const stages = {
  unit: { title: 'Unit and screen tests', projects: ['unit', 'screens'], workers: 2, env: {} },
  server: { title: 'Server tests on SQLite', projects: ['server'], workers: 2, env: { TEST_DATABASE: 'sqlite' } },
  pg: { title: 'Server tests on PostgreSQL', projects: ['server'], workers: 2, env: { TEST_DATABASE: 'postgres' } },
  browser: { title: 'Browser journeys', projects: ['browser'], workers: 2, env: {} },
};

await runMain(async () => {
  checkNode();
  const args = process.argv.slice(2);
  const known = args.filter((arg) => arg in stages);
  const extra = args.filter((arg) => !(arg in stages));
  const chosen = known.length > 0 ? known : Object.keys(stages);
  const total = { passed: 0, failed: 0 };
  const step = progress(4 + chosen.length);
  await step('Install packages', install);
  await step('Check the SQLite driver', checkSqlite);
  await step('Build the server', buildServer);
  await step('Build the dashboard', async () => (chosen.includes('browser') ? buildDashboard() : 'not needed'));
  for (const name of chosen) {
    await step(stages[name].title, async () => {
      const { passed, failed } = await runStage(name, extra);
      total.passed += passed;
      total.failed += failed;
      return `${passed} passed, ${failed} failed`;
    });
  }
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
});

/** One jest run. A file that does not even load counts as one failure, and so does a jest that ends badly without one. */
async function runStage(name, extra) {
  const { projects, workers, env } = stages[name];
  const report = at('.cache/test-results', `${name}.json`);
  mkdirSync(at('.cache/test-results'), { recursive: true });
  rmSync(report, { force: true });
  const { code } = await runNode(
    tools.jest,
    ['--selectProjects', ...projects, '--maxWorkers', String(workers), '--passWithNoTests', '--json', '--outputFile', report, ...extra],
    // The report goes to the file; jest prints the same JSON on stdout, which nobody reads.
    { check: false, env: { TZ: 'Asia/Shanghai', LANG: 'en_US.UTF-8', NODE_ENV: 'test', ...env }, stdout: 'ignore' },
  );
  if (!existsSync(report)) throw new Trouble(`jest ended with code ${code} before it could report.`);
  const result = JSON.parse(readFileSync(report, 'utf8'));
  const unloaded = result.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  const failed = result.numFailedTests + unloaded;
  return { passed: result.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}
