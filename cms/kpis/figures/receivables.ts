import { enteredAt, formTable, rowsTable } from '../tables';
import { raw, sql, type Sql } from '../sql';
import { ask, first, imported, int, rate, yuan, type FileInput, type Row } from './figures-input';

/** Collection and ageing of imported invoices as of each day; then the same with every disputed one taken as never settled. */
export async function receivableFigures(input: FileInput): Promise<Row> {
  const base = baseOf(input, false);
  const head = await first(
    input,
    sql`SELECT COUNT(*) AS n, COUNT(DISTINCT customer) AS customers, COUNT(DISTINCT number) AS numbers, SUM(CASE WHEN number LIKE '0%' THEN 1 ELSE 0 END) AS zeros,
      SUM(amount) AS billed, SUM(disputed) AS disputed, SUM(CASE WHEN settled <= due THEN 1 ELSE 0 END) AS in_time, SUM(CASE WHEN settled > due THEN 1 ELSE 0 END) AS late,
      MIN(issued) AS first_issued, MAX(issued) AS last_issued, MIN(settled) AS first_settled, MAX(settled) AS last_settled FROM ${base}`,
  );
  const days = await first(
    input,
    sql`SELECT SUM(${span(input, 'settled', 'issued')}) AS total, COUNT(settled) AS n, MAX(${span(input, 'settled', 'due')}) AS late FROM ${base} WHERE settled IS NOT NULL`,
  );
  const result: Row = {
    invoices: int(head.n),
    customers: int(head.customers),
    duplicate_invoice_numbers: int(head.n) - int(head.numbers),
    invoice_numbers_with_leading_zero: int(head.zeros),
    total_billed: yuan(head.billed),
    disputed: int(head.disputed),
    paid_on_or_before_due: int(head.in_time),
    paid_late: int(head.late),
    mean_days_to_settle: rate(int(days.total), int(days.n), 4),
    max_days_late: int(days.late),
    invoice_date_range: [head.first_issued, head.last_issued],
    settled_date_range: [head.first_settled, head.last_settled],
  };
  for (const [name, scenario] of [
    ['actual', false],
    ['scenario_disputed_unpaid', true],
  ] as const) {
    const byDay: Row = {};
    for (const day of input.spec.asOf ?? []) byDay[day] = await asOf(input, baseOf(input, scenario), day);
    result[name] = byDay;
  }
  return result;
}

/** One row an invoice: number, customer, days and fen; `settled` is the day its payment was verified. */
function baseOf(input: FileInput, disputedUnpaid: boolean): Sql {
  const { engine, db } = input;
  const bill = formTable(engine, 'bill', 'b');
  const line = rowsTable(engine, 'bill', 'lines', 'l');
  const payment = formTable(engine, 'payment', 'p');
  const part = rowsTable(engine, 'payment', 'allocations', 'a');
  const customer = formTable(engine, 'customer', 'c');
  const verified = enteredAt('payment', 'verified', payment.documentId);
  const day = db.lite
    ? sql`strftime('%Y-%m-%d', ${verified} / 1000 + 28800, 'unixepoch')`
    : sql`to_char(to_timestamp(${verified} / 1000) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')`;
  const settled = sql`(SELECT MAX(${day}) FROM ${part.from} JOIN ${payment.from} ON ${payment.id} = ${part.at('parent')} WHERE ${part.at('bill')} = ${bill.id} AND ${payment.at('state')} = 'verified')`;
  const disputed = sql`CASE WHEN ${db.truth(bill.at('dispute'))} THEN 1 ELSE 0 END`;
  // Once per query, not once per use of `settled`.
  return sql`(WITH invoices AS MATERIALIZED (SELECT ${bill.at('number')} AS number, ${customer.at('shortName')} AS customer, ${db.date(bill.at('issueDate'))} AS issued, ${db.date(bill.at('dueDate'))} AS due,
      (SELECT SUM(${line.at('amount')}) FROM ${line.from} WHERE ${line.at('parent')} = ${bill.id}) AS amount, ${disputed} AS disputed,
      ${disputedUnpaid ? sql`CASE WHEN ${disputed} = 1 THEN NULL ELSE ${settled} END` : settled} AS settled, ${settled} AS really_settled
    FROM ${imported(input, 'bill')} JOIN ${bill.from} ON ${bill.documentId} = k.document_id LEFT JOIN ${customer.from} ON ${customer.id} = ${bill.at('customer')}
    WHERE ${bill.at('state')} <> 'void') SELECT * FROM invoices) i`;
}

