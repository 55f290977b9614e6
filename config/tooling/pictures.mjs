/**
 * `npm run pictures`: makes the pictures of the help (`dashboard/features/designer/help/pictures`) and of the README (`dashboard/docs`)
 * anew, from a demo of its own. Look at them before they are committed.
 */
import { buildDashboard, buildServer } from './lib/build-steps.mjs';
import { checkNode, install } from './lib/install.mjs';
import { tools } from './lib/paths.mjs';
import { runNode } from './lib/processes.mjs';
import { progress, runMain } from './lib/steps.mjs';

await runMain(async () => {
  checkNode();
  const step = progress(4);
  await step('Install packages', install);
  await step('Build the server', buildServer);
  await step('Build the dashboard', buildDashboard);
  let failed = 0;
  await step('Take the pictures', async () => {
    const args = ['--selectProjects', 'pictures', '--maxWorkers', '1'];
    const { code } = await runNode(tools.jest, args, { check: false, env: { TZ: 'Asia/Shanghai', NODE_ENV: 'test' } });
    failed = code;
  });
  return failed;
});
