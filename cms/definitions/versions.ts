import type { Knex } from 'knex';
import type { FormDefinition } from '../../config/definition/types';

interface VersionRow {
  form: string;
  version: number | string;
  definition: string;
}

/** Published versions, oldest first, as they were written. Empty before the first start has made the table. */
export async function readPublishedVersions(table: () => Knex.QueryBuilder, schema: () => Knex.SchemaBuilder): Promise<FormDefinition[]> {
  if (!(await schema().hasTable('td_form_versions'))) return [];
  const rows = (await table().orderBy(['form', 'version'])) as VersionRow[];
  return rows.map((row) => ({ ...(JSON.parse(row.definition) as FormDefinition), version: Number(row.version) }));
}

/**
 * Shipped definitions overlaid by the newest published version of each; forms that only the database has are added. Version 1 of a form
 * that the house has changed is the shipped file of that time (`bases`), not what a later release makes of it.
 */
export function overlay(
  shipped: FormDefinition[],
  published: FormDefinition[],
  bases: FormDefinition[] = [],
): { current: FormDefinition[]; old: FormDefinition[] } {
  const first = new Map(bases.map((def) => [def.key, def]));
  const newest = new Map<string, FormDefinition>(shipped.map((def) => [def.key, def]));
  const old: FormDefinition[] = [];
  for (const def of published) {
    const before = newest.get(def.key);
    if (before) old.push((before.version ?? 1) === 1 ? (first.get(def.key) ?? before) : before);
    newest.set(def.key, def);
  }
  return { current: [...newest.values()], old };
}
