import { formTable, rowsTable, stateAt } from '../tables';
import type { MeasureBuilder } from '../measure';
import { raw, sql, within, type Sql } from '../sql';
import { billLinesAt, paymentTime } from './bill-lines';

/** Collection rate: lines issued in the period that count in the rate, as of a day. A bill counts whole in its month of issue. */
export const collection: MeasureBuilder = (input) => ({
  ratio: true,
  rows: sql`SELECT x.doc, x.paid AS num, x.net AS den, x.g_month, x.l_month, x.g_building, x.l_building, x.g_feeItem, x.l_feeItem
    FROM (${billLinesAt(input, input.asOfMs, input.period.asOf)}) x
    WHERE x.counts = 1 AND x.issue_day >= ${input.period.from} AND x.issue_day <= ${input.period.to}`,
});

/** Of what was owed at the start of the period on older lines, what was verified within it. */
export const arrearsRecovery: MeasureBuilder = (input) => {
  const start = startOfDay(input.period.from);
  const before = dayBefore(input.period.from);
  const end = Math.min(startOfDay(input.period.to) + DAY - 1, input.asOfMs);
  const key = (alias: string): string => `${alias}.doc = ${alias === 'o' ? 'c' : 'o'}.doc`;
  const opening = sql`SELECT q.doc, q.g_building, q.l_building, q.g_feeItem, q.l_feeItem, SUM(q.net - q.paid) AS owed
    FROM (${billLinesAt(input, start - 1, before)}) q WHERE q.due_day < ${input.period.from} GROUP BY 1, 2, 3, 4, 5`;
  const closing = sql`SELECT q.doc, q.g_building, q.g_feeItem, SUM(q.net - q.paid) AS owed, SUM(q.net) AS net
    FROM (${billLinesAt(input, end, before)}) q WHERE q.due_day < ${input.period.from} GROUP BY 1, 2, 3`;
  return {
    ratio: true,
    rows: sql`SELECT o.doc, ${input.db.greatest(raw('0'), raw('o.owed - c.owed'))} AS num, o.owed AS den, o.g_building, o.l_building, o.g_feeItem, o.l_feeItem
      FROM (${opening}) o JOIN (${closing}) c ON ${raw(key('o'))} AND COALESCE(c.g_building, '') = COALESCE(o.g_building, '') AND c.g_feeItem = o.g_feeItem
      WHERE o.owed > 0`,
  };
};

/** Open balance by days overdue; the edges are a setting, `not_due` is the day itself and later. */
export const ageing: MeasureBuilder = (input) => {
  const edges = ageingEdges(input.engine.settings.values());
  const days = input.db.daysUntil(raw('x.due_day'), input.period.asOf);
  const cases: Sql = edges.reduceRight<Sql>(
    (rest, edge, index) => sql`CASE WHEN q.days <= ${edge} THEN ${bucketName(edges, index)} ELSE ${rest} END`,
    sql`${`>${edges.at(-1) ?? 0}`}`,
  );
  return {
    ratio: false,
    rows: sql`SELECT q.doc, q.num, CAST(NULL AS BIGINT) AS den, q.g_building, q.l_building, q.g_feeItem, q.l_feeItem, q.g_bucket, q.g_bucket AS l_bucket FROM (
      SELECT q.*, CASE WHEN q.days <= 0 THEN 'not_due' ELSE ${cases} END AS g_bucket FROM (
        SELECT x.doc, x.net - x.paid AS num, ${days} AS days, x.g_building, x.l_building, x.g_feeItem, x.l_feeItem
        FROM (${billLinesAt(input, input.asOfMs, input.period.asOf)}) x WHERE x.net > x.paid) q) q`,
  };
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
  const deposits = sql`COALESCE((SELECT SUM(${part.at('amount')}) FROM ${part.from} WHERE ${part.at('parent')} = ${payment.id} AND ${part.at('deposit')} IS NOT NULL), 0)`;
  const day = db.day(payment.at('receivedAt'));
  const one = (
    kind: string,
    amount: Sql,
  ): Sql => sql`SELECT ${payment.documentId} AS doc, ${amount} AS num, CAST(NULL AS BIGINT) AS den, ${kind} AS g_kind, ${kind} AS l_kind,
      ${payment.at('method')} AS g_method, ${payment.at('method')} AS l_method, substr(${day}, 1, 7) AS g_month, substr(${day}, 1, 7) AS l_month
    FROM ${payment.from} WHERE ${day} >= ${period.from} AND ${day} <= ${period.to} AND ${payment.at('method')} <> 'offset'
      AND (${payment.at('state')} IN ('recorded', 'verified') OR (${payment.at('state')} = 'reversed' AND ${paymentTime(input, 'reversedAt', 'reversed')} > ${input.asOfMs}))
      AND ${payment.at('archivedAt')} IS NULL ${payment.has('reversalOf') ? sql`AND ${payment.at('reversalOf')} IS NULL` : raw('')} AND ${input.visible('payment', 'p')}`;
  return {
    ratio: false,
    enums: { method: 'method' },
    rows: sql`SELECT * FROM (${one('fees', sql`${payment.at('amount')} - ${deposits}`)} UNION ALL ${one('deposits', deposits)}) z WHERE z.num <> 0`,
  };
};

/** Deposits held or being refunded at the as-of date. */
export const deposits: MeasureBuilder = (input) => {
  const { engine, db, period } = input;
  const deposit = formTable(engine, 'deposit', 'd');
  const state = stateAt('deposit', deposit, input.asOfMs, input.now);
  return {
    ratio: false,
    enums: { depositType: 'depositType' },
    rows: sql`SELECT ${deposit.documentId} AS doc, ${deposit.at('amount')} - COALESCE(${deposit.at('deducted')}, 0) - COALESCE(${deposit.at('refunded')}, 0) AS num, CAST(NULL AS BIGINT) AS den,
        ${deposit.at('depositType')} AS g_depositType, ${deposit.at('depositType')} AS l_depositType
      FROM ${deposit.from} WHERE ${within(state, ['held', 'refunding'])} AND ${deposit.at('archivedAt')} IS NULL
        AND ${db.day(deposit.at('registeredAt'))} <= ${period.asOf} AND ${input.visible('deposit', 'd')}`,
  };
};

const DAY = 86_400_000;
/** Local midnight of a day in the site's zone (UTC+8), ms. */
export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);
/** The day before. */
export const dayBefore = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - DAY).toISOString().slice(0, 10);
