import type { Target } from './target';

const DAY = 86_400_000;
const MONTHS = 36;
/** Customers and units that were written over the API. */
const KNOWN = 40;
const TRADES = ['electrical', 'weak', 'hvac', 'plumbing', 'civil', 'door_lock', 'lighting', 'lift', 'other'];

/** `n(i)`: 1 to `count`. */
const counted = (count: number): string => `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`;
/** One of a list of literals, by a whole number. */
const oneOf = (index: string, values: readonly string[]): string =>
  `CASE ${index} ${values.map((value, at) => `WHEN ${at} THEN ${value}`).join(' ')} END`;
const quoted = (value: string): string => `'${value}'`;

/** Customers of a house of this size: the others as the first one that went through the pipeline. */
export const CUSTOMERS = 2_000;

export async function fillCustomers(target: Target): Promise<void> {
  const own: Record<string, string> = { document_id: `'bench' || n.i`, number: `'KH-M-' || n.i`, name_zh: `'第' || n.i || '贸易公司'` };
  const names = (await target.columns('customers')).filter((name) => name !== 'id');
  await target.run(
    `${counted(CUSTOMERS - KNOWN)} INSERT INTO customers (${names.join(', ')}) SELECT ${names.map((name) => own[name] ?? `t.${name}`).join(', ')}
       FROM n CROSS JOIN (SELECT * FROM customers ORDER BY id LIMIT 1) t`,
  );
}

/** Three years of reports made from the one that went through the pipeline: most of them revisited, the newest two in a hundred open. */
export async function fillReports(target: Target, { rows, now }: { rows: number; now: number }): Promise<void> {
  const at = `${now - DAY} - CAST(${rows} - n.i AS BIGINT) * ${Math.floor((3 * 365 * DAY) / rows)}`;
  const isOpen = `n.i > ${Math.floor(rows * 0.98)}`;
  const isCancelled = `n.i % 33 = 0`;
  const done = (value: string): string => `CASE WHEN ${isOpen} OR ${isCancelled} THEN NULL ELSE ${value} END`;
  const own: Record<string, string> = {
    document_id: `'bench' || n.i`,
    number: `'BX-M-' || n.i`,
    reported_at: target.time(at),
    registered_at: target.time(at),
    created_at: target.time(at),
    updated_at: target.time(at),
    published_at: target.time(at),
    customer_id: `1 + n.i % ${CUSTOMERS}`,
    unit_id: `1 + (n.i * 7) % ${KNOWN}`,
    trade: oneOf(`n.i % ${TRADES.length}`, TRADES.map(quoted)),
    channel: `CASE WHEN n.i % 5 = 0 THEN 'email' ELSE 'phone' END`,
    state: `CASE WHEN ${isOpen} THEN 'received' WHEN ${isCancelled} THEN 'cancelled' ELSE 'revisited' END`,
    // Clocks of open reports end tomorrow: no job shall begin to tell of thousands of late ones while we measure.
    sla_due_at: `CASE WHEN ${isOpen} THEN ${target.time(String(now + DAY))} END`,
    repaired_at: done(target.time(`${at} + ${DAY / 8}`)),
    revisit_at: done(target.time(`${at} + ${DAY / 3}`)),
    satisfaction: done('CASE WHEN n.i % 20 = 0 THEN 3 ELSE 4 + n.i % 2 END'),
  };
  const names = (await target.columns('repair_logs')).filter((name) => name !== 'id');
  await target.run(
    `${counted(rows)} INSERT INTO repair_logs (${names.join(', ')}) SELECT ${names.map((name) => own[name] ?? `t.${name}`).join(', ')}
       FROM n CROSS JOIN (SELECT * FROM repair_logs ORDER BY id LIMIT 1) t`,
  );
}

/**
 * Three years of monthly bills of two lines, of the newest a third is still to be paid, of older ones one in a hundred;
 * one in a hundred was paid in part, the others within three weeks. Records as the pipeline would leave them, without audit rows: no figure looks at them.
 */
