import { randomBytes, randomInt } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { at } from './paths.mjs';

const FILE = at('.env');
const secret = () => randomBytes(16).toString('base64');

/** Readable aloud and typed on a phone: no 0/O, 1/l; capital, small, digit and sign, as the password rules want. */
function password() {
  const letters = 'abcdefghjkmnpqrstuvwxyz';
  const digits = '23456789';
  const pick = (from) => from[randomInt(from.length)];
  const group = () => pick(letters) + pick(digits) + pick(letters) + pick(letters);
  return `Tower-${group()}-${group()}-${group()}`;
}

/** What an installation cannot run without, and how each is made. */
const GENERATED = {
  APP_KEYS: () => `${secret()},${secret()}`,
  ADMIN_JWT_SECRET: secret,
  API_TOKEN_SALT: secret,
  TRANSFER_TOKEN_SALT: secret,
  ENCRYPTION_KEY: secret,
  JWT_SECRET: secret,
  METRICS_TOKEN: secret,
  DEMO_PASSWORD: password,
  ADMIN_PASSWORD: password,
};

/** Writes `.env` (mode 600) with generated secrets. What stands there, or comes from the environment, is never touched. */
export function ensureEnvFile() {
  const present = readEnvFile();
  const missing = Object.keys(GENERATED).filter((key) => !present[key] && !process.env[key]);
  if (missing.length === 0) return 'nothing to add';
  const lines = missing.map((key) => `${key}=${GENERATED[key]()}`);
  if (existsSync(FILE)) appendFileSync(FILE, `\n${lines.join('\n')}\n`);
  else
    writeFileSync(
      FILE,
      `# Written at the first start. Keep it: without these secrets nobody stays logged in.\n# Every other setting: .env.example\n${lines.join('\n')}\n`,
      { mode: 0o600 },
    );
  chmodSync(FILE, 0o600);
  return `${missing.length} secrets generated into .env`;
}

/** `.env` as an object; lines are KEY=value, quotes are taken off, # starts a comment line. */
export function readEnvFile() {
  if (!existsSync(FILE)) return {};
  const values = {};
  for (const line of readFileSync(FILE, 'utf8').split(/\r?\n/)) {
    const match = /^\s*([A-Z0-9_]+)\s*=\s*(.*?)\s*$/i.exec(line);
    if (match) values[match[1]] = match[2].replace(/^(['"])(.*)\1$/, '$2');
  }
  return values;
}

/** The settings of this start: the environment wins over `.env`. */
export const settings = () => ({ ...readEnvFile(), ...process.env });
