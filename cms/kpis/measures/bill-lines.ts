import { enteredAt, formTable, hasRows, linkTable, rowsTable } from '../tables';
import type { MeasureInput } from '../measure';
import { join, raw, sql, type Sql } from '../sql';

/** Which bills are looked at: a condition on the id of a bill. */
export type OnlyBills = (id: Sql) => Sql;
const EVERY: OnlyBills = () => raw('1 = 1');

/** Days that one line can be for. */
const LONGEST_DAYS = 3660;

/**
 * Bill lines as they stood at a moment, one row a line: `doc`, `bill_id`, `net` (amount less waivers by then), `paid` (allocations of
 * payments verified by then and not reversed by then, never more than `net`), the line's building, fee item
 * and dates; it is for the days from `period_from` until the one before `period_end`.
 * A payment is allocated to a bill and a fee item; where a bill has several lines of one item, they are filled in their order,
 * so that lines sum to the bill to the fen.
 */
export function billLinesAt(input: MeasureInput, moment: number, day: string, only: OnlyBills = EVERY): Sql {
  const { engine, db } = input;
  const bill = formTable(engine, 'bill', 'b');
  const line = rowsTable(engine, 'bill', 'lines', 'l');
  const item = formTable(engine, 'fee-item', 'f');
  const unit = formTable(engine, 'unit', 'u');
  const building = formTable(engine, 'building', 'bd');
  const units = linkTable(engine, 'bill', 'units', 'bu');
  const amount = sql`COALESCE(${line.at('amount')}, 0)`;
  const waived = waiversAt(input, day, only);
  const order = raw('PARTITION BY l.parent_ref, l.item_ref ORDER BY l.pos, l.line_id');
  // A line without a unit counts for the bill's first unit; a bill without any stays unassigned.
  const mainUnit = sql`(SELECT MIN(${units.target}) FROM ${units.from} WHERE ${units.source} = ${bill.id})`;
  const due = db.date(bill.at('dueDate'));
  // Imported history may not say what a line is for: then it is for what its bill is for, or for the day of its issue. One that ends before it
  // begins, or ten years later, is a slip: it is for the day on which it begins.
  const begins = sql`COALESCE(${db.date(line.at('periodFrom'))}, ${db.date(bill.at('periodFrom'))}, ${db.date(bill.at('issueDate'))})`;
  const lastDay = sql`COALESCE(${db.date(line.at('periodTo'))}, ${db.date(bill.at('periodTo'))}, ${begins})`;
  const ends = sql`CASE WHEN ${db.daysBetween(begins, lastDay)} BETWEEN 0 AND ${LONGEST_DAYS} THEN ${db.dayAfter(lastDay)} ELSE ${db.dayAfter(begins)} END`;
  return sql`
    SELECT k.doc, k.bill_id, k.net, k.issue_day, k.due_day, k.period_from, k.period_end, k.g_month, k.l_month, k.g_building, k.l_building, k.g_feeItem, k.l_feeItem, k.counts,
      ${db.greatest(raw('0'), db.least(raw('k.net'), sql`COALESCE(pd.paid, 0) - (k.cum_net - k.net)`))} AS paid
    FROM (
      SELECT n.*, SUM(n.net) OVER (PARTITION BY n.bill_id, n.item_id ORDER BY n.pos, n.line_id) AS cum_net
      FROM (
        SELECT l.*, ${db.whole(sql`l.amount - ${db.greatest(raw('0'), db.least(raw('l.amount'), waived ? sql`COALESCE(wv.waived, 0) - (l.cum_amount - l.amount)` : raw('l.own_waiver')))}`)} AS net
        FROM (
          SELECT l.*, SUM(l.amount) OVER (${order}) AS cum_amount FROM (
            SELECT ${bill.documentId} AS doc, ${bill.id} AS bill_id, ${bill.id} AS parent_ref, ${item.id} AS item_id, ${item.id} AS item_ref,
              ${line.id} AS line_id, COALESCE(${line.at('position')}, 0) AS pos, ${amount} AS amount,
              ${waived ? raw('0') : sql`COALESCE(${line.at('adjusted')}, 0)`} AS own_waiver,
              ${db.date(bill.at('issueDate'))} AS issue_day, ${due} AS due_day,
              ${begins} AS period_from, ${ends} AS period_end,
              substr(${db.date(bill.at('issueDate'))}, 1, 7) AS g_month, substr(${db.date(bill.at('issueDate'))}, 1, 7) AS l_month,
              ${building.documentId} AS g_building, ${building.at('nameZh')} AS l_building,
              ${item.documentId} AS g_feeItem, ${item.at('nameZh')} AS l_feeItem,
              CASE WHEN ${db.truth(item.at('countsInCollectionRate'))} THEN 1 ELSE 0 END AS counts
            FROM ${line.from}
            JOIN ${bill.from} ON ${bill.id} = ${line.at('parent')}
            JOIN ${item.from} ON ${item.id} = ${line.at('feeItem')}
            LEFT JOIN ${unit.from} ON ${unit.id} = COALESCE(${line.at('unit')}, ${mainUnit})
            LEFT JOIN ${building.from} ON ${building.id} = ${unit.at('building')}
            WHERE ${only(bill.id)} AND ${bill.at('state')} NOT IN ('draft', 'void') AND ${bill.at('archivedAt')} IS NULL
              AND ${db.date(bill.at('issueDate'))} <= ${day} AND ${input.visible('bill', 'b')}
          ) l
        ) l
        ${waived ? sql`LEFT JOIN (${waived}) wv ON wv.bill_id = l.bill_id AND wv.item_id = l.item_id` : sql`LEFT JOIN (SELECT NULL AS bill_id, NULL AS item_id, 0 AS waived) wv ON 1 = 0`}
      ) n
    ) k
    LEFT JOIN (${allocationsAt(input, moment, only)}) pd ON pd.bill_id = k.bill_id AND pd.item_id = k.item_id`;
}

