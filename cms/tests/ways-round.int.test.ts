import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Answer, Api } from './support/api';
import { faultValues, first, need, read, reportFault, unique, upload, type Many, type Rec, type Refusal, type Row } from './support/house';
import { difference, query } from './support/raw';
import { ADMIN_PASSWORD, startServer, type TestServer } from './support/server';

/** Every other way to the data: Strapi's own panel, its content API, its upload. Each leads into the write pipeline, or nowhere. */
let server: TestServer;
let panel: Api;
beforeAll(async () => {
  server = await startServer();
  const answer = await server
    .api()
    .post<{ data: { token: string } }>('/admin/login', { email: 'admin@towerdesk.local', password: ADMIN_PASSWORD });
  panel = server.api(need(answer).data.token);
});
afterAll(() => server?.stop());

const typeOf = (form: string): string => `/content-manager/collection-types/api::${form}.${form}`;
interface PanelOne {
  data: Rec;
}
interface PanelRefusal {
  error: { status: number; name: string; message: string; details: { errors: { path: string[]; message: string }[] } };
}
const auditOf = async (documentId: string): Promise<Row[]> =>
  query(server.target, `select * from td_audit where document_id = '${documentId}' order by id`);
/** What happens by itself all the time: sessions, messages that leave, and Strapi's timed notes of itself in its core store. */
/** What changes at any moment: sessions, messages that leave, seals, and the media library's note of when it counts its files. */
const BY_ITSELF = ['strapi_sessions', 'td_outbox', 'td_notifications', 'td_seals', 'strapi_core_store_settings.plugin_upload_metrics'];

/** Runs something that must leave every table as it was. */
async function unchanged<T>(work: () => Promise<T>): Promise<T> {
  const before = await server.snapshot();
  const result = await work();
  expect(difference(before, await server.snapshot(), BY_ITSELF)).toEqual([]);
  return result;
}

const shiftValues = (): Row => ({
  code: unique('PX'),
  name: '面板班次',
  kind: 'day',
  startTime: '08:00',
  endTime: '16:00',
  breakMinutes: 30,
});
const postValues = (department: string): Row => ({
  code: unique('PZ'),
  nameZh: '面板岗位',
  nameEn: 'Post of the panel',
  systemRole: 'receptionist',
  department: { connect: [{ documentId: department }], disconnect: [] },
  headcount: 2,
  duties: [{ seq: 1, text: '值守' }],
});

