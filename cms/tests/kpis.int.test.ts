import type { Api } from './support/api';
import { endOf, FeeOracle, sum, type LineThen } from './support/fee-oracle';
import { ask, collected, countedIn, expected, momentOf, recordsOf, seriesOf, sidesOf } from './support/figures';
import {
  act,
  checkedCustomer,
  create,
  daysFrom,
  first,
  issuedBill,
  itemOf,
  need,
  newUnit,
  pay,
  read,
  today,
  verify,
  type Rec,
  type Row,
} from './support/house';
import { startServer, type TestServer } from './support/server';

/**
 * The figures about fees on a house at work, to the fen, against sums made by hand from the tables: with part payments, a payment reversed, a
 * void bill, a waiver and a bill over two buildings among them (manual 3.1.9, 2.3-5).
 */
let server: TestServer;
let oracle: FeeOracle;
let people: [string, Api][];

const DAY = today();
/** This month so far, the last quarter, and the half year as it stood six weeks ago. */
const PERIODS = [
  { from: `${DAY.slice(0, 7)}-01`, to: DAY, asOf: DAY },
  { from: daysFrom(DAY, -91), to: daysFrom(DAY, -1), asOf: DAY },
  { from: daysFrom(DAY, -200), to: daysFrom(DAY, -45), asOf: daysFrom(DAY, -42) },
];
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
  await verify(server, await pay(server, customer, partly, 40_000));
  const returned = await issuedBill(server, customer, 70_000);
  const wrong = await verify(server, await pay(server, customer, returned, 70_000));
  const me = need(await manager.get<{ user: { employee: string } }>('/api/me')).user.employee;
  await act(finance, 'payments', wrong, 'reverse', { comment: '付错', data: { reversalApprovedBy: me } });
  const gone = await issuedBill(server, customer, 30_000);
  await act(finance, 'bills', gone, 'void', { comment: '开错', data: { voidApprovedBy: me } });
  const waived = await issuedBill(server, customer, 50_000);
  await act(manager, 'bills', waived, 'waive', {
    comment: '停水补偿',
    data: { adjustments: [{ date: DAY, feeItem: itemOf(waived), amount: 8_000, reason: '停水补偿' }] },
  });
  await verify(server, await pay(server, customer, await read(finance, 'bills', waived.documentId), 42_000));
  await verify(server, await pay(server, customer, await billOfTwoBuildings(customer), 35_000));
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

const cases = PERIODS.flatMap((period, index) => [0, 1].map((who) => [index, who, period] as const));

describe('collection rate', () => {
  const GROUPS: [string, (line: LineThen) => string][] = [
    ['month', (line) => line.issueDay.slice(0, 7)],
    ['building', (line) => line.building],
    ['feeItem', (line) => line.feeItem],
  ];

  test.each(cases)('period %#: whole, by month, building and fee item, and record by record', async (_index, who, period) => {
    const api = (people[who] as [string, Api])[1];
    const lines = countedIn(oracle.linesAt(period.asOf, momentOf(period.asOf)), period);
    expect(lines.length).toBeGreaterThan(20);
    const whole = expected(lines, collected, () => '')[''];
    for (const [group, by] of GROUPS) {
      const figure = await ask(api, 'collection-rate', period, group);
      expect(sidesOf(figure)).toEqual(whole);
      expect(seriesOf(figure)).toEqual(expected(lines, collected, by));
    }
    const records = await recordsOf(api, 'collection-rate', period);
    expect([sum(records.map((one) => one.numerator)), sum(records.map((one) => one.denominator ?? 0)), records.length]).toEqual(whole);
    const byBill = expected(lines, collected, (line) => line.bill);
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