export async function fillBills(target: Target, { rows, now }: { rows: number; now: number }): Promise<void> {
  const months = monthsUntil(now);
  // One month after the other, as they come about.
  const month = `(n.i - 1) * ${MONTHS} / ${rows}`;
  const issue = oneOf(
    month,
    months.map((day) => target.day(day)),
  );
  const due = oneOf(
    month,
    months.map((day) => target.day(day.slice(0, 8) + '16')),
  );
  const issuedAt = oneOf(
    month,
    months.map((day) => String(Date.parse(`${day}T01:00:00Z`))),
  );
  const unpaid = `(n.i % 100 = 0 OR (${month} >= ${MONTHS - 1} AND n.i % 3 = 0))`;
  const partly = 'n.i % 100 = 1';
  const paidAt = target.time(`CAST(${issuedAt} AS BIGINT) + (1 + n.i % 20) * CAST(${DAY} AS BIGINT)`);
  const made = target.time(issuedAt);
  const stamps = `${made}, ${made}, ${made}`;
  const paid = (part: string, whole: string): string => `CASE WHEN ${unpaid} THEN 0 WHEN ${partly} THEN ${part} ELSE ${whole} END`;
  await target.run(`${counted(rows)} INSERT INTO bills (id, document_id, number, customer_id, bill_type, period_from, period_to, issue_date, due_date,
      amount_total, adjusted_total, paid_total, balance, state, site_id, rev, form_version, created_at, updated_at, published_at)
    SELECT n.i, 'bench' || n.i, 'ZD-M-' || n.i, 1 + n.i % ${CUSTOMERS}, 'periodic', ${issue}, ${due}, ${issue}, ${due},
      150000, 0, ${paid('60000', '150000')}, 150000 - ${paid('60000', '150000')},
      CASE WHEN ${unpaid} THEN 'overdue' WHEN ${partly} THEN 'partial' ELSE 'paid' END, 1, 3, 1, ${stamps} FROM n`);
  await target.run(
    `${counted(rows)} INSERT INTO bills_units_lnk (bill_id, unit_id, unit_ord) SELECT n.i, 1 + (n.i * 7) % ${KNOWN}, 1 FROM n`,
  );
  await target.run(`${counted(rows)} INSERT INTO payments (id, document_id, number, customer_id, received_at, method, amount, unallocated, receipt_no, invoice_type, verified_at,
      state, site_id, rev, form_version, created_at, updated_at, published_at)
    SELECT n.i, 'bench' || n.i, 'SK-M-' || n.i, 1 + n.i % ${CUSTOMERS}, ${paidAt}, 'bank_transfer', ${paid('60000', '150000')}, 0, 'R' || n.i, 'receipt', ${paidAt},
      'verified', 1, 2, 1, ${stamps} FROM n WHERE NOT (${unpaid})`);
  for (const [position, item, amount, part] of [
    [0, '物业管理费', 100_000, 60_000],
    [1, '能源费', 50_000, 0],
  ] as const) {
    const feeItem = `(SELECT id FROM fee_items WHERE name_zh = '${item}')`;
    await target.run(`${counted(rows)} INSERT INTO bill_lines_rows (document_id, parent_id, position, fee_item_id, unit_id, period_from, period_to, quantity,
        unit_price, amount, adjusted, paid, balance, created_at, updated_at, published_at)
      SELECT 'bl${position}x' || n.i, n.i, ${position}, f.id, 1 + (n.i * 7) % ${KNOWN}, ${issue}, ${due}, 1, ${amount}, ${amount}, 0,
        ${paid(String(part), String(amount))}, ${amount} - ${paid(String(part), String(amount))}, ${stamps}
      FROM n CROSS JOIN (SELECT ${feeItem} AS id) f`);
    await target.run(`${counted(rows)} INSERT INTO payment_allocations_rows (document_id, parent_id, position, bill_id, fee_item_id, amount, created_at, updated_at, published_at)
      SELECT 'pa${position}x' || n.i, n.i, ${position}, n.i, f.id, ${paid(String(part), String(amount))}, ${stamps}
      FROM n CROSS JOIN (SELECT ${feeItem} AS id) f WHERE NOT (${unpaid})${part === 0 ? ` AND NOT (${partly})` : ''}`);
  }
}

/** The first days of the last months, oldest first; the last one is so long ago that what is paid in it has been paid. */
function monthsUntil(now: number): string[] {
  const today = new Date(now - 21 * DAY);
  return Array.from({ length: MONTHS }, (_, index) => {
    const day = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - MONTHS + 1 + index, 1));
    return day.toISOString().slice(0, 10);
  });
}