/** What was allocated to bill and fee item by payments that counted at the moment: verified by then, not reversed by then. */
function allocationsAt(input: MeasureInput, moment: number, only: OnlyBills): Sql {
  const { engine } = input;
  const payment = formTable(engine, 'payment', 'p');
  const part = rowsTable(engine, 'payment', 'allocations', 'a');
  return sql`SELECT ${part.at('bill')} AS bill_id, ${part.at('feeItem')} AS item_id, SUM(${part.at('amount')}) AS paid
    FROM ${part.from} JOIN ${payment.from} ON ${payment.id} = ${part.at('parent')}
    WHERE ${part.at('bill')} IS NOT NULL AND ${only(part.at('bill'))} AND ${countsAt(input, moment)}
    GROUP BY 1, 2`;
}

/** Payment `p` was verified and not reversed at the moment. */
function countsAt(input: MeasureInput, moment: number): Sql {
  const payment = formTable(input.engine, 'payment', 'p');
  return sql`${payment.at('archivedAt')} IS NULL AND ${paymentTime(input, 'verifiedAt', 'verified')} <= ${moment}
    AND (${payment.at('state')} <> 'reversed' OR ${paymentTime(input, 'reversedAt', 'reversed')} > ${moment})`;
}

/** When payment `p` was verified or reversed, ms: the field of the form, else (imported history) the log of states. */
export function paymentTime(input: MeasureInput, field: string, state: string): Sql {
  const payment = formTable(input.engine, 'payment', 'p');
  const logged = enteredAt('payment', state, payment.documentId);
  return payment.has(field) ? sql`COALESCE(${input.db.ms(payment.at(field))}, ${logged})` : logged;
}

/** Waivers by their date, when the bill keeps them so (rows `adjustments`: date, feeItem, amount); null when it only keeps the total. */
function waiversAt(input: MeasureInput, day: string, only: OnlyBills): Sql | null {
  const { engine, db } = input;
  if (!hasRows(engine, 'bill', 'adjustments')) return null;
  const row = rowsTable(engine, 'bill', 'adjustments', 'w');
  return sql`SELECT ${row.at('parent')} AS bill_id, ${row.at('feeItem')} AS item_id, SUM(${row.at('amount')}) AS waived
    FROM ${row.from} WHERE ${db.date(row.at('date'))} <= ${day} AND ${only(row.at('parent'))} GROUP BY 1, 2`;
}

/** The day of the last thing that changed what a bill owes, `bill_id` and `day`: a waiver, a payment verified or reversed. */
export function lastEventsOf(input: MeasureInput, only: OnlyBills): Sql {
  const { engine, db } = input;
  const payment = formTable(engine, 'payment', 'p');
  const part = rowsTable(engine, 'payment', 'allocations', 'a');
  const paid = (field: string, state: string): Sql =>
    sql`SELECT ${part.at('bill')} AS bill_id, ${db.dayOfMs(paymentTime(input, field, state))} AS day
      FROM ${part.from} JOIN ${payment.from} ON ${payment.id} = ${part.at('parent')} WHERE ${only(part.at('bill'))}`;
  const events = [paid('verifiedAt', 'verified'), paid('reversedAt', 'reversed')];
  if (hasRows(engine, 'bill', 'adjustments')) {
    const row = rowsTable(engine, 'bill', 'adjustments', 'w');
    events.push(
      sql`SELECT ${row.at('parent')} AS bill_id, ${db.date(row.at('date'))} AS day FROM ${row.from} WHERE ${only(row.at('parent'))}`,
    );
  }
  return sql`SELECT e.bill_id AS bill_id, MAX(e.day) AS day FROM (${join(events, ' UNION ALL ')}) e GROUP BY 1`;
}
