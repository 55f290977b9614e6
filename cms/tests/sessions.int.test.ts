import { createHmac } from 'node:crypto';
import type { Answer, Api } from './support/api';
import { act, create, employeeOf, first, need, read, today, unique, type Refusal, type Row } from './support/house';
import { query } from './support/raw';
import { DEMO_PASSWORD, startServer, type TestServer } from './support/server';

/** Logging in and out: who gets in, for how long, and what ends it at once. */
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.stop());

interface Login {
  api: Api;
  jwt: string;
  /** `td_refresh=…` as a browser would send it back. */
  cookie: string;
}
const GOOD = 'Birch-table-lamp-77';

const tryLogin = (identifier: string, password: string, headers: Record<string, string> = {}): Promise<Answer<Row>> =>
  server.api().post<Row>('/api/auth/local', { identifier, password }, { headers });
const cookieOf = (answer: Answer<unknown>): string =>
  answer.headers
    .getSetCookie()
    .find((line) => line.startsWith('td_refresh='))
    ?.split(';')[0] ?? '';

async function logIn(identifier: string, password = DEMO_PASSWORD): Promise<Login> {
  const answer = await tryLogin(identifier, password);
  const { jwt } = need(answer) as { jwt: string };
  return { api: server.api(jwt), jwt, cookie: cookieOf(answer) };
}
const refresh = (cookie: string): Promise<Answer<Row>> => server.api().post<Row>('/api/auth/refresh', {}, { headers: { cookie } });
const isIn = async (login: Login): Promise<boolean> => (await login.api.get('/api/me')).status === 200;

interface AccountView extends Row {
  id: number;
  username: string;
  email: string;
  role: string;
}
/** A login of its own for a test: what it does to it harms nobody else. */
async function openAccount(role: string, more: Row = {}): Promise<AccountView> {
  const username = unique('probe-');
  const admin = await server.login('administrator');
  return need(
    await admin.post<AccountView>('/api/accounts', {
      username,
      email: `${username}@example.com`,
      password: GOOD,
      role,
      employee: null,
      ...more,
    }),
    201,
  );
}
const change = async (account: AccountView, more: Row): Promise<void> => {
  const { username, email, role } = account;
  need(
    await (
      await server.login('administrator')
    ).put(`/api/accounts/${account.id}`, { username, email, role, employee: null, blocked: false, ...more }),
  );
};

describe('logging in', () => {
  test('name or e-mail and password open a session; the cookie is for the login pages of this site only', async () => {
    const answer = await tryLogin('receptionist', DEMO_PASSWORD);
    expect(need(answer)).toMatchObject({ jwt: expect.any(String), user: { username: 'receptionist' } });
    const [cookie = ''] = answer.headers.getSetCookie().filter((line) => line.startsWith('td_refresh='));
    expect(cookie).toMatch(/; path=\/api\/auth(;|$)/i);
    expect(cookie).toMatch(/; httponly/i);
    expect(cookie).toMatch(/; samesite=strict/i);
    expect(JSON.stringify(answer.body)).not.toMatch(/\$2[aby]\$|refresh/i);
    need(await tryLogin('receptionist@towerdesk.local', DEMO_PASSWORD));
  });

  test('a wrong password, an unknown name and a blocked account are answered in the same words', async () => {
    const account = await openAccount('receptionist', { blocked: true });
    const answers = [
      await tryLogin('receptionist', 'not the password'),
      await tryLogin(unique('nobody-'), 'not the password'),
      await tryLogin(account.username, GOOD),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401]);
    const [body] = answers.map((answer) => JSON.stringify(answer.body));
    expect(answers.map((answer) => JSON.stringify(answer.body))).toEqual([body, body, body]);
    expect(answers.flatMap((answer) => answer.headers.getSetCookie())).toEqual([]);
  });

  test('an unknown name takes as long as a wrong password', async () => {
    const account = await openAccount('receptionist');
    const time = async (name: string): Promise<number> => {
      const start = performance.now();
      expect((await tryLogin(name, 'not the password')).status).toBe(401);
      return performance.now() - start;
    };
    const [known, unknown]: [number[], number[]] = [[], []];
    for (let round = 0; round < 4; round += 1) {
      known.push(await time(account.username));
      unknown.push(await time(unique('nobody-')));
    }
    const fastest = (times: number[]): number => Math.min(...times);
    // Without a password to compare with the answer would come ten times as fast.
    expect(fastest(unknown)).toBeGreaterThan(fastest(known) * 0.4);
  });

  test('a login without name or password, or with something else in their place, is refused and no fault', async () => {
    for (const body of [
      {},
      { identifier: 'receptionist' },
      { identifier: { $ne: null }, password: DEMO_PASSWORD },
      { identifier: ['receptionist'], password: DEMO_PASSWORD },
      [],
      'x',
      null,
    ]) {
      expect((await server.api().post('/api/auth/local', body)).status).toBe(400);
    }
  });

  test('an older session stays when a person logs in somewhere else', async () => {
    const [one, other] = [await logIn('estate-assistant'), await logIn('estate-assistant')];
    expect(one.jwt).not.toBe(other.jwt);
    expect([await isIn(one), await isIn(other)]).toEqual([true, true]);
  });
});

