import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonOf, runCommand } from './support/command';
import { testFolder } from './support/folder';
import { first, need, type Many, type Row } from './support/house';
import { query } from './support/raw';
import { startServer, type TestServer } from './support/server';
import { csv, withBom, type Cells } from './support/sheets';

/** `npm run import` and `npm run figures` on made-up files with the columns and traps of real ones; every number here was worked out by hand. */
let server: TestServer;
const folder = testFolder('sheets');
const bad = testFolder('bad');
let figures: Record<string, Row>;

const REQUESTS: Cells[] = [
  [
    'Unique Key',
    'Created Date',
    'Closed Date',
    'Agency',
    'Complaint Type',
    'Descriptor',
    'Incident Address',
    'City',
    'Status',
    'Due Date',
    'Borough',
  ],
  // Exactly a day, from midnight to midnight: 12:00:00 AM is 0:00.
  ['9001', '12/20/2013 12:00:00 AM', '12/21/2013 12:00:00 AM', 'DESK', 'Lamp', 'Out', '1 Long St', 'Unspecified', 'Closed', '', 'NORTH'],
  // 12:00:00 PM is noon: an hour and a half.
  [
    '9002',
    '12/20/2013 12:00:00 PM',
    '12/20/2013 01:30:00 PM',
    'DESK',
    'Lamp',
    'Flickers, "badly"',
    '2 Long St',
    'Town',
    'Closed',
    '',
    'SOUTH',
  ],
  // Exactly two days; a type that differs by case only.
  ['9003', '12/25/2013 11:59:59 PM', '12/27/2013 11:59:59 PM', 'POOL', 'LAMP', '', '3 Long St', 'Town', 'Closed', '', 'NORTH'],
  ['9004', '12/26/2013 08:00:00 AM', '', 'POOL', 'Lift', 'Stuck, with people', 'N/A', 'Town', 'Open', '01/05/2014 08:00:00 AM', 'NORTH'],
  // Closed before it was opened.
  ['9005', '12/31/2013 09:00:00 AM', '12/30/2013 09:00:00 AM', 'POOL', 'Lamp', '', '', '', 'Closed', '', 'Unspecified'],
  // Not closed by its status, but with a closing time: 22 days.
  ['9006', '01/10/2014 06:00:00 PM', '02/01/2014 06:00:00 PM', 'HPD', 'HEATING', 'No heat', '6 Long St', 'Town', 'Open', '', 'SOUTH'],
];

const REPAIRS: Cells[] = [
  [
    'ViolationID',
    'HouseNumber',
    'StreetName',
    'Apartment',
    'Story',
    'Class',
    'InspectionDate',
    'OriginalCorrectByDate',
    'NOVDescription',
    'CurrentStatus',
    'CurrentStatusDate',
    'ViolationStatus',
  ],
  ['501', '1', 'LONG STREET', '4A', '', 'A', '12/01/2013', '12/31/2013', 'REPAIR THE DOOR, WEST', 'CLOSED', '12/11/2013', 'Close'],
  ['502', '2', 'LONG STREET', '', 'Yard', 'C', '12/30/2013', '', 'NO WATER', 'SENT', '01/02/2014', 'Open'],
];

const INVOICES: Cells[] = [
  ['countryCode', 'customerID', 'invoiceNumber', 'InvoiceDate', 'DueDate', 'InvoiceAmount', 'Disputed', 'SettledDate'],
  ['1', 'AAA-1', '0000000011', '1/2/2013', '2/1/2013', '100.10', 'No', '1/15/2013'],
  ['1', 'AAA-1', '0000000012', '5/20/2013', '6/19/2013', '50.05', 'Yes', '7/10/2013'],
  ['2', 'BBB-2', '1234567890', '6/1/2013', '7/1/2013', '0.07', 'No', ''],
  // Settled on the very day that is asked for.
  ['2', 'BBB-2', '0000000099', '12/2/2013', '1/1/2014', '200', 'No', '12/31/2013'],
];

const SURVEY: Cells[] = [
  ['D', 'X1', 'X2', 'X3', 'X4', 'X5', 'X6'],
  ['1', '5', '4', '3', '2', '1', '5'],
  ['1', '5', '4', '3', '2', '1', '5'],
  ['0', '1', '1', '1', '1', '1', '1'],
];

