import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { randomUUID } from 'node:crypto';
import { createStrapi, type Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { createIdentify, type Identify } from './access/identify';
import { loadRoleTable } from './access/rights-table';
import { withBootLock } from './database/boot-lock';
import { ensureConstraints } from './database/constraints';
import { makeKeysOnce } from './database/sqlite-keys';
import { nextSchema, refuseDestructiveChange } from './database/schema-guard';
import { BILL_SUM_TABLES, dropOldSums } from './database/bill-sums';
import { ensureSortIndexes } from './database/sort-indexes';
import { keepStatements } from './database/statements';
import { freshenStatistics } from './database/statistics';
import { syncPanelOnce } from './database/panel-sync';
import { ensureTables } from './database/tables';
import { registerRecordsApi, seedFirstAdmin, seedRoles } from './database/users-permissions';
import type { FormDefinition } from '../config/definition/types';
import { expand } from '../config/definition/expand';
import { resolveLists } from '../config/definition/lists';
import { readDefinitionFiles } from './definitions/files';
import { registerContentTypes } from './definitions/register';
import { createRegistry } from './definitions/registry';
import { createSettings } from './definitions/settings';
import { settleConversions } from './designer/convert';
import { contractHolds } from './designer/live-schema';
import { DESIGNER_TABLES } from './designer/tables';
import { firstBases, noteMissingBases } from './database/form-bases';
import { overlay, readPublishedVersions } from './definitions/versions';
import { documentsMiddleware } from './documents/middleware';
import type { Engine } from './engine';
import { createHub } from './events/hub';
import { bindFileKey } from './files/signature';
import { createFileStore, type FileStore } from './files/store';
import { openReadHandle, type DatabaseSettings, type ReadHandle } from './reads/read-handle';
import { seedBase } from './seeds/base/seed-base';
import { seedDemo } from './seeds/demo/seed-demo';
import { TRANSFER_TABLES } from './transfer/tables';
import { rememberYaml } from './yaml';

/** Root of the installation: `dist/src` lies two folders below it. */
export const ROOT = resolve(__dirname, '../..');

export interface Booted {
  strapi: Core.Strapi;
  engine: Engine;
  identify: Identify;
  files: FileStore;
  version: string;
  /** Ends long answers, then the database. */
  close(): Promise<void>;
}

/**
 * Brings the house up without listening: definitions, content types, schema, own tables, constraints, roles, seeds. The content types are
 * registered between createStrapi() and load(): later would be too late for i18n (see decisions/0002).
 */
export async function boot({ seed, say }: { seed: string; say: (line: string) => void }): Promise<Booted> {
  const dataDir = resolve(process.env.DATA_DIR ?? 'database/data');
  mkdirSync(dataDir, { recursive: true });
  const memory = rememberYaml(join(dataDir, 'cache/yaml.json'), join(ROOT, 'dist/yaml.json'));
  const roles = loadRoleTable(ROOT);
  const files = readDefinitionFiles(ROOT, [...roles.roles.keys()], extraForms(), memory);
  const strapi = createStrapi({ appDir: ROOT, distDir: join(ROOT, 'dist') });
  keepStatements(strapi.db.connection as unknown as Knex);
  const isPostgres = strapi.config.get('database.connection.client') === 'postgres';
  const schemaName = strapi.db.getSchemaName();

  return withBootLock(strapi.db.connection as unknown as Knex, isPostgres, async () => {
    const table = (name: `td_${string}`): Knex.QueryBuilder => {
      const query = (strapi.db.connection as unknown as Knex)(name);
      return schemaName ? query.withSchema(schemaName) : query;
    };
    const published = await readPublishedVersions(
      () => table('td_form_versions'),
      () => schemaOf(strapi),
    );
    const bases = await firstBases(table, () => schemaOf(strapi));
    const expanded = (def: FormDefinition): FormDefinition => expand(resolveLists(def, files.lists));
    const { current, old } = overlay(files.forms, published.map(expanded), bases.map(expanded));
    const registry = createRegistry(current);
    old.forEach((def) => registry.putOld(def));
    [...files.raw, ...bases, ...published].forEach((raw) => registry.keepRaw(raw));
    registerContentTypes(strapi, current);
    registerRecordsApi(strapi);
    guardSchemaSync(strapi, schemaName);
    makeKeysOnce(strapi.db);
    strapi.app = { register: () => syncPanelOnce(strapi) };
    await strapi.load();
    registry.bindTo(strapi);

    await dropOldSums(() => schemaOf(strapi));
    await ensureTables(() => schemaOf(strapi), { ...TRANSFER_TABLES, ...DESIGNER_TABLES, ...BILL_SUM_TABLES });
    const shipped = new Map(files.raw.map((def) => [def.key, def]));
    await noteMissingBases(table, shipped, Date.now());
    const failed = await ensureConstraints(strapi.db.connection as unknown as Knex, registry, schemaName);
    failed.forEach((line) => strapi.log.warn(`A unique constraint could not be made, because equal records exist: ${line}`));
    if (isPostgres) await ensureSortIndexes(strapi.db.connection as unknown as Knex, registry, schemaName);
    // Before the read handle opens: it would not hear of statistics that are made later.
    await freshenStatistics(strapi.db.connection as unknown as Knex);
    await seedRoles(strapi, roles);
    if (await seedFirstAdmin(strapi, process.env.ADMIN_EMAIL || 'admin@towerdesk.local', process.env.ADMIN_PASSWORD ?? ''))
      say("Strapi's first administrator was made");

    const store = createFileStore(dataDir);
    (strapi.plugin('upload') as unknown as { provider: unknown }).provider = store.provider;
    bindFileKey((strapi.config.get('server.app.keys') as string[] | undefined)?.[0] ?? '');
    const drains = new Set<() => void>();
    const read = openReadHandle(databaseSettings(strapi));
    const engine: Engine = {
      strapi,
      registry,
      shipped,
      checks: files.checks,
      roles,
      read,
      settings: createSettings({ root: ROOT, registry, read: (): ReadHandle => read }),
      hub: createHub((error) => strapi.log.error(`A listener failed: ${String(error)}`)),
      clock: () => new Date(),
      root: ROOT,
      dataDir,
      publishing: process.env.PUBLISHING !== 'safe' && (await contractHolds(strapi)) ? 'fast' : 'safe',
      instance: randomUUID(),
      onDrain: (work) => void drains.add(work),
      drain: () => drains.forEach((work) => work()),
    };
    strapi.documents.use(documentsMiddleware(engine));
    await engine.settings.refresh();
    engine.hub.subscribe((event) => {
      if (!engine.settings.concerns(event.form)) return;
      engine.settings.refresh().catch((error: unknown) => strapi.log.error(`Settings could not be read again: ${String(error)}`));
    });
    // What a version left to this worker is done before it serves anybody.
    await settleConversions(engine);
    if (seed === 'base' || seed === 'demo') await seedBase(engine, { say });
    if (seed === 'demo') await seedDemo(engine, { say });
    memory.save();
    await freshenStatistics(strapi.db.connection as unknown as Knex);
    return {
      strapi,
      engine,
      identify: createIdentify(engine),
      files: store,
      version: (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version,
      close: async () => {
        engine.drain();
        await read.close();
        await strapi.destroy();
      },
    };
  });
}

/** Looks at what Strapi's sync would do before it does it. */
function guardSchemaSync(strapi: Core.Strapi, schemaName: string | undefined): void {
  const provider = strapi.db.schema;
  const sync = provider.sync.bind(provider);
  provider.sync = async () => {
    const knex = strapi.db.connection as unknown as Knex;
    await refuseDestructiveChange(knex, () => schemaOf(strapi), nextSchema(strapi), schemaName);
    return sync();
  };
}

const schemaOf = (strapi: Core.Strapi): Knex.SchemaBuilder => strapi.db.getSchemaConnection() as unknown as Knex.SchemaBuilder;

function databaseSettings(strapi: Core.Strapi): DatabaseSettings {
  const { client, connection } = strapi.config.get('database.connection') as { client: string; connection: DatabaseSettings['connection'] };
  return { client, connection };
}

/** Further folders of form files, for an installation's own forms. */
function extraForms(): string[] {
  return (process.env.EXTRA_FORMS ?? '')
    .split(',')
    .map((dir) => dir.trim())
    .filter((dir) => dir !== '')
    .map((dir) => resolve(dir));
}
