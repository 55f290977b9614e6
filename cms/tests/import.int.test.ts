import { readdirSync, rmSync } from 'node:fs';
import readXlsx from 'read-excel-file/node';
import writeXlsx from 'write-excel-file/node';
import type { Api } from './support/api';
import { create, first, need, read, unique, type Many, type Rec, type Refusal, type Row } from './support/house';
import { testFolder } from './support/folder';
import { difference, query } from './support/raw';
import { startServer, type TestServer } from './support/server';
import { bringIn, copyOf, csv, inGbk, look, sendSheet, withBom, xlsx, type Cells, type Report } from './support/sheets';

/** Sheets that people bring in: read as they are, tried first, told by row and column, taken back. */
let server: TestServer;
let finance: Api;
let admin: Api;
const temporary = testFolder('uploads');
beforeAll(async () => {
  server = await startServer({ env: { TMPDIR: temporary } });
  [finance, admin] = await Promise.all([server.login('finance'), server.login('administrator')]);
});
afterAll(async () => {
  await server?.stop();
  rmSync(temporary, { recursive: true, force: true });
});

const HEADER = ['客户名称', '水牌名称', '客户类别', '主体性质', '员工人数'];
const company = (name: string, staff = '12', kind = '租户'): Cells => [name, `${name}牌`, kind, '企业', staff];
const countOf = async (plural: string, filters: string): Promise<number> =>
  need(await admin.get<Many>(`/api/${plural}?pagination[withCount]=true&${filters}`)).meta.pagination.total;
const eventsOf = async (plural: string, documentId: string): Promise<Row[]> =>
  need(await admin.get<Row[]>(`/api/${plural}/${documentId}/history`));
const byName = (name: string): Promise<Rec> => first(admin, 'customers', `filters[nameZh][$eq]=${encodeURIComponent(name)}`);

describe('a file is read as people save it', () => {
  const rows = [HEADER, company('光合贸易'), company('青禾设计')];
  test.each([
    ['UTF-8', () => csv(rows), 'utf-8'],
    ['UTF-8 with its mark', () => withBom(csv(rows)), 'utf-8-bom'],
    ['GBK', () => inGbk(csv(rows, '\r\n')), 'gb18030'],
    ['CR-only lines', () => csv(rows, '\r'), 'utf-8'],
    ['a workbook', () => xlsx(rows), 'xlsx'],
  ])('%s', async (_name, make, encoding) => {
    const seen = await look(finance, 'customers', await make());
    expect(seen).toMatchObject({ columns: HEADER, total: 2, encoding, mapping: null });
    expect(seen.guess).toEqual({
      客户名称: 'nameZh',
      水牌名称: 'shortName',
      客户类别: 'customerType',
      主体性质: 'legalKind',
      员工人数: 'headcount',
    });
    expect(seen.rows[1]).toMatchObject({ 客户名称: '青禾设计' });
  });

  test('a sheet of a workbook is chosen by its name; one that is not there is told', async () => {
    const book = await writeXlsx([
      { sheet: '封面', data: [[{ value: '说明' }]] },
      { sheet: '客户', data: rows.map((row) => row.map((value) => ({ value }))) },
    ]).toBuffer();
    expect((await look(finance, 'customers', book)).sheetNames).toEqual(['封面', '客户']);
    expect((await look(finance, 'customers', book, { sheet: '客户' })).columns).toEqual(HEADER);
    const refused = await sendSheet(finance, 'customers', book, { sheet: '别处' });
    expect(refused.status).toBe(400);
    expect((refused.body as unknown as Refusal).error).toMatchObject({ code: 'no_such_sheet', message: expect.stringContaining('别处') });
  });

  test.each([
    ['nothing', Buffer.alloc(0), 'empty_file'],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'unreadable_file'],
    ['a broken workbook', Buffer.from('PK\u0003\u0004 broken'), 'unreadable_file'],
  ])('%s is refused with words', async (_name, bytes, code) => {
    const refused = await sendSheet(finance, 'customers', bytes);
    expect(refused.status).toBe(400);
    expect((refused.body as unknown as Refusal).error.code).toBe(code);
  });

  test('columns that the mapping reads and the file has not are told, all of them', async () => {
    const refused = await sendSheet(finance, 'customers', csv([['客户名称'], ['x']]), {
      mapping: { 客户名称: 'nameZh', 没有: 'shortName', 也没有: 'remark' },
    });
    expect(refused.status).toBe(400);
    expect((refused.body as unknown as Refusal).error.details.violations.map((violation) => violation.path)).toEqual([
      ['没有'],
      ['也没有'],
    ]);
  });
});

