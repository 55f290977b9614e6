import type { Api } from './support/api';
import { endOf, FeeOracle, sum, type LineThen } from './support/fee-oracle';
import {
  act,
  checkedCustomer,
  create,
  daysFrom,
  first,
  issuedBill,
  need,
  newUnit,
  today,
  unique,
  until,
  type Rec,
  type Row,
} from './support/house';
import { execute, query } from './support/raw';
import { startServer, type TestServer } from './support/server';

/**
 * The figures about fees on a house at work, to the fen, against sums made by hand from the tables: with part payments, a payment reversed, a
 * void bill, a waiver and a bill over two buildings among them (manual 3.1.9, 2.3-5).
 */
let server: TestServer;
let oracle: FeeOracle;
let people: [string, Api][];

interface Figure {
  value: number | null;
  numerator: number;
  denominator: number | null;
  n: number;
  series: { key: string; value: number | null; numerator: number; denominator: number | null; n: number }[];
}
interface Records {
  data: { documentId: string; numerator: number; denominator: number | null }[];
  meta: { total: { numerator: number; denominator: number | null; n: number }; pagination: { pageCount: number } };
}

const DAY = today();
/** This month so far, the last quarter, and the half year as it stood six weeks ago. */
const PERIODS = [
  { from: `${DAY.slice(0, 7)}-01`, to: DAY, asOf: DAY },
  { from: daysFrom(DAY, -91), to: daysFrom(DAY, -1), asOf: DAY },
  { from: daysFrom(DAY, -200), to: daysFrom(DAY, -45), asOf: daysFrom(DAY, -42) },
];
const query3 = (period: Row): string =>
  Object.entries(period)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join('&');

beforeAll(async () => {
  server = await startServer({ seed: 'demo' });
  people = [
    ['director', await server.login('director')],
    ['customer-service-manager', await server.login('customer-service-manager')],
  ];
  await changeThings();
  oracle = await FeeOracle.read(server.target);
}, 620_000);
afterAll(() => server?.stop());

/** What a month brings: a part payment, a payment that comes back, a void bill, a waiver, a bill of two buildings. */
async function changeThings(): Promise<void> {
  const [finance, manager] = [await server.login('finance'), await server.login('customer-service-manager')];
  const customer = await checkedCustomer(server);
  const partly = await issuedBill(server, customer, 100_000);
  await verified(await pay(customer, partly, 40_000));
  const returned = await issuedBill(server, customer, 70_000);
  const wrong = await verified(await pay(customer, returned, 70_000));
  const me = need(await manager.get<{ user: { employee: string } }>('/api/me')).user.employee;
  await act(finance, 'payments', wrong, 'reverse', { comment: '付错', data: { reversalApprovedBy: me } });
  const gone = await issuedBill(server, customer, 30_000);
  await act(finance, 'bills', gone, 'void', { comment: '开错', data: { voidApprovedBy: me } });
  const waived = await issuedBill(server, customer, 50_000);
  await act(manager, 'bills', waived, 'waive', {
    comment: '停水补偿',
    data: { adjustments: [{ date: DAY, feeItem: itemOf(waived), amount: 8_000, reason: '停水补偿' }] },
  });
  await verified(await pay(customer, await get('bills', waived), 42_000));
  await verified(await pay(customer, await billOfTwoBuildings(customer), 35_000));
}

const itemOf = (bill: Rec): string => ((bill.lines as Row[])[0] as { feeItem: { documentId: string } }).feeItem.documentId;
const get = async (plural: string, { documentId }: Rec): Promise<Rec> =>
  need(await (await server.login('finance')).get<{ data: Rec }>(`/api/${plural}/${documentId}`)).data;
const verified = async (payment: Rec): Promise<Rec> => act(await server.login('finance-2'), 'payments', payment, 'verify');

async function pay(customer: Rec, bill: Rec, amount: number): Promise<Rec> {
  return create(await server.login('finance'), 'payments', {
    customer: customer.documentId,
    method: 'cash',
    amount,
    receiptNo: unique('SJ'),
    invoiceType: 'receipt',
    allocations: [{ bill: bill.documentId, feeItem: itemOf(bill), amount }],
  });
}

