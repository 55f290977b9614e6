import type { Api } from './support/api';
import { endOf, sum } from './support/fee-oracle';
import { ask, listedBy, momentOf, recordsOf, seriesOf, sidesOf } from './support/figures';
import { act, daysFrom, first, need, today, type Rec, type Row } from './support/house';
import { query } from './support/raw';
import { startServer, type TestServer } from './support/server';
import { dayOf, isTrue, localDay, localTime, msOf, rowsOf } from './support/stored';

/**
 * The figures about service on a house at work, against what is counted by hand from the tables: whole, by every way to split them, record by
 * record, and the list that they lead to, for three periods, as director and as manager.
 */
let server: TestServer;
let people: Api[];
let tables: Record<string, Row[]>;
let statesAt: Map<string, { state: string; at: number }[]>;

const DAY = today();
const PERIODS = [
  { from: `${DAY.slice(0, 7)}-01`, to: DAY, asOf: DAY },
  { from: daysFrom(DAY, -91), to: daysFrom(DAY, -1), asOf: DAY },
  { from: daysFrom(DAY, -200), to: daysFrom(DAY, -45), asOf: daysFrom(DAY, -42) },
];
type Period = (typeof PERIODS)[number];

/** What one record adds, and the group it belongs to by each way to split. */
interface Part {
  doc: string;
  num: number;
  den?: number;
  groups: Record<string, string>;
}

beforeAll(async () => {
  server = await startServer({ seed: 'demo' });
  people = [await server.login('director'), await server.login('customer-service-manager')];
  await takeFromDeposits();
  const table = (sql: string): Promise<Row[]> => query(server.target, sql);
  const names = ['satisfaction_surveys', 'repair_logs', 'work_orders', 'decoration_applications', 'key_loans', 'deposits', 'payments'];
  tables = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await table(`select * from ${name} where archived_at is null`)] as const)),
  );
  for (const [name, sql] of Object.entries({
    units: 'select u.id, b.document_id as building from units u left join buildings b on b.id = u.building_id',
    allUnits: 'select * from units where archived_at is null',
    campaigns: 'select id, document_id from survey_campaigns',
    calendar: 'select date, day_type from holiday_calendars where archived_at is null',
    loans: 'select key_loan_id as id, count(*) as keys from key_loans_keys_lnk group by key_loan_id',
    forDeposits:
      'select parent_id as id, sum(amount) as amount from payment_allocations_rows where deposit_id is not null group by parent_id',
  }))
    tables[name] = await table(sql);
  statesAt = new Map();
  for (const row of await table('select document_id, state, at from td_state_times order by at, id')) {
    const key = String(row.document_id);
    statesAt.set(key, [...(statesAt.get(key) ?? []), { state: String(row.state), at: Number(row.at) }]);
  }
}, 620_000);
afterAll(() => server?.stop());

/** Two deposits that have been held for long are used up, one by what happened five weeks ago: as of six weeks ago both were held whole. */
async function takeFromDeposits(): Promise<void> {
  const finance = await server.login('finance');
  for (const date of [DAY, daysFrom(DAY, -35)]) {
    const deposit = await first(finance, 'deposits', 'filters[state][$eq]=held&filters[depositType][$eq]=property_fee&sort=registeredAt');
    await act(finance, 'deposits', deposit, 'forfeit', {
      comment: '抵扣欠费',
      data: { deductions: [{ date, amount: deposit.amount, documentNo: 'QZ-1' }] },
    });
  }
}

const rows = (name: string): Row[] => tables[name] as Row[];
const doc = (row: Row): string => String(row.document_id);
const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
const isIn = (period: Period, ms: number | null): boolean => ms !== null && localDay(ms) >= period.from && localDay(ms) <= period.to;
const buildingOf = (row: Row): string => text(rows('units').find((unit) => Number(unit.id) === Number(row.unit_id ?? -1))?.building);
const stateThen = (row: Row, { asOf }: Period): string =>
  asOf === DAY ? String(row.state) : ([...(statesAt.get(doc(row)) ?? [])].reverse().find(({ at }) => at <= endOf(asOf))?.state ?? '');

function isWorked(day: string): boolean {
  const listed = rows('calendar').find((entry) => dayOf(entry.date) === day);
  return listed ? listed.day_type === 'workday_swap' : ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}
