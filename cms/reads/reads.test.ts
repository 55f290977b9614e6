import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Actor } from '../access/actor';
import { loadRoleTable } from '../access/rights-table';
import { AppError } from '../http/errors';
import { countRecords } from './counts';
import { listRecords } from './list';
import { getRecord } from './one';
import { parsePickQuery, pickRecords } from './pick';
import { parseListQuery } from './query';
import { openReadHandle, type ReadHandle } from './read-handle';
import { searchRecords } from './search';
import { FORMS, furnish, houseRegistry, insert, makeTables, type Write } from './testing/house';
import { EXPECTED, ORDER, REFUSED, person } from './testing/reads-spec';
import type { ListResult } from './view-types';

interface Db {
  prepare(sql: string): { run(...params: unknown[]): unknown };
  pragma(text: string): unknown;
  close(): void;
}
const Database = createRequire(__filename)('better-sqlite3') as new (file: string) => Db;

loadRoleTable(join(__dirname, '..', '..'));
let folder: string;
let db: Db;
let read: ReadHandle;
const registry = houseRegistry();
const engine = () => ({ registry, read, clock: () => new Date('2026-03-10T00:00:00Z'), settings: { values: () => ({}) } });
let write: Write;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'towerdesk-reads-'));
  db = new Database(join(folder, 'x.db'));
  db.pragma('journal_mode = WAL');
  write = async (sql, params = []) => db.prepare(sql).run(...params);
  await makeTables('sqlite', write);
  await furnish('sqlite', write);
  read = openReadHandle({ client: 'sqlite', connection: { filename: join(folder, 'x.db') } });
});
afterAll(async () => {
  await read.close();
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const manager = person('customer-service-manager', { roles: ['customer-service-manager'] });
const formOf = (key: string) => FORMS.find((def) => def.key === key) ?? ORDER;
const list = (raw: Record<string, unknown>, actor: Actor = manager, form = 'order'): Promise<ListResult> =>
  listRecords(engine(), formOf(form), parseListQuery(formOf(form), raw), actor);
const ids = async (raw: Record<string, unknown>, actor?: Actor): Promise<number[]> =>
  (await list({ sort: 'id:asc', ...raw }, actor)).data.map((record) => record.id);
async function refusal(work: () => Promise<unknown>): Promise<AppError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('filters', () => {
  test.each(EXPECTED)('%j', async (filters, expected) => {
    const { data, meta } = await list({ filters, sort: 'id:asc' });
    expect(data.map((record) => record.id)).toEqual(expected);
    expect(meta.pagination).toMatchObject({ total: expected.length });
  });

  test.each(REFUSED.map((filters) => [filters]))('refused: %j', async (filters) => {
    const error = await refusal(() => list({ filters }));
    expect(error.status).toBe(400);
    expect(error.violations[0]?.path[0]).toBe('filters');
  });
});

describe('what a list shows', () => {
  test('a record: scalars, names of related records, files, rows in their order', async () => {
    const [record] = (await list({ filters: { number: '001' } })).data;
    expect(record).toMatchObject({
      documentId: 'order-1',
      number: '001',
      fee: 12000,
      hours: 1.5,
      openedOn: '2026-03-01',
      dueAt: '2026-03-01T16:30:00.000Z',
      urgent: true,
      score: 2,
      tags: ['a', 'b'],
      phone: '13812341234',
      customer: { documentId: 'customer-1', form: 'customer', number: null, title: '长城贸易', state: 'open' },
      technicians: [{ documentId: 'employee-12', title: '李雷' }, { documentId: 'employee-11' }],
      photo: { id: 1, name: '照片 1.jpg', url: expect.stringMatching(/^\/api\/files\/1\/%E7%85%A7%E7%89%87%201\.jpg\?until=\d+&sig=/) },
      photos: [{ id: 1 }, { id: 2 }],
      materials: [
        { id: 2, item: 'tap', price: 11700, givenBy: null },
        { id: 1, item: 'washer', givenBy: { documentId: 'employee-12', title: '李雷' }, givenAt: '2026-03-01T02:00:00.000Z' },
      ],
      visits: [{ day: '2026-03-02', guest: { documentId: 'employee-12', title: '李雷' }, phone: '13800138000' }, { guest: null }],
      later: null,
      site: { title: 'Site 1' },
      registeredBy: { title: '王芳' },
      createdAt: '2026-03-01T00:00:00.000Z',
    });
    expect(record?.idNumber).toBe('110***********1234');
  });

  test('pages, their count, and no count when it is not wanted', async () => {
    expect((await list({ pagination: { page: '2', pageSize: '2' }, sort: 'id' })).data.map((record) => record.id)).toEqual([3]);
    expect((await list({ pagination: { page: '2', pageSize: '2' } })).meta.pagination).toEqual({
      page: 2,
      pageSize: 2,
      pageCount: 2,
      total: 3,
    });
    expect((await list({ pagination: { withCount: 'false' } })).meta.pagination).toEqual({ page: 1, pageSize: 25 });
    expect((await list({ pagination: { start: '1', limit: '1' } })).meta.pagination).toEqual({ start: 1, limit: 1, total: 3 });
  });

  test('archived records only when asked for', async () => {
    expect(await ids({})).toEqual([1, 2, 3]);
    expect(await ids({ archived: 'true' })).toEqual([1, 2, 3, 4]);
  });

  test('sorting: by fields, by a related record, empty values first when ascending', async () => {
    expect(await ids({ sort: 'fee:asc' })).toEqual([3, 2, 1]);
    expect(await ids({ sort: ['fee:desc'] })).toEqual([1, 2, 3]);
    expect(await ids({ sort: 'state:desc,number:desc' })).toEqual([2, 1, 3]);
    expect(await ids({ sort: 'customer.nameZh:desc' })).toEqual([1, 2, 3]);
    expect(await ids({ sort: '-createdAt' })).toEqual([3, 2, 1]);
    for (const sort of [
      'materials',
      'photo',
      'technicians',
      'nothing',
      'tags',
      'customer.nothing',
      'secret.name',
      'a;b',
      '..',
      'createdBy.password',
    ])
      expect((await refusal(() => list({ sort }))).status).toBe(400);
  });

  test('only the fields that were asked for', async () => {
    const [record] = (await list({ fields: ['number', 'customer'] })).data;
    expect(Object.keys(record ?? {})).toEqual(['id', 'documentId', 'number', 'customer']);
  });

  test('numbers of the tabs ignore the tab that is open', async () => {
    expect((await list({ counts: 'state', filters: { state: 'open', fault: { $containsi: 'tap' } } })).meta.counts).toEqual({
      open: 1,
      closed: 1,
    });
    expect((await list({ counts: 'trade,urgent' })).meta.counts).toEqual({
      trade: { water: 2, power: 1 },
      urgent: { true: 1, false: 1, '': 1 },
    });
  });

  test('the search looks into the search fields and the names of related records, never into sensitive ones', async () => {
    expect(await ids({ _q: 'TAP' })).toEqual([1, 3]);
    expect(await ids({ _q: '长城' })).toEqual([1]);
    expect(await ids({ _q: '100%' })).toEqual([2]);
    expect(await ids({ _q: 'tap 003' })).toEqual([3]);
    expect(await ids({ _q: '1381234' })).toEqual([]);
    expect(await ids({ _q: '110101' })).toEqual([]);
    expect(await ids({ _q: 'inner' })).toEqual([]);
  });

  test('unknown parameters and malformed pages are refused', async () => {
    for (const raw of [
      { where: 'x' },
      { lookup: 'x' },
      { locale: 'zh' },
      { pagination: { pageSize: '201' } },
      { pagination: { page: '0' } },
      { pagination: { page: '1e3' } },
      { pagination: 'x' },
      { populate: 'createdBy' },
      { counts: 'fault' },
      { counts: 'phone' },
      { archived: 'maybe' },
      { fields: 'nothing' },
      { _q: ['x'] },
      { _q: 'x'.repeat(101) },
    ]) {
      expect((await refusal(() => list(raw))).status).toBe(400);
    }
  });

  test('a count is right after somebody has written', async () => {
    const before = await countRecords(engine(), ORDER, {}, manager);
    await insert('sqlite', write, 'order', { id: 90, number: '090', fault: 'new', site: 1, state: 'open' });
    expect(await countRecords(engine(), ORDER, {}, manager)).toBe(before + 1);
    expect((await list({})).meta.pagination).toMatchObject({ total: before + 1 });
    db.prepare('DELETE FROM orders WHERE id = 90').run();
    db.prepare("UPDATE customers SET name_zh = '长城' WHERE id = 1").run();
    expect((await getRecord(engine(), ORDER, 'order-1', manager))?.customer).toMatchObject({ title: '长城' });
    db.prepare("UPDATE customers SET name_zh = '长城贸易' WHERE id = 1").run();
  });
});

describe('rows', () => {
  test('nobody sees a record of another site, by no path', async () => {
    expect(await ids({ filters: { number: '005' } })).toEqual([]);
    expect(await getRecord(engine(), ORDER, 'order-5', manager)).toBeNull();
    expect((await searchRecords(engine(), 'other site', manager)).length).toBe(0);
    expect(await ids({ filters: { customer: { nameZh: '外项目客户' } } }, person('customer-service-manager', { siteIds: [1] }))).toEqual(
      [],
    );
    const both = person('customer-service-manager', { siteIds: [1, 2] });
    expect(await ids({}, both)).toEqual([1, 2, 3, 5]);
    expect(await countRecords(engine(), ORDER, {}, both)).toBe(4);
  });

  test('the name of a record of another site is not told', async () => {
    const other = person('customer-service-manager', { siteIds: [2] });
    await write('UPDATE orders SET customer_id = 1 WHERE id = 5');
    expect((await getRecord(engine(), ORDER, 'order-5', other))?.customer).toEqual({
      documentId: null,
      form: 'customer',
      number: null,
      title: null,
      state: null,
    });
    await write('UPDATE orders SET customer_id = 3 WHERE id = 5');
  });

  test('own shift: own records and open ones', async () => {
    expect(await ids({}, person('receptionist'))).toEqual([1, 2]);
    expect(await ids({}, person('receptionist', { employeeId: 12, employee: 'employee-12' }))).toEqual([1, 2, 3]);
    expect(await ids({}, person('receptionist', { employeeId: 99, employee: 'employee-99' }))).toEqual([1, 2]);
  });

  test('a form that is closed to a role is 403, and no way round by a relation', async () => {
    expect((await refusal(() => list({}, person('mail-clerk')))).status).toBe(403);
    expect(await getRecord(engine(), ORDER, 'order-1', person('mail-clerk'))).toBeNull();
    const assistant = person('receptionist');
    expect((await refusal(() => list({ filters: { secret: { name: { $startsWith: '机' } } } }, assistant))).status).toBe(400);
    expect((await refusal(() => list({ sort: 'secret' }, assistant))).status).toBe(400);
  });
});

describe('hidden and masked fields, on every path', () => {
  const receptionist = person('receptionist');
  const administrator = person('administrator');
  const director = person('director');

  test.each(['idNumber', 'balance', 'innerNote'])(
    'hidden %s: not in a record, a filter, a sort, a choice of fields, a count',
    async (name) => {
      expect((await list({}, receptionist)).data.every((record) => !(name in record))).toBe(true);
      expect(await getRecord(engine(), ORDER, 'order-1', receptionist)).not.toHaveProperty(name);
      for (const raw of [
        { filters: { [name]: { $notNull: true } } },
        { filters: { $or: [{ $not: { [name]: 'x' } }] } },
        { sort: name },
        { fields: name },
        { counts: name },
      ]) {
        const error = await refusal(() => list(raw, receptionist));
        expect([error.status, error.violations[0]?.code]).toEqual([400, 'unknown_field']);
      }
    },
  );

  test('masked phone: stars in a record and its rows, and no way to guess it', async () => {
    const { data, meta } = await list({ filters: { number: '001' } }, administrator);
    expect(data[0]).toMatchObject({ phone: '138****1234', visits: [{ phone: '138****8000' }, {}] });
    expect(meta.masked).toEqual(expect.arrayContaining(['phone', 'idNumber', 'visits.phone']));
    for (const raw of [
      { filters: { phone: { $startsWith: '1' } } },
      { filters: { visits: { phone: '1' } } },
      { sort: 'phone' },
      { counts: 'phone' },
      { filters: { customer: { idNumber: { $startsWith: '1' } } } },
      { sort: 'customer.idNumber' },
    ]) {
      expect((await refusal(() => list(raw, administrator))).violations[0]?.code).toBe('masked_field');
    }
    expect((await list({ _q: '13812' }, administrator)).data).toEqual([]);
    // A list asks for its columns by name: a masked one must not close it.
    const asked = await list({ filters: { number: '001' }, fields: 'number,phone' }, administrator);
    expect(asked.data[0]).toMatchObject({ number: '001', phone: '138****1234' });
  });

  test('a director sees number, date, state, unit and amount; nobody by name', async () => {
    const record = await getRecord(engine(), ORDER, 'order-1', director);
    expect(record).toMatchObject({ number: '001', fee: 12000, openedOn: '2026-03-01', state: 'open', trade: 'water' });
    expect(record?.unit).toMatchObject({ documentId: 'unit-1', title: 'A-101' });
    const text = JSON.stringify(record);
    for (const word of ['长城', '王芳', '李雷', '1381234', '110101', 'Tap', 'inner', '照片', 'washer']) expect(text).not.toContain(word);
    for (const key of ['customer', 'technicians', 'registeredBy', 'phone', 'fault', 'photo', 'remark'])
      expect(record).not.toHaveProperty(key);
    expect(record?.materials).toEqual([
      { id: 2, quantity: 1, price: 11700, givenAt: null },
      { id: 1, quantity: 2, price: 150, givenAt: '2026-03-01T02:00:00.000Z' },
    ]);
  });

  test('the search over all forms finds names, and nothing that is closed, masked or sensitive', async () => {
    expect((await searchRecords(engine(), '001', manager))[0]).toMatchObject({ form: 'order', documentId: 'order-1', number: '001' });
    expect((await searchRecords(engine(), '机密', receptionist)).length).toBe(0);
    expect((await searchRecords(engine(), '110101', manager)).length).toBe(0);
    expect((await searchRecords(engine(), '13911112222', manager)).length).toBe(0);
  });
});

describe('the picker', () => {
  const pick = async (form: string, raw: Record<string, unknown>, actor: Actor = manager): Promise<(string | null)[]> =>
    (await pickRecords(engine(), form, parsePickQuery(raw), actor)).map((brief) => brief.title);
  test('by part of a name and by pinyin, initials or whole', async () => {
    expect(await pick('customer', { q: '长' })).toEqual(['长城贸易']);
    expect(await pick('customer', { q: 'ccmy' })).toEqual(['长城贸易']);
    expect(await pick('employee', { q: 'wangf' })).toEqual(['王芳']);
    expect(await pick('customer', { q: 'zzz' })).toEqual([]);
    expect(await pick('customer', { q: 'wxm' })).toEqual([]);
  });
  test('narrowed by what the form says, about the record being edited', async () => {
    expect(await pick('unit', { field: 'order.unit', self: JSON.stringify({ customer: 'customer-2' }) })).toEqual(['A-102']);
    expect(await pick('unit', { field: 'order.unit', self: JSON.stringify({ customer: { documentId: 'customer-1' } }) })).toEqual([
      'A-101',
    ]);
    expect(await pick('unit', { field: 'order.unit' })).toEqual(['A-101', 'A-102']);
  });
  test('refuses a field that does not point there, a closed form and bad JSON', async () => {
    expect((await refusal(() => pick('unit', { field: 'order.customer' }))).status).toBe(400);
    expect((await refusal(() => pick('secret', {}, person('nobody')))).status).toBe(403);
    expect((await refusal(() => pick('nothing', {}))).status).toBe(404);
    expect((await refusal(() => pick('unit', { self: '{x' }))).status).toBe(400);
  });
});

const TEXT_OPERATORS = [
  '$eq',
  '$eqi',
  '$ne',
  '$in',
  '$notIn',
  '$contains',
  '$containsi',
  '$notContains',
  '$startsWith',
  '$startsWithi',
  '$endsWith',
  '$endsWithi',
];

test('whatever is asked, the answer is a list or a 400', async () => {
  const names = [
    ...ORDER.fields.map((entry) => entry.name),
    'id',
    'documentId',
    'createdAt',
    'createdBy',
    'nothing',
    '__proto__',
    'constructor',
    '$and',
    '$or',
    '$not',
  ];
  const operators = [
    '$eq',
    '$eqi',
    '$ne',
    '$nei',
    '$lt',
    '$lte',
    '$gt',
    '$gte',
    '$in',
    '$notIn',
    '$contains',
    '$containsi',
    '$notContains',
    '$notContainsi',
    '$startsWith',
    '$startsWithi',
    '$endsWith',
    '$endsWithi',
    '$null',
    '$notNull',
    '$between',
    '$and',
    '$or',
    '$not',
    '$x',
  ];
  const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom('2026-03-01', '2026-03-01T00:00:00Z', 'true', '001', "' OR 1=1--", '%', '\\'),
  );
  const leaf = fc.dictionary(fc.constantFrom(...operators), fc.oneof(value, fc.array(value, { maxLength: 3 })), { maxKeys: 2 });
  const leafOf = (values: fc.Arbitrary<unknown>, of: string[]) => fc.dictionary(fc.constantFrom(...of), values, { minKeys: 1, maxKeys: 2 });
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.dictionary(
        fc.constantFrom(...names, 'name', 'nameZh', 'quantity', 'text', 'minutes'),
        fc.oneof(leaf, value, tie('tree'), fc.array(tie('tree'), { maxLength: 2 })),
        { maxKeys: 3 },
      ),
    ),
  }));
  const raw = fc.oneof(
    fc.record(
      {
        filters: fc.oneof(tree, value),
        sort: fc.oneof(fc.constantFrom(...names), fc.string()),
        fields: fc.oneof(fc.constantFrom(...names), fc.string()),
        _q: fc.string(),
        counts: fc.constantFrom(...names),
        pagination: fc.dictionary(fc.constantFrom('page', 'pageSize', 'start', 'limit'), value),
      },
      { requiredKeys: [] },
    ),
    fc.record({
      filters: fc.dictionary(
        fc.constantFrom('fault', 'number', 'trade', 'tags'),
        leafOf(fc.oneof(fc.string(), fc.constantFrom("' OR 1=1--", '%', '\\', '"')), TEXT_OPERATORS),
        { maxKeys: 2 },
      ),
    }),
    fc.record({
      filters: fc.dictionary(fc.constantFrom('fee', 'rev', 'id'), leafOf(fc.integer(), ['$eq', '$ne', '$lt', '$gte', '$in', '$notIn']), {
        maxKeys: 2,
      }),
      sort: fc.constantFrom('fee', '-dueAt', 'customer:desc'),
    }),
    fc.record({ _q: fc.string({ maxLength: 100 }) }),
  );
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(raw, fc.constantFrom('customer-service-manager', 'receptionist', 'administrator', 'director'), async (query, role) => {
      try {
        const { data } = await list(query as Record<string, unknown>, person(role));
        expect(data.every((record) => (record.site as { documentId?: string } | undefined)?.documentId !== 'site-2')).toBe(true);
        answered += 1;
      } catch (error) {
        if (!(error instanceof AppError) || error.status !== 400) throw error;
      }
    }),
    { numRuns: 1500 },
  );
  expect(answered).toBeGreaterThan(50);
});
