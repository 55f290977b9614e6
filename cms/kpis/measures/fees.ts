import { formTable, rowsTable, stateAt } from '../tables';
import type { Measure, MeasureBuilder, MeasureInput } from '../measure';
import { plusDays } from '../calendar';
import { knownAmong, withSums } from '../rest-sums';
import { join, raw, sql, startOfDay, within, type Sql } from '../sql';
import { billLinesAt, paymentTime, type OnlyBills } from './bill-lines';
import { byMonth, monthsOf } from './bill-months';

/**
 * Collection rate: lines that count in the rate and are for the months of the period, as of a day. A fee for several months is spread over them by
 * days; the setting `collectionMonth` counts bills whole in the period in which they were issued instead (catalogue, collection-rate).
 */
export const collection: MeasureBuilder = (input) =>
  input.engine.settings.values().collectionMonth === 'issue' ? collectionOfIssues(input) : collectionOfMonths(input);

function collectionOfMonths(input: MeasureInput): Measure {
  const { db, period } = input;
  const months = monthsOf(period);
  const rows = (
    only?: OnlyBills,
  ): Sql => sql`SELECT q.doc, q.paid AS num, q.net AS den, q.month AS g_month, q.month AS l_month, q.g_building, q.l_building, q.g_feeItem, q.l_feeItem
    FROM (${byMonth(db, billLinesAt(input, input.asOfMs, period.asOf, only), months)}) q WHERE q.counts = 1`;
  const among = sql`r.first_month <= ${months.last} AND r.last_month >= ${months.first}`;
  const summed = withSums(
    input,
    (restBy) => ({
      restBy,
      where: sql`t.month >= ${months.first} AND t.month <= ${months.last}`,
      among,
      num: 't.paid',
      den: 't.net',
      // A bill for several months is one bill: it is counted in the first of them that is asked for.
      n: (group) =>
        group === 'month' ? raw('t.counted') : sql`CASE WHEN t.month > ${months.first} THEN t.counted - t.linked ELSE t.counted END`,
      keyOf: { month: raw('t.month') },
    }),
    rows,
  );
  return { ratio: true, rows: rows(input.restBy === null ? undefined : (id) => sql`${id} IN (${knownAmong(among)})`), summed };
}

function collectionOfIssues(input: MeasureInput): Measure {
  const { db, period } = input;
  const rows = (
    only?: OnlyBills,
  ): Sql => sql`SELECT x.doc, x.paid AS num, x.net AS den, x.g_month, x.l_month, x.g_building, x.l_building, x.g_feeItem, x.l_feeItem
    FROM (${billLinesAt(input, input.asOfMs, period.asOf, only)}) x
    WHERE x.counts = 1 AND x.issue_day >= ${period.from} AND x.issue_day <= ${period.to}`;
  const bill = formTable(input.engine, 'bill', 'ib');
  const issued = sql`SELECT ${bill.id} FROM ${bill.from} WHERE ${db.inDates(bill.at('issueDate'), period.from, period.to)}`;
  const summed = withSums(
    input,
    (restBy) => ({
      restBy,
      where: sql`t.issue_day >= ${period.from} AND t.issue_day <= ${period.to}`,
      among: sql`r.issue_day >= ${period.from} AND r.issue_day <= ${period.to}`,
      num: 't.paid',
      den: 't.net',
      n: () => raw('t.counted - t.linked'),
    }),
    rows,
  );
  return { ratio: true, rows: rows((id) => sql`${id} IN (${issued})`), summed };
}

