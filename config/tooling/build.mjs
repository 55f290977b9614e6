/** `npm run build`: server, dashboard and admin panel, each only when its inputs changed. */
import { ensureEnvFile } from './lib/env-file.mjs';
import { buildAdmin, buildDashboard, buildServer } from './lib/build-steps.mjs';
import { checkNode, install } from './lib/install.mjs';
import { progress, runMain } from './lib/steps.mjs';

await runMain(async () => {
  checkNode();
  const step = progress(5);
  await step('Install packages', install);
  // Strapi reads its settings while it builds the admin panel, and they want their secrets.
  await step('Secrets', async () => ensureEnvFile());
  await step('Build the server', buildServer);
  await step('Build the dashboard', buildDashboard);
  await step("Build Strapi's admin panel", buildAdmin);
});