describe('a trial', () => {
  test('writes nothing, and tells every wrong cell by row and column in both languages', async () => {
    const sheet = csv([HEADER, company('试一', '12'), company('试二', '许多'), company('试三', '5', '过客')]);
    const before = await server.snapshot();
    const report = await bringIn(finance, 'customers', sheet, { dryRun: true });
    expect(difference(before, await server.snapshot(), ['strapi_sessions', 'td_seals'])).toEqual([]);
    expect(report).toMatchObject({ dryRun: true, batch: null, rows: 3, ok: 1, created: 1, byForm: { customer: 1 } });
    expect(report.errors).toMatchObject([
      { row: 3, column: '员工人数', code: 'not_a_whole_number', zh: '“许多”不是整数', en: '"许多" is not a whole number' },
      { row: 4, column: '客户类别', code: 'not_in_list' },
    ]);
  });

  test('knows what is taken already and what stands twice in the file', async () => {
    const code = unique('K');
    const building = csv([
      ['楼号', '楼名', '管理范围'],
      [code, '甲楼', '客户及大物业'],
      [code, '乙楼', '客户及大物业'],
    ]);
    const columns = (await look(admin, 'buildings', building)).guess;
    const { 楼号: _known, ...withoutKey } = columns;
    expect(columns['楼号']).toBe('code');
    // Known by its code the second row is the same building; a contractor's credit code is not what rows are known by.
    expect(Object.keys(withoutKey)).not.toContain('楼号');
    const report = await bringIn(admin, 'buildings', building, { dryRun: true });
    expect(report).toMatchObject({ rows: 2, created: 1, known: 1, errors: [] });
  });
});

/** Cells of a workbook's first sheet. */
const cellsOf = async (bytes: Buffer): Promise<Cells[]> => ((await readXlsx(bytes)) as unknown as { data: Cells[] }[])[0]?.data ?? [];

