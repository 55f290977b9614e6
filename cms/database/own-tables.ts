import type { Knex } from 'knex';
import type { Engine } from '../engine';

/** A table of the product's own (`td_…`), outside a record's transaction: settings, views, uploads. Forms are never written so. */
export function ownTable(engine: Pick<Engine, 'strapi'>, name: `td_${string}`, trx?: Knex.Transaction): Knex.QueryBuilder {
  const connection = (trx ?? engine.strapi.db.connection) as Knex;
  const schema = engine.strapi.db.getSchemaName();
  return schema ? connection(name).withSchema(schema) : connection(name);
}