const LEASES: Cells[] = [
  [
    'Property Name        ',
    'Property  Address [2] ',
    'Unit Name      ',
    'Tenant Name     ',
    'Lease Start Date ',
    'Lease End Date ',
    'Lease Years ',
    'Current Rent',
  ],
  ['North Tower   ', '', 'Roof A  ', 'Sky Ltd  ', '01 Mar 2014 ', '28 Feb 2058   ', '44     ', '1000.50'],
  ['North Tower ', ' ', 'Roof B', 'Sky Ltd.  ', '01 Aug 2009', '31 Jul 2019', '10', '2000.00'],
  ['South Tower', '', 'Mast', 'Cloud Co', '01 Jan 2015', '31 Dec 2017', '3', '300.00'],
];

const CUSTOMERS: Cells[] = [
  [
    'Customer',
    'State',
    'Customer Lifetime Value',
    'EmploymentStatus',
    'Number of Open Complaints',
    'Policy Type',
    'Sales Channel',
    'Total Claim Amount',
  ],
  ['QX10001', 'East', '1.5', 'Employed', '0', 'Corporate', 'Agent', '10.1'],
  ['QX10002', 'West', '2.5', 'Retired', '2', 'Personal', 'Web', '0'],
];

const HOLIDAYS = {
  $schema: 'x',
  year: 2031,
  papers: [],
  days: [
    { name: '元旦', date: '2031-01-01', isOffDay: true },
    { name: '元旦', date: '2031-01-04', isOffDay: false },
    { name: '跨年', date: '2030-12-31', isOffDay: true },
  ],
};

beforeAll(async () => {
  server = await startServer();
  const put = (name: string, bytes: Buffer | string): void => writeFileSync(join(folder, name), bytes);
  put('requests.csv', csv(REQUESTS));
  put('repairs.csv', withBom(csv(REPAIRS)));
  put('invoices.csv', csv(INVOICES, '\r\n'));
  put('survey.csv', csv(SURVEY));
  put('leases.csv', csv(LEASES, '\r\n'));
  put('customers.csv', csv(CUSTOMERS, '\r'));
  put('days_2031.json', JSON.stringify(HOLIDAYS));
  put('notes.json', '{"about": "no rows here"}');
  put(
    'strange.csv',
    csv([
      ['', 'colour'],
      ['1', 'blue'],
    ]),
  );
  mkdirSync(join(folder, 'more.csv'));
}, 240_000);
afterAll(async () => {
  await server?.stop();
  [folder, bad].forEach((path) => rmSync(path, { recursive: true, force: true }));
});

test('a trial of the folder counts what would come in, and writes nothing', async () => {
  const { code, lines } = await runCommand(server, 'transfer/import-folder', folder, '--dry-run');
  expect(code).toBe(0);
  expect(lines).toEqual(
    expect.arrayContaining([expect.stringMatching(/^✓ requests\.csv \(试导入 trial\) → service-requests: 6 行 rows, 6 通过 ok/)]),
  );
  expect(await query(server.target, 'select id from td_import_batches')).toEqual([]);
});

test('the folder is imported by the mappings that know its files, beside a running server', async () => {
  const { code, lines } = await runCommand(server, 'transfer/import-folder', folder);
  expect(lines.map((line) => line.replace(/ \(\d.*s\)$/, ''))).toEqual([
    '✓ customers.csv → customers: 2 行 rows, 2 通过 ok, 0 已导入 known; customer 2',
    '✓ days_2031.json → holidays: 3 行 rows, 3 通过 ok, 0 已导入 known; holiday-calendar 3',
    '✓ invoices.csv → invoices: 4 行 rows, 4 通过 ok, 0 已导入 known; customer 2, fee-item 1, bill 4, payment 3',
    '✓ leases.csv → leases: 3 行 rows, 3 通过 ok, 0 已导入 known; building 2, unit 3, customer 3, fee-item 1, lease 3',
    '－ notes.json: 没有数据行 no rows',
    '✓ repairs.csv → housing-repairs: 2 行 rows, 2 通过 ok, 0 已导入 known; work-order 2',
    '✓ requests.csv → service-requests: 6 行 rows, 6 通过 ok, 0 已导入 known; work-order 6',
    '－ strange.csv: 1 行 rows, 2 列 columns; 没有对应的导入方案 no mapping knows these columns',
    '✓ survey.csv → survey: 3 行 rows, 3 通过 ok, 0 已导入 known; satisfaction-survey 3',
  ]);
  expect(code).toBe(0);
});

test('the same folder again makes nothing twice; the figures are of each file once', async () => {
  const { lines } = await runCommand(server, 'transfer/import-folder', folder);
  expect(lines.filter((line) => line.startsWith('✓')).every((line) => line.includes('无新记录 nothing new'))).toBe(true);
  figures = jsonOf(await runCommand(server, 'kpis/figures')) as Record<string, Row>;
  expect(Object.keys(figures).sort()).toEqual([
    'days_2031.json',
    'invoices.csv',
    'leases.csv',
    'repairs.csv',
    'requests.csv',
    'survey.csv',
  ]);
});