/** Two lines of one fee item: 20,000 in this tower, 30,000 in the next. */
async function billOfTwoBuildings(customer: Rec): Promise<Rec> {
  const [writer, checker] = [await server.login('finance'), await server.login('finance-2')];
  const here = await newUnit(server);
  const next = need(await writer.get<{ data: Rec[] }>('/api/buildings')).data.find(
    (building) => building.documentId !== (here.building as { documentId: string }).documentId,
  ) as Rec;
  const there = await newUnit(server, { building: next.documentId });
  const feeItem = (await first(writer, 'fee-items', 'filters[countsInCollectionRate][$eq]=true')).documentId;
  const period = { periodFrom: '2026-10-01', periodTo: '2026-10-31' };
  const line = (unit: Rec, unitPrice: number): Row => ({ feeItem, unit: unit.documentId, ...period, quantity: 1, unitPrice });
  const bill = await create(writer, 'bills', {
    customer: customer.documentId,
    units: [here.documentId, there.documentId],
    billType: 'periodic',
    ...period,
    issueDate: DAY,
    dueDate: daysFrom(DAY, 15),
    lines: [line(here, 20_000), line(there, 30_000)],
  });
  return act(checker, 'bills', bill, 'issue');
}

const ask = async (api: Api, key: string, period: Row, groupBy = ''): Promise<Figure> =>
  need(await api.get<Figure>(`/api/kpis/${key}?${query3(period)}&groupBy=${groupBy}`));

async function recordsOf(api: Api, key: string, period: Row): Promise<Records['data']> {
  const all: Records['data'] = [];
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const answer = need(await api.get<Records>(`/api/kpis/${key}/records?${query3(period)}&pageSize=200&page=${page}`));
    pages = answer.meta.pagination.pageCount;
    all.push(...answer.data);
  }
  return all;
}

/** Numerator, denominator and number of bills of some lines, of the whole and by a way to split them. */
function expected(
  lines: LineThen[],
  part: (line: LineThen) => [number, number],
  by: (line: LineThen) => string,
): { [key: string]: [number, number, number] } {
  const groups: Record<string, LineThen[]> = {};
  for (const line of lines) (groups[by(line)] ??= []).push(line);
  return Object.fromEntries(
    Object.entries(groups).map(([key, own]) => [
      key,
      [sum(own.map((line) => part(line)[0])), sum(own.map((line) => part(line)[1])), new Set(own.map((line) => line.bill)).size],
    ]),
  );
}
const sidesOf = ({ numerator, denominator, n }: { numerator: number; denominator: number | null; n: number }): [number, number, number] => [
  numerator,
  denominator ?? 0,
  n,
];
const seriesOf = (figure: Figure): Record<string, number[]> => Object.fromEntries(figure.series.map((one) => [one.key, sidesOf(one)]));
const momentOf = (asOf: string): number => Math.min(endOf(asOf), Date.now());

const cases = PERIODS.flatMap((period, index) => [0, 1].map((who) => [index, who, period] as const));

describe('collection rate', () => {
  const GROUPS: [string, (line: LineThen) => string][] = [
    ['month', (line) => line.issueDay.slice(0, 7)],
    ['building', (line) => line.building],
    ['feeItem', (line) => line.feeItem],
  ];

  test.each(cases)('period %#: whole, by month, building and fee item, and record by record', async (_index, who, period) => {
    const api = (people[who] as [string, Api])[1];
    const lines = oracle
      .linesAt(period.asOf, momentOf(period.asOf))
      .filter((line) => line.counts && line.issueDay >= period.from && line.issueDay <= period.to);
    expect(lines.length).toBeGreaterThan(20);
    const part = (line: LineThen): [number, number] => [line.paid, line.net];
    const whole = expected(lines, part, () => '')[''];
    for (const [group, by] of GROUPS) {
      const figure = await ask(api, 'collection-rate', period, group);
      expect(sidesOf(figure)).toEqual(whole);
      expect(seriesOf(figure)).toEqual(expected(lines, part, by));
    }
    const records = await recordsOf(api, 'collection-rate', period);
    expect([sum(records.map((one) => one.numerator)), sum(records.map((one) => one.denominator ?? 0)), records.length]).toEqual(whole);
    const byBill = expected(lines, part, (line) => line.bill);
    expect(Object.fromEntries(records.map((one) => [one.documentId, [one.numerator, one.denominator, 1]]))).toEqual(byBill);
  });
});

