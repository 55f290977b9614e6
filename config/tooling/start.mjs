/**
 * `npm start`: everything between a fresh clone and a running house, on a machine with nothing but Node. Only Node's own modules may
 * be imported at the top: nothing is installed yet.
 */
import { createServer } from 'node:net';
import { settings as readSettings, ensureEnvFile } from './lib/env-file.mjs';
import { checkNode, checkSqlite, install } from './lib/install.mjs';
import { buildAdmin, buildDashboard, buildServer } from './lib/build-steps.mjs';
import { at } from './lib/paths.mjs';
import { supervise } from './lib/processes.mjs';
import { progress, runMain, Trouble } from './lib/steps.mjs';
import { accounts } from './lib/accounts.mjs';
import { whenReady } from './lib/ready.mjs';

await runMain(async () => {
  const began = Date.now();
  checkNode();
  const step = progress(7);
  await step('Install packages', install);
  await step('Check the SQLite driver', checkSqlite);
  await step('Secrets', async () => ensureEnvFile());
  const settings = readSettings();
  const host = settings.HOST || '127.0.0.1';
  const port = Number(settings.PORT || 1337);
  await checkPort(host, port);
  await step('Build the server', buildServer);
  await step('Build the dashboard', buildDashboard);
  await step("Build Strapi's admin panel (once)", buildAdmin);

  const seed = settings.SEED || 'demo';
  const server = supervise(process.execPath, [at('dist/src/primary.js')], {
    env: { ...settings, NODE_ENV: 'production', TZ: 'Asia/Shanghai', HOST: host, PORT: String(port), SEED: seed },
  });
  await step('Start: migrate, seed, listen', async () => {
    const up = await whenReady(`http://${reachable(host)}:${port}`, server, 600_000);
    if (!up) throw new Trouble('The server did not start; its words stand above.');
  }).catch(async (error) => {
    if (!server.isStopping()) {
      server.child.kill('SIGTERM');
      await server.ended;
      throw error;
    }
  });
  if (!server.isStopping()) announce({ host: reachable(host), port, seed, settings, seconds: (Date.now() - began) / 1000 });
  return server.ended;
});

/** Says at once that the port is taken, rather than after a minute of building. */
function checkPort(host, port) {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', (error) =>
      fail(new Trouble(`Port ${port} on ${host} cannot be used (${error.code}).`, `Choose another one: PORT=${port + 1} npm start`)),
    );
    probe.listen(port, host, () => probe.close(done));
  });
}

/** A declaration, not a constant: the start above runs before a constant down here has its value. */
function reachable(host) {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}

function announce({ host, port, seed, settings, seconds }) {
  const url = settings.PUBLIC_URL || `http://${host}:${port}`;
  const lines = [
    '',
    `TowerDesk 楼宇客服台 is ready after ${seconds.toFixed(1)} s`,
    '',
    `  Dashboard      ${url}/`,
    `  API            ${url}/api`,
    `  Strapi admin   ${url}/admin`,
  ];
  if (settings.ADMIN_EMAIL || settings.ADMIN_PASSWORD)
    lines.push(`                 ${settings.ADMIN_EMAIL || 'admin@towerdesk.local'}, password: ADMIN_PASSWORD in .env`);
  if (seed === 'demo')
    lines.push(
      '',
      `  Demo accounts (one a role; password ${settings.DEMO_PASSWORD})`,
      ...accounts().map((account) => `    ${account.name.padEnd(30)} ${account.words}`),
    );
  lines.push('', 'Ctrl-C ends it; running requests are finished first.', '');
  process.stdout.write(lines.join('\n'));
}
