import { daysFrom, today, until } from './support/house';
import { execute, query } from './support/raw';
import { startServer, type TestServer } from './support/server';

/** What happens by itself reaches every record, however many others wait in the same state. */
let server: TestServer;
beforeAll(async () => {
  server = await startServer({ env: { CLOCK_SECONDS: '1' } });
});
afterAll(() => server?.stop());

/** Bills as an import past the product would leave them. */
const bills = (first: number, count: number, dueDay: string): Promise<void> =>
  execute(
    server.target,
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
      INSERT INTO bills (document_id, number, bill_type, issue_date, due_date, amount_total, balance, state, site_id, rev, form_version)
      SELECT 'clock' || (n.i + ${first}), 'ZD-T-' || (n.i + ${first}), 'periodic', ${day(dueDay)}, ${day(dueDay)}, 100, 100, 'issued', 1, 1, 1 FROM n`,
  );
const day = (text: string): string => (server.target.kind === 'sqlite' ? `'${text}'` : `DATE '${text}'`);
const overdue = async (): Promise<number> =>
  Number((await query(server.target, "select count(*) as n from bills where state = 'overdue'"))[0]?.n);

test('bills that fall due behind a thousand others fall due', async () => {
  await bills(0, 1_200, daysFrom(today(), 5));
  await bills(5_000, 120, daysFrom(today(), -1));
  await until('all of them are overdue', async () => (await overdue()) === 120, 60_000);
  expect(server.log()).not.toMatch(/Job clocks/);
});

test('a bill is overdue the day after it is due, not on that day', async () => {
  await bills(8_000, 1, today());
  await bills(9_000, 1, daysFrom(today(), -1));
  await until('the other one is overdue', async () => (await overdue()) === 121, 30_000);
  expect(await query(server.target, "select state from bills where document_id = 'clock8001'")).toEqual([{ state: 'issued' }]);
});