describe('receivable ageing', () => {
  test.each(cases)('period %#: what is owed, by building, fee item and days overdue', async (_index, who, period) => {
    const api = (people[who] as [string, Api])[1];
    const open = oracle.linesAt(period.asOf, momentOf(period.asOf)).filter((line) => line.net > line.paid);
    const part = (line: LineThen): [number, number] => [line.net - line.paid, 0];
    const bucket = ({ dueDay }: LineThen): string => {
      const days = Math.round((Date.parse(period.asOf) - Date.parse(dueDay)) / 86_400_000);
      return days <= 0
        ? 'not_due'
        : days <= 30
          ? '1-30'
          : days <= 60
            ? '31-60'
            : days <= 90
              ? '61-90'
              : days <= 180
                ? '91-180'
                : days <= 365
                  ? '181-365'
                  : '>365';
    };
    for (const [group, by] of [
      ['bucket', bucket],
      ['building', (line: LineThen) => line.building],
      ['feeItem', (line: LineThen) => line.feeItem],
    ] as const) {
      const figure = await ask(api, 'receivable-ageing', period, group);
      expect(sidesOf(figure)).toEqual(expected(open, part, () => '')['']);
      expect(seriesOf(figure)).toEqual(expected(open, part, by));
    }
    const records = await recordsOf(api, 'receivable-ageing', period);
    expect(sum(records.map((one) => one.numerator))).toBe(sum(open.map((line) => line.net - line.paid)));
  });
});

describe('recovery of old arrears', () => {
  test.each(cases)('period %#: what was owed before, and what came in of it', async (_index, who, period) => {
    const api = (people[who] as [string, Api])[1];
    const before = daysFrom(period.from, -1);
    const old = (lines: LineThen[]): LineThen[] => lines.filter((line) => line.dueDay < period.from);
    const key = (line: LineThen): string => `${line.bill} ${line.building} ${line.feeItem}`;
    const owed = (lines: LineThen[]): Map<string, number> => {
      const sums = new Map<string, number>();
      for (const line of lines) sums.set(key(line), (sums.get(key(line)) ?? 0) + line.net - line.paid);
      return sums;
    };
    const opening = owed(old(oracle.linesAt(before)));
    const closing = owed(old(oracle.linesAt(before, Math.min(endOf(period.to), momentOf(period.asOf)))));
    const open = [...opening].filter(([, amount]) => amount > 0);
    const figure = await ask(api, 'arrears-recovery-rate', period);
    expect(sidesOf(figure)).toEqual([
      sum(open.map(([name, amount]) => Math.max(0, amount - (closing.get(name) ?? 0)))),
      sum(open.map(([, amount]) => amount)),
      new Set(open.map(([name]) => name.split(' ')[0])).size,
    ]);
    const records = await recordsOf(api, 'arrears-recovery-rate', period);
    expect([sum(records.map((one) => one.numerator)), sum(records.map((one) => one.denominator ?? 0)), records.length]).toEqual(
      sidesOf(figure),
    );
  });
});

/** Makes the sums anew. */
const REMAKE =
  'delete from td_bill_totals; delete from td_bill_cells; delete from td_bill_rest; insert into td_bill_marks (bill_id) select id from bills';

