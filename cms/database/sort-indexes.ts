import type { Knex } from 'knex';
import type { FormDefinition } from '../../config/definition/types';
import type { Registry } from '../definitions/registry';

/**
 * PostgreSQL: indexes in the order of the lists. An empty cell stands first upwards and last downwards (`reads/order.ts`, as on SQLite), the other
 * way round than Strapi's indexes have it, so that none of these could be walked for a list: a page of twenty-five sorted a million records. One for
 * the order that a list opens in, and for each day or time that it can be filtered by. Safe at every start.
 */
export async function ensureSortIndexes(knex: Knex, registry: Registry, schemaName = 'public'): Promise<void> {
  const { rows } = (await knex.raw('select indexname as name from pg_indexes where schemaname = ?', [schemaName])) as {
    rows: { name: string }[];
  };
  const known = new Set(rows.map((row) => row.name));
  for (const def of registry.all()) {
    for (const { name, table, column } of sortIndexes(def, registry)) {
      if (!known.has(name))
        await knex.raw('create index if not exists ?? on ??.?? (?? nulls first, id)', [name, schemaName, table, column]);
    }
  }
}

function sortIndexes(def: FormDefinition, registry: Registry): { name: string; table: string; column: string }[] {
  const { table, columns } = registry.table(def.key);
  const opens = (def.list.sort ?? '').replace(/^-/, '');
  const fields = def.fields.filter(
    ({ name, type }) => name === opens || (['date', 'datetime'].includes(type) && def.list.filters?.includes(name)),
  );
  return fields.flatMap((field) => {
    const column = columns[field.name]?.column;
    return column === undefined || field.type === 'relation' ? [] : [{ name: `${table}_${column}`.slice(0, 55) + '_order', table, column }];
  });
}
