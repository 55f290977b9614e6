import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import databaseConfig from '../../config/database';
import type { FormDefinition } from '../../config/definition/types';
import type { Api } from './support/api';
import { testFolder } from './support/folder';
import { create, faultValues, need, read, reportFault, unique, type Many, type Rec, type Refusal, type Row } from './support/house';
import { probeSheet, SUBJECT } from './support/probe-sheet';
import { execute, query } from './support/raw';
import { forms } from './support/rights';
import { ADMIN_PASSWORD, databaseOfThisRun, DEMO_PASSWORD, METRICS_TOKEN, startServer, type TestServer } from './support/server';

/** What is known of the ground the house stands on, and would come back by itself: each of these was once true the other way round. */
const ROOT = join(__dirname, '../..');
let server: TestServer;
beforeAll(async () => {
  server = await startServer({ env: { CORS_ORIGINS: 'https://desk.example.com' } });
});
afterAll(() => server?.stop());

const isPostgres = databaseOfThisRun() === 'postgres';
const columnOf = (name: string): string => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
const tableOf = (def: FormDefinition): string => def.plural.replaceAll('-', '_');

describe('1. one set of Strapi', () => {
  test('every part of Strapi is 5.54.0, in the lock file and as installed', () => {
    const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Record<string, { version?: string }> };
    // Parts that have versions of their own.
    const apart = /@strapi\/(design-system|icons|ui-primitives|sdk-plugin)$/;
    const parts = Object.entries(lock.packages).filter(([path]) => /node_modules\/@strapi\/[^/]+$/.test(path) && !apart.test(path));
    expect(parts.length).toBeGreaterThan(15);
    expect(parts.filter(([, entry]) => entry.version !== '5.54.0').map(([path, entry]) => `${path} ${entry.version}`)).toEqual([]);
    for (const name of ['strapi', 'core', 'admin', 'database', 'plugin-users-permissions'])
      expect(
        (JSON.parse(readFileSync(join(ROOT, `node_modules/@strapi/${name}/package.json`), 'utf8')) as { version: string }).version,
      ).toBe('5.54.0');
  });
});

describe('2. unique is a constraint of the database', () => {
  test('every unique field has an index of its own in the database', async () => {
    const missing: string[] = [];
    for (const def of forms) {
      const indexes = await uniqueColumns(tableOf(def));
      for (const field of [...def.fields.filter((one) => one.unique).map((one) => columnOf(one.name)), 'document_id'])
        if (!indexes.some((columns) => columns.includes(field))) missing.push(`${tableOf(def)}.${field}`);
    }
    expect(missing).toEqual([]);
  });

  test('the database itself refuses a second one, whoever writes it', async () => {
    const api = await server.login('customer-service-assistant');
    const code = unique('DB-');
    await create(api, 'keys', {
      code,
      name: '钥匙',
      keyClass: 'common',
      location: '1号楼',
      cabinet: 'A',
      hook: unique('H'),
      copies: 1,
      maxLoanHours: 4,
    });
    // Without a site nothing would be unique within it.
    const sql = `select code from keys where code = '${code}' and site_id is not null`;
    expect(await query(server.target, sql)).toEqual([{ code }]);
    await expect(
      execute(server.target, `insert into keys (document_id, code, site_id) select 'twin', code, site_id from keys where code = '${code}'`),
    ).rejects.toThrow(/unique/i);
  });

  test('no key between two tables stands there twice', async () => {
    const sql =
      server.database === 'postgres'
        ? `select conrelid::regclass::text || ' ' || conkey::text || ' ' || confrelid::regclass::text as key from pg_constraint where contype = 'f'`
        : `select m.name || ' ' || f."from" || ' ' || f."table" as key from sqlite_master m join pragma_foreign_key_list(m.name) f where m.type = 'table'`;
    const keys = (await query(server.target, sql)).map((row) => String(row.key));
    expect(keys.length).toBeGreaterThan(300);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });
});

