import type { Knex } from 'knex';

type Build = (table: Knex.CreateTableBuilder) => void;

/**
 * The product's own tables, beside Strapi's. Strapi's schema sync leaves tables alone that it did not make.
 * Every table starts with `td_`; `site_id` stands in each from the first day, so that a large installation can be
 * distributed by site. Times are integers: milliseconds since 1970 UTC, the same on both databases.
 */
const TABLES: Record<string, Build> = {
  /** Counter rows of the number books: taken in the saving transaction, so that numbers are free of gaps. */
  td_counters(table) {
    table.string('book', 190).notNullable().primary();
    table.bigInteger('value').notNullable();
  },
  /** What happened to each record, with names as they were. Append-only; `hash` chains the rows of a record. */
  td_audit(table) {
    table.increments('id');
    table.bigInteger('site_id');
    table.string('form', 80).notNullable();
    table.string('document_id', 40).notNullable();
    table.bigInteger('at').notNullable();
    table.string('event', 20).notNullable();
    table.string('action', 60);
    table.string('from_state', 60);
    table.string('to_state', 60);
    table.text('comment');
    table.text('changes').notNullable();
    table.string('actor_kind', 10).notNullable();
    table.bigInteger('user_id');
    table.string('employee', 40);
    table.string('actor_name', 120).notNullable();
    table.string('actor_role', 60).notNullable();
    table.string('on_behalf_of', 120);
    table.bigInteger('rev').notNullable();
    table.string('prev_hash', 64);
    table.string('hash', 64).notNullable();
    table.index(['form', 'document_id', 'id'], 'td_audit_record_idx');
    table.index(['employee', 'at'], 'td_audit_employee_idx');
  },
  /** One row a minute over all audit rows since the last: makes the removal of a whole chain visible. */
  td_seals(table) {
    table.increments('id');
    table.bigInteger('at').notNullable();
    table.bigInteger('first_id').notNullable();
    table.bigInteger('last_id').notNullable();
    table.string('hash', 64).notNullable();
  },
  /** Messages that leave after the transaction: notifications and live events. `hold_until` leaves time for an undo. */
  td_outbox(table) {
    table.increments('id');
    table.bigInteger('at').notNullable();
    table.bigInteger('hold_until').notNullable();
    table.bigInteger('audit_id');
    table.string('kind', 20).notNullable();
    table.text('payload').notNullable();
    table.bigInteger('sent_at');
    table.index(['sent_at', 'hold_until'], 'td_outbox_due_idx');
  },
  td_notifications(table) {
    table.increments('id');
    table.bigInteger('site_id');
    table.string('employee', 40);
    table.string('role', 60);
    table.string('form', 80);
    table.string('document_id', 40);
    table.text('zh').notNullable();
    table.text('en').notNullable();
    table.bigInteger('created_at').notNullable();
    table.index(['employee', 'id'], 'td_notifications_employee_idx');
    table.index(['role', 'id'], 'td_notifications_role_idx');
  },
  /** Who has read a notification: one to a role is read by each of its people. */
  td_notification_reads(table) {
    table.bigInteger('notification_id').notNullable();
    table.bigInteger('user_id').notNullable();
    table.bigInteger('read_at').notNullable();
    table.primary(['notification_id', 'user_id']);
  },
  /** Idempotency keys per user and route, kept 24 hours. */
  td_idempotency(table) {
    table.string('key', 100).notNullable();
    table.bigInteger('user_id').notNullable();
    table.string('route', 190).notNullable();
    table.string('request_hash', 64).notNullable();
    table.text('answer');
    table.bigInteger('at').notNullable();
    table.primary(['key', 'user_id', 'route']);
  },
  /** Published definitions; the newest of a form overlays its shipped file. Never changed once written. */
  td_form_versions(table) {
    table.string('form', 80).notNullable();
    table.integer('version').notNullable();
    table.text('definition').notNullable();
    table.text('note');
    table.bigInteger('at').notNullable();
    table.bigInteger('user_id');
    table.string('actor_name', 120).notNullable();
    table.string('base_hash', 64);
    table.primary(['form', 'version']);
  },
  /** One autosaved draft per form. */
  td_form_drafts(table) {
    table.string('form', 80).notNullable().primary();
    table.integer('revision').notNullable();
    table.integer('base_version').notNullable();
    table.text('definition').notNullable();
    table.bigInteger('at').notNullable();
    table.bigInteger('user_id');
    table.string('actor_name', 120).notNullable();
  },
  /** Values of archived fields that are to go for good: who asked, who confirmed or withdrew it, and when it can be confirmed. */
  td_purges(table) {
    table.increments('id');
    table.string('form', 80).notNullable();
    table.string('field', 80).notNullable();
    table.string('reason', 500).notNullable();
    table.bigInteger('records').notNullable();
    table.string('status', 20).notNullable();
    table.bigInteger('asked_at').notNullable();
    table.bigInteger('asked_user');
    table.string('asked_employee', 40);
    table.string('asked_name', 120).notNullable();
    table.bigInteger('confirm_from').notNullable();
    table.bigInteger('expires_at').notNullable();
    table.bigInteger('settled_at');
    table.bigInteger('settled_user');
    table.string('settled_name', 120);
    table.bigInteger('purged');
    table.index(['form', 'field', 'status'], 'td_purges_field_idx');
  },
  /** A site's own limits and targets; what is not here stands in `config/settings/limits.yaml`. Values are JSON. */
  td_settings(table) {
    table.string('key', 80).notNullable().primary();
    table.text('value').notNullable();
    table.bigInteger('user_id');
    table.string('actor_name', 120).notNullable();
    table.bigInteger('at').notNullable();
  },
  /** Figures that managers and directors have made on screen (`config/kpis/tile.ts`); a removed one stays, so that it can be brought back. */
  td_tiles(table) {
    table.string('key', 40).notNullable().primary();
    table.bigInteger('site_id');
    table.string('form', 80).notNullable();
    table.integer('rev').notNullable();
    table.integer('position').notNullable();
    table.text('definition').notNullable();
    table.bigInteger('user_id');
    table.string('owner_name', 120).notNullable();
    table.bigInteger('created_at').notNullable();
    table.string('actor_name', 120).notNullable();
    table.bigInteger('at').notNullable();
    table.bigInteger('removed_at');
  },
  /** Who has uploaded a file: until it hangs on a record only that person may hang it there. */
  td_uploads(table) {
    table.bigInteger('file_id').notNullable().primary();
    table.bigInteger('user_id');
    table.bigInteger('at').notNullable();
  },
  /** Decisions that several people make: the state of the machine in `config/approval`, as JSON. */
  td_approvals(table) {
    table.increments('id');
    table.bigInteger('site_id');
    table.string('form', 80).notNullable();
    table.string('document_id', 40).notNullable();
    table.string('action', 60).notNullable();
    table.string('outcome', 20).notNullable();
    table.text('state').notNullable();
    table.bigInteger('at').notNullable();
    table.index(['form', 'document_id', 'action'], 'td_approvals_record_idx');
  },
  /** Their open tasks, for inboxes and clocks. */
  td_approval_tasks(table) {
    table.increments('id');
    table.bigInteger('approval_id').notNullable();
    table.string('form', 80).notNullable();
    table.string('document_id', 40).notNullable();
    table.string('action', 60).notNullable();
    table.integer('task').notNullable();
    table.string('role', 60).notNullable();
    table.boolean('head_only').notNullable();
    table.string('person', 40);
    table.string('escalated_to', 60);
    table.bigInteger('due_at');
    table.boolean('reminded').notNullable();
    table.index(['form', 'document_id'], 'td_approval_tasks_record_idx');
    table.index(['due_at'], 'td_approval_tasks_due_idx');
  },
  /** Who stands in for whom, in which days (local, both inclusive). */
  td_delegations(table) {
    table.increments('id');
    table.bigInteger('site_id');
    table.string('from_employee', 40).notNullable();
    table.string('to_employee', 40).notNullable();
    table.string('from_date', 10).notNullable();
    table.string('to_date', 10).notNullable();
    table.text('note');
    table.bigInteger('user_id');
    table.string('actor_name', 120).notNullable();
    table.bigInteger('at').notNullable();
    table.bigInteger('ended_at');
    table.index(['to_employee', 'to_date'], 'td_delegations_to_idx');
  },
  td_comments(table) {
    table.increments('id');
    table.bigInteger('site_id');
    table.string('form', 80).notNullable();
    table.string('document_id', 40).notNullable();
    table.text('text').notNullable();
    table.text('mentions').notNullable();
    table.bigInteger('user_id');
    table.string('employee', 40);
    table.string('actor_name', 120).notNullable();
    table.bigInteger('at').notNullable();
    table.index(['form', 'document_id', 'id'], 'td_comments_record_idx');
  },
  td_views(table) {
    table.increments('id');
    table.bigInteger('user_id').notNullable();
    table.string('form', 80).notNullable();
    table.string('name', 80).notNullable();
    table.text('query').notNullable();
    table.bigInteger('at').notNullable();
    table.unique(['user_id', 'form', 'name'], { indexName: 'td_views_name_uq' });
  },
  /** What a person has chosen for every computer; what is not here is the browser's. */
  td_preferences(table) {
    table.bigInteger('user_id').notNullable().primary();
    table.string('lang', 5).notNullable();
    table.bigInteger('at').notNullable();
  },
  td_prints(table) {
    table.increments('id');
    table.string('form', 80).notNullable();
    table.string('document_id', 40).notNullable();
    table.string('paper', 80).notNullable();
    table.integer('copies').notNullable();
    table.integer('form_version').notNullable();
    table.bigInteger('user_id');
    table.string('actor_name', 120).notNullable();
    table.bigInteger('at').notNullable();
    table.index(['form', 'document_id'], 'td_prints_record_idx');
  },
  /** Times that states were entered: clocks, response times and "how long in this state" are read from here. */
  td_state_times(table) {
    table.increments('id');
    table.bigInteger('site_id');
    table.string('form', 80).notNullable();
    table.string('document_id', 40).notNullable();
    table.string('state', 60).notNullable();
    table.bigInteger('at').notNullable();
    table.index(['form', 'document_id', 'id'], 'td_state_times_record_idx');
    table.index(['form', 'state', 'at'], 'td_state_times_state_idx');
  },
  /** Clocks that ran out and whom it was told; one row per record and clock. */
  td_breaches(table) {
    table.string('form', 80).notNullable();
    table.string('document_id', 40).notNullable();
    table.string('clock', 120).notNullable();
    table.bigInteger('due_at').notNullable();
    table.bigInteger('at').notNullable();
    table.primary(['form', 'document_id', 'clock', 'due_at']);
  },
};

/** Creates the product's own tables where they are missing. Safe to call at every start, by several processes under the boot lock. */
export async function ensureTables(schema: () => Knex.SchemaBuilder, extra: Record<string, Build> = {}): Promise<void> {
  for (const [name, build] of Object.entries({ ...TABLES, ...extra })) {
    if (!(await schema().hasTable(name))) await schema().createTable(name, build);
  }
}

export type TableBuild = Build;
