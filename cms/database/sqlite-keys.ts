import type { Database } from '@strapi/database';

type Table = Parameters<Database['schema']['builder']['createTables']>[0][number];

/**
 * On SQLite Strapi 5 makes the foreign keys of a new table within `create table`, and then all of them once more, each by a copy of the
 * whole table (knex's way of adding a key there): six of fourteen seconds of the first boot, and every key twice. Here the second pass
 * finds nothing to do.
 */
export function makeKeysOnce(db: Database): void {
  if (db.dialect.client !== 'sqlite') return;
  const { builder } = db.schema;
  const createTables = builder.createTables.bind(builder);
  builder.createTables = (tables, trx) => createTables(tables.map(withKeysOnce), trx);
}

function withKeysOnce(table: Table): Table {
  let keys = table.foreignKeys;
  return {
    ...table,
    get foreignKeys() {
      const now = keys;
      keys = [];
      return now;
    },
  };
}
