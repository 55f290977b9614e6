import type { Api } from './support/api';
import { endOf, FeeOracle, sum, type LineOfMonth, type LineThen } from './support/fee-oracle';
import { ask, collected, countedIn, expected, issuedIn, listedBy, momentOf, recordsOf, seriesOf, sidesOf } from './support/figures';
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
  type Refusal,
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
  for (const bill of await billsOfSeveralMonths(customer)) await verify(server, await pay(server, customer, bill, 33_331));
}

interface Fee {
  unit: Rec;
  amount: number;
  from: string;
  to: string;
}

/** An issued bill of lines of one fee item that counts in the rate. */
async function billOf(customer: Rec, fees: Fee[]): Promise<Rec> {
  const [writer, checker] = [await server.login('finance'), await server.login('finance-2')];
  const feeItem = (await first(writer, 'fee-items', 'filters[countsInCollectionRate][$eq]=true')).documentId;
  const bill = await create(writer, 'bills', {
    customer: customer.documentId,
    units: [...new Set(fees.map(({ unit }) => unit.documentId))],
    billType: 'periodic',
    periodFrom: fees.map(({ from }) => from).sort()[0],
    periodTo: fees
      .map(({ to }) => to)
      .sort()
      .at(-1),
    issueDate: DAY,
    dueDate: daysFrom(DAY, 15),
    lines: fees.map(({ unit, amount, from, to }) => ({
      feeItem,
      unit: unit.documentId,
      periodFrom: from,
      periodTo: to,
      quantity: 1,
      unitPrice: amount,
    })),
  });
  return act(checker, 'bills', bill, 'issue');
}

/** 20,000 in this tower, 30,000 in the next. */
async function billOfTwoBuildings(customer: Rec): Promise<Rec> {
  const here = await newUnit(server);
  const { documentId } = here.building as { documentId: string };
  const next = await first(await server.login('finance'), 'buildings', `filters[documentId][$ne]=${documentId}`);
  const there = await newUnit(server, { building: next.documentId });
  const october = { from: '2026-10-01', to: '2026-10-31' };
  return billOf(customer, [
    { unit: here, amount: 20_000, ...october },
    { unit: there, amount: 30_000, ...october },
  ]);
}

/** Amounts that no number of days divides: from the middle of a month two months back until the next one, a year, and two months with others between. */
async function billsOfSeveralMonths(customer: Rec): Promise<Rec[]> {
  const month = (from: number): string =>
    new Date(Date.UTC(Number(DAY.slice(0, 4)), Number(DAY.slice(5, 7)) - 1 + from, 1)).toISOString().slice(0, 7);
  const overTheYear = `${month(-7)}-01`;
  const fees: Omit<Fee, 'unit'>[][] = [
    [{ amount: 100_003, from: `${month(-2)}-15`, to: `${month(1)}-20` }],
    [{ amount: 999_997, from: overTheYear, to: daysFrom(overTheYear, 364) }],
    [
      { amount: 50_001, from: `${month(-6)}-03`, to: `${month(-6)}-09` },
      { amount: 50_003, from: `${month(0)}-02`, to: `${month(0)}-05` },
    ],
  ];
  const bills: Rec[] = [];
  for (const own of fees) {
    const unit = await newUnit(server);
    bills.push(
      await billOf(
        customer,
        own.map((fee) => ({ ...fee, unit })),
      ),
    );
  }
  return bills;
}

const cases = PERIODS.flatMap((period, index) => [0, 1].map((who) => [index, who, period] as const));

describe('collection rate', () => {
  const GROUPS: [string, (line: LineOfMonth) => string][] = [
    ['month', (line) => line.month],
    ['building', (line) => line.building],
    ['feeItem', (line) => line.feeItem],
  ];
  const inManner = async (manner: 'spread' | 'issue'): Promise<void> => {
    const manager = await server.login('customer-service-manager');
    need(await manager.put('/api/settings/collectionMonth', { value: manner }));
  };
  afterAll(() => inManner('spread'));

  const manners = (['spread', 'issue'] as const).flatMap((manner) => cases.map((one) => [manner, ...one] as const));
  test.each(manners)('%s, period %i, person %i: whole, by group, by record, and the list', async (manner, _index, who, period) => {
    await inManner(manner);
    const api = (people[who] as [string, Api])[1];
    const lines = (manner === 'spread' ? countedIn : issuedIn)(oracle.linesAt(period.asOf, momentOf(period.asOf)), period);
    expect(lines.length).toBeGreaterThan(20);
    // Fees for several months are among them, and months that are not asked for take their part of these.
    if (manner === 'spread' && period.asOf === DAY) expect(lines.some((line) => line.from.slice(0, 7) !== line.to.slice(0, 7))).toBe(true);
    const whole = expected(lines, collected, () => '')[''];
    for (const [group, by] of GROUPS) {
      const figure = await ask(api, 'collection-rate', period, group);
      expect(sidesOf(figure)).toEqual(whole);
      expect(seriesOf(figure)).toEqual(expected(lines, collected, by));
      expect(await listedBy(api, figure.drill)).toEqual([...new Set(lines.map((line) => line.bill))].sort());
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
      expect(await listedBy(api, figure.drill)).toEqual([...new Set(open.map((line) => line.bill))].sort());
    }
    const records = await recordsOf(api, 'receivable-ageing', period);
    expect(sum(records.map((one) => one.numerator))).toBe(sum(open.map((line) => line.net - line.paid)));
  });
});

describe('the edges of ageing are a setting', () => {
  const set = async (value: unknown, role = 'customer-service-manager') =>
    (await server.login(role)).put<Refusal>('/api/settings/ageingEdges', { value });
  afterAll(async () => void need(await set([30, 60, 90, 180, 365])));

  test('the figure goes by them at once', async () => {
    need(await set([10, 100]));
    const period = PERIODS[0] as (typeof PERIODS)[number];
    const open = oracle.linesAt(period.asOf, momentOf(period.asOf)).filter((line) => line.net > line.paid);
    const bucket = ({ dueDay }: LineThen): string => {
      const days = (Date.parse(period.asOf) - Date.parse(dueDay)) / 86_400_000;
      return days <= 0 ? 'not_due' : days <= 10 ? '1-10' : days <= 100 ? '11-100' : '>100';
    };
    const figure = await ask((people[0] as [string, Api])[1], 'receivable-ageing', period, 'bucket');
    expect(seriesOf(figure)).toEqual(expected(open, (line) => [line.net - line.paid, 0], bucket));
  });

  test('what is no list of rising days is refused in words, and so is who may not', async () => {
    for (const value of [[60, 30], [], ['30'], 30, null]) {
      const { status, body } = await set(value);
      expect([status, body.error.details.violations[0]?.path, body.error.details.violations[0]?.code]).toEqual([
        400,
        ['value'],
        'not_rising_days',
      ]);
    }
    expect((await set([30, 60], 'receptionist')).status).toBe(403);
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
    expect(await listedBy(api, figure.drill)).toEqual([...new Set(open.map(([name]) => name.split(' ')[0] ?? ''))].sort());
    const records = await recordsOf(api, 'arrears-recovery-rate', period);
    expect([sum(records.map((one) => one.numerator)), sum(records.map((one) => one.denominator ?? 0)), records.length]).toEqual(
      sidesOf(figure),
    );
  });
});