function workedAfter(day: string): string {
  let next = daysFrom(day, 1);
  while (!isWorked(next)) next = daysFrom(next, 1);
  return next;
}

/** Figure -> what it is made of in a period. */
const BY_HAND: Record<string, (period: Period) => Part[]> = {
  'satisfaction-rate': (period) =>
    rows('satisfaction_surveys').flatMap((row): Part[] => {
      const at = msOf(row.submitted_at);
      if (!['returned', 'handled'].includes(String(row.state)) || !isIn(period, at)) return [];
      const scores = rowsOf(row.answers).flatMap(({ score, notUsed }) => (notUsed !== true && typeof score === 'number' ? [score] : []));
      const counted = scores.length > 0 ? scores : row.overall === null ? [] : [Number(row.overall)];
      if (counted.length === 0) return [];
      const campaign = text(rows('campaigns').find(({ id }) => Number(id) === Number(row.campaign_id))?.document_id);
      const groups = { month: localDay(at as number).slice(0, 7), campaign };
      return [{ doc: doc(row), num: counted.filter((score) => score >= 4).length, den: counted.length, groups }];
    }),
  'repair-satisfaction': (period) =>
    rows('repair_logs').flatMap((row): Part[] => {
      const at = msOf(row.revisit_at) ?? msOf(row.reported_at);
      if (row.satisfaction === null || !isLive(row) || !isIn(period, at)) return [];
      const groups = { month: localDay(at as number).slice(0, 7), building: buildingOf(row), areaKind: text(row.area_kind) };
      return [{ doc: doc(row), num: Number(row.satisfaction) >= 4 ? 1 : 0, den: 1, groups }];
    }),
  'repair-count': (period) =>
    rows('repair_logs').flatMap((row): Part[] => {
      const at = msOf(row.reported_at);
      if (!isLive(row) || !isIn(period, at)) return [];
      const groups = {
        month: localDay(at as number).slice(0, 7),
        building: buildingOf(row),
        areaKind: text(row.area_kind),
        channel: text(row.channel),
      };
      return [{ doc: doc(row), num: 1, groups }];
    }),
  'repair-response-5min-rate': (period) =>
    rows('work_orders').flatMap((row): Part[] => {
      const [notified, picked] = [msOf(row.notified_at), msOf(row.picked_up_at)];
      if (notified === null || !isIn(period, notified) || isTrue(row.written_afterwards)) return [];
      if (picked === null ? row.state === 'void' || Date.now() - notified < 300_000 : picked < notified) return [];
      const groups = { month: localDay(notified).slice(0, 7), building: buildingOf(row), trade: text(row.trade) };
      return [{ doc: doc(row), num: picked !== null && picked - notified <= 300_000 ? 1 : 0, den: 1, groups }];
    }),
  'repair-same-day-rate': (period) =>
    rows('work_orders').flatMap((row): Part[] => {
      const issued = msOf(row.issued_at);
      if (issued === null || !isIn(period, issued) || row.state === 'void') return [];
      const [day, appointment, done] = [localDay(issued), msOf(row.appointment_at), msOf(row.completed_at)];
      const until =
        row.unfinished_reason === 'night_only'
          ? `${daysFrom(day, 1)} 06:00:00`
          : appointment !== null && localDay(appointment) > day
            ? `${localDay(appointment)} 17:00:00`
            : localTime(issued).slice(11, 16) > '16:00'
              ? `${workedAfter(day)} 12:00:00`
              : `${day} 17:00:00`;
      const groups = { month: day.slice(0, 7), building: buildingOf(row), trade: text(row.trade) };
      return [{ doc: doc(row), num: done !== null && localTime(done) <= until ? 1 : 0, den: 1, groups }];
    }),
  'decoration-active': (period) =>
    rows('decoration_applications').flatMap((row): Part[] => {
      const state = stateThen(row, period);
      return ['permitted', 'stopped'].includes(state) ? [{ doc: doc(row), num: 1, groups: { state } }] : [];
    }),
  'keys-out': (period) => loansOut(period),
  'keys-overdue': (period) =>
    loansOut(period).flatMap(({ groups: { overdue, borrowerKind = '' }, ...part }) =>
      overdue === 'overdue' ? [{ ...part, groups: { borrowerKind } }] : [],
    ),
  'deposits-held': (period) =>
    rows('deposits').flatMap((row): Part[] => {
      if (!['held', 'refunding'].includes(stateThen(row, period)) || localDay(msOf(row.registered_at) as number) > period.asOf) return [];
      const taken = sum(
        rowsOf(row.deductions)
          .filter(({ date }) => String(date) <= period.asOf)
          .map(({ amount }) => Number(amount)),
      );
      return [{ doc: doc(row), num: Number(row.amount) - taken, groups: { depositType: text(row.deposit_type) } }];
    }),
  'occupancy-rate': () =>
    rows('allUnits').flatMap((row): Part[] => {
      if (row.state !== 'active' || !['office', 'retail'].includes(text(row.use)) || row.occupancy_status === 'own_use') return [];
      const area = Math.round(Number(row.building_area) * 100);
      const isTaken = ['occupied', 'decorating', 'moving_out'].includes(text(row.occupancy_status));
      return [
        { doc: doc(row), num: isTaken ? area : 0, den: area, groups: { building: buildingOf({ unit_id: row.id }), use: text(row.use) } },
      ];
    }),
  'cash-received': (period) =>
    rows('payments').flatMap((row): Part[] => {
      const at = msOf(row.received_at);
      const reversed = msOf(row.reversed_at) ?? statesAt.get(doc(row))?.find(({ state }) => state === 'reversed')?.at ?? 0;
      const counts = ['recorded', 'verified'].includes(String(row.state)) || (row.state === 'reversed' && reversed > momentOf(period.asOf));
      if (!isIn(period, at) || row.method === 'offset' || !counts) return [];
      const deposits = Number(rows('forDeposits').find(({ id }) => Number(id) === Number(row.id))?.amount ?? 0);
      const groups = { month: localDay(at as number).slice(0, 7), method: text(row.method) };
      const part = (kind: string, num: number): Part[] => (num === 0 ? [] : [{ doc: doc(row), num, groups: { ...groups, kind } }]);
      return [...part('fees', Number(row.amount) - deposits), ...part('deposits', deposits)];
    }),
};
const isLive = ({ state }: Row): boolean => !['merged', 'cancelled', 'void'].includes(String(state));

