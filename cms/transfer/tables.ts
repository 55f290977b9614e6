import type { Knex } from 'knex';

/** Tables of the importer, made with the product's own at start (`ensureTables`). Times are ms since 1970 UTC. */
export const TRANSFER_TABLES: Record<string, (table: Knex.CreateTableBuilder) => void> = {
  /** One import of one file. */
  td_import_batches(table) {
    table.increments('id');
    table.bigInteger('site_id');
    table.string('mapping', 120).notNullable();
    table.string('form', 80).notNullable();
    table.string('file', 255).notNullable();
    table.string('sha256', 64).notNullable();
    table.integer('file_rows').notNullable();
    table.integer('created').notNullable();
    table.bigInteger('user_id');
    table.string('actor_name', 120).notNullable();
    table.bigInteger('at').notNullable();
    table.bigInteger('done_at');
    table.bigInteger('undone_at');
  },
  /** The staged rows; after the import only the columns that the mapping keeps. */
  td_import_rows(table) {
    table.increments('id');
    table.bigInteger('site_id');
    table.integer('batch_id').notNullable();
    table.integer('line').notNullable();
    table.text('data').notNullable();
    table.unique(['batch_id', 'line'], { indexName: 'td_import_rows_line_uq' });
  },
  /** Which record came from which row. The key makes a second import of the same file give nothing twice. */
  td_import_links(table) {
    table.increments('id');
    table.bigInteger('site_id');
    table.integer('batch_id').notNullable();
    table.integer('line').notNullable();
    table.string('mapping', 120).notNullable();
    table.string('target', 40).notNullable();
    table.string('record_key', 190).notNullable();
    table.string('form', 80).notNullable();
    table.string('document_id', 40).notNullable();
    table.boolean('made').notNullable();
    table.unique(['mapping', 'target', 'record_key'], { indexName: 'td_import_links_key_uq' });
    table.index(['form', 'document_id'], 'td_import_links_record_idx');
    table.index(['batch_id', 'line'], 'td_import_links_line_idx');
  },
  /** Mappings saved by the import screen; one of the same name takes the place of a shipped file. */
  td_import_mappings(table) {
    table.string('name', 120).notNullable().primary();
    table.string('form', 80).notNullable();
    table.text('mapping').notNullable();
    table.bigInteger('user_id');
    table.string('actor_name', 120).notNullable();
    table.bigInteger('at').notNullable();
  },
  /** What left the house as a file: who took which columns of which list, and when. */
  td_exports(table) {
    table.increments('id');
    table.bigInteger('site_id');
    table.string('form', 80).notNullable();
    table.string('format', 10).notNullable();
    table.text('columns').notNullable();
    table.text('query').notNullable();
    table.bigInteger('user_id');
    table.string('actor_name', 120).notNullable();
    table.bigInteger('at').notNullable();
    table.index(['form', 'at'], 'td_exports_form_idx');
  },
};
