import knex, { type Knex } from 'knex';
import { freshenStatistics } from './statistics';

let db: Knex;
beforeEach(async () => {
  db = knex({ client: 'better-sqlite3', connection: { filename: ':memory:' }, useNullAsDefault: true });
  await db.schema.createTable('slips', (table) => {
    table.increments();
    table.string('state').index();
    table.integer('day').index();
  });
});
afterEach(() => db.destroy());

const fill = async (from: number, to: number): Promise<void> => {
  const rows = Array.from({ length: to - from }, (_, index) => ({ state: (from + index) % 50 === 0 ? 'open' : 'done', day: from + index }));
  await db.batchInsert('slips', rows, 200);
};
const plan = async (state: string): Promise<string> => {
  const lines = (await db.raw('explain query plan select id from slips where state = ? and day > 10 order by day desc limit 25', [
    state,
  ])) as {
    detail: string;
  }[];
  return lines.map((line) => line.detail).join();
};

test('with statistics a list of what nearly all are is walked in its order, one of the few is found by what they are', async () => {
  await fill(0, 5_000);
  expect(await freshenStatistics(db)).toEqual(['slips']);
  expect(await plan('done')).toContain('slips_day_index');
  expect(await plan('open')).toContain('slips_state_index');
});

test('a table is looked at again when it is four times as large, and a small one not at all', async () => {
  await fill(0, 199);
  expect(await freshenStatistics(db)).toEqual([]);
  await fill(199, 1_000);
  expect(await freshenStatistics(db)).toEqual(['slips']);
  await fill(1_000, 3_999);
  expect(await freshenStatistics(db)).toEqual([]);
  await fill(3_999, 4_000);
  expect(await freshenStatistics(db)).toEqual(['slips']);
});
