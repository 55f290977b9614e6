import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import type { Actor } from '../access/actor';
import type { Engine } from '../engine';
import type { Mapping } from './mapping';
import { readYaml } from '../yaml';

/** A query on one of the importer's own tables, joining the open transaction when there is one. */
export function importTable(engine: Pick<Engine, 'strapi'>, name: string, trx?: Knex.Transaction): Knex.QueryBuilder {
  const connection = (trx ?? engine.strapi.db.connection) as Knex;
  const schema = engine.strapi.db.getSchemaName();
  return schema ? connection(name).withSchema(schema) : connection(name);
}

/** Shipped mappings overlaid by saved ones. */
export async function allMappings(engine: Engine): Promise<Mapping[]> {
  const byName = new Map(shippedMappings(engine.root).map((mapping) => [mapping.name, mapping]));
  const saved = (await importTable(engine, 'td_import_mappings').select('name', 'mapping')) as { name: string; mapping: string }[];
  for (const row of saved) byName.set(row.name, JSON.parse(row.mapping) as Mapping);
  return [...byName.values()];
}

/** The mappings of `config/settings/import-mappings`. */
export function shippedMappings(root: string): Mapping[] {
  const folder = join(root, 'config', 'settings', 'import-mappings');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ ...(readYaml(join(folder, name)) as Mapping), name: name.slice(0, -'.yaml'.length) }));
}

export async function saveMapping(engine: Engine, mapping: Mapping, actor: Actor): Promise<void> {
  const row = {
    name: mapping.name,
    form: mapping.targets.at(-1)?.form ?? '',
    mapping: JSON.stringify(mapping),
    user_id: actor.userId,
    actor_name: actor.name,
    at: engine.clock().getTime(),
  };
  await importTable(engine, 'td_import_mappings').insert(row).onConflict('name').merge();
}
