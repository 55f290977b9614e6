import type { Measure, MeasureInput } from './measure';
import type { OnlyBills } from './measures/bill-lines';
import { sitesInFull } from './scope';
import { raw, sql, within, type Sql } from './sql';
import { formTable } from './tables';

/** What a figure takes of the sums: columns of `td_bill_totals`, as `t`, for bills at rest by `restBy`, where `where` holds. */
export interface Taken {
  restBy: string;
  where: Sql;
  /** Which of the other bills can matter at all, over `td_bill_rest r`; all of them where it is left out. */
  among?: Sql;
  num: string;
  den: string;
  /** Number of bills, by the way to split it that is asked for. */
  n(group: string | null): Sql;
  /** Key of a way to split that is worked out of the days; building, fee item and month of issue are known here. */
  keyOf?: Record<string, Sql>;
}

/**
 * A figure that takes bills at rest from their sums, and looks at those that have changed since. `rows`: contributions of some bills. `owing`: its
 * contributions one by one, of those that have changed and of those that rest with something owed.
 */
export function withSums(
  input: MeasureInput,
  taken: (restBy: string) => Taken,
  rows: (only: OnlyBills) => Sql,
): (NonNullable<Measure['summed']> & { owing: Sql }) | undefined {
  const sites = input.restBy === null ? null : sitesInFull(input.engine, input.actor, 'bill');
  if (input.restBy === null || sites === null) return undefined;
  const own = taken(input.restBy);
  const changed = changedSince(own);
  return {
    rows: rows((id) => sql`${id} IN (${changed})`),
    sums: (group) => sumsOf(input, sites, own, group),
    owing: rows((id) => sql`${id} IN (${changed} UNION SELECT c.bill_id FROM td_bill_cells c WHERE c.owing = 1 AND c.kind = 'all')`),
  };
}

/** Ids of the bills that can matter, and of those that wait to be summed up: nothing is known of these. */
export const knownAmong = (among: Sql): Sql =>
  sql`SELECT r.bill_id FROM td_bill_rest r WHERE ${among} UNION SELECT m.bill_id FROM td_bill_marks m`;

/** Ids of the bills that something has happened to since, and of those that wait to be summed up. */
function changedSince({ restBy, among = raw('1 = 1') }: Taken): Sql {
  return knownAmong(sql`r.rest_day > ${restBy} AND ${among}`);
}

/** The sums, less what bills add to them that wait to be summed up anew. */
const SUMS =
  raw(`(SELECT kind, group_key, month, issue_day, due_day, rest_day, site_id, net, paid, counted, linked, owed, owing FROM td_bill_totals
    UNION ALL SELECT c.kind, c.group_key, c.month, r.issue_day, r.due_day, r.rest_day, r.site_id, -c.net, -c.paid, -c.counted, -c.linked, -c.owed, -c.owing
    FROM td_bill_cells c JOIN td_bill_rest r ON r.bill_id = c.bill_id WHERE c.bill_id IN (SELECT m.bill_id FROM td_bill_marks m)) t`);

/** A group a line: key, label, num, den, n. */
function sumsOf(
  { engine }: MeasureInput,
  sites: number[] | 'all',
  { restBy, where, num, den, n, keyOf }: Taken,
  group: string | null,
): Sql {
  const kind = group === 'building' || group === 'feeItem' ? group : 'all';
  const rows = sql`t.kind = ${kind} AND t.rest_day <= ${restBy} AND ${where} AND ${sites === 'all' ? raw('1 = 1') : within(raw('t.site_id'), sites)}`;
  const sums = sql`SUM(${raw(num)}) AS num, SUM(${raw(den)}) AS den, SUM(${n(group)}) AS n`;
  const filled = sql`GROUP BY 1 HAVING SUM(${n(group)}) > 0`;
  if (kind === 'all') {
    const key = group === null ? raw('CAST(NULL AS TEXT)') : (keyOf?.[group] ?? raw('substr(t.issue_day, 1, 7)'));
    return sql`SELECT g.key, g.key AS label, g.num, g.den, g.n FROM (SELECT ${key} AS key, ${sums} FROM ${SUMS} WHERE ${rows} ${filled}) g`;
  }
  const named = formTable(engine, kind === 'building' ? 'building' : 'fee-item', 'nm');
  return sql`SELECT g.key, ${named.at('nameZh')} AS label, g.num, g.den, g.n
    FROM (SELECT NULLIF(t.group_key, '') AS key, ${sums} FROM ${SUMS} WHERE ${rows} ${filled}) g LEFT JOIN ${named.from} ON ${named.documentId} = g.key`;
}
