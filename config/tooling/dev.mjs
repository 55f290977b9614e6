/**
 * `npm run dev`: the compiler watches config/ and cms/, the server restarts on new output and on edited YAML, and Vite serves the
 * dashboard with hot reload on port 5173, passing /api and the like on to the server.
 */
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { ensureEnvFile, settings as readSettings } from './lib/env-file.mjs';
import { buildServer } from './lib/build-steps.mjs';
import { checkNode, install } from './lib/install.mjs';
import { at, root, tools } from './lib/paths.mjs';
import { progress, runMain } from './lib/steps.mjs';

await runMain(async () => {
  checkNode();
  const step = progress(3);
  await step('Install packages', install);
  await step('Secrets', async () => ensureEnvFile());
  await step('Compile once', buildServer);
  const settings = readSettings();
  const port = settings.PORT || '1337';
  const env = {
    ...process.env,
    ...settings,
    NODE_ENV: 'development',
    TZ: 'Asia/Shanghai',
    PORT: port,
    SEED: settings.SEED || 'demo',
    API_URL: `http://127.0.0.1:${port}`,
  };

  const helpers = [
    start('compiler', [tools.tsc, '-b', '-w', '--preserveWatchOutput', 'cms'], env),
    start('dashboard', [tools.vite, 'dashboard'], env),
  ];
  const server = restartable(() => start('server', ['--enable-source-maps', at('dist/src/server.js')], env));
  for (const folder of ['dist/src', 'dist/config', 'config']) {
    watch(at(folder), { recursive: true }, (_event, file) => {
      if (file && (folder === 'config' ? file.endsWith('.yaml') : file.endsWith('.js'))) server.restart();
    });
  }
  process.stdout.write(`\nServer http://127.0.0.1:${port}   dashboard with hot reload http://127.0.0.1:5173   Ctrl-C ends all\n\n`);
  await new Promise((done) => ['SIGINT', 'SIGTERM'].forEach((signal) => process.once(signal, done)));
  for (const child of [...helpers, server.current()]) child.kill('SIGTERM');
  process.exit(0);
});

function start(name, args, env) {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  child.on('close', (code) => code && process.stdout.write(`[${name}] ended with code ${code}; it starts again after the next edit\n`));
  return child;
}

/** One server at a time: the next starts when the last has closed its database; a burst of edits is one restart. */
function restartable(create) {
  let child = create();
  let timer = null;
  const again = () => {
    if (child.exitCode !== null || child.signalCode !== null) child = create();
    else {
      child.once('close', () => (child = create()));
      child.kill('SIGTERM');
    }
  };
  return {
    current: () => child,
    restart() {
      clearTimeout(timer);
      timer = setTimeout(again, 400);
    },
  };
}
