import { rmSync } from 'node:fs';
import type { Api } from './support/api';
import { FeeOracle, sum } from './support/fee-oracle';
import { ask, collected, countedIn, expected, momentOf, seriesOf, sidesOf } from './support/figures';
import { daysFrom, first, need, pay, today, until, verify, type Many, type Rec } from './support/house';
import { execute, query } from './support/raw';
import { startServer, type TestServer } from './support/server';

/** Sums of bills at rest (decision 0015): they hold what the bills add, follow every write at once, and are mended where somebody went past them. */
let server: TestServer;
const started: TestServer[] = [];
const start = async (more: Parameters<typeof startServer>[0] = {}): Promise<TestServer> => {
  const one = await startServer({ seed: 'demo', ...more });
  started.push(one);
  return one;
};
beforeAll(async () => {
  server = await start();
}, 620_000);
afterAll(async () => {
  for (const one of started.reverse()) await one.stop();
  if (started[0]) rmSync(started[0].dataDir, { recursive: true, force: true });
});

const DAY = today();
const quarter = { from: daysFrom(DAY, -91), to: daysFrom(DAY, -1), asOf: DAY };
/** Rows of `td_bill_rest`, and rows of the sums. */
const inQuarter = `r.issue_day between '${quarter.from}' and '${quarter.to}' and r.rest_day < '${DAY}'`;
const ofQuarter = `month between '${quarter.from.slice(0, 7)}' and '${quarter.to.slice(0, 7)}' and rest_day < '${DAY}'`;
const director = (): Promise<Api> => server.login('director');
const waiting = async (): Promise<number> => Number((await query(server.target, 'select count(*) as n from td_bill_marks'))[0]?.n);
const summedUp = (): Promise<void> => until('all bills are summed up', async () => (await waiting()) === 0, 60_000);

/** The figure is what is counted by hand from the tables, whole and by building and fee item. */
async function isRight(): Promise<void> {
  const lines = countedIn((await FeeOracle.read(server.target)).linesAt(quarter.asOf, momentOf(quarter.asOf)), quarter);
  const figure = await ask(await director(), 'collection-rate', quarter, 'building');
  expect(sidesOf(figure)).toEqual(expected(lines, collected, () => '')['']);
  expect(seriesOf(figure)).toEqual(expected(lines, collected, (line) => line.building));
  expect(seriesOf(await ask(await director(), 'collection-rate', quarter, 'feeItem'))).toEqual(
    expected(lines, collected, (line) => line.feeItem),
  );
}

/** Bills of the quarter that owe all of it, whose first line counts, and that nothing has happened to today. */
async function owingBills(count: number): Promise<Rec[]> {
  const finance = await server.login('finance');
  const rows = await query(
    server.target,
    `select b.document_id from bills b join td_bill_rest r on r.bill_id = b.id join bill_lines_rows l on l.parent_id = b.id
        join fee_items f on f.id = l.fee_item_id
      where b.state = 'overdue' and b.paid_total = 0 and ${inQuarter} and f.counts_in_collection_rate and l.balance >= 100
        and l.position = (select min(position) from bill_lines_rows where parent_id = b.id) order by b.id limit ${count}`,
  );
  expect(rows).toHaveLength(count);
  const found = need(
    await finance.get<Many>(
      `/api/bills?${rows.map((row, index) => `filters[documentId][$in][${index}]=${String(row.document_id)}`).join('&')}`,
    ),
  ).data;
  return Promise.all(found.map(async ({ documentId }) => need(await finance.get<{ data: Rec }>(`/api/bills/${documentId}`)).data));
}
const customerOf = (bill: Rec): { documentId: string } => bill.customer as { documentId: string };

test('they hold what all bills add', async () => {
  await summedUp();
  const lines = (await FeeOracle.read(server.target)).linesAt('9999-12-30', Number.MAX_SAFE_INTEGER);
  const counting = lines.filter((line) => line.counts);
  const [sums] = await query(
    server.target,
    "select sum(net) as net, sum(paid) as paid, sum(counted - linked) as counted, sum(owed) as owed, sum(owing) as owing from td_bill_totals where kind = 'all'",
  );
  expect(Object.values(sums ?? {}).map(Number)).toEqual([
    sum(counting.map((line) => line.net)),
    sum(counting.map((line) => line.paid)),
    new Set(counting.map((line) => line.bill)).size,
    sum(lines.map((line) => line.net - line.paid)),
    new Set(lines.filter((line) => line.net > line.paid).map((line) => line.bill)).size,
  ]);
});

test('a payment moves the figure at once, not when the job comes by', async () => {
  await summedUp();
  const [bill] = (await owingBills(1)) as [Rec];
  const before = await ask(await director(), 'collection-rate', quarter);
  await verify(server, await pay(server, customerOf(bill), bill, 100));
  expect((await ask(await director(), 'collection-rate', quarter)).numerator).toBe(before.numerator + 100);
});