const span = (input: FileInput, to: string, from: string): Sql =>
  raw(input.db.lite ? `CAST(julianday(${to}) - julianday(${from}) AS INTEGER)` : `(CAST(${to} AS date) - CAST(${from} AS date))`);

async function asOf(input: FileInput, base: Sql, day: string): Promise<Row> {
  const open = sql`(settled IS NULL OR settled > ${day})`;
  const sums = await first(
    input,
    sql`SELECT SUM(amount) AS billed, SUM(CASE WHEN ${open} THEN 0 ELSE amount END) AS collected, SUM(CASE WHEN due <= ${day} THEN amount ELSE 0 END) AS due_billed,
      SUM(CASE WHEN due <= ${day} AND NOT ${open} THEN amount ELSE 0 END) AS due_collected, SUM(CASE WHEN ${open} THEN amount ELSE 0 END) AS outstanding,
      SUM(CASE WHEN ${open} THEN 1 ELSE 0 END) AS open_count, SUM(CASE WHEN really_settled = ${day} THEN 1 ELSE 0 END) AS settled_today,
      SUM(CASE WHEN due = ${day} AND ${open} THEN 1 ELSE 0 END) AS due_today FROM ${base} WHERE issued <= ${day}`,
  );
  const top = await ask(
    input,
    sql`SELECT customer, SUM(amount) AS owed FROM ${base} WHERE issued <= ${day} AND ${open} GROUP BY customer ORDER BY 2 DESC, 1 LIMIT 5`,
  );
  return {
    billed: yuan(sums.billed),
    collected: yuan(sums.collected),
    rate: rate(int(sums.collected), int(sums.billed)),
    due_billed: yuan(sums.due_billed),
    due_collected: yuan(sums.due_collected),
    due_rate: rate(int(sums.due_collected), int(sums.due_billed)),
    outstanding: yuan(sums.outstanding),
    outstanding_count: int(sums.open_count),
    settled_exactly_on_T: int(sums.settled_today),
    due_exactly_on_T_outstanding: int(sums.due_today),
    ageing_by_due_date: await buckets(input, base, day, 'due', true),
    ageing_by_invoice_date: await buckets(input, base, day, 'issued', false),
    top5_debtors: top.map((row) => [row.customer, yuan(row.owed)]),
    by_invoice_month: await months(input, base, day, 'issued', sql`issued <= ${day}`),
    by_due_month_due_only: await months(input, base, day, 'due', sql`issued <= ${day} AND due <= ${day}`),
  };
}

async function buckets(input: FileInput, base: Sql, day: string, column: string, withNotDue: boolean): Promise<Row> {
  const age = input.db.daysUntil(raw(column), day);
  const rows = await ask(
    input,
    sql`SELECT bucket, COUNT(*) AS n, SUM(amount) AS amount FROM (SELECT amount, CASE WHEN days < 0 THEN 'not_due' WHEN days <= 30 THEN '0-30' WHEN days <= 60 THEN '31-60' WHEN days <= 90 THEN '61-90' ELSE '90+' END AS bucket
      FROM (SELECT amount, ${age} AS days FROM ${base} WHERE issued <= ${day} AND (settled IS NULL OR settled > ${day})) q) q GROUP BY bucket`,
  );
  const found = new Map(rows.map((row) => [String(row.bucket), row]));
  const names = [...(withNotDue ? ['not_due'] : []), '0-30', '31-60', '61-90', '90+'];
  return Object.fromEntries(names.map((name) => [name, { count: int(found.get(name)?.n), amount: yuan(found.get(name)?.amount) }]));
}

async function months(input: FileInput, base: Sql, day: string, column: string, where: Sql): Promise<Row> {
  const rows = await ask(
    input,
    sql`SELECT substr(${raw(column)}, 1, 7) AS month, COUNT(*) AS n, SUM(amount) AS billed, SUM(CASE WHEN settled <= ${day} THEN amount ELSE 0 END) AS collected
      FROM ${base} WHERE ${where} GROUP BY 1 ORDER BY 1`,
  );
  return Object.fromEntries(
    rows.map((row) => [
      String(row.month),
      { invoices: int(row.n), billed: yuan(row.billed), collected: yuan(row.collected), rate: rate(int(row.collected), int(row.billed)) },
    ]),
  );
}