describe('a real run', () => {
  test('takes the good rows, tells the others in a copy that is corrected and sent again', async () => {
    const [good, bad] = [unique('好公司'), unique('坏公司')];
    const sheet = csv([HEADER, company(good), company(bad, '十二'), company(`${good}二`)]);
    const report = await bringIn(finance, 'customers', sheet);
    expect(report).toMatchObject({ rows: 3, ok: 2, created: 2, known: 0, byForm: { customer: 2 } });
    expect(report.errors).toMatchObject([{ row: 3, column: '员工人数', field: 'headcount' }]);

    const [header = [], ...rows] = await cellsOf(copyOf(report));
    expect(header).toEqual([...HEADER, '导入问题']);
    expect(rows.map((row) => row[0])).toEqual([good, bad, `${good}二`]);
    expect(rows[1]?.[5]).toContain('“十二”不是整数');

    const corrected = await xlsx([header, ...rows.map((row) => row.map((cell) => (cell === '十二' ? '12' : String(cell ?? ''))))]);
    expect(await bringIn(finance, 'customers', corrected)).toMatchObject({
      rows: 3,
      ok: 3,
      created: 1,
      known: 2,
      errors: [],
      markedCopy: null,
    });
    expect(
      await countOf('customers', `filters[nameZh][$in][0]=${encodeURIComponent(good)}&filters[nameZh][$in][1]=${encodeURIComponent(bad)}`),
    ).toBe(2);
  });

  test('the same file again makes nothing, in whatever kind of file', async () => {
    const rows = [HEADER, company(unique('同')), company(unique('同'))];
    expect(await bringIn(finance, 'customers', csv(rows))).toMatchObject({ created: 2, known: 0 });
    expect(await bringIn(finance, 'customers', csv(rows, '\r\n'))).toMatchObject({ created: 0, known: 2 });
    expect(await bringIn(finance, 'customers', await xlsx(rows))).toMatchObject({ created: 0, known: 2 });
  });

  test('two at once make each record once', async () => {
    const rows = [HEADER, ...Array.from({ length: 40 }, (_, index) => company(unique(`并${index}`)))];
    const reports = await Promise.all([bringIn(finance, 'customers', csv(rows)), bringIn(admin, 'customers', csv(rows))]);
    expect(reports.map((report) => report.errors)).toEqual([[], []]);
    expect(reports.reduce((sum, report) => sum + report.created, 0)).toBe(40);
  });

  test('equal rows are no duplicates', async () => {
    const answers = [
      ['D', 'X1', 'X2', 'X3', 'X4', 'X5', 'X6'],
      ['1', '5', '4', '3', '2', '1', '5'],
      ['1', '5', '4', '3', '2', '1', '5'],
      ['0', '1', '1', '1', '1', '1', '1'],
    ];
    expect(await bringIn(admin, 'satisfaction-surveys', csv(answers))).toMatchObject({
      mapping: 'survey',
      created: 3,
      byForm: { 'satisfaction-survey': 3 },
    });
    expect(await bringIn(admin, 'satisfaction-surveys', csv(answers))).toMatchObject({ created: 0, known: 3 });
  });
});

const INVOICES = ['customerID', 'invoiceNumber', 'InvoiceDate', 'DueDate', 'InvoiceAmount', 'Disputed', 'SettledDate'];
const REQUESTS = [
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
];
const LEASES = [
  'Property Name                ',
  'Unit Name   ',
  'Tenant Name   ',
  'Lease Start Date ',
  'Lease End Date ',
  'Lease Years ',
  'Current Rent',
];