describe('Strapi’s own panel', () => {
  test('lists every form as a content type', async () => {
    const types = need(await panel.get<{ data: { uid: string; isDisplayed: boolean }[] }>('/content-manager/content-types'))
      .data.filter((type) => type.isDisplayed)
      .map((type) => type.uid);
    const forms = need(await (await server.login('administrator')).get<{ key: string }[]>('/api/forms'));
    expect(forms.length).toBeGreaterThan(35);
    expect(types).toEqual(expect.arrayContaining(forms.map(({ key }) => `api::${key}.${key}`)));
  });

  test('a record made there has its state, revision, form version and an audit row of the administrator', async () => {
    const admin = await server.login('administrator');
    const department = await first(admin, 'departments');
    const made = need(await panel.post<PanelOne>(typeOf('post'), postValues(department.documentId)), 201).data;
    const record = await read(admin, 'posts', made.documentId);
    expect(record).toMatchObject({
      state: 'active',
      rev: 1,
      formVersion: 1,
      department: { documentId: department.documentId },
      duties: [expect.objectContaining({ text: '值守' })],
    });
    expect(await auditOf(made.documentId)).toEqual([
      expect.objectContaining({ event: 'create', actor_kind: 'admin', actor_role: 'administrator', actor_name: 'TowerDesk Admin' }),
    ]);
  });

  test('what the form of the panel sends of itself asks for nothing: nulls, untouched relations, whole numbers as text', async () => {
    const relations = { site: { connect: [], disconnect: [] }, registeredBy: { connect: [], disconnect: [] } };
    const blank = {
      state: null,
      rev: null,
      formVersion: null,
      registeredAt: null,
      slaDueAt: null,
      voidReason: null,
      archivedAt: null,
      incomplete: null,
      remark: null,
    };
    const values = shiftValues();
    const { documentId } = need(await panel.post<PanelOne>(typeOf('shift'), { ...values, ...relations, ...blank }), 201).data;
    const shown = need(await panel.get<PanelOne>(`${typeOf('shift')}/${documentId}`)).data;
    expect(typeof shown.rev).toBe('string');
    // Of relations the panel sends what it changes, of a list of them it was only told how many there are.
    const { createdBy: _by, updatedBy: _ub, posts: _posts, ...whole } = shown;
    need(await panel.put(`${typeOf('shift')}/${documentId}`, { ...whole, ...relations, name: '面板改名' }));
    expect(await read(await server.login('administrator'), 'shifts', documentId)).toMatchObject({
      name: '面板改名',
      code: values.code,
      rev: 2,
    });
    const [, edit] = await auditOf(documentId);
    expect(JSON.parse(String(edit?.changes))).toEqual([{ field: 'name', before: '面板班次', after: '面板改名' }]);
  });

  test('state, number and revision cannot be written there', async () => {
    const { documentId } = need(await panel.post<PanelOne>(typeOf('shift'), shiftValues()), 201).data;
    for (const values of [{ state: 'inactive' }, { formVersion: 7 }, { archivedAt: new Date().toISOString() }, { voidReason: 'x' }]) {
      const answer = await unchanged(() => panel.put<PanelRefusal>(`${typeOf('shift')}/${documentId}`, values));
      expect([values, answer.status]).toEqual([values, 400]);
      expect(answer.body.error.details.errors.map((error) => error.path)).toEqual([Object.keys(values)]);
    }
    expect((await unchanged(() => panel.post(typeOf('shift'), { ...shiftValues(), state: 'inactive' }))).status).toBe(400);
    expect((await unchanged(() => panel.put(`${typeOf('shift')}/${documentId}`, { name: '过时', rev: 99 }))).status).toBe(409);
  });

  test('it obeys the roles: what the administrator may not do in the house is not done there', async () => {
    const record = await reportFault(server);
    const values = { ...(await faultValues(server)) };
    const made = await unchanged(() => panel.post<PanelRefusal>(typeOf('repair-log'), values));
    const changed = await unchanged(() => panel.put<PanelRefusal>(`${typeOf('repair-log')}/${record.documentId}`, { location: '改动' }));
    expect([made.status, changed.status]).toEqual([403, 403]);
    expect(made.body.error.message).toMatch(/[\u4e00-\u9fff]/);
  });

  test('it obeys the rules, and shows what is wrong at the field', async () => {
    const admin = await server.login('administrator');
    const taken = (await first(admin, 'shifts')).code;
    const twice = await unchanged(() => panel.post<PanelRefusal>(typeOf('shift'), { ...shiftValues(), code: taken }));
    expect([twice.status, twice.body.error.details.errors.map((error) => error.path)]).toEqual([400, [['code']]]);
    const empty = await unchanged(() => panel.post<PanelRefusal>(typeOf('shift'), { ...shiftValues(), name: '' }));
    expect([empty.status, empty.body.error.details.errors.map((error) => error.path)]).toEqual([400, [['name']]]);
    expect(empty.body.error.details.errors[0]?.message).not.toBe('');
  });

  test('deleting there archives, one by one and in bulk; the record and its number stay', async () => {
    const [one, other] = [await reportFault(server), await reportFault(server)];
    need(await panel.del(`${typeOf('repair-log')}/${one.documentId}`));
    need(await panel.post(`${typeOf('repair-log')}/actions/bulkDelete`, { documentIds: [other.documentId] }));
    const desk = await server.login('receptionist');
    for (const record of [one, other]) {
      expect(await read(desk, 'repair-logs', record.documentId)).toMatchObject({
        number: record.number,
        state: 'received',
        archivedAt: expect.any(String),
        rev: 2,
      });
      expect((await auditOf(record.documentId)).map((row) => [row.event, row.actor_kind])).toEqual([
        ['create', 'user'],
        ['archive', 'admin'],
      ]);
    }
    const listed = need(
      await desk.get<Many>(
        `/api/repair-logs?filters[documentId][$in][0]=${one.documentId}&filters[documentId][$in][1]=${other.documentId}`,
      ),
    ).data;
    expect(listed).toEqual([]);
  });

  test('publishing, cloning and taking back drafts change nothing', async () => {
    const record = await reportFault(server);
    const type = typeOf('repair-log');
    const values = await faultValues(server);
    const calls: [string, Row][] = [
      ...['bulkPublish', 'bulkUnpublish'].map((action): [string, Row] => [
        `${type}/actions/${action}`,
        { documentIds: [record.documentId] },
      ]),
      [`${type}/actions/publish`, values],
      ...['publish', 'unpublish', 'discard'].map((action): [string, Row] => [`${type}/${record.documentId}/actions/${action}`, values]),
      [`${type}/clone/${record.documentId}`, values],
      [`${type}/auto-clone/${record.documentId}`, {}],
    ];
    for (const [path, body] of calls) expect([path, (await unchanged(() => panel.post(path, body))).status >= 400]).toEqual([path, true]);
  });

  test('rows belong to their paper: they are written with it, never alone', async () => {
    const rows = '/content-manager/collection-types/api::work-order-materials-row.work-order-materials-row';
    expect((await unchanged(() => panel.post(rows, { quantity: 3 }))).status).toBe(403);
    expect((await unchanged(() => panel.post(`${rows}/actions/bulkDelete`, { documentIds: ['x'] }))).status).toBe(403);
  });

  test('a password set there ends the logins of its person', async () => {
    const admin = await server.login('administrator');
    const username = unique('panel-');
    const password = 'Birch-table-lamp-77';
    const account = need(
      await admin.post<{ id: number }>('/api/accounts', {
        username,
        email: `${username}@example.com`,
        password,
        role: 'receptionist',
        employee: null,
      }),
      201,
    );
    const person = await server.login(username, password);
    need(await person.get('/api/me'));
    const [row] = await query(server.target, `select document_id from up_users where id = ${account.id}`);
    need(
      await panel.put(`/content-manager/collection-types/plugin::users-permissions.user/${String(row?.document_id)}`, {
        password: 'Copper-kettle-19',
      }),
    );
    expect((await person.get('/api/me')).status).toBe(401);
  });

  test('nobody who works in the house gets in with the login of the house, and the panel’s login opens nothing in the house', async () => {
    for (const role of ['administrator', 'receptionist']) {
      const api = await server.login(role);
      expect((await api.get('/content-manager/content-types')).status).toBe(401);
      expect((await api.get('/admin/users/me')).status).toBe(401);
    }
    expect((await panel.get('/api/me')).status).toBe(401);
    expect(
      (
        await server
          .api()
          .post('/admin/register-admin', { email: 'x@example.com', password: 'Intruder-99-x', firstname: 'x', lastname: 'y' })
      ).status,
    ).toBeGreaterThanOrEqual(400);
  });

  test('a role that is closed there is out, whatever the forms say', async () => {
    const { roles } = need(
      await panel.get<{ roles: { id: number; type: string; name: string; description: string }[] }>('/users-permissions/roles'),
    );
    const role = roles.find((candidate) => candidate.type === 'cleaning-lead');
    if (!role) throw new Error('users-permissions does not know the role cleaning-lead');
    need(await panel.put(`/users-permissions/roles/${role.id}`, { name: role.name, description: role.description, permissions: {} }));
    const closed = await server.login('cleaning-lead');
    for (const path of ['me', 'forms', 'notices', 'employees'])
      expect([path, (await closed.get(`/api/${path}`)).status]).toEqual([path, 403]);
  });

  test('content types cannot be changed there while the house is open', async () => {
    const uid = 'api::shift.shift';
    for (const call of [
      panel.post('/content-type-builder/content-types', {
        contentType: { displayName: 'x', singularName: 'x', pluralName: 'xs', attributes: {} },
      }),
      panel.put(`/content-type-builder/content-types/${uid}`, {}),
      panel.del(`/content-type-builder/content-types/${uid}`),
    ]) {
      expect((await call).status).toBeGreaterThanOrEqual(400);
    }
    need(await (await server.login('administrator')).get('/api/shifts'));
  });
});

