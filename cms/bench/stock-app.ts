import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';

type Json = Record<string, unknown>;

const secret = (): string => randomBytes(16).toString('base64');
const text = { type: 'string' };
const toOne = (target: string): Json => ({ type: 'relation', relation: 'manyToOne', target });

/** Names and types like those of a repair report, as a beginner would click them together. Strapi makes link tables of the relations. */
const REC: Json = {
  number: text,
  reportedAt: { type: 'datetime' },
  channel: text,
  areaKind: text,
  status: text,
  trade: text,
  reporterName: text,
  phone: text,
  location: text,
  content: { type: 'text' },
  availableTime: text,
  emergency: { type: 'boolean' },
  satisfaction: { type: 'integer' },
  building: toOne('api::building.building'),
  department: toOne('api::department.department'),
};

/** Writes a stock Strapi app into `folder`: what its generator writes, with SQLite, the defaults, and three content types. */
export function writeStockApp(folder: string, root: string, port: number): void {
  const put = (path: string, content: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  const config = (name: string, value: unknown): void => put(`config/${name}.js`, `module.exports = ${JSON.stringify(value, null, 2)};\n`);
  put(
    'package.json',
    JSON.stringify({
      name: 'stock',
      private: true,
      dependencies: { '@strapi/strapi': '*', '@strapi/plugin-users-permissions': '*' },
      strapi: { uuid: false, telemetryDisabled: true },
    }),
  );
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  config('server', {
    host: '127.0.0.1',
    port,
    app: { keys: [secret(), secret()] },
    logger: { updates: { enabled: false }, startup: { enabled: false } },
  });
  config('admin', {
    auth: { secret: secret() },
    apiToken: { salt: secret() },
    transfer: { token: { salt: secret() } },
    secrets: { encryptionKey: secret() },
    flags: { nps: false, promoteEE: false },
    serveAdminPanel: false,
  });
  config('database', { connection: { client: 'sqlite', connection: { filename: join(folder, 'stock.db') }, useNullAsDefault: true } });
  config('api', { rest: { defaultLimit: 25, maxLimit: 100, withCount: true } });
  config('plugins', { 'users-permissions': { config: { jwtSecret: secret() } } });
  config(
    'middlewares',
    ['logger', 'errors', 'security', 'cors', 'poweredBy', 'query', 'body', 'session', 'favicon', 'public'].map((name) => `strapi::${name}`),
  );
  mkdirSync(join(folder, 'public/uploads'), { recursive: true });
  writeType(put, root, 'rec', REC);
  writeType(put, root, 'building', { name: text });
  writeType(put, root, 'department', { name: text });
}

function writeType(put: (path: string, content: string) => void, root: string, name: string, attributes: Json): void {
  const strapi = JSON.stringify(require.resolve('@strapi/strapi', { paths: [root] }));
  const schema = {
    kind: 'collectionType',
    collectionName: `${name}s`,
    info: { singularName: name, pluralName: `${name}s`, displayName: name },
    options: { draftAndPublish: false },
    attributes,
  };
  put(`src/api/${name}/content-types/${name}/schema.json`, JSON.stringify(schema, null, 2));
  for (const [folder, factory] of [
    ['routes', 'createCoreRouter'],
    ['controllers', 'createCoreController'],
    ['services', 'createCoreService'],
  ]) {
    put(`src/api/${name}/${folder}/${name}.js`, `module.exports = require(${strapi}).factories.${factory}('api::${name}.${name}');\n`);
  }
}
