import { dirname, join } from 'node:path';
import { factories, type Core } from '@strapi/strapi';
import { Database } from '@strapi/database';
import { strapiSchemas, uidOf, type StrapiSchema } from '../../config/projections/strapi-schema';
import type { FormDefinition } from '../../config/definition/types';
import { makeKeysOnce } from '../database/sqlite-keys';

/**
 * Adds columns and content types to the running process: the fast path of publishing. It uses parts of Strapi 5.54 that are not public
 * (each is named below); `contractHolds` tests them at boot, and where it fails the safe path serves. Nothing is ever dropped or retyped.
 */
interface Models {
  (contentTypes: unknown[], identifiers: unknown): unknown[];
}
interface ContentType {
  uid: string;
  collectionName: string;
  attributes: Record<string, unknown>;
  __schema__: { attributes: Record<string, unknown> };
}
interface Metadata extends Map<string, unknown> {
  loadModels(models: unknown[]): void;
  identifiers: { getTableName(name: string): string };
}

/** Private part 1: not exported by @strapi/core. */
function transform(): Models {
  const core = dirname(require.resolve('@strapi/core/package.json'));
  const module = require(join(core, 'dist/utils/transform-content-types-to-models.js')) as { transformContentTypesToModels: Models };
  return module.transformContentTypesToModels;
}

/** The models of everything that is registered, Strapi's own internal ones among them. */
function modelsOf(strapi: Core.Strapi): unknown[] {
  const types = [...Object.values(strapi.contentTypes), ...Object.values(strapi.components)];
  return [...transform()(types, strapi.db.metadata.identifiers), ...(strapi.get('models').get() as unknown[])];
}

/** A database object beside the live one, on the same connection: the live one's schema provider caches its schema. */
async function twinOf(strapi: Core.Strapi): Promise<Database> {
  const twin = new Database({ ...strapi.db.config, logger: strapi.log } as never);
  // Private part 2: its constructor has opened a pool of its own; the live one is shared instead.
  await twin.connection.destroy();
  Object.assign(twin, { connection: strapi.db.connection, migrations: { shouldRun: async () => false } });
  (twin.dialect as unknown as { schemaInspector: { db: unknown } }).schemaInspector.db = strapi.db;
  makeKeysOnce(twin);
  return twin;
}

/** Do the private parts still behave as they did when they were tried? A dry run: models of all types, loaded beside the live ones, nothing synced. */
export async function contractHolds(strapi: Core.Strapi): Promise<boolean> {
  try {
    const twin = await twinOf(strapi);
    const metadata = twin.metadata as unknown as Metadata;
    metadata.loadModels(modelsOf(strapi));
    const live = strapi.db.metadata as unknown as Metadata;
    const isComplete = metadata.size === live.size && [...live.keys()].every((key) => metadata.has(key));
    const parts = [twin.schema.sync, live.clear, live.set, (strapi.get('content-types') as { set?: unknown }).set];
    return isComplete && parts.every((part) => typeof part === 'function');
  } catch (error) {
    strapi.log.warn(
      `Changed forms will need a restart: the fast path does not fit this Strapi (${error instanceof Error ? error.message : String(error)})`,
    );
    return false;
  }
}

/** Does the definition have columns or rows that this process does not know yet? */
export function needsSchema(strapi: Core.Strapi, def: FormDefinition, knows: (key: string) => boolean): boolean {
  const registry = strapi.get('content-types') as { get(uid: string): ContentType | undefined };
  return Object.entries(strapiSchemas(def, knows)).some(([key, schema]) => {
    const type = registry.get(uidOf(key));
    return !type || Object.keys(schema.attributes).some((name) => !(name in type.attributes));
  });
}

/** Brings tables and columns of a definition into the database and into this process; requests go on meanwhile. Call it under one lock. */
export async function applySchema(strapi: Core.Strapi, def: FormDefinition, knows: (key: string) => boolean): Promise<void> {
  const schemas = strapiSchemas(def, knows);
  const registry = strapi.get('content-types') as { get(uid: string): ContentType | undefined; set(uid: string, type: ContentType): void };
  const grown: { type: ContentType; attributes: Record<string, unknown> }[] = [];
  let changes = false;
  for (const [key, schema] of Object.entries(schemas)) {
    const type = registry.get(uidOf(key));
    if (!type) {
      addType(strapi, key, schema);
      changes = true;
      continue;
    }
    const added = Object.fromEntries(Object.entries(schema.attributes).filter(([name]) => !(name in type.attributes)));
    if (Object.keys(added).length > 0) grown.push({ type, attributes: added });
  }
  if (grown.length === 0 && !changes) return;
  // While the sync runs the registry shows a copy with the new shape; requests still see the old type.
  for (const { type, attributes } of grown) registry.set(type.uid, { ...type, attributes: { ...type.attributes, ...attributes } });
  try {
    await syncBeside(strapi);
    // Controllers and repositories hold these very objects: they are grown in place, never replaced.
    for (const { type, attributes } of grown) {
      Object.assign(type.attributes, attributes);
      Object.assign(type.__schema__.attributes, attributes);
    }
  } finally {
    for (const { type } of grown) registry.set(type.uid, type);
  }
}

/** Columns first, on the old metadata; then the exchange, with no await in between. */
async function syncBeside(strapi: Core.Strapi): Promise<void> {
  const twin = await twinOf(strapi);
  const fresh = twin.metadata as unknown as Metadata;
  fresh.loadModels(modelsOf(strapi));
  await twin.schema.sync();
  const live = strapi.db.metadata as unknown as Metadata;
  live.clear();
  for (const [key, value] of fresh) live.set(key, value);
  Object.assign(strapi.db, { schema: twin.schema });
}

/** A new content type in the running process. i18n has run long ago, so its two attributes are added by hand. */
function addType(strapi: Core.Strapi, key: string, schema: StrapiSchema): void {
  const uid = uidOf(key) as never;
  const { identifiers } = strapi.db.metadata as unknown as Metadata;
  const hidden = { private: true, configurable: false, visible: false };
  const attributes = {
    ...schema.attributes,
    locale: { type: 'string', writable: true, ...hidden },
    localizations: {
      type: 'relation',
      relation: 'oneToMany',
      target: uidOf(key),
      writable: false,
      unstable_virtual: true,
      joinColumn: {
        name: 'document_id',
        referencedColumn: 'document_id',
        referencedTable: identifiers.getTableName(schema.collectionName),
      },
      ...hidden,
    },
  };
  strapi.get('apis').add(key, {
    contentTypes: { [key]: { schema: { ...schema, attributes }, actions: {}, lifecycles: {} } },
    controllers: { [key]: factories.createCoreController(uid) },
    services: { [key]: factories.createCoreService(uid) },
    routes: {},
  });
}