describe('the API', () => {
  test('a state is never written directly', async () => {
    const desk = await server.login('receptionist');
    const record = await reportFault(server);
    const put = await unchanged(() =>
      desk.put<Refusal>(`/api/repair-logs/${record.documentId}`, { data: { state: 'revisited', rev: record.rev } }),
    );
    const post = await unchanged(() => desk.post<Refusal>('/api/repair-logs', { data: { state: 'revisited' } }));
    for (const answer of [put, post])
      expect([
        answer.status,
        answer.body.error.details.violations.some(({ path, code }) => path[0] === 'state' && code === 'not_writable'),
      ]).toEqual([400, true]);
  });

  test('number, revision, site, times and people that the product fills are not taken from anybody', async () => {
    const desk = await server.login('receptionist');
    const record = await reportFault(server);
    const values: Row = {
      number: 'BX-1',
      formVersion: 9,
      registeredAt: '2020-01-01T00:00:00.000Z',
      registeredBy: 'abc',
      taker: 'abc',
      archivedAt: '2020-01-01T00:00:00.000Z',
      slaDueAt: null,
      workOrder: 'abc',
      voidReason: 'x',
      incomplete: true,
    };
    for (const [name, value] of Object.entries(values)) {
      if (record[name] === value) continue;
      const answer = await desk.put<Refusal>(`/api/repair-logs/${record.documentId}`, { data: { [name]: value, rev: record.rev } });
      expect([name, answer.status]).toEqual([name, 400]);
    }
    for (const name of ['id', 'documentId', 'createdAt', 'updatedAt', 'createdBy', 'locale', '__proto__x']) {
      const answer = await desk.put<Refusal>(`/api/repair-logs/${record.documentId}`, { data: { [name]: 'x', rev: record.rev } });
      expect([name, answer.status]).toEqual([name, 400]);
    }
    expect((await read(desk, 'repair-logs', record.documentId)).rev).toBe(record.rev);
  });

  test('there is no way to rows of a paper, to files, users, sessions or to Strapi’s own content API', async () => {
    const admin = await server.login('administrator');
    const paths = [
      'work-order-materials-rows',
      'work-order-materials-row',
      'upload',
      'upload/files',
      'upload/files/1',
      'users',
      'users/count',
      'users-permissions/roles',
      'users-permissions/permissions',
      'admin::sessions',
      'sessions',
      'content-types',
      'i18n/locales',
      'graphql',
      'records',
    ];
    for (const path of paths) expect([path, (await admin.get(`/api/${path}`)).status]).toEqual([path, 404]);
    const body = new FormData();
    body.append('files', new Blob(['x']), 'x.png');
    for (const path of ['upload', 'upload/files']) expect([path, (await admin.post(`/api/${path}`, body)).status]).toEqual([path, 404]);
    for (const path of ['/uploads/', '/uploads/x.png', '/.env', '/package.json', '/config/server.ts', '/..%2f.env', '/.git/config'])
      expect([path, (await server.api().get(path)).status === 200 && !(await isPage(path))]).toEqual([path, false]);
  });

  test('a path in other letters or with a slash behind is no other way in', async () => {
    const desk = await server.login('mail-clerk');
    for (const path of ['/api/Bills', '/API/bills', '/api/bills/', '/api//bills', '/api/bills%2f', '/api/./bills'])
      expect([path, (await desk.get(path)).status === 200 && !(await isPage(path))]).toEqual([path, false]);
  });

  test('a file lies outside of what is served; its name on the disk is not the one it was given', async () => {
    const desk = await server.login('receptionist');
    const file = await upload(desk, '../../身份证 "正面".png');
    const names = readdirSync(join(server.dataDir, 'files'));
    expect(names.length).toBeGreaterThan(0);
    expect(names.every((name) => /^[A-Za-z0-9._-]+$/.test(name) && !name.startsWith('.'))).toBe(true);
    for (const name of names) expect((await server.api().get(`/uploads/${name}`)).status).not.toBe(200);
    expect((await server.api().get(file.url)).status).toBe(200);
  });
});