function loansOut(period: Period): Part[] {
  return rows('key_loans').flatMap((row): Part[] => {
    const state = stateThen(row, period);
    if (!['out', 'overdue'].includes(state)) return [];
    const isLate = state === 'overdue' || (msOf(row.due_at) ?? Infinity) < momentOf(period.asOf);
    const keys = Number(rows('loans').find(({ id }) => Number(id) === Number(row.id))?.keys ?? 0);
    return [{ doc: doc(row), num: keys, groups: { overdue: isLate ? 'overdue' : 'in_time', borrowerKind: text(row.borrower_kind) } }];
  });
}

const sidesBy = (parts: Part[], by: (part: Part) => string): Record<string, number[]> => {
  const groups: Record<string, Part[]> = {};
  for (const part of parts) (groups[by(part)] ??= []).push(part);
  return Object.fromEntries(
    Object.entries(groups).map(([key, own]) => [
      key,
      [sum(own.map(({ num }) => num)), sum(own.map(({ den }) => den ?? 0)), new Set(own.map((part) => part.doc)).size],
    ]),
  );
};

const cases = Object.keys(BY_HAND).flatMap((key) => PERIODS.flatMap((_, index) => [0, 1].map((who) => [key, index, who] as const)));

/** Figures that may be zero in a house where all is well. */
const MAY_BE_NONE = new Set(['keys-overdue', 'keys-out', 'decoration-active']);

test.each(cases)('%s, period %i, person %i: whole, by group, record by record, and the list it leads to', async (key, index, who) => {
  const [period, api] = [PERIODS[index] as Period, people[who] as Api];
  const parts = (BY_HAND[key] as (period: Period) => Part[])(period);
  if (!MAY_BE_NONE.has(key) || index === 0) expect(parts.length).toBeGreaterThan(0);
  const whole = sidesBy(parts, () => '')[''] ?? [0, 0, 0];
  const plain = await ask(api, key, period);
  expect(sidesOf(plain)).toEqual(whole);
  expect(await listedBy(api, plain.drill)).toEqual([...new Set(parts.map((part) => part.doc))].sort());
  for (const group of Object.keys(parts[0]?.groups ?? {})) {
    const figure = await ask(api, key, period, group);
    expect(sidesOf(figure)).toEqual(whole);
    expect(seriesOf(figure)).toEqual(sidesBy(parts, (part) => part.groups[group] ?? ''));
    for (const point of figure.series) expect(await listedBy(api, needed(point.drill))).toHaveLength(point.n);
  }
  const records = await recordsOf(api, key, period);
  expect(Object.fromEntries(records.map((one) => [one.documentId, [one.numerator, one.denominator ?? 0, 1]]))).toEqual(
    sidesBy(parts, (part) => part.doc),
  );
});

