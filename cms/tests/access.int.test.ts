import { can } from '../access/rights';
import type { Answer, Api } from './support/api';
import {
  act,
  checkedCustomer,
  create,
  employeeOf,
  faultValues,
  first,
  issuedBill,
  need,
  read,
  reportFault,
  today,
  unique,
  until,
  type Many,
  type One,
  type Rec,
  type Refusal,
  type Row,
} from './support/house';
import { difference } from './support/raw';
import { formOf, forms, personOf, roles } from './support/rights';
import { startServer, type TestServer } from './support/server';

/** Who may do what, and who sees which records. What `can` says and what the API does are one. */
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.stop());

/** A body that nobody may save: the answer tells whether the role was stopped before the body was looked at. */
const NONSENSE = { data: { noSuchField: 1, rev: 1 } };
const form = (): FormData => new FormData();

describe('roles and forms', () => {
  test('every form and every role: the API allows exactly what the rights say', async () => {
    const wrong: string[] = [];
    for (const role of roles) {
      const [api, person] = [await server.login(role), personOf(role)];
      const seen = new Set(need(await api.get<{ key: string }[]>('/api/forms')).map(({ key }) => key));
      for (const def of forms) {
        const at = `/api/${def.plural}`;
        const [list, made, sheet, definition] = await Promise.all([
          api.get(`${at}?pagination[pageSize]=1`),
          api.post(at, NONSENSE),
          api.post(`${at}/import?dryRun=true`, form()),
          api.get(`/api/forms/${def.key}`),
        ]);
        const expected = {
          list: can(person, def, 'read') ? 200 : 403,
          shown: can(person, def, 'read'),
          definition: can(person, def, 'read') ? 200 : 403,
          create: can(person, def, 'create') ? 400 : 403,
          import: can(person, def, 'import') ? 400 : 403,
        };
        const found = {
          list: list.status,
          shown: seen.has(def.key),
          definition: definition.status,
          create: made.status,
          import: sheet.status,
        };
        if (JSON.stringify(found) !== JSON.stringify(expected))
          wrong.push(`${role} ${def.key}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('what a form says of the caller’s rights (`can`) is what the rights are', async () => {
    for (const role of roles) {
      const [api, person] = [await server.login(role), personOf(role)];
      for (const view of need(await api.get<{ key: string; can: Record<string, boolean> }[]>('/api/forms'))) {
        const def = formOf(view.key);
        for (const action of ['create', 'edit', 'import', 'export', 'archive'])
          expect([role, view.key, action, view.can[action]]).toEqual([role, view.key, action, can(person, def, action)]);
      }
    }
  });

  test('only who may export gets a list out of the house', async () => {
    const wrong: string[] = [];
    for (const role of roles) {
      const [api, person] = [await server.login(role), personOf(role)];
      for (const def of forms) {
        const expected = can(person, def, 'export') ? 200 : 403;
        const { status } = await api.get(`/api/${def.plural}/export?format=csv&filters[documentId][$eq]=none`);
        if (status !== expected) wrong.push(`${role} ${def.key}: ${status} instead of ${expected}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  // What the department would be shocked by if it were otherwise, said once in plain words beside the tables.
  test.each([
    ['director', 'bill', { read: true, create: false, edit: false, archive: false, import: false, export: false, waive: false }],
    ['mail-clerk', 'bill', { read: false, create: false }],
    ['mail-clerk', 'key', { read: false }],
    ['receptionist', 'repair-log', { read: true, create: true, edit: true, import: false, export: false, void: false }],
    ['receptionist', 'lease', { read: false }],
    ['finance', 'payment', { read: true, create: true, verify: true }],
    ['customer-service-manager', 'payment', { read: true, create: false, verify: false }],
    ['customer-service-assistant', 'bill', { create: true, issue: false, waive: false, void: false }],
    ['engineering', 'work-order', { read: true, create: false, pick_up: true, price: false }],
    ['engineering', 'bill', { read: false }],
    ['security', 'payment', { read: false }],
    ['administrator', 'key-loan', { read: true, create: false, approve: false, lend: false }],
    ['administrator', 'number-sequence', { create: true, edit: true }],
    ['cleaning-lead', 'customer', { read: false }],
  ])('%s and %s', (role, key, expected) => {
    const found = Object.fromEntries(Object.keys(expected).map((action) => [action, can(personOf(role), formOf(key), action)]));
    expect(found).toEqual(expected);
  });

  test('nobody without a login reads or writes anything', async () => {
    const nobody = server.api();
    const before = await server.snapshot();
    for (const def of forms) {
      const at = `/api/${def.plural}`;
      const answers = await Promise.all([
        nobody.get(at),
        nobody.post(at, NONSENSE),
        nobody.get(`${at}/x`),
        nobody.put(`${at}/x`, NONSENSE),
        nobody.del(`${at}/x`),
        nobody.get(`${at}/export`),
        nobody.post(`${at}/import`, form()),
      ]);
      expect([def.key, ...answers.map((answer) => answer.status)]).toEqual([def.key, 401, 401, 401, 401, 401, 401, 401]);
    }
    for (const path of [
      'me',
      'forms',
      'areas',
      'inbox',
      'home',
      'search?q=a',
      'pick/customer',
      'kpis',
      'settings',
      'views?form=bill',
      'accounts',
      'import-mappings',
      'events?ticket=x',
      'papers/bill',
      'no-such-form',
    ]) {
      expect([path, (await nobody.get(`/api/${path}`)).status]).toEqual([path, 401]);
    }
    expect(difference(before, await server.snapshot(), ['td_outbox', 'td_seals'])).toEqual([]);
  });
});

describe('rows', () => {
  const idsIn = async (api: Api, path: string): Promise<string[]> =>
    need(await api.get<Many>(path)).data.map((record) => record.documentId);
  const sees = async (api: Api, plural: string, record: Rec): Promise<{ list: boolean; one: boolean }> => {
    const list = (await idsIn(api, `/api/${plural}?archived=true&filters[documentId][$eq]=${record.documentId}`)).length === 1;
    const one = (await api.get(`/api/${plural}/${record.documentId}`)).status;
    expect([200, 404]).toContain(one);
    return { list, one: one === 200 };
  };

  test('own: the environment supervisor sees a repair from the moment it names her', async () => {
    const [assistant, environment, engineer] = await Promise.all(
      ['customer-service-assistant', 'environment-supervisor', 'engineering'].map((role) => server.login(role)),
    );
    const log = await act(assistant as Api, 'repair-logs', await reportFault(server, {}, 'customer-service-assistant'), 'open_order');
    const order = await read(assistant as Api, 'work-orders', (log.workOrder as Row).documentId as string);
    expect(await sees(environment as Api, 'work-orders', order)).toEqual({ list: false, one: false });
    const told = await act(assistant as Api, 'work-orders', order, 'notify', { data: { notifyMethod: 'phone' } });
    await act(engineer as Api, 'work-orders', told, 'pick_up', { data: { technicians: [await employeeOf(environment as Api)] } });
    expect(await sees(environment as Api, 'work-orders', order)).toEqual({ list: true, one: true });
  });

  test('own shift: reception sees what is still open and what it took itself, not what others have finished', async () => {
    const [assistant, desk] = await Promise.all(['customer-service-assistant', 'receptionist'].map((role) => server.login(role)));
    const [open, done, mine] = [
      await reportFault(server, {}, 'customer-service-assistant'),
      await reportFault(server, {}, 'customer-service-assistant'),
      await reportFault(server),
    ];
    await act(assistant as Api, 'repair-logs', done, 'cancel', { data: { cancelReason: '客户自行解决' } });
    await act(assistant as Api, 'repair-logs', mine, 'cancel', { data: { cancelReason: '客户自行解决' } });
    expect(await sees(desk as Api, 'repair-logs', open)).toEqual({ list: true, one: true });
    expect(await sees(desk as Api, 'repair-logs', done)).toEqual({ list: false, one: false });
    expect(await sees(desk as Api, 'repair-logs', mine)).toEqual({ list: true, one: true });
  });

  test('department: the cleaning team leader knows the people of customer service, not those of finance', async () => {
    const [manager, lead] = await Promise.all(['customer-service-manager', 'cleaning-lead'].map((role) => server.login(role)));
    const [colleague, stranger] = [
      await first(manager as Api, 'employees', 'filters[account][$eq]=receptionist'),
      await first(manager as Api, 'employees', 'filters[account][$eq]=finance'),
    ];
    expect(await sees(lead as Api, 'employees', colleague)).toEqual({ list: true, one: true });
    expect(await sees(lead as Api, 'employees', stranger)).toEqual({ list: false, one: false });
    expect(await sees(manager as Api, 'employees', stranger)).toEqual({ list: true, one: true });
  });

  test('building: the estate assistant sees the bills of the building in his charge', async () => {
    const [manager, estate] = await Promise.all(['customer-service-manager', 'estate-assistant'].map((role) => server.login(role)));
    const customer = await checkedCustomer(server);
    const bill = await issuedBill(server, customer, 10_000);
    expect(await sees(estate as Api, 'bills', bill)).toEqual({ list: false, one: false });
    const building = await first(manager as Api, 'buildings', 'filters[managementScope][$eq]=customer_and_estate');
    need(
      await (manager as Api).put(`/api/buildings/${building.documentId}`, {
        data: { estateAssistant: await employeeOf(estate as Api), rev: building.rev },
      }),
    );
    expect(await sees(estate as Api, 'bills', bill)).toEqual({ list: true, one: true });
  });

  test('linked: finance sees of the repairs those that cost something', async () => {
    const [assistant, finance] = await Promise.all(['customer-service-assistant', 'finance'].map((role) => server.login(role)));
    const open = async (): Promise<Rec> => {
      const log = await act(assistant as Api, 'repair-logs', await reportFault(server, {}, 'customer-service-assistant'), 'open_order');
      return read(assistant as Api, 'work-orders', (log.workOrder as Row).documentId as string);
    };
    const [free, charged] = [await open(), await open()];
    need(await (assistant as Api).put(`/api/work-orders/${charged.documentId}`, { data: { chargeable: 'chargeable', rev: charged.rev } }));
    expect(await sees(finance as Api, 'work-orders', free)).toEqual({ list: false, one: false });
    expect(await sees(finance as Api, 'work-orders', charged)).toEqual({ list: true, one: true });
  });

  test('what somebody does not see he neither edits, nor acts on, nor archives: it is as if it were not there', async () => {
    const [assistant, desk] = await Promise.all(['customer-service-assistant', 'receptionist'].map((role) => server.login(role)));
    const done = await act(assistant as Api, 'repair-logs', await reportFault(server, {}, 'customer-service-assistant'), 'cancel', {
      data: { cancelReason: '客户自行解决' },
    });
    const before = await server.snapshot();
    const at = `/api/repair-logs/${done.documentId}`;
    const body = { rev: done.rev, data: { rev: done.rev } };
    const api = desk as Api;
    const answers = [
      await api.put(at, { data: { location: '改', rev: done.rev } }),
      await api.del(at),
      await api.post(`${at}/restore`, body),
      await api.post(`${at}/actions/open_order`, body),
      await api.post(`${at}/undo`, { token: '1' }),
      await api.post(`${at}/comments`, { text: '看不到', mentions: [] }),
      await api.post(`${at}/reveal`, { field: 'phone', reason: '想看' }),
      await api.post(`${at}/prints`, { paper: 'repair-log', copies: 1 }),
      await api.get(`${at}/history`),
      await api.get(`${at}/comments`),
      await api.get(`${at}/related`),
    ];
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 404));
    expect(difference(before, await server.snapshot(), ['td_outbox', 'td_seals', 'td_notifications'])).toEqual([]);
  });
});

describe('two sites', () => {
  interface House {
    admin: Api;
    supervisor: Api;
    site: Rec;
    desk: Api;
    manager: Api;
  }
  let other: House;
  const password = 'Birch-table-lamp-77';
  const account = async (admin: Api, role: string, employee: string | null): Promise<Api> => {
    const username = unique(`${role}-`);
    need(await admin.post('/api/accounts', { username, email: `${username}@example.com`, password, role, employee }), 201);
    return server.login(username, password);
  };

  /** Another tower with people of its own, opened by an administrator who belongs to no site. */
  async function openSite(): Promise<House> {
    const here = await server.login('administrator');
    const admin = await account(here, 'administrator', null);
    const code = unique('T2-');
    const site = await create(admin, 'sites', {
      code,
      nameZh: '二号项目',
      managementCompany: '另一物业公司',
      apportionRule: 'area',
      timezone: 'Asia/Shanghai',
    });
    await until(
      'everybody without a site of their own belongs to the new one too',
      async () => need(await admin.get<Many>(`/api/sites?filters[code][$eq]=${code}`)).data.length === 1,
    );
    const supervisor = await account(here, 'customer-service-supervisor', null);
    const department = await create(admin, 'departments', {
      site: site.documentId,
      code: 'CS',
      nameZh: '客服部',
      nameEn: 'Customer service',
    });
    const person = async (name: string, role: string): Promise<Api> => {
      const post = await create(admin, 'posts', {
        site: site.documentId,
        code: role,
        nameZh: role,
        nameEn: role,
        department: department.documentId,
        headcount: 3,
        systemRole: role,
      });
      const employee = await create(supervisor, 'employees', {
        site: site.documentId,
        name,
        post: post.documentId,
        department: department.documentId,
        phone: '16400008888',
        hireDate: today(),
      });
      return account(here, role, employee.documentId);
    };
    return {
      admin,
      supervisor,
      site,
      desk: await person('乙前台', 'receptionist'),
      manager: await person('乙经理', 'customer-service-manager'),
    };
  }

  interface Things {
    secret: string;
    customer: Rec;
    building: Rec;
    unit: Rec;
    area: Rec;
    log: Rec;
  }
  /** A day's work in the other tower. Every word of it holds the secret. */
  async function work({ admin, supervisor, site, desk }: House): Promise<Things> {
    const secret = unique('Zwei');
    const at = { site: site.documentId };
    const building = await create(admin, 'buildings', {
      ...at,
      code: secret,
      nameZh: `楼${secret}`,
      managementScope: 'customer_and_estate',
      floorsAbove: 10,
      floorsBelow: 1,
      grossArea: 1000,
    });
    const unit = await create(supervisor, 'units', {
      building: building.documentId,
      floor: '1',
      unitNo: `单元${secret}`,
      buildingArea: 50,
      use: 'office',
    });
    const area = await create(supervisor, 'public-areas', {
      ...at,
      code: secret,
      nameZh: `大堂${secret}`,
      level: 'above',
      areaType: 'lobby',
      bookable: false,
      fireRoute: false,
    });
    const assistant = await account(admin, 'customer-service-assistant', null);
    const customer = await create(assistant, 'customers', { ...at, customerType: 'tenant', nameZh: `客户${secret}` });
    const log = await create(desk, 'repair-logs', {
      ...(await faultValues(server)),
      publicArea: area.documentId,
      content: `故障${secret}`,
      reporterName: `报修${secret}`,
      location: secret,
    });
    need(await desk.post(`/api/repair-logs/${log.documentId}/comments`, { text: `留言${secret}`, mentions: [] }));
    return { secret, customer, building, unit, area, log };
  }

  beforeAll(async () => {
    other = await openSite();
  });

  test('a record belongs to the site of who enters it', async () => {
    const { log, customer, unit } = await work(other);
    for (const record of [log, customer, unit]) expect(record.site).toMatchObject({ documentId: other.site.documentId });
    expect((await reportFault(server)).site).not.toMatchObject({ documentId: other.site.documentId });
  });

  test('what happens in the other tower changes no answer that the people here get', async () => {
    const questions = [
      'repair-logs',
      'repair-logs?counts=state',
      'repair-logs?sort=publicArea.nameZh',
      'repair-logs?_q=Zwei',
      'customers?archived=true',
      'units?counts=occupancyStatus',
      'buildings',
      'public-areas',
      'employees',
      'departments',
      'posts',
      'sites',
      'search?q=Zwei',
      'search?q=客户',
      'pick/customer?q=Zwei',
      'pick/customer',
      'pick/employee',
      'pick/building',
      'inbox?count=true',
      'inbox',
      'home',
      'kpis',
      'kpis/repair-count',
      'kpis/occupancy-rate',
      'repair-logs/export?format=csv',
      'customers/export?format=csv',
      'import-mappings',
    ];
    const people = await Promise.all(
      ['customer-service-manager', 'property-general-manager', 'receptionist', 'administrator'].map((role) => server.login(role)),
    );
    const ask = async (): Promise<string[]> => {
      const found: string[] = [];
      for (const [index, person] of people.entries()) {
        for (const question of questions) {
          const answer: Answer<unknown> = await person.get(`/api/${question}`);
          found.push(`${index} ${question} ${answer.status} ${JSON.stringify(answer.body).replaceAll(/(until|sig)=[^"&]*/g, '')}`);
        }
      }
      return found;
    };
    const before = await ask();
    const { secret } = await work(other);
    const after = await ask();
    expect(after).toEqual(before);
    expect(after.filter((answer) => answer.includes(secret))).toEqual([]);
  });

  test('no question finds a record of the other tower: by id, relation, filter, search or choice', async () => {
    const { secret, customer, building, unit, area, log } = await work(other);
    for (const role of ['customer-service-manager', 'property-general-manager', 'customer-service-assistant', 'administrator']) {
      const api = await server.login(role);
      for (const [plural, record] of [
        ['customers', customer],
        ['buildings', building],
        ['units', unit],
        ['public-areas', area],
        ['repair-logs', log],
      ] as const) {
        const at = `/api/${plural}/${record.documentId}`;
        const paths = [at, `${at}/history`, `${at}/comments`, `${at}/related`];
        expect([role, plural, ...(await Promise.all(paths.map(async (path) => (await api.get(path)).status)))]).toEqual([
          role,
          plural,
          404,
          404,
          404,
          404,
        ]);
        expect(
          need(await api.get<Many>(`/api/${plural}?archived=true&filters[documentId][$eq]=${record.documentId}`)).meta.pagination.total,
        ).toBe(0);
      }
      const questions = [
        `repair-logs?filters[publicArea][documentId][$eq]=${area.documentId}`,
        `repair-logs?filters[publicArea][nameZh][$contains]=${secret}`,
        `repair-logs?filters[site][documentId][$eq]=${other.site.documentId}`,
        `repair-logs?filters[$or][0][location][$eq]=${secret}&filters[$or][1][site][code][$notNull]=true&filters[location][$eq]=${secret}`,
        `repair-logs?filters[$not][location][$eq]=x&filters[location][$eq]=${secret}`,
        `units?filters[building][code][$eq]=${secret}`,
        `customers?_q=${secret}`,
        `employees?filters[department][site][documentId][$eq]=${other.site.documentId}`,
      ];
      for (const question of questions)
        expect([question, need(await api.get<Many>(`/api/${question}`)).meta.pagination.total]).toEqual([question, 0]);
      for (const question of [`search?q=${secret}`, `pick/customer?q=${secret}`, `pick/unit?q=${secret}`, `pick/public-area?q=${secret}`])
        expect([question, need(await api.get(`/api/${question}`))]).toEqual([question, []]);
    }
  });

  test('nothing of the other tower can be changed, acted on or referred to', async () => {
    const { customer, unit, area, log } = await work(other);
    const [assistant, supervisor] = await Promise.all(
      ['customer-service-assistant', 'customer-service-supervisor'].map((role) => server.login(role)),
    );
    const before = await server.snapshot();
    const values = await faultValues(server);
    const refused = [
      await (assistant as Api).put(`/api/repair-logs/${log.documentId}`, { data: { location: '改', rev: log.rev } }),
      await (assistant as Api).post(`/api/repair-logs/${log.documentId}/actions/open_order`, { rev: log.rev }),
      await (supervisor as Api).del(`/api/customers/${customer.documentId}`),
      await (supervisor as Api).post(`/api/customers/${customer.documentId}/actions/check`, { rev: customer.rev }),
      await (supervisor as Api).put(`/api/units/${unit.documentId}`, { data: { floor: '9', rev: unit.rev } }),
    ];
    expect(refused.map((answer) => answer.status)).toEqual([404, 404, 404, 404, 404]);
    const referred = await (assistant as Api).post<Refusal>('/api/repair-logs', { data: { ...values, publicArea: area.documentId } });
    expect([referred.status, referred.body.error.details.violations[0]?.code]).toEqual([400, 'relation_not_found']);
    const moved = await (assistant as Api).post<Refusal>('/api/repair-logs', { data: { ...values, site: other.site.documentId } });
    expect([moved.status, moved.body.error.details.violations[0]?.path]).toEqual([400, ['site']]);
    expect(difference(before, await server.snapshot(), ['td_outbox', 'td_seals', 'td_notifications'])).toEqual([]);
  });

  test('numbers, codes and unit numbers of the two towers do not get into each other’s way', async () => {
    const mine = await first(await server.login('administrator'), 'departments', 'filters[code][$eq]=CS');
    const theirs = await first(other.admin, 'departments', `filters[code][$eq]=CS&filters[site][documentId][$eq]=${other.site.documentId}`);
    expect(theirs.documentId).not.toBe(mine.documentId);
  });

  test('who belongs to no single site sees both', async () => {
    const { log, customer } = await work(other);
    const here = await reportFault(server);
    for (const record of [log, here]) need(await other.admin.get(`/api/repair-logs/${record.documentId}`));
    need(await other.supervisor.get<One>(`/api/customers/${customer.documentId}`));
  });
});