describe('3. no sync deletes data', () => {
  /** The same form, three times: as it was, with a field less, with a field of another type. */
  const amount = (type: string): string => `{name: amount, zh: 数量, en: Amount, type: ${type}}`;

  test('a field that goes keeps its values, a field that would change its type stops the start, and coming back everything is there', async () => {
    const folder = testFolder('forms');
    const write = (fields: string[]): void => writeFileSync(join(folder, 'probe-sheet.yaml'), probeSheet('试验单', fields));
    mkdirSync(folder, { recursive: true });
    write([SUBJECT, amount('integer')]);
    const env = { EXTRA_FORMS: folder };
    const start = await startServer({ env });
    const house = { dataDir: start.dataDir, databaseName: start.databaseName, database: start.database, env };
    try {
      const made = await create(await start.login('customer-service-assistant'), 'probe-sheets', { subject: '数一数', amount: 42 });
      await start.kill();

      write([SUBJECT, amount('string')]);
      await expect(startServer(house)).rejects.toThrow(/probe_sheets\.amount/);

      write([SUBJECT]);
      const without = await startServer(house);
      expect(await read(await without.login('customer-service-assistant'), 'probe-sheets', made.documentId)).not.toHaveProperty('amount');
      const [kept] = await query(without.target, `select amount from probe_sheets where document_id = '${made.documentId}'`);
      expect(Number(kept?.amount)).toBe(42);
      await without.kill();

      // The field is gone, its values are not: a field of the same name and another type would still meet them.
      write([SUBJECT, amount('string')]);
      await expect(startServer(house)).rejects.toThrow(/probe_sheets\.amount/);

      write([SUBJECT, amount('integer')]);
      // Behind a proxy that speaks https, which this start shows as well: the cookie goes out by https only.
      const back = await startServer({ ...house, env: { ...env, HTTPS: 'true', TRUST_PROXY: 'true' } });
      const proxied = { headers: { 'x-forwarded-proto': 'https' } };
      const plain = await back
        .api()
        .post<Refusal>('/api/auth/local', { identifier: 'customer-service-assistant', password: DEMO_PASSWORD });
      expect([plain.status, plain.body.error.code, plain.headers.getSetCookie()]).toEqual([403, 'https_only', []]);
      const login = await back
        .api()
        .post<{ jwt: string }>('/api/auth/local', { identifier: 'customer-service-assistant', password: DEMO_PASSWORD }, proxied);
      expect(await read(back.api(need(login).jwt), 'probe-sheets', made.documentId)).toMatchObject({ amount: 42, subject: '数一数' });
      expect(login.headers.getSetCookie().find((line) => line.startsWith('td_refresh='))).toMatch(/; secure/i);
      expect(login.headers.get('strict-transport-security')).toMatch(/max-age=31536000/);
      await back.stop();

      rmSync(join(folder, 'probe-sheet.yaml'));
      const gone = await startServer(house);
      expect((await (await gone.login('customer-service-assistant')).get('/api/probe-sheets')).status).toBe(404);
      expect(await query(gone.target, 'select document_id from probe_sheets')).toEqual([{ document_id: made.documentId }]);
      await gone.stop();
    } finally {
      rmSync(folder, { recursive: true, force: true });
      rmSync(start.dataDir, { recursive: true, force: true });
    }
  }, 400_000);
});

// Two processes on one SQLite file are no installation; on PostgreSQL they are the usual one.
if (isPostgres) {
  describe('4. two instances', () => {
    test('both come up when they are started together on an empty database, and serve the same records', async () => {
      const [one, other] = await startTogether();
      try {
        for (const instance of [one, other])
          expect(need(await (await instance.login('receptionist')).get<Many>('/api/buildings')).meta.pagination.total).toBe(4);
        const record = await reportFault(one);
        expect(await read(await other.login('receptionist'), 'repair-logs', record.documentId)).toMatchObject({ number: record.number });
        const [users] = await query(one.target, 'select count(*) as n, count(distinct username) as distinct from up_users');
        expect(Number(users?.n)).toBe(Number(users?.distinct));
        const [admins] = await query(one.target, 'select count(*) as n from admin_users');
        expect(Number(admins?.n)).toBe(1);
      } finally {
        await Promise.all([one.stop(), other.stop()]);
      }
    }, 300_000);
  });
}