function needed<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The group leads to no list');
  return value;
}

describe('$behind in the filters of a list', () => {
  const asked = (more: string, form = 'repair-logs'): string =>
    `/api/${form}?filters[$behind][figure]=repair-count&filters[$behind][from]=${daysFrom(DAY, -91)}&filters[$behind][to]=${DAY}${more}`;

  test('stands beside other filters, is searched, sorted, counted by state and exported like any list', async () => {
    const [api] = people as [Api];
    const all = need(
      await api.get<{ meta: { pagination: { total: number }; counts: Record<string, number> } }>(asked('&counts=state')),
    ).meta;
    expect(sum(Object.values(all.counts))).toBe(all.pagination.total);
    const behind = Object.entries({ figure: 'repair-count', from: daysFrom(DAY, -91), to: DAY })
      .map(([name, value]) => `filters[$and][0][$behind][${name}]=${value}`)
      .join('&');
    const some = need(
      await api.get<{ data: Rec[]; meta: { pagination: { total: number } } }>(
        `/api/repair-logs?${behind}&filters[$and][1][areaKind][$eq]=public&sort=-reportedAt&pagination[pageSize]=100`,
      ),
    );
    expect(some.meta.pagination.total).toBeGreaterThan(0);
    expect(some.meta.pagination.total).toBeLessThan(all.pagination.total);
    expect(new Set(some.data.map((row) => row.areaKind))).toEqual(new Set(['public']));
    const [manager] = people.slice(1) as [Api];
    const sheet = need(await manager.get<{ text: string }>(asked('&format=csv&columns=number').replace('?', '/export?'))).text;
    expect(sheet.trim().split('\n')).toHaveLength(all.pagination.total + 1);
  });

  test('what is wrong in it is said at its address; nobody learns more by it than by the list', async () => {
    const [api] = people as [Api];
    const refused = async (path: string, who = api): Promise<[number, string, string]> => {
      const { status, body } = await who.get<{ error: { code: string; details: { violations: { path: string[]; code: string }[] } } }>(
        path,
      );
      const { path: at = [], code = '' } = body.error.details.violations?.[0] ?? {};
      return [status, at.join('.'), code || body.error.code];
    };
    expect(await refused('/api/repair-logs?filters[$behind][figure]=nothing')).toEqual([400, 'filters.$behind.figure', 'unknown_figure']);
    expect(await refused('/api/repair-logs?filters[$behind]=repair-count')).toEqual([400, 'filters.$behind', 'invalid_filter']);
    expect(await refused('/api/bills?filters[$behind][figure]=repair-count')).toEqual([
      400,
      'filters.$behind.figure',
      'figure_of_another_form',
    ]);
    expect(await refused('/api/repair-logs?filters[$behind][figure]=repair-count&filters[$behind][from]=gestern')).toEqual([
      400,
      'filters.$behind.from',
      'not_a_date',
    ]);
    expect(await refused(asked('&filters[$behind][by]=month'))).toEqual([400, 'filters.$behind.group', 'required']);
    expect(await refused(asked('&filters[$behind][by]=password&filters[$behind][group]=x'))).toEqual([
      400,
      'filters.$behind.by',
      'unknown_group',
    ]);
    expect(await refused(asked('&filters[$behind][documents][0]=x'))).toEqual([400, 'filters.$behind.documents', 'unknown_operator']);
    expect(await refused('/api/repair-logs?filters[$not][$behind][figure]=repair-count')).toEqual([
      400,
      'filters.$not.$behind',
      'unknown_operator',
    ]);
    // Who does not see the form is refused with it and without it.
    const clerk = await server.login('mail-clerk');
    expect((await refused('/api/bills?filters[$behind][figure]=collection-rate', clerk))[0]).toBe(403);
  });
});