/** Is what stands at this address the dashboard's page, which any unknown address shows? */
async function isPage(path: string): Promise<boolean> {
  const answer: Answer<Row> = await server.api().get(path);
  return /<div id="root">/.test(String(answer.body.text ?? ''));
}

describe('the code', () => {
  const ROOT = join(__dirname, '../..');
  /** Doors to the database that pass the pipeline by. `ownTable` and `importTable` open the product's own tables (`td_…`) only, by their type. */
  const DOORS: Record<string, RegExp> = {
    'a connection of its own': /\bdb\s*\.\s*(?:connection|getConnection)\b|\bgetKnex\b|\bnew Pool\(|\bnew Database\(/,
    'tables inside a transaction': /import \{[^}]*\bfrom\b[^}]*\} from '[^']*documents\/tx'/,
    'raw SQL': /\b(?:trx|knex|connection|db)\s*\.\s*raw\(/,
    'writes by db.query': /\bdb\s*\.\s*query\([^)]*\)\s*\.\s*(?:create|update|delete)/,
    'writes by the document service': /\bdocuments\([^)]*\)\s*\.\s*(?:create|update|delete|publish|unpublish|clone)/,
    'the audit trail': /(?:ownTable|importTable)\([^)]*'td_audit'/,
  };
  /** Who has one, and for what. Everything else writes through cms/documents. */
  const KEYHOLDERS: Record<string, string> = {
    'cms/boot.ts: a connection of its own': 'schema sync, boot lock and published versions, before there is a pipeline',
    'cms/designer/convert.ts: a connection of its own': 'one conversion at a time (advisory lock in a transaction of its own)',
    'cms/designer/live-schema.ts: a connection of its own': 'adds the column of a field that is published while people work',
    'cms/designer/publish.ts: a connection of its own': 'unique indexes of a published form',
    'cms/designer/publish.ts: raw SQL': 'one publication at a time (advisory lock)',
    'cms/designer/purges.ts: raw SQL': 'one act on a purge at a time (advisory lock)',
    'cms/designer/simulation.ts: tables inside a transaction': 'reads past cases',
    'cms/jobs/exclusive.ts: raw SQL': 'one instance does a job (advisory lock)',
    'cms/kpis/bills-at-rest.ts: raw SQL': 'asks what bills add to the figures, in the transaction of their sums',
    'cms/kpis/bills-at-rest.ts: tables inside a transaction': 'looks up bills that have no sums yet',
    'cms/reads/postgres-handle.ts: a connection of its own': 'reads only (default_transaction_read_only)',
    'cms/reads/sqlite-handle.ts: a connection of its own': 'reads only (readonly)',
    'cms/seeds/base/lists.ts: tables inside a transaction': 'looks up what is there already',
    'cms/seeds/writer.ts: tables inside a transaction': 'looks up revisions',
    'cms/transfer/store.ts: a connection of its own': 'importTable: the own tables of imports',
  };

  test('only those who are named here reach the tables past the write pipeline', () => {
    const found: string[] = [];
    for (const file of sources(join(ROOT, 'cms'))) {
      const name = relative(ROOT, file).replaceAll('\\', '/');
      const text = readFileSync(file, 'utf8');
      for (const [door, pattern] of Object.entries(DOORS)) if (pattern.test(text)) found.push(`${name}: ${door}`);
    }
    expect(found.sort()).toEqual(Object.keys(KEYHOLDERS).sort());
  });

  test('the own tables are opened by a name that begins with td_', () => {
    const text = readFileSync(join(ROOT, 'cms/database/own-tables.ts'), 'utf8');
    expect(text).toMatch(/name: `td_\$\{string\}`/);
  });

  function sources(folder: string): string[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return /^(?:documents|database|tests|testing|bench|public)$/.test(entry.name) ? [] : sources(path);
      return entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts') ? [path] : [];
    });
  }
});
