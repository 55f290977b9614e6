import type { Knex } from 'knex';
import { from, isPostgres, type Tx } from '../documents/tx';
import type { TableBuild } from './tables';

/** After every day. */
export const NEVER = '9999-12-31';

/** A bill and the local day from whose end on nothing of it has changed; `NEVER` for one that is always to be looked at. */
export interface Rest {
  bill: number;
  siteId: number;
  issueDay: string;
  dueDay: string;
  restDay: string;
  /** First and last month that a line of it is for, `YYYY-MM`; '' for one without lines. */
  firstMonth: string;
  lastMonth: string;
  /** The revision that was looked at. */
  rev: number;
}

/** What a bill at rest adds to the figures of a month: as a whole, in one building, of one fee item. Fen. */
export interface Cell {
  bill: number;
  kind: 'all' | 'building' | 'feeItem';
  /** documentId of the building or fee item; '' for the whole and where there is none. */
  groupKey: string;
  /** The month that it is for, `YYYY-MM`; '' of a bill none of whose lines counts in the collection rate. */
  month: string;
  /** Of its lines that count in the collection rate, of this month: due after waivers, and paid. */
  net: number;
  paid: number;
  /** Has such lines. */
  counts: boolean;
  /** And had them in the month before. */
  isLinked: boolean;
  /** Of all its lines, whatever they are for: stands in the first month. */
  owed: number;
}

/**
 * Rollups of the figures over bills: what bills at rest add is kept summed up by day, and a figure looks one by one only at those that have
 * changed since the day it is asked for (`kpis/bills-at-rest.ts` says what that means and how they are made).
 */
export const BILL_SUM_TABLES: Record<string, TableBuild> = {
  /** Bills that were written since they were last summed up; written in the saving transaction. */
  td_bill_marks(table) {
    table.increments('id');
    table.bigInteger('bill_id').notNullable();
  },
  td_bill_rest(table) {
    table.bigInteger('bill_id').notNullable().primary();
    table.bigInteger('site_id').notNullable();
    table.string('issue_day', 10).notNullable();
    table.string('due_day', 10).notNullable();
    table.string('rest_day', 10).notNullable();
    table.string('first_month', 7).notNullable();
    table.string('last_month', 7).notNullable();
    table.bigInteger('bill_rev').notNullable();
    // Holds all that is asked of it.
    table.index(['rest_day', 'issue_day', 'due_day', 'first_month', 'last_month', 'bill_id'], 'td_bill_rest_day_idx');
    table.index(['last_month', 'first_month', 'bill_id'], 'td_bill_rest_month_idx');
  },
  /** By bill, so that it can be taken out of the sums again. */
  td_bill_cells(table) {
    table.increments('id');
    table.bigInteger('bill_id').notNullable();
    table.string('kind', 10).notNullable();
    table.string('group_key', 40).notNullable();
    table.string('month', 7).notNullable();
    table.bigInteger('net').notNullable();
    table.bigInteger('paid').notNullable();
    table.integer('counted').notNullable();
    table.integer('linked').notNullable();
    table.bigInteger('owed').notNullable();
    table.integer('owing').notNullable();
    table.index(['bill_id'], 'td_bill_cells_bill_idx');
    table.index(['owing', 'kind', 'bill_id'], 'td_bill_cells_owing_idx');
  },
  /** Sums of the cells; `counted`, `linked` and `owing` are numbers of bills. */
  td_bill_totals(table) {
    table.string('kind', 10).notNullable();
    table.string('issue_day', 10).notNullable();
    table.string('due_day', 10).notNullable();
    table.string('rest_day', 10).notNullable();
    table.string('group_key', 40).notNullable();
    table.string('month', 7).notNullable();
    table.bigInteger('site_id').notNullable();
    table.bigInteger('net').notNullable();
    table.bigInteger('paid').notNullable();
    table.bigInteger('counted').notNullable();
    table.bigInteger('linked').notNullable();
    table.bigInteger('owed').notNullable();
    table.bigInteger('owing').notNullable();
    table.primary(['kind', 'issue_day', 'due_day', 'rest_day', 'month', 'group_key', 'site_id']);
    table.index(['kind', 'month'], 'td_bill_totals_month_idx');
  },
};

/** Bills that are summed up in one transaction: enough to be worth it, few enough for those who are saving. */
const MOST_AT_ONCE = 200;

