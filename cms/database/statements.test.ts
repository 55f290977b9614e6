import knex, { type Knex } from 'knex';
import { keepStatements } from './statements';

let db: Knex;
let prepared: string[];
beforeEach(async () => {
  db = knex({ client: 'better-sqlite3', connection: { filename: ':memory:' }, useNullAsDefault: true });
  prepared = [];
  const client = db.client as { acquireRawConnection(): Promise<{ prepare(sql: string): unknown }> };
  const acquire = client.acquireRawConnection.bind(client);
  client.acquireRawConnection = async () => {
    const connection = await acquire();
    const prepare = connection.prepare.bind(connection);
    connection.prepare = (sql) => (prepared.push(sql), prepare(sql));
    return connection;
  };
  keepStatements(db);
  await db.schema.createTable('slips', (table) => {
    table.increments();
    table.string('name');
  });
});
afterEach(() => db.destroy());

test('a statement is prepared once, and answers what is there now', async () => {
  await db('slips').insert({ name: 'one' });
  await db('slips').insert({ name: 'two' });
  expect(await db('slips').where({ name: 'two' })).toEqual([{ id: 2, name: 'two' }]);
  expect(await db('slips').where({ name: 'one' })).toEqual([{ id: 1, name: 'one' }]);
  expect(prepared.filter((sql) => /^(insert|select)/.test(sql))).toHaveLength(2);
});

test('after a new column the same question has it', async () => {
  await db('slips').insert({ name: 'one' });
  expect(await db('slips').select('*')).toEqual([{ id: 1, name: 'one' }]);
  await db.schema.alterTable('slips', (table) => table.integer('size'));
  expect(await db('slips').select('*')).toEqual([{ id: 1, name: 'one', size: null }]);
});

test('within a transaction that is taken back nothing stays', async () => {
  const work = db.transaction(async (trx) => {
    await trx('slips').insert({ name: 'lost' });
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect(await db('slips').select('*')).toEqual([]);
});

test('the oldest of very many goes, and is prepared again', async () => {
  for (let n = 0; n < 501; n += 1) await db.raw(`select ${n} as n`);
  await db.raw('select 500 as n');
  expect(prepared.filter((sql) => sql === 'select 500 as n')).toHaveLength(1);
  await db.raw('select 0 as n');
  expect(prepared.filter((sql) => sql === 'select 0 as n')).toHaveLength(2);
});
