import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort } from '../database/throwaway-postgres';
import { bareEnv, startChild, type Child } from './children';
import { logIn, type Client } from './client';

const ROOT = resolve(__dirname, '../../..');
const SECRETS = ['APP_KEYS', 'ADMIN_JWT_SECRET', 'API_TOKEN_SALT', 'TRANSFER_TOKEN_SALT', 'ENCRYPTION_KEY', 'JWT_SECRET'];

/** Our server on data of its own; it may be started again on what it has left. */
export interface House {
  /** The SQLite file, to be opened only while the server is stopped or for reading. */
  file: string;
  start(): Promise<Child>;
  login(child: Child, role: string): Promise<Client>;
}

/** Prepares a house below `folder`, on SQLite or on what `database` says: nothing of the checkout's `.env` or data is touched. */
export function createHouse(folder: string, database: Record<string, string> = { DATABASE_CLIENT: 'sqlite' }): House {
  const dataDir = join(folder, 'house');
  mkdirSync(dataDir);
  const password = `Tower-${randomBytes(4).toString('hex')}-B3nch`;
  const env: NodeJS.ProcessEnv = {
    ...bareEnv(),
    ...Object.fromEntries(SECRETS.map((key) => [key, randomBytes(16).toString('base64')])),
    DEMO_PASSWORD: password,
    // Strapi would read the checkout's own file otherwise.
    ENV_PATH: join(folder, 'none.env'),
    // The panel is a static page; it says nothing about our paths.
    SERVE_ADMIN_PANEL: 'false',
    DATA_DIR: dataDir,
    SEED: 'base',
    HOST: '127.0.0.1',
    ...database,
  };
  return {
    file: join(dataDir, 'towerdesk.db'),
    async start() {
      const port = await freePort();
      return startChild({
        script: join(ROOT, 'dist/src/server.js'),
        port,
        readyPath: '/readyz',
        env: { ...env, PORT: String(port) },
        cwd: ROOT,
        log: join(folder, 'house.log'),
      });
    },
    login: (child, role) => logIn(child.url, role, password),
  };
}