/** Notes in the saving transaction that these bills are to be summed up anew. `bills`: a question whose one column are their ids. */
export async function markBills(tx: Tx, bills: Knex.QueryBuilder): Promise<void> {
  const schema = tx.engine.strapi.db.getSchemaName();
  const names = schema ? [schema, 'td_bill_marks', 'bill_id'] : ['td_bill_marks', 'bill_id'];
  await tx.trx(tx.trx.raw(`${schema ? '??.' : ''}?? (??)`, names) as never).insert(bills as never);
}

/** What is put together by hand names no schema: the transaction looks in the house's own. */
export async function inOwnSchema(tx: Tx): Promise<void> {
  const schema = tx.engine.strapi.db.getSchemaName();
  if (isPostgres(tx) && schema) await tx.trx.raw('set local search_path to ??', [schema]);
}

/** Takes the marks of the bills that have waited longest; answers their ids. */
export async function takeMarks(tx: Tx): Promise<number[]> {
  const marks = (await from(tx, 'td_bill_marks').select('id', 'bill_id').orderBy('id').limit(MOST_AT_ONCE)) as {
    id: number;
    bill_id: number | string;
  }[];
  const ids = marks.map((mark) => mark.id);
  if (ids.length > 0) await from(tx, 'td_bill_marks').whereIn('id', ids).del();
  return [...new Set(marks.map((mark) => Number(mark.bill_id)))];
}

/** Puts what these bills are now in the place of what they were, in the sums too. */
export async function replaceBills(tx: Tx, bills: number[], rests: Rest[], cells: Cell[]): Promise<void> {
  await addToTotals(tx, bills, -1);
  await from(tx, 'td_bill_cells').whereIn('bill_id', bills).del();
  await from(tx, 'td_bill_rest').whereIn('bill_id', bills).del();
  const newRests = rests.map((rest) => ({
    bill_id: rest.bill,
    site_id: rest.siteId,
    issue_day: rest.issueDay,
    due_day: rest.dueDay,
    rest_day: rest.restDay,
    first_month: rest.firstMonth,
    last_month: rest.lastMonth,
    bill_rev: rest.rev,
  }));
  const newCells = cells.map((cell) => ({
    bill_id: cell.bill,
    kind: cell.kind,
    group_key: cell.groupKey,
    month: cell.month,
    net: cell.net,
    paid: cell.paid,
    counted: cell.counts ? 1 : 0,
    linked: cell.isLinked ? 1 : 0,
    owed: cell.owed,
    owing: cell.owed > 0 ? 1 : 0,
  }));
  for (const some of chunks(newRests)) await from(tx, 'td_bill_rest').insert(some);
  for (const some of chunks(newCells)) await from(tx, 'td_bill_cells').insert(some);
  await addToTotals(tx, bills, 1);
}

/** Sums of an earlier shape go at a start: they can be made anew. */
export async function dropOldSums(schema: () => Knex.SchemaBuilder): Promise<void> {
  if (!(await schema().hasTable('td_bill_rest')) || (await schema().hasColumn('td_bill_rest', 'first_month'))) return;
  for (const name of Object.keys(BILL_SUM_TABLES)) await schema().dropTableIfExists(name);
}

/** Rows of the sums that nothing stands behind any more. */
export async function dropEmptySums(tx: Tx): Promise<void> {
  await from(tx, 'td_bill_totals').where({ net: 0, paid: 0, counted: 0, linked: 0, owed: 0, owing: 0 }).del();
}

async function addToTotals(tx: Tx, bills: number[], sign: 1 | -1): Promise<void> {
  const sums = ['net', 'paid', 'counted', 'linked', 'owed', 'owing'];
  await tx.trx.raw(
    `INSERT INTO td_bill_totals (kind, issue_day, due_day, rest_day, month, group_key, site_id, ${sums.join(', ')})
     SELECT c.kind, r.issue_day, r.due_day, r.rest_day, c.month, c.group_key, r.site_id, ${sums.map((name) => `${sign} * SUM(c.${name})`).join(', ')}
     FROM td_bill_cells c JOIN td_bill_rest r ON r.bill_id = c.bill_id WHERE c.bill_id IN (${bills.map(() => '?').join(', ')})
     GROUP BY 1, 2, 3, 4, 5, 6, 7
     ON CONFLICT (kind, issue_day, due_day, rest_day, month, group_key, site_id)
     DO UPDATE SET ${sums.map((name) => `${name} = td_bill_totals.${name} + excluded.${name}`).join(', ')}`,
    bills,
  );
}

const chunks = <T>(rows: T[], size = 500): T[][] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, index) => rows.slice(index * size, (index + 1) * size));