/** Of what was owed at the start of the period on older lines, what was verified within it. */
export const arrearsRecovery: MeasureBuilder = (input) => {
  const { db, period } = input;
  const start = startOfDay(period.from);
  const before = plusDays(period.from, -1);
  const end = Math.min(startOfDay(plusDays(period.to, 1)) - 1, input.asOfMs);
  const key = (alias: string): string => `${alias}.doc = ${alias === 'o' ? 'c' : 'o'}.doc`;
  const owed = (moment: number, only?: OnlyBills): Sql =>
    sql`SELECT q.doc, q.g_building, MIN(q.l_building) AS l_building, q.g_feeItem, MIN(q.l_feeItem) AS l_feeItem, SUM(q.net - q.paid) AS owed
      FROM (${billLinesAt(input, moment, before, only)}) q WHERE q.due_day < ${period.from} GROUP BY 1, 2, 4`;
  const rows = (only?: OnlyBills): Sql =>
    sql`SELECT o.doc, ${db.greatest(raw('0'), raw('o.owed - c.owed'))} AS num, o.owed AS den, o.g_building, o.l_building, o.g_feeItem, o.l_feeItem
      FROM (${owed(start - 1, only)}) o JOIN (${owed(end, only)}) c ON ${raw(key('o'))} AND COALESCE(c.g_building, '') = COALESCE(o.g_building, '') AND c.g_feeItem = o.g_feeItem
      WHERE o.owed > 0`;
  // Of a bill at rest since before the period nothing came in within it.
  const summed = withSums(
    input,
    (restBy) => ({
      restBy: before < restBy ? before : restBy,
      where: sql`t.due_day < ${period.from}`,
      among: sql`r.due_day < ${period.from}`,
      num: '0',
      den: 't.owed',
      n: () => raw('t.owing'),
    }),
    rows,
  );
  return { ratio: true, rows: summed?.owing ?? rows(), summed };
};

/** Open balance by days overdue; the edges are a setting, `not_due` is the day itself and later. */
export const ageing: MeasureBuilder = (input) => {
  const { db, period } = input;
  const edges = ageingEdges(input.engine.settings.values());
  const bucketOf = (dueDay: string): Sql => {
    const days = db.daysUntil(raw(dueDay), period.asOf);
    const older = edges.reduceRight<Sql>(
      (rest, edge, index) => sql`WHEN ${days} <= ${edge} THEN ${raw(`'${bucketName(edges, index)}'`)} ${rest}`,
      sql`ELSE ${raw(`'>${edges.at(-1) ?? 0}'`)}`,
    );
    return sql`CASE WHEN ${days} <= 0 THEN 'not_due' ${older} END`;
  };
  const rows = (only?: OnlyBills): Sql =>
    sql`SELECT q.*, q.g_bucket AS l_bucket FROM (
      SELECT x.doc, x.net - x.paid AS num, CAST(NULL AS BIGINT) AS den, x.g_building, x.l_building, x.g_feeItem, x.l_feeItem, ${bucketOf('x.due_day')} AS g_bucket
      FROM (${billLinesAt(input, input.asOfMs, period.asOf, only)}) x WHERE x.net > x.paid) q`;
  const summed = withSums(
    input,
    (restBy) => ({
      restBy,
      where: sql`t.issue_day <= ${period.asOf}`,
      num: 't.owed',
      den: 'CAST(NULL AS BIGINT)',
      n: () => raw('t.owing'),
      keyOf: { bucket: bucketOf('t.due_day') },
    }),
    rows,
  );
  return { ratio: false, rows: summed?.owing ?? rows(), summed };
};

/** Default edges of the catalogue; a manager's own stand in the setting `ageingEdges`. */
export function ageingEdges(settings: Record<string, unknown>): number[] {
  const own = settings.ageingEdges;
  const edges = Array.isArray(own) ? own.map(Number).filter((edge) => Number.isInteger(edge) && edge > 0) : [];
  return edges.length > 0 ? [...edges].sort((a, b) => a - b) : [30, 60, 90, 180, 365];
}

export function bucketName(edges: number[], index: number): string {
  return `${index === 0 ? 1 : (edges[index - 1] ?? 0) + 1}-${edges[index] ?? ''}`;
}