test('a broken file ends with an error and words, by row and column', async () => {
  writeFileSync(
    join(bad, 'bad.csv'),
    csv([INVOICES[0] ?? [], ['1', 'CCC', '0000000100', '13/45/2013', '2/1/2013', '1.234', 'Perhaps', '']]),
  );
  const { code, lines } = await runCommand(server, 'transfer/import-folder', bad);
  expect(code).toBe(1);
  expect(lines.slice(1)).toEqual([
    expect.stringContaining('[InvoiceDate] “13/45/2013”不是能识别的日期 / "13/45/2013" is not a date in a known form'),
    expect.stringContaining('[Disputed]'),
    expect.stringContaining('[InvoiceAmount] “1.234”不是金额'),
  ]);
});

describe('closure times of requests', () => {
  test('counts by month, type and status; what contradicts itself is told apart', () =>
    expect(figures['requests.csv']).toMatchObject({
      rows: 6,
      count_by_created_month: { '2013-12': 5, '2014-01': 1 },
      count_by_closed_month: { '2013-12': 4, '2014-02': 1 },
      count_by_type_top25: { Lamp: 3, HEATING: 1, LAMP: 1, Lift: 1 },
      distinct_types_exact: 4,
      distinct_types_casefold_trim: 3,
      count_by_status: { Closed: 4, Open: 2 },
      count_by_Agency: { POOL: 3, DESK: 2, HPD: 1 },
      count_by_Borough: { NORTH: 3, SOUTH: 2, Unspecified: 1 },
      without_closed_date: 1,
      closed_before_created: { count: 1, keys: ['9005'] },
      status_conflict: { status_closed_but_no_closed_date: 0, status_not_closed_but_closed_date: 1 },
      created_without_time_of_day_midnight: 1,
    }));

  // 1.5, 24, 48 and 528 hours; the one that was closed before it was opened is left out.
  test('median, 90th percentile in both customs, mean, and the ties at a day and two', () =>
    expect(figures['requests.csv']?.time_to_close).toEqual({
      n_closed_valid: 4,
      median_hours: 36,
      p90_hours_interpolated: 384,
      p90_hours_nearest_rank: 528,
      mean_hours: 150.375,
      within_24h: { count_le_24: 2, count_lt_24: 1, exactly_24: 1, share_of_closed_le: 0.5, share_of_all_rows_le: 0.3333 },
      within_48h: { count_le_48: 3, count_lt_48: 2, exactly_48: 1, share_of_closed_le: 0.75, share_of_all_rows_le: 0.5 },
    }));

  test('open at the end of a day, to the second', () =>
    expect(figures['requests.csv']?.open_as_of).toEqual({
      '2013-12-25 23:59:59': 1,
      '2013-12-31 23:59:59': 1,
      '2014-01-31 23:59:59': 2,
      '2014-03-31 23:59:59': 1,
    }));

  test('by type and over a part of the rows', () => {
    expect(figures['requests.csv']?.time_to_close_by_type_top8).toMatchObject({
      Lamp: { rows: 3, n_closed_valid: 2, median_hours: 12.75 },
      Lift: { rows: 1, n_closed_valid: 0 },
    });
    expect(figures['requests.csv']?.HPD_only_housing_repairs).toMatchObject({
      rows: 1,
      count_by_Borough: { SOUTH: 1 },
      time_to_close: { n_closed_valid: 1, mean_hours: 528 },
    });
  });

  test('repairs are closed on the day of their status, when it says so', () =>
    expect(figures['repairs.csv']).toMatchObject({
      rows: 2,
      count_by_type_top25: { A: 1, C: 1 },
      without_closed_date: 1,
      time_to_close: { n_closed_valid: 1, median_hours: 240 },
      open_as_of: { '2013-12-31 23:59:59': 1, '2014-06-30 23:59:59': 1 },
    }));
});

