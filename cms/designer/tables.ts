import type { TableBuild } from '../database/tables';

/** Tables of publishing, made with the product's own at start (`ensureTables`). Times are ms since 1970 UTC. */
export const DESIGNER_TABLES: Record<string, TableBuild> = {
  /** Shipped files that versions of this house began from, by the hash that stands with the version. */
  td_form_bases(table) {
    table.string('form', 80).notNullable();
    table.string('hash', 64).notNullable();
    table.text('definition').notNullable();
    table.bigInteger('at').notNullable();
    table.primary(['form', 'hash']);
  },
  /** What was decided about a changed shipped file: `merged` into the draft, or the house's own `kept`. */
  td_form_releases(table) {
    table.string('form', 80).notNullable();
    table.string('hash', 64).notNullable();
    table.string('state', 10).notNullable();
    table.bigInteger('at').notNullable();
    table.bigInteger('user_id');
    table.string('actor_name', 120).notNullable();
    table.primary(['form', 'hash']);
  },
  /**
   * Fields whose values a version has converted. Until `until` records that were still being saved under the version before are looked
   * at again, from audit row `audit_from` on; `done_at` is empty where a new worker has to do it all.
   */
  td_conversions(table) {
    table.string('form', 80).notNullable();
    table.integer('version').notNullable();
    table.string('from_field', 80).notNullable();
    table.string('to_field', 80).notNullable();
    table.boolean('fresh').notNullable();
    table.bigInteger('audit_from').notNullable();
    table.bigInteger('converted');
    table.bigInteger('kept');
    table.bigInteger('done_at');
    table.bigInteger('until').notNullable();
    table.primary(['form', 'version', 'to_field']);
    table.index(['until'], 'td_conversions_until_idx');
  },
};