test('many payments at once, with the figure asked all the while: it only ever grows, and ends where it must', async () => {
  await summedUp();
  const bills = await owingBills(6);
  const api = await director();
  const payments = [];
  for (const bill of bills) payments.push(await pay(server, customerOf(bill), bill, 100));
  const before = (await ask(api, 'collection-rate', quarter)).numerator;
  const seen: number[] = [];
  let goesOn = true;
  const asking = (async () => {
    while (goesOn) seen.push((await ask(api, 'collection-rate', quarter)).numerator);
  })();
  try {
    await Promise.all(payments.map((payment) => verify(server, payment)));
    expect((await ask(api, 'collection-rate', quarter)).numerator).toBe(before + 600);
    // The job takes them up meanwhile.
    await summedUp();
  } finally {
    goesOn = false;
    await asking;
  }
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.every((value) => value >= before && value <= before + 600 && (value - before) % 100 === 0)).toBe(true);
  await isRight();
});

test('the figure is read from them: who changes them past the server changes it', async () => {
  await summedUp();
  const before = await ask(await director(), 'collection-rate', quarter);
  const rows = Number((await query(server.target, `select count(*) as n from td_bill_totals where kind = 'all' and ${ofQuarter}`))[0]?.n);
  expect(rows).toBeGreaterThan(0);
  await execute(server.target, `update td_bill_totals set paid = paid + 1 where kind = 'all' and ${ofQuarter}`);
  expect((await ask(await director(), 'collection-rate', quarter)).numerator).toBe(before.numerator + rows);
  await execute(server.target, `update td_bill_totals set paid = paid - 1 where kind = 'all' and ${ofQuarter}`);
});

test('a bill that waits to be summed up is looked at as it is', async () => {
  await summedUp();
  const [of] = await query(
    server.target,
    `select r.bill_id as id from td_bill_rest r join td_bill_cells c on c.bill_id = r.bill_id
      where c.kind = 'all' and c.counted = 1 and ${inQuarter} order by r.bill_id limit 1`,
  );
  // More marks than the job takes up before the answer.
  const series = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4)';
  await execute(server.target, `${series} INSERT INTO td_bill_marks (bill_id) SELECT b.id FROM bills b CROSS JOIN n`);
  // What is in the sums of this bill now is wrong, and nobody reads it.
  await execute(server.target, `update td_bill_cells set paid = paid + 100000 where kind = 'all' and bill_id = ${Number(of?.id)}`);
  await execute(
    server.target,
    `update td_bill_totals set paid = paid + 100000 where kind = 'all' and (issue_day, due_day, rest_day, month) in
      (select r.issue_day, r.due_day, r.rest_day, c.month from td_bill_rest r join td_bill_cells c on c.bill_id = r.bill_id and c.kind = 'all' where r.bill_id = ${Number(of?.id)})`,
  );
  await isRight();
  expect(await waiting()).toBeGreaterThan(0);
  await summedUp();
  await isRight();
});

test('they follow a unit that moves to another building, and a fee item that no longer counts', async () => {
  const supervisor = await server.login('customer-service-supervisor');
  const [moved] = await query(
    server.target,
    `select u.document_id, u.building_id from units u join bill_lines_rows l on l.unit_id = u.id join bills b on b.id = l.parent_id
      where b.state = 'paid' and u.archived_at is null group by u.document_id, u.building_id order by count(*) desc, u.document_id limit 1`,
  );
  const unit = need(await supervisor.get<{ data: Rec }>(`/api/units/${String(moved?.document_id)}`)).data;
  const [other] = await query(
    server.target,
    `select document_id from buildings where id <> ${Number(moved?.building_id)} order by id limit 1`,
  );
  need(await supervisor.put(`/api/units/${unit.documentId}`, { data: { building: other?.document_id, rev: unit.rev } }));
  const finance = await server.login('finance');
  const item = await first(finance, 'fee-items', 'filters[countsInCollectionRate][$eq]=true&sort=id');
  need(await finance.put(`/api/fee-items/${item.documentId}`, { data: { countsInCollectionRate: false, rev: item.rev } }));
  await isRight();
  await summedUp();
  await isRight();
});

test('what was written without a mark, by a server of an earlier release or past the product, is found at the next start', async () => {
  await summedUp();
  await server.kill();
  // A paid bill of the quarter is void, and its revision says that it has changed.
  await execute(
    server.target,
    `update bills set state = 'void', rev = rev + 1 where id = (select min(r.bill_id) from td_bill_rest r join td_bill_cells c on c.bill_id = r.bill_id
      where c.kind = 'all' and c.counted = 1 and c.net > 0 and ${inQuarter})`,
  );
  server = await start({ dataDir: server.dataDir, databaseName: server.databaseName });
  await isRight();
}, 120_000);