describe('collection rate and ageing', () => {
  test('of the whole file', () =>
    expect(figures['invoices.csv']).toMatchObject({
      invoices: 4,
      customers: 2,
      duplicate_invoice_numbers: 0,
      invoice_numbers_with_leading_zero: 3,
      total_billed: '350.22',
      disputed: 1,
      paid_on_or_before_due: 2,
      paid_late: 1,
      // 13, 51 and 29 days.
      mean_days_to_settle: 31,
      max_days_late: 21,
      invoice_date_range: ['2013-01-02', '2013-12-02'],
      settled_date_range: ['2013-01-15', '2013-12-31'],
    }));

  test('as of 30 June: what is settled later is not collected yet', () =>
    expect((figures['invoices.csv']?.actual as Row)['2013-06-30']).toMatchObject({
      billed: '150.22',
      collected: '100.10',
      rate: 0.666356,
      due_billed: '150.15',
      due_collected: '100.10',
      due_rate: 0.666667,
      outstanding: '50.12',
      outstanding_count: 2,
      ageing_by_due_date: {
        not_due: { count: 1, amount: '0.07' },
        '0-30': { count: 1, amount: '50.05' },
        '31-60': { count: 0, amount: '0' },
        '61-90': { count: 0, amount: '0' },
        '90+': { count: 0, amount: '0' },
      },
      ageing_by_invoice_date: { '0-30': { count: 1, amount: '0.07' }, '31-60': { count: 1, amount: '50.05' } },
      top5_debtors: [
        ['AAA-1', '50.05'],
        ['BBB-2', '0.07'],
      ],
      by_invoice_month: {
        '2013-01': { invoices: 1, billed: '100.10', collected: '100.10', rate: 1 },
        '2013-05': { billed: '50.05', collected: '0', rate: 0 },
      },
    }));

  test('as of 31 December: settled on the day counts, the rest has grown old', () =>
    expect((figures['invoices.csv']?.actual as Row)['2013-12-31']).toMatchObject({
      billed: '350.22',
      collected: '350.15',
      rate: 0.9998,
      outstanding: '0.07',
      settled_exactly_on_T: 1,
      ageing_by_due_date: { not_due: { count: 0, amount: '0' }, '90+': { count: 1, amount: '0.07' } },
    }));

  test('with every disputed one never settled', () =>
    expect((figures['invoices.csv']?.scenario_disputed_unpaid as Row)['2013-12-31']).toMatchObject({
      collected: '300.10',
      outstanding: '50.12',
      outstanding_count: 2,
      ageing_by_due_date: { '90+': { count: 2, amount: '50.12' } },
    }));
});

test('answers of a survey, equal rows counted', () =>
  expect(figures['survey.csv']).toMatchObject({
    rows: 3,
    happy_D1: 2,
    duplicate_rows: 1,
    X1: { mean: 3.6667, counts: { 1: 1, 2: 0, 3: 0, 4: 0, 5: 2 }, satisfied_share_4_5: 0.6667, dissatisfied_share_1_2: 0.3333 },
    X5: { mean: 1, satisfied_share_4_5: 0, dissatisfied_share_1_2: 1 },
    all_answers: { n: 18, mean: 2.5556, satisfied_share_4_5: 0.3333 },
  }));

test('leases: both ends of the term count, spellings stay apart', () =>
  expect(figures['leases.csv']).toEqual({
    rows: 3,
    total_current_rent: '3300.50',
    distinct_properties: 2,
    distinct_tenants_trimmed: 3,
    distinct_tenants_letters_digits_lowercase: 2,
    lease_years_not_equal_to_dates: 0,
    '2016-06-30': { active: 3, active_rent: '3300.50', expired: 0, expiring_within_365_days: 0, expiring_rent: '0' },
    '2019-07-31': { active: 2, active_rent: '3000.50', expired: 1, expiring_within_365_days: 1, expiring_rent: '2000.00' },
    '2019-08-01': { active: 1, active_rent: '1000.50', expired: 2, expiring_within_365_days: 0, expiring_rent: '0' },
    rent_by_tenant_trimmed: { 'Sky Ltd.': '2000.00', 'Sky Ltd': '1000.50', 'Cloud Co': '300.00' },
  }));

test('holidays: a file may hold a day of the year before; a Saturday may be worked', () =>
  expect(figures['days_2031.json']).toMatchObject({
    listed_days: 3,
    off_days: 2,
    make_up_working_days: 1,
    make_up_dates: ['2031-01-04'],
    listed_days_of_another_year: ['2030-12-31'],
    // 23 weekdays, New Year's day off, one Saturday worked.
    working_days_by_month: { '01': 23, '02': 20 },
  }));

test('CR-only lines are rows, and the command line is named in the history', async () => {
  const admin = await server.login('administrator');
  const customer = await first(admin, 'customers', 'filters[number][$eq]=C-QX10002');
  expect(customer).toMatchObject({ nameZh: 'QX10002', state: 'active', remark: 'Personal · Web' });
  const [event] = need(await admin.get<Row[]>(`/api/customers/${customer.documentId}/history`));
  expect(event).toMatchObject({ event: 'imported', actor: { name: 'npm run import' } });
  expect(need(await admin.get<Many>('/api/bills?pagination[withCount]=true')).meta.pagination.total).toBe(4);
});