describe('history enters in the state it had', () => {
  test('a request closed long ago: its times by the 12-hour clock, its number, and an audited event that ran no effects', async () => {
    const key = unique('77');
    const messages = async (): Promise<Row[]> => query(server.target, "select id from td_outbox where kind = 'notify'");
    const before = await messages();
    const sheet = csv([
      REQUESTS,
      [
        key,
        '03/05/2013 12:00:00 AM',
        '03/05/2013 12:30:15 PM',
        'Lamps',
        'ELECTRIC',
        'No light, "hall"',
        '1 Long St',
        'Unspecified',
        'Closed',
        '',
        'North',
      ],
    ]);
    expect(await bringIn(finance, 'work-orders', sheet)).toMatchObject({ mapping: 'service-requests', created: 1, errors: [] });
    const order = await first(admin, 'work-orders', `filters[number][$eq]=SR-${key}`);
    expect(order).toMatchObject({
      state: 'closed',
      trade: 'electrical',
      content: 'ELECTRIC · No light, "hall"',
      location: '1 Long St, North',
      issuedAt: '2013-03-04T16:00:00.000Z',
      completedAt: '2013-03-05T04:30:15.000Z',
      registeredAt: '2013-03-04T16:00:00.000Z',
      incomplete: true,
      rev: 1,
    });
    const [event, ...others] = await eventsOf('work-orders', order.documentId);
    expect(event).toMatchObject({ event: 'imported', to: 'closed', actor: { role: { en: 'Finance' } } });
    expect(others).toEqual([]);
    expect(await messages()).toEqual(before);
  });

  test('an old number does not move the book of the house on', async () => {
    const numbers = await query(server.target, "select book, value from td_counters where book like 'work-order:%'");
    expect(numbers).toEqual([]);
  });

  test('an invoice is a customer, a bill and its payment; leading zeros stay, what is owed is what is not settled', async () => {
    const [who, paid, open] = [unique('C'), `00${unique('1')}`, `00${unique('2')}`];
    const sheet = csv(
      [
        INVOICES,
        [who, paid, '1/2/2013', '2/1/2013', '1,100.10', 'No', '1/15/2013'],
        [who, open, '5/20/2013', '6/19/2013', '50.05', 'Yes', ''],
      ],
      '\r\n',
    );
    expect(await bringIn(finance, 'bills', sheet)).toMatchObject({
      mapping: 'invoices',
      created: 5,
      byForm: { customer: 1, 'fee-item': 1, bill: 2, payment: 1 },
    });
    const bill = await first(finance, 'bills', `filters[number][$eq]=${paid}`);
    expect(bill).toMatchObject({
      number: paid,
      state: 'paid',
      amountTotal: 110010,
      paidTotal: 110010,
      balance: 0,
      issueDate: '2013-01-02',
      dueDate: '2013-02-01',
      dispute: false,
      lines: [{ amount: 110010, paid: 110010, balance: 0 }],
    });
    expect(await first(finance, 'bills', `filters[number][$eq]=${open}`)).toMatchObject({
      state: 'issued',
      amountTotal: 5005,
      balance: 5005,
      dispute: true,
      lines: [{ amount: 5005, paid: 0, balance: 5005 }],
    });
    expect(await first(finance, 'payments', `filters[number][$eq]=R-${paid}`)).toMatchObject({
      state: 'verified',
      amount: 110010,
      unallocated: 0,
    });
  });

  test('padded headers, one building with several leases, and a missing master that is made', async () => {
    const tower = unique('Tower ');
    const sheet = csv(
      [
        LEASES,
        [`${tower}   `, 'Roof A  ', 'Sky Ltd  ', '01 Mar 2014 ', '28 Feb 2058  ', '44 ', '1000.50'],
        [`${tower} `, 'Roof B', 'Sky Ltd. ', '01 Aug 2009', '31 Jul 2019', '10', '2000.00'],
      ],
      '\r\n',
    );
    const report = await bringIn(admin, 'leases', sheet);
    expect(report).toMatchObject({ mapping: 'leases', errors: [], byForm: { building: 1, unit: 2, customer: 2, lease: 2 } });
    const lease = await first(
      admin,
      'leases',
      `filters[units][unitNo][$eq]=${encodeURIComponent('Roof A')}&filters[endDate][$eq]=2058-02-28`,
    );
    expect(lease).toMatchObject({ state: 'active', startDate: '2014-03-01', customer: { title: 'Sky Ltd' } });
  });
});

describe('who may', () => {
  const sheet = csv([HEADER, company('谁')]);
  test.each(['receptionist', 'customer-service-manager', 'customer-service-assistant', 'engineering', 'director'])(
    '%s brings in no customers',
    async (role) => {
      const api = await server.login(role);
      for (const answer of [
        await sendSheet(api, 'customers', sheet),
        await sendSheet(api, 'customers', sheet, { dryRun: true }),
        await api.post('/api/customers/import/undo/1'),
      ])
        expect(answer.status).toBe(403);
      expect(need(await api.get<Row[]>('/api/import-mappings'))).toEqual([]);
    },
  );

  test('nobody without a login', async () => expect((await sendSheet(server.api(), 'customers', sheet)).status).toBe(401));

  test('a mapping that writes a form which the person may not import is refused as a whole', async () => {
    const api = await server.login('administration');
    const answer = await sendSheet(api, 'employees', csv([INVOICES, ['C', '1', '1/2/2013', '2/1/2013', '1', 'No', '']]), {
      mapping: 'invoices',
    });
    expect(answer.status).toBe(403);
  });

  test('administration brings in new staff under every rule, no history', async () => {
    const api = await server.login('administration');
    const post = await first(admin, 'posts');
    const header = ['姓名', '岗位', '部门', '电话', '入职日期', '状态'];
    const department = (post.department as Row).title as string;
    const row = (name: string, state: string): Cells => [name, String(post.nameZh), department, '16400009999', '2026-05-01', state];
    const name = unique('新人');
    const trial = await bringIn(api, 'employees', csv([header, row(name, ''), row(`${name}甲`, '离职')]), { dryRun: true });
    const report = await bringIn(api, 'employees', csv([header, row(name, ''), row(`${name}甲`, '离职')]));
    expect(trial.errors).toEqual(report.errors);
    expect(report.errors).toMatchObject([{ row: 3, column: '状态', code: 'history_forbidden' }]);
    expect(report.created).toBe(1);
    const person = await first(api, 'employees', `filters[name][$eq]=${encodeURIComponent(name)}`);
    expect(await eventsOf('employees', person.documentId)).toMatchObject([{ event: 'create' }]);
    const broken = await bringIn(api, 'employees', csv([['姓名'], [unique('缺')]]), { dryRun: true });
    expect(broken).toMatchObject({ ok: 0, created: 0 });
    expect(broken.errors.map((error) => error.field)).toEqual(expect.arrayContaining(['post', 'phone']));
  });
});