describe('sums of bills at rest', () => {
  const waiting = async (): Promise<number> => Number((await query(server.target, 'select count(*) as n from td_bill_marks'))[0]?.n);
  const summedUp = (): Promise<void> => until('all bills are summed up', async () => (await waiting()) === 0, 60_000);
  const quarter = PERIODS[1] as (typeof PERIODS)[number];
  const untouched = async (api: Api): Promise<void> => {
    const lines = oracle
      .linesAt(quarter.asOf, momentOf(quarter.asOf))
      .filter((line) => line.counts && line.issueDay >= quarter.from && line.issueDay <= quarter.to);
    const part = (line: LineThen): [number, number] => [line.paid, line.net];
    expect(sidesOf(await ask(api, 'collection-rate', quarter))).toEqual(expected(lines, part, () => '')['']);
  };

  test('hold what all bills add, and are what the figure is read from', async () => {
    const [, api] = people[0] as [string, Api];
    await summedUp();
    const lines = oracle.linesAt('9999-12-30', Number.MAX_SAFE_INTEGER);
    const counting = lines.filter((line) => line.counts);
    const [sums] = await query(
      server.target,
      "select sum(net) as net, sum(paid) as paid, sum(counted) as counted, sum(owed) as owed, sum(owing) as owing from td_bill_totals where kind = 'all'",
    );
    expect(Object.values(sums ?? {}).map(Number)).toEqual([
      sum(counting.map((line) => line.net)),
      sum(counting.map((line) => line.paid)),
      new Set(counting.map((line) => line.bill)).size,
      sum(lines.map((line) => line.net - line.paid)),
      new Set(lines.filter((line) => line.net > line.paid).map((line) => line.bill)).size,
    ]);
    const before = await ask(api, 'collection-rate', quarter);
    // Who reads the sums sees it when somebody changes them past the server.
    await execute(
      server.target,
      `update td_bill_totals set paid = paid + 1 where kind = 'all' and issue_day between '${quarter.from}' and '${quarter.to}' and rest_day < '${DAY}'`,
    );
    const changed = await query(
      server.target,
      `select count(*) as n from td_bill_totals where kind = 'all' and issue_day between '${quarter.from}' and '${quarter.to}' and rest_day < '${DAY}'`,
    );
    expect((await ask(api, 'collection-rate', quarter)).numerator).toBe(before.numerator + Number(changed[0]?.n));
    await execute(server.target, REMAKE);
    await untouched(api);
  });

  test('a bill that waits to be summed up is looked at as it is', async () => {
    const [, api] = people[1] as [string, Api];
    await summedUp();
    // More marks than the job takes up before the answer.
    const series = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4)`;
    const [of] = await query(
      server.target,
      `select r.bill_id as id from td_bill_rest r join td_bill_cells c on c.bill_id = r.bill_id
        where c.kind = 'all' and c.counted = 1 and r.issue_day between '${quarter.from}' and '${quarter.to}' and r.rest_day < '${DAY}' order by r.bill_id limit 1`,
    );
    await execute(server.target, `${series} INSERT INTO td_bill_marks (bill_id) SELECT b.id FROM bills b CROSS JOIN n`);
    // What is in the sums of these bills now is wrong, and nobody reads it.
    await execute(server.target, `update td_bill_cells set paid = paid + 100000 where kind = 'all' and bill_id = ${Number(of?.id)}`);
    await execute(
      server.target,
      `update td_bill_totals set paid = paid + 100000 where kind = 'all' and group_key = '' and (issue_day, due_day, rest_day) in
      (select issue_day, due_day, rest_day from td_bill_rest where bill_id = ${Number(of?.id)})`,
    );
    await untouched(api);
    expect(await waiting()).toBeGreaterThan(0);
    await summedUp();
    await untouched(api);
  });

  test('follow a unit that moves to another building, and a fee item that no longer counts', async () => {
    const [, api] = people[1] as [string, Api];
    const supervisor = await server.login('customer-service-supervisor');
    const [moved] = await query(
      server.target,
      `select u.document_id, u.building_id from units u join bill_lines_rows l on l.unit_id = u.id join bills b on b.id = l.parent_id
        where b.state = 'paid' and u.archived_at is null group by u.document_id, u.building_id order by count(*) desc, u.document_id limit 1`,
    );
    const unit = need(await supervisor.get<{ data: Rec }>(`/api/units/${String(moved?.document_id)}`)).data;
    const other = (
      await query(server.target, `select document_id from buildings where id <> ${Number(moved?.building_id)} order by id limit 1`)
    )[0];
    need(await supervisor.put(`/api/units/${unit.documentId}`, { data: { building: other?.document_id, rev: unit.rev } }));
    const finance = await server.login('finance');
    const item = await first(finance, 'fee-items', 'filters[countsInCollectionRate][$eq]=true&sort=id');
    need(await finance.put(`/api/fee-items/${item.documentId}`, { data: { countsInCollectionRate: false, rev: item.rev } }));
    await summedUp();
    const fresh = await FeeOracle.read(server.target);
    const lines = fresh
      .linesAt(quarter.asOf, momentOf(quarter.asOf))
      .filter((line) => line.counts && line.issueDay >= quarter.from && line.issueDay <= quarter.to);
    const part = (line: LineThen): [number, number] => [line.paid, line.net];
    expect(seriesOf(await ask(api, 'collection-rate', quarter, 'building'))).toEqual(expected(lines, part, (line) => line.building));
    expect(seriesOf(await ask(api, 'collection-rate', quarter, 'feeItem'))).toEqual(expected(lines, part, (line) => line.feeItem));
  });
});