describe('too many tries', () => {
  test('after five wrong passwords the account has to wait, and is told how long; a colleague beside it still gets in', async () => {
    const [account, colleague] = [await openAccount('mail-clerk'), await openAccount('mail-clerk')];
    for (let round = 0; round < 5; round += 1) expect((await tryLogin(account.username, `wrong ${round}`)).status).toBe(401);
    const answer = await tryLogin(account.username, GOOD);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(15 * 60);
    // Neither another spelling of the name nor a made-up address of the caller opens it.
    expect((await tryLogin(` ${account.username.toUpperCase()} `, GOOD)).status).toBe(429);
    expect((await tryLogin(account.username, GOOD, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(429);
    expect((await tryLogin(colleague.username, GOOD)).status).toBe(200);
  });

  test('a right password clears the count', async () => {
    const account = await openAccount('mail-clerk');
    for (let round = 0; round < 2; round += 1) {
      for (let wrong = 0; wrong < 4; wrong += 1) expect((await tryLogin(account.username, 'wrong')).status).toBe(401);
      expect((await tryLogin(account.username, GOOD)).status).toBe(200);
    }
  });
});

describe('renewing', () => {
  test('the cookie is exchanged at every renewal; the old one is worth nothing any more', async () => {
    const login = await logIn('receptionist');
    const renewed = await refresh(login.cookie);
    const next = cookieOf(renewed);
    expect(next).not.toBe(login.cookie);
    expect((await server.api(need(renewed).jwt as string).get('/api/me')).status).toBe(200);
    expect((await refresh(login.cookie)).status).toBe(401);
  });

  test('without a cookie, or with one that was made up, nothing is renewed', async () => {
    const login = await logIn('receptionist');
    for (const cookie of ['', 'td_refresh=', 'td_refresh=abc', `td_refresh=${login.jwt}`, `${login.cookie}x`])
      expect((await refresh(cookie)).status).toBe(401);
  });

  test('only a token of this house that is signed and alive is believed', async () => {
    const login = await logIn('receptionist');
    const [head = '', payload = '', signature = ''] = login.jwt.split('.');
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Row;
    const forged = `${head}.${encode({ ...claims, userId: '1' })}`;
    const tokens = [
      `${encode({ alg: 'none', typ: 'JWT' })}.${payload}.`,
      `${forged}.${createHmac('sha256', 'secret').update(forged).digest('base64url')}`,
      `${forged}.${signature}`,
      login.cookie.replace('td_refresh=', ''),
      'abc',
    ];
    for (const token of tokens) expect((await server.api(token).get('/api/me')).status).toBe(401);
    expect((await server.api().get('/api/me')).status).toBe(401);
    expect((await server.api().get(`/api/me?access_token=${login.jwt}`)).status).toBe(401);
  });
});

describe('what ends a session at once', () => {
  test('logout ends this session, also the tokens that renewals have left behind, and no other', async () => {
    const [login, elsewhere] = [await logIn('receptionist'), await logIn('receptionist')];
    const renewed = await refresh(login.cookie);
    const newer = server.api(need(renewed).jwt as string);
    need(await newer.post('/api/auth/logout', {}, { headers: { cookie: cookieOf(renewed) } }));
    expect((await newer.get('/api/me')).status).toBe(401);
    expect(await isIn(login)).toBe(false);
    expect((await refresh(cookieOf(renewed))).status).toBe(401);
    expect(await isIn(elsewhere)).toBe(true);
  });

  test('a block ends every session of the person with the next request', async () => {
    const account = await openAccount('receptionist');
    const [one, other] = [await logIn(account.username, GOOD), await logIn(account.username, GOOD)];
    await change(account, { blocked: true });
    expect([await isIn(one), await isIn(other)]).toEqual([false, false]);
    expect([(await refresh(one.cookie)).status, (await refresh(other.cookie)).status]).toEqual([401, 401]);
    await change(account, { blocked: false });
    expect([await isIn(one), (await refresh(one.cookie)).status]).toEqual([false, 401]);
    expect(await isIn(await logIn(account.username, GOOD))).toBe(true);
  });

  test('another role ends every session; the next login has the new role', async () => {
    const account = await openAccount('receptionist');
    const login = await logIn(account.username, GOOD);
    await change(account, { role: 'mail-clerk' });
    expect([await isIn(login), (await refresh(login.cookie)).status]).toEqual([false, 401]);
    const again = await logIn(account.username, GOOD);
    expect(need(await again.api.get<{ user: { roles: string[] } }>('/api/me')).user.roles).toEqual(['mail-clerk']);
  });

  test('a password set by the administrator ends every session; the old one no longer opens', async () => {
    const account = await openAccount('receptionist');
    const login = await logIn(account.username, GOOD);
    await change(account, { password: 'Copper-kettle-19' });
    expect([await isIn(login), (await refresh(login.cookie)).status]).toEqual([false, 401]);
    expect((await tryLogin(account.username, GOOD)).status).toBe(401);
    expect(await isIn(await logIn(account.username, 'Copper-kettle-19'))).toBe(true);
  });

  test('a new password of one’s own ends the other sessions and leaves this one', async () => {
    const account = await openAccount('receptionist');
    const [here, elsewhere] = [await logIn(account.username, GOOD), await logIn(account.username, GOOD)];
    need(await here.api.post('/api/me/password', { current: GOOD, next: 'Copper-kettle-19' }));
    expect([await isIn(here), await isIn(elsewhere)]).toEqual([true, false]);
    expect((await refresh(elsewhere.cookie)).status).toBe(401);
    expect((await refresh(here.cookie)).status).toBe(200);
  });

  test('the administrator sees where somebody is logged in and ends it', async () => {
    const account = await openAccount('receptionist');
    const login = await logIn(account.username, GOOD);
    const admin = await server.login('administrator');
    expect(need(await admin.get<Row[]>(`/api/accounts/${account.id}/sessions`))).toHaveLength(1);
    expect(need(await admin.post<Row>(`/api/accounts/${account.id}/end-sessions`))).toEqual({ ended: 1 });
    expect(await isIn(login)).toBe(false);
  });

  test('who leaves the house is out with the next request and does not come in again; the name stays on what was done', async () => {
    const supervisor = await server.login('customer-service-supervisor');
    const [post, department] = [
      await first(supervisor, 'posts', 'filters[code][$eq]=REC'),
      await first(supervisor, 'departments', 'filters[code][$eq]=CS'),
    ];
    const person = await create(supervisor, 'employees', {
      name: '即将离职',
      post: post.documentId,
      department: department.documentId,
      phone: '16400009999',
      hireDate: today(),
    });
    const account = await openAccount('receptionist', { employee: person.documentId });
    const login = await logIn(account.username, GOOD);
    expect(await employeeOf(login.api)).toBe(person.documentId);
    const comment = need(
      await login.api.post<Row>(`/api/buildings/${(await first(login.api, 'buildings')).documentId}/comments`, {
        text: '离职前留言',
        mentions: [],
      }),
    );
    expect(comment.name).toBe('即将离职');

    const office = await server.login('administration');
    await act(office, 'employees', await read(office, 'employees', person.documentId), 'leave', {
      data: { leaveDate: today(), handoverDone: true },
    });
    expect([await isIn(login), (await tryLogin(account.username, GOOD)).status]).toEqual([false, 401]);
    const [row] = await query(server.target, `select actor_name from td_comments where id = ${Number(comment.id)}`);
    expect(row?.actor_name).toBe('即将离职');
  });
});

describe('passwords', () => {
  test.each([
    ['too short', 'Birch-1', 'too_short'],
    ['longer than the 72 bytes that bcrypt reads', `Birch-table-${'桌'.repeat(21)}`, 'too_long'],
    ['well known', '1234567890', 'password_weak'],
    ['three characters over and over', 'abcabcabcabc', 'password_weak'],
  ])('a password that is %s is refused', async (_name, password, code) => {
    const account = await openAccount('receptionist');
    const login = await logIn(account.username, GOOD);
    const answer = await login.api.post<Refusal>('/api/me/password', { current: GOOD, next: password });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details.violations.map((violation) => [violation.path.join('.'), violation.code])).toContainEqual([
      'next',
      code,
    ]);
    const opened = await (
      await server.login('administrator')
    ).post('/api/accounts', {
      username: unique('weak-'),
      email: `${unique('w')}@example.com`,
      password,
      role: 'receptionist',
      employee: null,
    });
    expect(opened.status).toBe(400);
    expect(await isIn(await logIn(account.username, GOOD))).toBe(true);
  });

  test('a password that holds the name of its account is refused; a long one of plain words is taken', async () => {
    const account = await openAccount('receptionist');
    const login = await logIn(account.username, GOOD);
    expect((await login.api.post('/api/me/password', { current: GOOD, next: `x${account.username}x` })).status).toBe(400);
    const long = 'seven grey herons stand in the lobby before nine o’clock';
    need(await login.api.post('/api/me/password', { current: GOOD, next: long }));
    expect(await isIn(await logIn(account.username, long))).toBe(true);
    expect((await tryLogin(account.username, long.slice(0, -1))).status).toBe(401);
  });

  test('a change of password asks for the present one', async () => {
    const account = await openAccount('receptionist');
    const login = await logIn(account.username, GOOD);
    for (const current of [undefined, '', 'wrong', null])
      expect((await login.api.post('/api/me/password', { current, next: 'Copper-kettle-19' })).status).toBe(400);
    expect(await isIn(await logIn(account.username, GOOD))).toBe(true);
  });

  test('passwords are kept as hashes of at least 2^10 rounds and shown nowhere', async () => {
    const rows = await query(server.target, 'select password from up_users');
    expect(rows.length).toBeGreaterThan(15);
    for (const row of rows) expect(row.password).toMatch(/^\$2[aby]\$1\d\$/);
    const admin = await server.login('administrator');
    for (const path of ['/api/accounts', '/api/me', '/api/employees', '/api/search?q=probe'])
      expect(JSON.stringify((await admin.get(path)).body)).not.toMatch(/\$2[aby]\$|resetPasswordToken/);
  });
});

describe('the language of a person', () => {
  const langOf = async (login: Login, asked: string): Promise<unknown> =>
    need(await login.api.get<{ user: Row }>('/api/me', { headers: { 'accept-language': asked } })).user.lang;

  test('is the browser’s until one is chosen, and then the chosen one in every browser', async () => {
    const account = await openAccount('receptionist');
    const [here, elsewhere] = [await logIn(account.username, GOOD), await logIn(account.username, GOOD)];
    expect([await langOf(here, 'en-GB,en'), await langOf(here, 'zh-CN,zh')]).toEqual(['en', 'zh']);
    for (const lang of ['en', 'en', 'zh', 'en']) expect(need(await here.api.put<Row>('/api/me', { lang }))).toEqual({ lang });
    expect([await langOf(here, 'zh-CN'), await langOf(elsewhere, 'zh-CN')]).toEqual(['en', 'en']);
    const colleague = await openAccount('receptionist');
    expect(await langOf(await logIn(colleague.username, GOOD), 'zh-CN')).toBe('zh');
    expect(await query(server.target, `select * from td_preferences where user_id in (${account.id}, ${colleague.id})`)).toHaveLength(1);
  });

  test.each([
    [{}, [['lang', 'required']]],
    [[], [['lang', 'required']]],
    [{ lang: null }, [['lang', 'required']]],
    [{ lang: 'fr' }, [['lang', 'not_a_member']]],
    [{ lang: 7 }, [['lang', 'not_a_text']]],
    [{ lang: ['en'] }, [['lang', 'not_a_text']]],
    [{ lang: 'en', name: '别人', roles: ['administrator'] }, [['name', 'not_writable'], ['roles', 'not_writable']]], // prettier-ignore
  ])('%j is refused by field, and nothing is kept', async (body, problems) => {
    const account = await openAccount('receptionist');
    const login = await logIn(account.username, GOOD);
    const answer = await login.api.put<Refusal>('/api/me', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.details.violations.map((violation) => [violation.path.join('.'), violation.code])).toEqual(problems);
    expect(await langOf(login, 'zh-CN')).toBe('zh');
    expect(await langOf(login, 'en')).toBe('en');
  });

  test('nobody has none', async () => {
    expect((await server.api().put('/api/me', { lang: 'en' })).status).toBe(401);
  });
});

describe('accounts', () => {
  test('nobody opens an account for himself, and nobody is sent a new password', async () => {
    const before = await query(server.target, 'select count(*) as n from up_users');
    const body = {
      username: 'intruder',
      email: 'intruder@example.com',
      password: GOOD,
      identifier: 'receptionist',
      code: 'x',
      passwordConfirmation: GOOD,
    };
    for (const path of [
      'auth/local/register',
      'auth/register',
      'auth/forgot-password',
      'auth/reset-password',
      'auth/send-email-confirmation',
      'auth/change-password',
      'users',
    ]) {
      expect([path, [401, 404].includes((await server.api().post(`/api/${path}`, body)).status)]).toEqual([path, true]);
      // Nor does the administrator find a way there: accounts are opened at /accounts.
      expect([path, [404, 405].includes((await (await server.login('administrator')).post(`/api/${path}`, body)).status)]).toEqual([
        path,
        true,
      ]);
    }
    for (const path of ['connect/google', 'auth/google/callback', 'users/me', 'users/1', 'users-permissions/roles']) {
      expect([path, (await server.api().get(`/api/${path}`)).status === 200]).toEqual([path, false]);
    }
    expect(await query(server.target, 'select count(*) as n from up_users')).toEqual(before);
  });

  test('only the administrator manages accounts', async () => {
    const account = await openAccount('receptionist');
    const roles = need(await (await server.login('administrator')).get<{ key: string }[]>('/api/accounts/roles')).map((role) => role.key);
    expect(roles).toEqual(expect.arrayContaining(['property-general-manager', 'director', 'administration']));
    const rows = async (): Promise<unknown> => [
      await query(server.target, 'select id, username, email, blocked, password from up_users order by id'),
      await query(server.target, "select id from td_audit where form = 'account' order by id"),
    ];
    const before = await rows();
    const { username, email } = account;
    for (const role of roles.filter((key) => key !== 'administrator')) {
      const api = await server.login(role);
      const answers = await Promise.all([
        api.get('/api/accounts'),
        api.get('/api/accounts/roles'),
        api.get(`/api/accounts/${account.id}/sessions`),
        api.post('/api/accounts', {
          username: `${username}-x`,
          email: `x-${email}`,
          password: GOOD,
          role: 'administrator',
          employee: null,
        }),
        api.put(`/api/accounts/${account.id}`, { username, email, role: 'administrator', password: GOOD, employee: null }),
        api.post(`/api/accounts/${account.id}/end-sessions`),
      ]);
      expect([role, ...answers.map((answer) => answer.status)]).toEqual([role, 403, 403, 403, 403, 403, 403]);
    }
    expect(await rows()).toEqual(before);
  });

  test('name and e-mail are taken once, also in other letters; the role must be one that logs in', async () => {
    const admin = await server.login('administrator');
    const account = await openAccount('receptionist');
    const refused = async (more: Row): Promise<string[]> => {
      const username = unique('second-');
      const answer = await admin.post<Refusal>('/api/accounts', {
        username,
        email: `${username}@example.com`,
        password: GOOD,
        role: 'receptionist',
        employee: null,
        ...more,
      });
      expect(answer.status).toBe(400);
      return answer.body.error.details.violations.map((violation) => `${violation.path.join('.')} ${violation.code}`);
    };
    expect(await refused({ username: account.username })).toEqual(['username duplicate']);
    expect(await refused({ username: account.username.toUpperCase() })).toEqual(['username duplicate']);
    expect(await refused({ email: account.email.toUpperCase() })).toEqual(['email duplicate']);
    for (const role of ['cleaner', 'system', 'authenticated', 'public', 'superuser', ''])
      expect(await refused({ role })).toEqual(['role not_a_member']);
    expect(await refused({ employee: 'nosuchperson' })).toEqual(['employee relation_not_found']);
    expect(await refused({ username: 'a b' })).toEqual(['username pattern']);
  });

  test('one person has one login: a staff file that has an account keeps it', async () => {
    const admin = await server.login('administrator');
    const person = await first(admin, 'employees', 'filters[account][$eq]=receptionist');
    const username = unique('twin-');
    const answer = await admin.post('/api/accounts', {
      username,
      email: `${username}@example.com`,
      password: GOOD,
      role: 'receptionist',
      employee: person.documentId,
    });
    expect(answer.status).toBe(400);
    expect((await read(admin, 'employees', person.documentId)).account).toBe('receptionist');
    expect(await employeeOf(await server.login('receptionist'))).toBe(person.documentId);
  });

  test('an account that is renamed keeps its person', async () => {
    const supervisor = await server.login('customer-service-supervisor');
    const [post, department] = [
      await first(supervisor, 'posts', 'filters[code][$eq]=REC'),
      await first(supervisor, 'departments', 'filters[code][$eq]=CS'),
    ];
    const person = await create(supervisor, 'employees', {
      name: '改名的人',
      post: post.documentId,
      department: department.documentId,
      phone: '16400009998',
      hireDate: today(),
    });
    const account = await openAccount('receptionist', { employee: person.documentId });
    const username = unique('renamed-');
    await change(account, { username, employee: person.documentId });
    expect((await tryLogin(account.username, GOOD)).status).toBe(401);
    expect(await employeeOf((await logIn(username, GOOD)).api)).toBe(person.documentId);
  });

  test('what is done to an account stands in the audit trail', async () => {
    const account = await openAccount('receptionist');
    await change(account, { blocked: true });
    const rows = await query(
      server.target,
      `select event, actor_role, user_id from td_audit where form = 'account' and document_id = '${account.id}' order by id`,
    );
    expect(rows.map((row) => [row.event, row.actor_role])).toEqual([
      ['create', 'administrator'],
      ['update', 'administrator'],
    ]);
  });
});
