import type { Api } from './support/api';
import { need, type Row } from './support/house';
import { startServer, type TestServer } from './support/server';

/** What the designer's screens ask for before anything is changed: who may design what, and how a draft looks to others. */
let server: TestServer;
let manager: Api;
let environment: Api;
beforeAll(async () => {
  server = await startServer();
  [manager, environment] = (await Promise.all(
    ['customer-service-manager', 'environment-supervisor'].map((role) => server.login(role)),
  )) as [Api, Api];
});
afterAll(() => server?.stop());

const OWN_AREA = '92-cleaning-greening-pest';
const FORM = {
  key: 'leaf-round',
  plural: 'leaf-rounds',
  zh: '落叶清扫记录',
  en: 'Leaf round',
  area: OWN_AREA,
  kind: 'register',
  numbering: { book: 'leaf-round', pattern: 'LY-{yyyy}-{seq:4}' },
  title: ['place'],
  fields: [
    { name: 'place', zh: '地点', en: 'Place', type: 'string', required: true },
    { name: 'bags', zh: '袋数', en: 'Bags', type: 'integer', access: { read: ['environment-supervisor'] } },
  ],
  states: [
    { value: 'open', zh: '登记', en: 'Open', initial: true },
    { value: 'done', zh: '完成', en: 'Done', final: true },
  ],
  transitions: [{ action: 'finish', zh: '完成', en: 'Finish', from: ['open'], to: 'done', by: ['environment-supervisor'] }],
  list: { columns: ['number', 'place', 'state'] },
  access: {
    create: ['environment-supervisor'],
    edit: ['environment-supervisor'],
    read: { 'environment-supervisor': 'site', receptionist: 'site' },
  },
};
const put = (api: Api, key: string, definition: Row, revision = 0) => api.put(`/api/designer/${key}/draft`, { revision, definition });

test('who designs nothing sees no desk', async () => {
  const reception = await server.login('receptionist');
  expect((await reception.get('/api/designer')).status).toBe(403);
  expect((await reception.get('/api/designer/desk')).status).toBe(403);
  expect(need(await reception.get<{ user: Row }>('/api/me')).user.designs).toEqual([]);
});

test('the desk says what a definition may name, in words', async () => {
  const desk = need(await manager.get<{ areas: string[]; allAreas: Row[]; roles: Row[]; forms: Row[]; checks: Row }>('/api/designer/desk'));
  expect(desk.areas).toEqual(['*']);
  expect(desk.roles).toContainEqual(expect.objectContaining({ key: 'receptionist', zh: '前台接待', login: true }));
  expect(desk.allAreas.map((area) => area.key)).toContain(OWN_AREA);
  expect(desk.forms.find((form) => form.key === 'unit')).toMatchObject({ zh: '单元' });
  expect(Object.keys(desk.checks)).toEqual(expect.arrayContaining(['enums', 'rules', 'scopes', 'papers']));
});

test('an area has its own designer: new forms there, nothing elsewhere, and no way in or out', async () => {
  expect((await put(environment, FORM.key, FORM)).status).toBe(200);
  expect(need(await environment.get<Row[]>('/api/designer'))).toEqual([
    expect.objectContaining({ key: FORM.key, version: 0, origin: 'own', draft: expect.objectContaining({ revision: 1 }) }),
  ]);
  expect((await put(environment, 'leaf-two', { ...FORM, key: 'leaf-two', plural: 'leaf-twos', area: '40-fees' })).status).toBe(403);
  expect((await put(environment, FORM.key, { ...FORM, area: '40-fees' }, 1)).status).toBe(403);
  expect((await environment.get('/api/designer/unit/draft')).status).toBe(403);
  const other = {
    ...FORM,
    key: 'desk-note',
    plural: 'desk-notes',
    area: '75-front-desk',
    numbering: { ...FORM.numbering, book: 'desk-note' },
  };
  expect((await put(manager, other.key, other)).status).toBe(200);
  expect((await environment.get(`/api/designer/${other.key}/draft`)).status).toBe(403);
});

test('a draft can be seen as each role will get it, and is not published by that', async () => {
  const seen = async (role: string) =>
    need(
      await environment.post<{ view: { fields: Row[]; can: Row } | null }>(`/api/designer/${FORM.key}/preview`, { definition: FORM, role }),
    ).view;
  expect((await seen('environment-supervisor'))?.fields.map((field) => field.name)).toEqual(expect.arrayContaining(['place', 'bags']));
  expect((await seen('environment-supervisor'))?.can).toMatchObject({ create: true });
  const reception = await seen('receptionist');
  expect(reception?.fields.map((field) => field.name)).not.toContain('bags');
  expect(reception?.can).toMatchObject({ create: false });
  expect(await seen('mail-clerk')).toBeNull();
  expect((await environment.get(`/api/forms/${FORM.key}`)).status).toBe(404);
  expect(
    (await environment.post(`/api/designer/${FORM.key}/preview`, { definition: { ...FORM, title: ['nothing'] }, role: 'receptionist' }))
      .status,
  ).toBe(400);
});