describe('taking an import back', () => {
  test('archives what it made and frees its numbers; what was worked on or is used elsewhere stays and is told', async () => {
    const [moved, used, plain] = [unique('办'), unique('用'), unique('撤')];
    const report = await bringIn(finance, 'customers', csv([HEADER, company(moved), company(used), company(plain)]));
    const [movedRec, usedRec, plainRec] = [await byName(moved), await byName(used), await byName(plain)];
    const desk = await server.login('customer-service-assistant');
    need(await desk.put(`/api/customers/${movedRec.documentId}`, { data: { rev: movedRec.rev, headcount: 20 } }));
    await create(desk, 'contacts', { customer: usedRec.documentId, name: '王工', roleTypes: ['primary'], phone: '16400001111' });

    const undone = need(await finance.post<{ archived: number; kept: Row[] }>(`/api/customers/import/undo/${report.batch}`, {}));
    expect(undone.archived).toBe(1);
    expect(undone.kept).toEqual(
      expect.arrayContaining([
        { form: 'customer', documentId: movedRec.documentId, code: 'changed_since' },
        { form: 'customer', documentId: usedRec.documentId, code: 'in_use' },
      ]),
    );
    expect((await read(admin, 'customers', plainRec.documentId)).archivedAt).not.toBeNull();
    expect(await eventsOf('customers', plainRec.documentId)).toMatchObject([{ event: 'archive' }, { event: 'imported' }]);
    expect((await finance.post(`/api/customers/import/undo/${report.batch}`, {})).status).toBe(409);
    expect((await finance.post('/api/customers/import/undo/999999', {})).status).toBe(404);
  });

  test('the corrected file may bring the same numbers in again', async () => {
    const [who, number] = [unique('C'), `00${unique('3')}`];
    const sheet = (amount: string): Buffer => csv([INVOICES, [who, number, '1/2/2013', '2/1/2013', amount, 'No', '1/15/2013']]);
    const wrong = await bringIn(finance, 'bills', sheet('10'));
    need(await finance.post(`/api/bills/import/undo/${wrong.batch}`, {}));
    expect(await bringIn(finance, 'bills', sheet('12.30'))).toMatchObject({ errors: [], byForm: { customer: 1, bill: 1, payment: 1 } });
    expect(await first(finance, 'bills', `filters[number][$eq]=${number}`)).toMatchObject({ amountTotal: 1230 });
    expect(await countOf('bills', `filters[number][$eq]=${number}`)).toBe(1);
  });
});

