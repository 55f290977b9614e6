import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { testFolder } from '../../../cms/tests/support/folder';

/** `npm start` itself, as a newcomer types it; only Strapi's own panel is left out, which takes a minute to build. */
const ROOT = join(__dirname, '../../..');
const PASSWORD = 'Start-t3st-t3st-t3st';
const SECRETS = ['APP_KEYS', 'ADMIN_JWT_SECRET', 'API_TOKEN_SALT', 'TRANSFER_TOKEN_SALT', 'ENCRYPTION_KEY', 'JWT_SECRET', 'METRICS_TOKEN'];

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => void probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (typeof address !== 'object' || address === null) throw new Error('No free port');
  return address.port;
}

test('it says where the house is, serves dashboard and API there, and Ctrl-C ends it with 0', async () => {
  const [port, dataDir] = [await freePort(), testFolder('start')];
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['config/tooling/start.mjs'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      // All secrets come from here: the start leaves the checkout's .env alone.
      ...Object.fromEntries(SECRETS.map((name) => [name, `${name}-of-the-start,and-a-second-one-0123456789`])),
      DEMO_PASSWORD: PASSWORD,
      ADMIN_PASSWORD: PASSWORD,
      SEED: 'base',
      PORT: String(port),
      HOST: '127.0.0.1',
      DATABASE_CLIENT: 'sqlite',
      DATA_DIR: dataDir,
      SERVE_ADMIN_PANEL: 'false',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  try {
    const ready = new Promise<void>((done) => child.stdout.on('data', () => output.includes('is ready after') && done()));
    const early = ended.then((code) => {
      throw new Error(`The start ended with ${code}:\n${output.slice(-3000)}`);
    });
    await Promise.race([ready, early]);
    early.catch(() => undefined /* it is asked to end below */);
    expect(output).toContain(`${url}/`);
    const page = await fetch(`${url}/`);
    expect([page.status, (await page.text()).includes('<div id="root">')]).toEqual([200, true]);
    for (const role of ['receptionist', 'customer-service-manager', 'director']) {
      const login = await fetch(`${url}/api/auth/local`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ identifier: role, password: PASSWORD }),
      });
      expect([role, login.status]).toEqual([role, 200]);
    }
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  } finally {
    // By a signal that it passes on: its server is a process of its own.
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
});
