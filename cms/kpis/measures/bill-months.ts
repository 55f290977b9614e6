import { raw, sql, type Dialect, type Sql } from '../sql';

/**
 * Bill lines (columns of `billLinesAt`) by month: a fee for a quarter is spread over its months by their days (catalogue, collection rate). One row
 * for each line and month it is for, among these months: the line's columns, `month`, and `net` and `paid` of the month. The whole up to the end of
 * a month is rounded down to the fen, and what was paid falls to each month as its due does: months add up to the line, and none is paid over its due.
 */
export function byMonth(db: Dialect, lines: Sql, months: Months): Sql {
  const all = db.pairs(Object.fromEntries(listOf(months).map((month) => [month, `${after(month)}-01`])));
  const until = (day: Sql): Sql =>
    db.share(db.whole(raw('x.net')), db.daysBetween(raw('x.period_from'), day), db.daysBetween(raw('x.period_from'), raw('x.period_end')));
  const start = raw("(m.key || '-01')");
  const before = until(db.greatest(raw('x.period_from'), start));
  const upTo = until(db.least(raw('x.period_end'), raw('m.value')));
  const paidOf = (due: Sql): Sql =>
    sql`CASE WHEN y.line_net = 0 THEN 0 ELSE ${db.share(db.whole(raw('y.line_paid')), due, raw('y.line_net'))} END`;
  return sql`SELECT y.*, y.due_up_to - y.due_before AS net, ${paidOf(raw('y.due_up_to'))} - ${paidOf(raw('y.due_before'))} AS paid
    FROM (SELECT x.doc, x.bill_id, x.counts, m.key AS month, ${db.whole(raw('x.net'))} AS line_net, x.paid AS line_paid,
        x.g_building, x.l_building, x.g_feeItem, x.l_feeItem, ${before} AS due_before, ${upTo} AS due_up_to
      FROM (${lines}) x JOIN ${all} m ON x.period_from < m.value AND x.period_end > ${start}) y`;
}

/** First and last month, `YYYY-MM`, both inclusive. */
export interface Months {
  first: string;
  last: string;
}

/** The months that a period touches. */
export const monthsOf = ({ from, to }: { from: string; to: string }): Months => ({ first: from.slice(0, 7), last: to.slice(0, 7) });

/** The month after. */
export function after(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return number === 12 ? `${String(year + 1).padStart(4, '0')}-01` : `${month.slice(0, 5)}${String(number + 1).padStart(2, '0')}`;
}

/** Months in which a fee can lie at all: a year that was typed wrong is in none of them. */
const [EARLIEST, LATEST] = ['1970-01', '2199-12'];

function listOf({ first, last }: Months): string[] {
  const [start, end] = [first > EARLIEST ? first : EARLIEST, last < LATEST ? last : LATEST];
  const months: string[] = [];
  for (let month = start; month <= end; month = after(month)) months.push(month);
  return months;
}
