import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createApi, type Api } from './api';
import { testFolder } from './folder';
import { freePort, onCluster, sharedCluster } from '../../database/throwaway-postgres';
import { snapshot, type Snapshot, type Target } from './raw';
import { copyTemplate } from './template';

export type DatabaseKind = 'sqlite' | 'postgres';
export type Seed = 'none' | 'base' | 'demo';

export interface ServerOptions {
  /** Without it: what the run is about (TEST_DATABASE), else SQLite. */
  database?: DatabaseKind;
  seed?: Seed;
  env?: Record<string, string>;
  /** An existing data folder: to boot again on what another server has left. It is not removed by `stop()`. */
  dataDir?: string;
  /** An existing PostgreSQL database: for a second instance, or a second boot. */
  databaseName?: string;
  /** Boots on an empty database instead of a copy of a seeded one: where the first start itself is what is tested. */
  fresh?: boolean;
  /** Runs it under its keeper, as an installation does: the process is the keeper's, the server its worker. */
  keeper?: boolean;
}

export interface TestServer {
  url: string;
  database: DatabaseKind;
  databaseName: string;
  dataDir: string;
  pid: number;
  /** What the server has printed so far. */
  log(): string;
  /** A client that has logged in; identifier = role key. One login a role and server. */
  login(identifier: string, password?: string): Promise<Api>;
  /** A client of nobody, or with a token. */
  api(token?: string | null): Api;
  /** Hash of every row of every table, to show that nothing changed. */
  snapshot(): Promise<Snapshot>;
  target: Target;
  /** Ends it as a power cut would (SIGKILL); its data stays for another server. */
  kill(): Promise<void>;
  /** Asks it to end (SIGTERM), answers its exit code, clears its data away. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export const DEMO_PASSWORD = 'Tower-t3st-t3st-t3st';
export const ADMIN_PASSWORD = 'Tower-adm1n-adm1n-1';
export const METRICS_TOKEN = 'metrics-token-of-the-tests';
const ROOT = resolve(__dirname, '../../..');
const secret = () => randomBytes(16).toString('base64');

/** What this run is about: `npm test -- pg` says postgres. */
export const databaseOfThisRun = (): DatabaseKind => (process.env.TEST_DATABASE === 'postgres' ? 'postgres' : 'sqlite');

/** Starts the compiled server as a child process on a free port with data of its own, and waits until `/readyz` is 200. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const database = options.database ?? databaseOfThisRun();
  const dataDir = options.dataDir ?? testFolder('test');
  const databaseName = options.databaseName ?? `test_${randomBytes(6).toString('hex')}`;
  const target: Target =
    database === 'postgres'
      ? { kind: 'postgres', ...sharedCluster(), database: databaseName }
      : { kind: 'sqlite', file: join(dataDir, 'towerdesk.db') };
  if (!options.dataDir && !options.databaseName && mayCopy(options)) {
    await copyTemplate(database, options.seed ?? 'base', { dataDir, databaseName }, async (folder, name) => {
      if (database === 'postgres') await onCluster(sharedCluster(), `create database ${name}`);
      await (await startServer({ database, seed: options.seed ?? 'base', dataDir: folder, databaseName: name })).stop();
    });
  } else if (database === 'postgres' && !options.databaseName) await onCluster(sharedCluster(), `create database ${databaseName}`);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [join(ROOT, `dist/src/${options.keeper ? 'primary' : 'server'}.js`)], {
    cwd: ROOT,
    env: {
      ...inherited(),
      ...secrets(),
      ...databaseEnv(database, databaseName),
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: String(port),
      SEED: options.seed ?? 'base',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  let [asked, serves] = [false, false];
  const ended = new Promise<number | null>((done) => child.once('close', done));
  // A server that dies in the middle of a test says why; the test itself only sees a closed connection. Of a start that fails it is told.
  void ended.then(
    (code) =>
      asked || !serves || process.stderr.write(`The server ended by itself (${code ?? child.signalCode}):\n${output.slice(-3000)}\n`),
  );
  const sessions = new Map<string, Promise<Api>>();

  const server: TestServer = {
    url,
    database,
    databaseName,
    dataDir,
    pid: child.pid ?? 0,
    target,
    log: () => output,
    api: (token = null) => createApi(url, token),
    login(identifier, password = DEMO_PASSWORD) {
      const key = `${identifier} ${password}`;
      const session = sessions.get(key) ?? logIn(url, identifier, password);
      sessions.set(key, session);
      return session;
    },
    snapshot: () => snapshot(target),
    async kill() {
      asked = true;
      child.kill('SIGKILL');
      await ended;
    },
    async stop(signal = 'SIGTERM') {
      asked = true;
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
      const code = await ended;
      clearTimeout(late);
      tellFaults(output);
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
  };
  // The demo writes ten thousand records first.
  await untilReady(server, () => child.exitCode !== null || child.signalCode !== null, options.seed === 'demo' ? 600_000 : 240_000);
  serves = true;
  return server;
}

/** A fault of the server is told with its words, whether or not the test that met it says anything of it. */
function tellFaults(output: string): void {
  const faults = output.split(/\n(?=\[)/).filter((entry) => /error.*: (GET|POST|PUT|DELETE) \/|error.*: Job /.test(entry));
  if (faults.length > 0) process.stderr.write(`Faults in the log of a server:\n${faults.slice(0, 5).join('\n').slice(0, 4000)}\n`);
}

/** Without the global setup nothing is shared. */
const mayCopy = (options: ServerOptions): boolean => options.fresh !== true && process.env.TEST_RUN !== undefined;

/** No setting of the developer's shell or `.env` may leak into a test. */
function inherited(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, SYSTEMROOT } = process.env;
  // ENV_PATH keeps Strapi from reading the checkout's .env.
  return {
    PATH,
    HOME,
    TMPDIR,
    SYSTEMROOT,
    NODE_ENV: 'production',
    TZ: 'Asia/Shanghai',
    ENV_PATH: join(ROOT, '.cache/no.env'),
    SERVE_ADMIN_PANEL: 'false',
  };
}

function secrets(): Record<string, string> {
  const keys = ['APP_KEYS', 'ADMIN_JWT_SECRET', 'API_TOKEN_SALT', 'TRANSFER_TOKEN_SALT', 'ENCRYPTION_KEY', 'JWT_SECRET'];
  return { ...Object.fromEntries(keys.map((key) => [key, secret()])), DEMO_PASSWORD, ADMIN_PASSWORD, METRICS_TOKEN };
}

function databaseEnv(kind: DatabaseKind, name: string): Record<string, string> {
  if (kind === 'sqlite') return { DATABASE_CLIENT: 'sqlite' };
  const { host, port, user, password } = sharedCluster();
  return {
    DATABASE_CLIENT: 'postgres',
    DATABASE_HOST: host,
    DATABASE_PORT: String(port),
    DATABASE_USERNAME: user,
    DATABASE_PASSWORD: password,
    DATABASE_NAME: name,
  };
}

async function logIn(url: string, identifier: string, password: string): Promise<Api> {
  const answer = await createApi(url, null).post<{ jwt?: string }>('/api/auth/local', { identifier, password });
  if (!answer.body.jwt) throw new Error(`${identifier} could not log in: ${answer.status} ${JSON.stringify(answer.body)}`);
  return createApi(url, answer.body.jwt);
}

async function untilReady(server: TestServer, hasEnded: () => boolean, patience: number): Promise<void> {
  const until = Date.now() + patience;
  for (;;) {
    const answer = await fetch(`${server.url}/readyz`).catch(() => null /* not listening yet */);
    if (answer?.ok) return;
    if (hasEnded() || Date.now() > until) {
      await server.stop('SIGKILL');
      throw new Error(`The server did not become ready:\n${server.log().slice(-6000)}`);
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}