describe('a mapping is saved and used again', () => {
  const mapping = (name: string): Row => ({
    name,
    zh: '老系统客户',
    en: 'Customers of the old system',
    match: { columns: ['编码', '公司'] },
    targets: [
      {
        as: 'record',
        form: 'customer',
        key: [{ column: '编码' }],
        number: { column: '编码', prefix: 'OLD-' },
        state: 'active',
        values: { nameZh: { column: '公司' }, customerType: { constant: 'tenant' } },
      },
    ],
  });
  test('by its name, and for any file with these columns', async () => {
    const [name, code] = [unique('旧'), unique('9')];
    expect(need(await finance.post('/api/import-mappings', mapping(name)))).toEqual({ name });
    expect(need(await finance.get<Row[]>('/api/import-mappings')).map((one) => one.name)).toEqual(
      expect.arrayContaining([name, 'invoices']),
    );
    const sheet = csv([
      ['编码', '公司', '备注'],
      [code, '老客户', ''],
    ]);
    expect(await look(finance, 'customers', sheet)).toMatchObject({ mapping: name });
    expect(await bringIn(finance, 'customers', sheet)).toMatchObject({ mapping: name, created: 1 });
    expect(await bringIn(finance, 'customers', sheet, { mapping: name })).toMatchObject({ mapping: name, known: 1 });
    expect(await first(finance, 'customers', `filters[number][$eq]=OLD-${code}`)).toMatchObject({ nameZh: '老客户', state: 'active' });
  });

  test('one that does not fit the forms is refused with every address', async () => {
    const wrong = { ...mapping('x'), targets: [{ as: 'record', form: 'customer', state: 'gone', values: { nameX: { column: '公司' } } }] };
    const refused = await finance.post<Refusal>('/api/import-mappings', wrong);
    expect(refused.status).toBe(400);
    expect(refused.body.error.details.violations.map((violation) => violation.path.join('.'))).toEqual([
      'targets.record.values.nameX',
      'targets.record.state',
    ]);
    expect((await finance.post('/api/import-mappings', { name: 'x' })).status).toBe(400);
    expect(
      (await finance.post('/api/import-mappings', { ...mapping('x'), targets: [{ as: 'a', form: 'site', state: 'active', values: {} }] }))
        .status,
    ).toBe(403);
  });

  test('a name that nobody has saved, and columns for fields that no cell fills', async () => {
    const sheet = csv([['公司'], ['x']]);
    const unknown = await sendSheet(finance, 'customers', sheet, { mapping: '没有这个' });
    expect([unknown.status, (unknown.body as unknown as Refusal).error.code]).toEqual([400, 'unknown_mapping']);
    const wrong = await sendSheet(finance, 'customers', sheet, { mapping: { 公司: 'idCopy' } });
    expect((wrong.body as unknown as Refusal).error.details.violations).toMatchObject([{ path: ['公司'], code: 'not_importable' }]);
  });
});

test('no sheet stays behind in the folder of temporary files, not even a refused one', async () => {
  await bringIn(finance, 'customers', csv([HEADER, company(unique('净'))]), { dryRun: true });
  await sendSheet(await server.login('receptionist'), 'customers', csv([HEADER, company('净')]));
  expect(readdirSync(temporary)).toEqual([]);
});

test('a long import lets others work, and what is in is seen at once', async () => {
  const rows = [HEADER, ...Array.from({ length: 500 }, (_, index) => company(unique(`长${index}`)))];
  let isDone = false;
  const run: Promise<Report> = bringIn(finance, 'customers', csv(rows)).finally(() => (isDone = true));
  const seen: number[] = [];
  const written: number[] = [];
  while (!isDone) {
    seen.push(await countOf('customers', `filters[nameZh][$startsWith]=${encodeURIComponent('长')}`));
    if (written.length === 0 && (seen.at(-1) ?? 0) > 0)
      written.push((await finance.post('/api/views', { form: 'customer', name: unique('v'), query: 'a=1' })).status);
  }
  expect(await run).toMatchObject({ created: 500, errors: [] });
  expect(seen.some((count) => count > 0 && count < 500)).toBe(true);
  expect(written).toEqual([200]);
});