async function startTogether(): Promise<[TestServer, TestServer]> {
  const { onCluster, sharedCluster } = await import('../database/throwaway-postgres');
  const databaseName = `test_twins_${Date.now()}`;
  await onCluster(sharedCluster(), `create database ${databaseName}`);
  const env = Object.fromEntries(
    ['APP_KEYS', 'ADMIN_JWT_SECRET', 'API_TOKEN_SALT', 'TRANSFER_TOKEN_SALT', 'ENCRYPTION_KEY', 'JWT_SECRET'].map((name) => [
      name,
      `${name}-of-the-twins`,
    ]),
  );
  return Promise.all([0, 1].map(() => startServer({ database: 'postgres', databaseName, env }))) as Promise<[TestServer, TestServer]>;
}

describe('5. private values are closed to search', () => {
  test('every sensitive field of every form is marked so for Strapi’s own search, rows among them', async () => {
    const panel = await panelOf(server);
    const types = need(
      await panel.get<{ data: { uid: string; attributes: Record<string, { type: string; searchable?: boolean }> }[] }>(
        '/content-manager/content-types',
      ),
    ).data;
    const open: string[] = [];
    let count = 0;
    for (const def of forms) {
      const attributes = types.find((type) => type.uid === `api::${def.key}.${def.key}`)?.attributes ?? {};
      for (const field of def.fields.filter((one) => one.sensitive || one.encrypted || one.columns?.some((column) => column.sensitive))) {
        const attribute = attributes[field.name];
        if (!attribute || !['string', 'text', 'biginteger', 'float', 'json'].includes(attribute.type)) continue;
        count += 1;
        if (attribute.searchable !== false) open.push(`${def.key}.${field.name}`);
      }
    }
    expect(open).toEqual([]);
    expect(count).toBeGreaterThan(5);
  });

  test('neither the panel’s search nor ours finds a record by its secret', async () => {
    const [assistant, panel] = [await server.login('customer-service-assistant'), await panelOf(server)];
    const idNumber = `ZJ${Date.now()}`;
    const customer = await create(assistant, 'customers', {
      customerType: 'tenant',
      legalKind: 'individual',
      nameZh: unique('保密'),
      idNumber,
    });
    const found = need(
      await panel.get<{ results: Rec[] }>(`/content-manager/collection-types/api::customer.customer?_q=${idNumber}`),
    ).results;
    expect(found).toEqual([]);
    expect(
      need(
        await panel.get<{ results: Rec[] }>(
          `/content-manager/collection-types/api::customer.customer?_q=${encodeURIComponent(String(customer.nameZh))}`,
        ),
      ).results,
    ).toHaveLength(1);
    for (const role of ['customer-service-assistant', 'administrator', 'property-general-manager']) {
      const api = await server.login(role);
      expect(need(await api.get<Many>(`/api/customers?_q=${idNumber}`)).meta.pagination.total).toBe(0);
      expect(need(await api.get(`/api/search?q=${idNumber}`))).toEqual([]);
    }
  });
});

describe('6. what is asked must be understood', () => {
  test('an unknown key of a question is refused by every list, also Strapi’s own backdoors', async () => {
    const api = await server.login('administrator');
    for (const def of forms.filter((_, index) => index % 4 === 0)) {
      for (const question of [
        'foo=bar',
        'where[id][$gt]=0',
        'lookup[a]=1',
        'having[a]=1',
        'populate[createdBy]=true',
        'filters[createdBy][password][$startsWith]=$2',
        'filters[updatedBy][id][$gt]=0',
        'sort=createdBy.password',
        'fields=createdBy',
        'filters[$foo]=1',
        'filters[noSuchField][$eq]=1',
        'filters[documentId][$regex]=.*',
        'status=draft',
        'locale=zh',
        'publicationState=preview',
        '_where[id]=1',
        'counts=noSuchField',
      ]) {
        const { status } = await api.get(`/api/${def.plural}?${question}`);
        expect([def.key, question, status]).toEqual([def.key, question, 400]);
      }
    }
  });

  test('a question that would cost too much is refused', async () => {
    const api = await server.login('administrator');
    const deep = `filters${'[$not]'.repeat(40)}[number][$eq]=1`;
    const many = Array.from({ length: 600 }, (_, index) => `filters[documentId][$in][${index}]=x`).join('&');
    const wide = Array.from({ length: 80 }, (_, index) => `filters[$or][${index}][number][$eq]=${index}`).join('&');
    for (const question of [
      deep,
      many,
      wide,
      'pagination[pageSize]=100000',
      'pagination[page]=999999999',
      'pagination[pageSize]=0',
      'pagination[pageSize]=-1',
      'pagination[pageSize]=x',
      `_q=${'x'.repeat(500)}`,
      'filters[customer][assistant][department][head][name][$eq]=x',
      `fields=${Array.from({ length: 300 }, () => 'number').join(',')}`,
    ]) {
      // Node itself refuses an address that is too long (431).
      expect([question.slice(0, 60), [400, 431].includes((await api.get(`/api/repair-logs?${question}`)).status)]).toEqual([
        question.slice(0, 60),
        true,
      ]);
    }
  });
});

