import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { sharedCluster } from '../../database/throwaway-postgres';
import { DEMO_PASSWORD, type TestServer } from './server';

const ROOT = resolve(__dirname, '../../..');

export interface Outcome {
  code: number | null;
  /** What it printed for people, line by line. */
  lines: string[];
  output: string;
}

/** Runs a command of the product (`transfer/import-folder`, `kpis/figures`) on the data of a server, which goes on serving. */
export async function runCommand(server: TestServer, script: string, ...args: string[]): Promise<Outcome> {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, [join(ROOT, `dist/src/${script}.js`), ...args], {
    cwd: ROOT,
    env: {
      PATH,
      HOME,
      TMPDIR,
      NODE_ENV: 'production',
      TZ: 'Asia/Shanghai',
      ENV_PATH: join(ROOT, '.cache/no.env'),
      SERVE_ADMIN_PANEL: 'false',
      DEMO_PASSWORD,
      ...secrets(),
      ...databaseEnv(server),
      DATA_DIR: server.dataDir,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  const lines = output.split('\n').filter((line) => line !== '' && !/^\[\d{4}-/.test(line));
  if (code === null || (code > 0 && lines.length === 0)) throw new Error(`${script} ended with ${code}:\n${errors.slice(-4000)}`);
  return { code, lines, output };
}

/** The JSON that a command has printed, the server's own log lines left out. */
export const jsonOf = ({ lines }: Outcome): unknown => JSON.parse(lines.join('\n'));

function secrets(): Record<string, string> {
  const keys = ['APP_KEYS', 'ADMIN_JWT_SECRET', 'API_TOKEN_SALT', 'TRANSFER_TOKEN_SALT', 'ENCRYPTION_KEY', 'JWT_SECRET'];
  return Object.fromEntries(keys.map((key) => [key, `of-a-command-${key}`]));
}

function databaseEnv({ database, databaseName }: TestServer): Record<string, string> {
  if (database === 'sqlite') return { DATABASE_CLIENT: 'sqlite' };
  const { host, port, user, password } = sharedCluster();
  return {
    DATABASE_CLIENT: 'postgres',
    DATABASE_HOST: host,
    DATABASE_PORT: String(port),
    DATABASE_USERNAME: user,
    DATABASE_PASSWORD: password,
    DATABASE_NAME: databaseName,
  };
}
