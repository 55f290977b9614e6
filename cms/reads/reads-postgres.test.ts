import { join } from 'node:path';
import { Client } from 'pg';
import fc from 'fast-check';
import type { Actor } from '../access/actor';
import { loadRoleTable } from '../access/rights-table';
import { AppError } from '../http/errors';
import { startCluster } from '../database/throwaway-postgres';
import { listRecords } from './list';
import { getRecord } from './one';
import { parsePickQuery, pickRecords } from './pick';
import { numberParameters } from './postgres-handle';
import { parseListQuery } from './query';
import { openReadHandle, type ReadHandle } from './read-handle';
import { searchRecords } from './search';
import { furnish, houseRegistry, makeTables } from './testing/house';
import { EXPECTED, ORDER, REFUSED, person } from './testing/reads-spec';
import type { ListResult } from './view-types';

loadRoleTable(join(__dirname, '..', '..'));
let cluster: Awaited<ReturnType<typeof startCluster>>;
let client: Client;
let read: ReadHandle;
const manager = person('customer-service-manager');
const registry = houseRegistry();
const engine = () => ({ registry, read, clock: () => new Date('2026-03-10T00:00:00Z'), settings: { values: () => ({}) } });
const list = (raw: Record<string, unknown>, actor: Actor = manager): Promise<ListResult> =>
  listRecords(engine(), ORDER, parseListQuery(ORDER, raw), actor);

beforeAll(async () => {
  cluster = await startCluster();
  const { host, port, user, password } = cluster;
  client = new Client({ host, port, user, password, database: 'postgres' });
  await client.connect();
  await client.query('CREATE SCHEMA house');
  await client.query('SET search_path = house');
  const write = (sql: string, params: unknown[] = []): Promise<unknown> => client.query(numberParameters(sql), params);
  await makeTables('postgres', write);
  await furnish('postgres', write);
  read = openReadHandle({ client: 'postgres', connection: { host, port, user, password, database: 'postgres', schema: 'house' } });
});
afterAll(async () => {
  await read?.close();
  await client?.end();
  await cluster?.stop();
});

test.each(EXPECTED)('%j finds the same as on SQLite', async (filters, expected) => {
  expect((await list({ filters, sort: 'id:asc' })).data.map((record) => record.id)).toEqual(expected);
});

test.each(REFUSED.map((filters) => [filters]))('refused: %j', async (filters) => {
  await expect(list({ filters })).rejects.toMatchObject({ status: 400 });
});

test('a record looks as on SQLite: fen as numbers, days as text, instants in UTC', async () => {
  expect(await getRecord(engine(), ORDER, 'order-1', manager)).toMatchObject({
    fee: 12000,
    hours: 1.5,
    openedOn: '2026-03-01',
    dueAt: '2026-03-01T16:30:00.000Z',
    urgent: true,
    score: 2,
    tags: ['a', 'b'],
    createdAt: '2026-03-01T00:00:00.000Z',
    customer: { documentId: 'customer-1', title: '长城贸易' },
    technicians: [{ documentId: 'employee-12', title: '李雷' }, { documentId: 'employee-11' }],
    photo: { id: 1 },
    photos: [{ id: 1 }, { id: 2 }],
    materials: [
      { id: 2, item: 'tap', price: 11700, givenBy: null },
      { id: 1, givenBy: { documentId: 'employee-12' }, givenAt: '2026-03-01T02:00:00.000Z' },
    ],
    visits: [{ day: '2026-03-02', guest: { documentId: 'employee-12', title: '李雷' } }, { guest: null }],
  });
});

test('sorting, tabs, search and picker', async () => {
  const ids = async (sort: string): Promise<number[]> => (await list({ sort })).data.map((record) => record.id);
  expect(await ids('fee:asc')).toEqual([3, 2, 1]);
  expect(await ids('fee:desc')).toEqual([1, 2, 3]);
  expect(await ids('-createdAt')).toEqual([3, 2, 1]);
  expect((await list({ counts: 'trade,urgent,state' })).meta.counts).toEqual({
    trade: { water: 2, power: 1 },
    urgent: { true: 1, false: 1, '': 1 },
    state: { open: 2, closed: 1 },
  });
  expect((await list({ _q: 'tap 003' })).data).toHaveLength(1);
  expect((await searchRecords(engine(), '001', manager))[0]).toMatchObject({ documentId: 'order-1' });
  expect((await pickRecords(engine(), 'customer', parsePickQuery({ q: 'ccmy' }), manager)).map((brief) => brief.title)).toEqual([
    '长城贸易',
  ]);
});

test('row scopes are the same SQL for every role', async () => {
  expect((await list({ sort: 'id:asc' }, person('receptionist'))).data.map((record) => record.id)).toEqual([1, 2]);
  for (const role of ['director', 'administrator', 'finance', 'customer-service-assistant', 'estate-assistant', 'engineering'])
    expect((await list({}, person(role))).meta.pagination).toHaveProperty('total');
});

test('the connection cannot write', async () => {
  await expect(read.all('DELETE FROM orders', [])).rejects.toThrow('read-only');
});

test('whatever is asked, the answer is a list or a 400', async () => {
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
    '$startsWith',
    '$startsWithi',
    '$endsWith',
    '$endsWithi',
    '$null',
    '$notNull',
    '$between',
  ];
  const names = [...ORDER.fields.map((entry) => entry.name), 'id', 'documentId', 'createdAt'];
  const columns = ['name', 'nameZh', 'quantity', 'price', 'givenAt', 'minutes', 'day', 'done', 'guest', 'text'];
  const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom(
      '2026-03-01',
      '0001-01-01',
      '9999-12-31T23:59:59Z',
      'true',
      '001',
      "' OR 1=1--",
      '%',
      '\\',
      '9007199254740991',
      '1e308',
      '-1e-300',
    ),
  );
  const leaf = fc.oneof(
    value,
    fc.dictionary(fc.constantFrom(...operators), fc.oneof(value, fc.array(value, { minLength: 2, maxLength: 2 })), {
      minKeys: 1,
      maxKeys: 1,
    }),
  );
  const nested = fc.oneof(leaf, fc.dictionary(fc.constantFrom(...columns), leaf, { minKeys: 1, maxKeys: 1 }));
  const filters = fc.dictionary(fc.constantFrom(...names), nested, { minKeys: 1, maxKeys: 2 });
  await fc.assert(
    fc.asyncProperty(filters, fc.oneof(fc.constant(''), fc.string()), fc.constantFrom('id', ...names), async (tree, q, sort) => {
      try {
        await list({ filters: tree, _q: q, sort });
      } catch (error) {
        if (!(error instanceof AppError) || error.status !== 400) throw error;
      }
    }),
    { numRuns: 1000 },
  );
});