/** Money received in the period, deposits apart, less what was reversed by the as-of date. */
export const cash: MeasureBuilder = (input) => {
  const { engine, db, period } = input;
  const payment = formTable(engine, 'payment', 'p');
  const part = rowsTable(engine, 'payment', 'allocations', 'a');
  // Few payments are for deposits: these are found once, not asked for payment by payment. `> 0` and `+` say to SQLite that it shall go by the
  // index of deposits, not through all allocations in the order of their payments.
  const deposited = sql`SELECT +${part.at('parent')} AS payment_id, SUM(${part.at('amount')}) AS amount FROM ${part.from} WHERE ${part.at('deposit')} > 0 GROUP BY 1`;
  const month = sql`substr(${db.day(payment.at('receivedAt'))}, 1, 7)`;
  const conditions = [
    db.inDays(payment.at('receivedAt'), period.from, period.to),
    sql`${payment.at('method')} <> 'offset'`,
    sql`(${payment.at('state')} IN ('recorded', 'verified') OR (${payment.at('state')} = 'reversed' AND ${paymentTime(input, 'reversedAt', 'reversed')} > ${input.asOfMs}))`,
    sql`${payment.at('archivedAt')} IS NULL`,
    ...(payment.has('reversalOf') ? [sql`${payment.at('reversalOf')} IS NULL`] : []),
    input.visible('payment', 'p'),
  ];
  const one = (kind: string, amount: Sql, joined: string): Sql =>
    sql`SELECT ${payment.documentId} AS doc, ${amount} AS num, CAST(NULL AS BIGINT) AS den, ${kind} AS g_kind, ${kind} AS l_kind,
        ${payment.at('method')} AS g_method, ${payment.at('method')} AS l_method, ${month} AS g_month, ${month} AS l_month
      FROM ${payment.from} ${raw(joined)} (${deposited}) d ON d.payment_id = ${payment.id} WHERE ${amount} <> 0 AND ${join(conditions, ' AND ')}`;
  return {
    ratio: false,
    enums: { method: 'method' },
    rows: sql`${one('fees', sql`${payment.at('amount')} - COALESCE(d.amount, 0)`, 'LEFT JOIN')} UNION ALL ${one('deposits', raw('d.amount'), 'JOIN')}`,
  };
};

/** Deposits held or being refunded at the as-of date: what was taken and given back by then counts, what came later does not. */
export const deposits: MeasureBuilder = (input) => {
  const { engine, db, period } = input;
  const deposit = formTable(engine, 'deposit', 'd');
  const state = stateAt('deposit', deposit, input.asOfMs, input.now);
  const byThen = sql`SUM(CASE WHEN ${db.cell('j', 'date')} <= ${period.asOf} THEN ${db.whole(db.cell('j', 'amount'))} ELSE 0 END)`;
  const taken = sql`(SELECT ${byThen} FROM ${db.each(deposit.at('deductions'), 'j')} WHERE ${db.cell('j', 'date')} IS NOT NULL)`;
  // Imported history may know how much was taken, but not when.
  const deducted = sql`COALESCE(${db.whole(taken)}, ${deposit.at('deducted')}, 0)`;
  const refunded = sql`CASE WHEN ${db.date(deposit.at('refundPaidOn'))} > ${period.asOf} THEN 0 ELSE COALESCE(${deposit.at('refunded')}, 0) END`;
  return {
    ratio: false,
    enums: { depositType: 'depositType' },
    rows: sql`SELECT ${deposit.documentId} AS doc, ${deposit.at('amount')} - ${deducted} - ${refunded} AS num, CAST(NULL AS BIGINT) AS den,
        ${deposit.at('depositType')} AS g_depositType, ${deposit.at('depositType')} AS l_depositType
      FROM ${deposit.from} WHERE ${within(state, ['held', 'refunding'])} AND ${deposit.at('archivedAt')} IS NULL
        AND ${db.day(deposit.at('registeredAt'))} <= ${period.asOf} AND ${input.visible('deposit', 'd')}`,
  };
};
