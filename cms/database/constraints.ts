import type { Knex } from 'knex';
import type { FormDefinition } from '../../config/definition/types';
import type { Registry } from '../definitions/registry';

/**
 * Unique indexes from the definitions, applied after Strapi's sync, because Strapi's `unique` is no database constraint (20 parallel
 * equal writes stored 9-10 rows on PostgreSQL). Partial indexes: nulls and empty text do not collide. Idempotent.
 */
export async function ensureConstraints(knex: Knex, registry: Registry, schemaName: string | undefined): Promise<string[]> {
  const failed: string[] = [];
  for (const def of registry.all()) {
    for (const index of uniqueIndexes(def, registry)) {
      const table = schemaName ? `"${schemaName}"."${index.table}"` : `"${index.table}"`;
      const sql = `create unique index if not exists "${index.name}" on ${table} (${index.columns.map((column) => `"${column}"`).join(', ')}) where ${index.where}`;
      try {
        await knex.raw(sql);
      } catch (error) {
        // Existing equal rows: the start goes on, the operator is told which form has them.
        failed.push(`${def.key}: ${index.columns.join('+')} (${(error as Error).message})`);
      }
    }
  }
  return failed;
}

interface UniqueIndex {
  name: string;
  table: string;
  columns: string[];
  where: string;
}

function uniqueIndexes(def: FormDefinition, registry: Registry): UniqueIndex[] {
  const info = registry.table(def.key);
  const site = info.columns.site?.column;
  const indexes: UniqueIndex[] = [
    { name: `${info.table}_doc_uq`, table: info.table, columns: ['document_id'], where: 'document_id is not null' },
  ];
  for (const field of def.fields) {
    const column = info.columns[field.name]?.column;
    if (!field.unique || !column) continue;
    const within = field.uniqueWithin ? info.columns[field.uniqueWithin]?.column : site;
    indexes.push({
      name: `${info.table}_${column}_uq`.slice(0, 60),
      table: info.table,
      columns: within && within !== column ? [within, column] : [column],
      where: `"${column}" is not null`,
    });
  }
  return indexes;
}