describe('7. other origins', () => {
  test('only the origins of the list may read an answer; no other is named back, with credentials or without', async () => {
    const call = (origin: string, method = 'GET'): Promise<Response> =>
      fetch(`${server.url}/api/auth/refresh`, {
        method,
        headers: {
          origin,
          ...(method === 'OPTIONS' ? { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' } : {}),
        },
      });
    for (const origin of ['https://evil.example', 'null', 'https://desk.example.com.evil.example', 'http://desk.example.com']) {
      for (const method of ['GET', 'OPTIONS']) {
        const named = (await call(origin, method)).headers.get('access-control-allow-origin');
        expect([origin, method, named === origin || named === '*']).toEqual([origin, method, false]);
      }
    }
    expect((await call('https://desk.example.com', 'OPTIONS')).headers.get('access-control-allow-origin')).toBe('https://desk.example.com');
  });
});

describe('8. tokens live shortly', () => {
  test('an access token ends after ten minutes, its session the same day', async () => {
    const { jwt } = need(
      await server.api().post<{ jwt: string }>('/api/auth/local', { identifier: 'receptionist', password: DEMO_PASSWORD }),
    );
    const claims = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as { exp: number; iat: number; type: string };
    expect([claims.exp - claims.iat, claims.type]).toEqual([600, 'access']);
    const [session] = await query(
      server.target,
      "select * from strapi_sessions where origin = 'users-permissions' order by id desc limit 1",
    );
    const end = new Date((session?.absolute_expires_at ?? session?.expires_at) as string | number).getTime();
    expect(end - Date.now()).toBeLessThanOrEqual(12 * 3_600_000 + 60_000);
  });

  test('registration is closed in Strapi’s own settings as well', async () => {
    const [row] = await query(
      server.target,
      "select value from strapi_core_store_settings where key = 'plugin_users-permissions_advanced'",
    );
    expect((JSON.parse(String(row?.value)) as { allow_register: boolean }).allow_register).toBe(false);
    const granted = await query(
      server.target,
      `select p.action from up_permissions p join up_permissions_role_lnk l on l.permission_id = p.id join up_roles r on r.id = l.role_id where r.type = 'public'`,
    );
    expect(granted).toEqual([]);
  });
});

describe('9. what is acknowledged is on the disk', () => {
  if (isPostgres) {
    test('the server’s connections give up on a statement that hangs, and on a transaction that nobody ends', async () => {
      const settings = await query(
        server.target,
        "select name, setting from pg_settings where name in ('synchronous_commit', 'default_transaction_isolation')",
      );
      expect(settings.find((row) => row.name === 'default_transaction_isolation')?.setting).toBe('read committed');
      const env = Object.assign((_key: string, fallback?: string) => fallback ?? '', {
        int: (_key: string, fallback: number) => fallback,
        bool: (_key: string, fallback: boolean) => fallback,
      });
      const asked = databaseConfig({
        env: Object.assign((key: string, fallback?: string) => (key === 'DATABASE_CLIENT' ? 'postgres' : env(key, fallback)), env) as never,
      });
      expect(asked.connection).toMatchObject({
        client: 'postgres',
        connection: { statement_timeout: 30_000, idle_in_transaction_session_timeout: 60_000 },
      });
    });
  } else {
    test('SQLite keeps a write-ahead log and waits for the disk at every commit', async () => {
      expect(await query(server.target, 'pragma journal_mode')).toEqual([{ journal_mode: 'wal' }]);
      // `synchronous` belongs to a connection: the one that Strapi is given is asked.
      const env = Object.assign((key: string, fallback?: string) => (key === 'DATA_DIR' ? server.dataDir : (fallback ?? '')), {
        int: (_key: string, fallback: number) => fallback,
        bool: (_key: string, fallback: boolean) => fallback,
      });
      const settings = databaseConfig({ env: env as never }).connection as unknown as {
        connection: { filename: string };
        pool: { afterCreate(connection: unknown, done: (error: Error | null) => void): void };
      };
      const Database = require('better-sqlite3') as new (file: string) => {
        pragma(text: string, options?: { simple: boolean }): unknown;
        close(): void;
      };
      const connection = new Database(settings.connection.filename);
      await new Promise<void>((done, failed) => settings.pool.afterCreate(connection, (error) => (error ? failed(error) : done())));
      const asked = Object.fromEntries(
        ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'].map((name) => [name, connection.pragma(name, { simple: true })]),
      );
      connection.close();
      expect(asked).toEqual({ journal_mode: 'wal', synchronous: 2, foreign_keys: 1, busy_timeout: 5000 });
    });
  }
});

describe('10. money is whole fen', () => {
  test('every amount is a whole number of eight bytes in the database', async () => {
    const wrong: string[] = [];
    let count = 0;
    for (const def of forms) {
      const types = await columnTypes(tableOf(def));
      for (const field of def.fields.filter((one) => one.type === 'money')) {
        count += 1;
        if (types.get(columnOf(field.name)) !== 'bigint') wrong.push(`${def.key}.${field.name}: ${types.get(columnOf(field.name))}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(15);
  });

  test('the largest amount comes back as it was sent, as a number', async () => {
    const finance = await server.login('finance');
    const most = 9_007_199_254_740_991;
    const item = await create(finance, 'material-items', material({ salePrice: most, costPrice: 1 }));
    expect(item.salePrice).toBe(most);
    expect((await read(finance, 'material-items', item.documentId)).salePrice).toBe(most);
    expect(need(await finance.get<Many>(`/api/material-items?filters[salePrice][$eq]=${most}`)).meta.pagination.total).toBe(1);
    expect(need(await finance.get<Many>(`/api/material-items?filters[salePrice][$gt]=${most - 1}`)).meta.pagination.total).toBe(1);
  });

  test('what is no amount is not one: halves, powers, words, lists and numbers that are too large', async () => {
    const finance = await server.login('finance');
    for (const salePrice of [1.5, -1, '1e9', 'abc', '', true, [100], { amount: 1 }, 9_007_199_254_740_993, 1e300, -0.1, '１２']) {
      const answer = await finance.post<Refusal>('/api/material-items', { data: material({ salePrice, costPrice: 1 }) });
      expect([salePrice, answer.status]).toEqual([salePrice, 400]);
    }
  });
});

describe('beside the ten', () => {
  test('a number that is none is a mistake of who asks (400), never of the house (500)', async () => {
    const finance = await server.login('finance');
    for (const question of [
      'filters[amount]=abc',
      'filters[amount][$gt]=abc',
      'filters[amount][$in][0]=abc',
      'filters[amount][$between][0]=1',
      'filters[amount]=1e400',
      'filters[amount]=99999999999999999999',
      'filters[receivedAt]=abc',
      'filters[receivedAt][$lt]=2026-99-99',
      'filters[receivedAt]=99999-01-01',
      'filters[customer]=1',
      'filters[customer][id]=abc',
      'filters[id]=abc',
      'filters[createdAt][$gt]=x',
      'filters[amount][$contains]=1',
      'filters[number][$gt][x]=1',
      'filters[state][$eq][$eq]=1',
      'filters=abc',
      'filters[]=1',
      'sort=',
      'sort[a][b]=c',
      'pagination=1',
      'pagination[x]=1',
      'archived=maybe',
      'counts[a][b]=1',
      'fields[a][b]=1',
      '_q[a]=1',
      '_q[]=1',
    ]) {
      const { status } = await finance.get(`/api/payments?${question}`);
      expect([question, status === 200 || status === 400]).toEqual([question, true]);
    }
  });

  test('nothing that is sent makes the house fail: NUL, half characters, depth, length, types, prototypes', async () => {
    const desk = await server.login('receptionist');
    const good = await faultValues(server);
    const deep = (levels: number): unknown => Array.from({ length: levels }).reduce<unknown>((inner) => ({ a: inner }), 1);
    const nasty: unknown[] = [
      'a\u0000b',
      '\ud800',
      '\u0000',
      'x'.repeat(300_000),
      deep(500),
      Array.from({ length: 5_000 }, () => 1),
      -0,
      1e308,
      '🏢'.repeat(200),
      "'; drop table repair_logs; --",
      '${7*7}',
      '<script>alert(1)</script>',
      { $ne: null },
      { toString: 1 },
      [[[]]],
      true,
      '%00',
      '\\u0000',
      '\u202Eabc',
    ];
    const fields = [
      'location',
      'content',
      'publicArea',
      'reportedAt',
      'confirmedWithCustomer',
      'channel',
      'satisfaction',
      'attachments',
      'phone',
      'mergedInto',
    ];
    for (const field of fields) {
      for (const value of nasty) {
        const { status } = await desk.post('/api/repair-logs', { data: { ...good, [field]: value } });
        expect([field, JSON.stringify(value).slice(0, 40), [201, 400, 413].includes(status)]).toEqual([
          field,
          JSON.stringify(value).slice(0, 40),
          true,
        ]);
      }
    }
    for (const body of [
      '{"data": {"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}}',
      '{"data": []}',
      '{"data": null}',
      '[]',
      'null',
      '"x"',
      '{',
      '{"data":{"a":1}} x',
      `{"data":${'['.repeat(20_000)}`,
    ]) {
      const answer = await fetch(`${server.url}/api/repair-logs`, {
        method: 'POST',
        headers: { authorization: `Bearer ${desk.token}`, 'content-type': 'application/json' },
        body,
      });
      expect([body.slice(0, 40), answer.status]).toEqual([body.slice(0, 40), 400]);
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    const large = await fetch(`${server.url}/api/repair-logs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${desk.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ data: { content: 'x'.repeat(3_000_000) } }),
    });
    expect(large.status).toBe(413);
    need(await desk.get('/api/me'));
    expect(server.log()).not.toMatch(/\) 500\b/);
  });

  test('addresses with anything in them are answered, never with a fault', async () => {
    const desk = await server.login('receptionist');
    for (const path of [
      '/api/repair-logs/%00',
      '/api/repair-logs/%2e%2e%2f',
      `/api/repair-logs/${'x'.repeat(5000)}`,
      '/api/repair-logs/%',
      '/api/%F0%9F%8F%A2',
      '/api/repair-logs/%ff',
      '/api/forms/__proto__',
      '/api/forms/constructor',
      '/api/papers/..%2f..%2fpackage',
      '/api/papers/__proto__',
      '/api/kpis/constructor',
      '/api/pick/__proto__',
      '/api/toString',
      '/api/views?form[a]=1',
      '/api/search?q=%00',
      '/api/search?q[]=a',
      '/api/forms/bill?version=99999999999999999999',
      '/api/accounts/x',
      '/api/files/1e9/x',
      '/api/kpis/repair-count?from=x',
      '/api/kpis/repair-count?groupBy=__proto__',
      '/api/inbox?count=x',
      '/%',
      '/%c0%ae%c0%ae/',
    ]) {
      const { status } = await desk.get(path);
      expect([path.slice(0, 50), status < 500]).toEqual([path.slice(0, 50), true]);
    }
    expect(server.log()).not.toMatch(/\) 500\b/);
  });

  test('a change without the revision that was read is not made', async () => {
    const desk = await server.login('receptionist');
    const record = await reportFault(server);
    for (const rev of [undefined, null, '', '1', 1.5, 'x', {}])
      expect(
        (await desk.put(`/api/repair-logs/${record.documentId}`, { data: { location: '改', ...(rev === undefined ? {} : { rev }) } }))
          .status,
      ).toBe(400);
    for (const rev of [undefined, null, 'x'])
      expect((await desk.post(`/api/repair-logs/${record.documentId}/actions/open_order`, rev === undefined ? {} : { rev })).status).toBe(
        400,
      );
    expect((await read(desk, 'repair-logs', record.documentId)).rev).toBe(record.rev);
  });

  test('answers name no maker, forbid frames and foreign scripts, and are kept by nobody on the way', async () => {
    const desk = await server.login('receptionist');
    for (const path of ['/', '/api/me', '/api/no-such-form', '/readyz', '/_health', '/admin']) {
      const { headers } = await desk.get(path);
      expect([path, headers.get('x-powered-by'), headers.get('server')]).toEqual([path, null, null]);
    }
    const { headers } = await desk.get('/api/me');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-type')).toMatch(/^application\/json; charset=utf-8/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of ["script-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "connect-src 'self'"])
      expect(policy).toContain(part);
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  test('the process says that it lives and that it is ready; figures only to who has the token', async () => {
    expect((await server.api().get('/_health')).status).toBe(204);
    expect(need(await server.api().get('/readyz'))).toMatchObject({
      ready: true,
      pid: server.pid,
      database: server.database,
      version: expect.any(String),
    });
    expect((await server.api().get('/metrics')).status).toBe(401);
    expect((await server.api('wrong').get('/metrics')).status).toBe(401);
    const metrics = need(await server.api(METRICS_TOKEN).get<{ text: string }>('/metrics')).text;
    expect(metrics).toMatch(/^towerdesk_forms \d+$/m);
    expect(metrics).not.toMatch(/[\u4e00-\u9fff]/);
  });

  test('the log holds no password, no token and no ID number', async () => {
    const assistant = await server.login('customer-service-assistant');
    const idNumber = `ZJ77${Date.now()}`;
    await create(assistant, 'customers', { customerType: 'tenant', legalKind: 'individual', nameZh: unique('日志'), idNumber });
    await server.api().post('/api/auth/local', { identifier: 'receptionist', password: 'Geheim-wort-123' });
    const log = server.log();
    for (const secret of [idNumber, 'Geheim-wort-123', DEMO_PASSWORD, ADMIN_PASSWORD, METRICS_TOKEN, assistant.token ?? '-'])
      expect(log).not.toContain(secret);
  });

  test('methods that nobody needs are not answered', async () => {
    for (const method of ['TRACE', 'PATCH', 'PROPFIND']) {
      const status = await fetch(`${server.url}/api/repair-logs`, { method }).then(
        (answer) => answer.status,
        () => 501 /* fetch itself refuses TRACE */,
      );
      expect([method, status >= 400]).toEqual([method, true]);
    }
  });
});

const material = (more: Row): Row => ({ nameZh: unique('角阀'), spec: 'DN15', unitOfMeasure: '个', ...more });

async function panelOf(house: TestServer): Promise<Api> {
  return house.api(
    need(await house.api().post<{ data: { token: string } }>('/admin/login', { email: 'admin@towerdesk.local', password: ADMIN_PASSWORD }))
      .data.token,
  );
}

/** Columns of each unique index of a table. */
async function uniqueColumns(table: string): Promise<string[][]> {
  if (isPostgres) {
    const rows = await query(
      server.target,
      `select indexdef from pg_indexes where tablename = '${table}' and indexdef like 'CREATE UNIQUE%'`,
    );
    return rows.map((row) =>
      (/\(([^)]*)\)/.exec(String(row.indexdef))?.[1] ?? '').split(',').map((column) => column.trim().replaceAll('"', '')),
    );
  }
  const indexes = await query(server.target, `select name from pragma_index_list('${table}') where "unique" = 1`);
  return Promise.all(
    indexes.map(async (index) =>
      (await query(server.target, `select name from pragma_index_info('${String(index.name)}')`)).map((row) => String(row.name)),
    ),
  );
}

async function columnTypes(table: string): Promise<Map<string, string>> {
  const rows = await query(
    server.target,
    isPostgres
      ? `select column_name as name, data_type as type from information_schema.columns where table_name = '${table}'`
      : `select name, type from pragma_table_info('${table}')`,
  );
  return new Map(rows.map((row) => [String(row.name), String(row.type).toLowerCase()]));
}
