import type { Api } from './support/api';
import { act, create, employeeOf, need, newUnit, read, unique, type Many, type Refusal, type Row } from './support/house';
import { startServer, type TestServer } from './support/server';

/** The form library: shipped forms that nobody has switched on, and the way from there to a form that everybody works with. */
let server: TestServer;
let manager: Api;
let environment: Api;
let supervisor: Api;
beforeAll(async () => {
  server = await startServer();
  [manager, environment, supervisor] = (await Promise.all(
    ['customer-service-manager', 'environment-supervisor', 'customer-service-supervisor'].map((role) => server.login(role)),
  )) as [Api, Api, Api];
});
afterAll(() => server?.stop());

interface Entry extends Row {
  key: string;
  area: string;
  status: string;
  needs: { key: string; zh: string }[];
}
interface Shelf {
  entry: Entry;
  definition: Row & { key: string; fields: { name: string }[] };
  left: { field: string; target: string; form: { zh: string } }[];
  needed: { field: string; target: string; form: { zh: string } }[];
}
const listed = async (api = manager): Promise<Entry[]> => need(await api.get<Entry[]>('/api/designer/library'));
const entryOf = async (key: string): Promise<Entry | undefined> => (await listed()).find((entry) => entry.key === key);
const shelf = async (key: string): Promise<Shelf> => need(await manager.get<Shelf>(`/api/designer/library/${key}`));

/** As the screen does it: the draft is what the library offers, published as it is. */
async function switchOn(key: string): Promise<Shelf> {
  const form = await shelf(key);
  const draft = need(await manager.put<{ revision: number }>(`/api/designer/${key}/draft`, { revision: 0, definition: form.definition }));
  expect((await entryOf(key))?.status).toBe('draft');
  need(await manager.post(`/api/designer/${key}/publish`, { revision: draft.revision, note: '启用' }));
  return form;
}

test('it lists what is not live, by what each is for, and only to who designs there', async () => {
  const entries = await listed();
  expect(entries).toHaveLength(168);
  expect(entries.find((entry) => entry.key === 'complaint')).toMatchObject({
    zh: '客户投诉登记处理表',
    area: '50-complaints',
    purpose: { zh: expect.stringContaining('投诉') },
    fields: expect.any(Number),
    states: expect.arrayContaining([{ zh: '已登记', en: 'Registered' }]),
    status: 'off',
    needs: [],
  });
  const own = await listed(environment);
  expect(new Set(own.map((entry) => entry.area))).toEqual(new Set(['92-cleaning-greening-pest']));
  expect((await environment.get('/api/designer/library/cleaning-plan')).status).toBe(200);
  expect((await environment.get('/api/designer/library/complaint')).status).toBe(403);
  expect((await (await server.login('receptionist')).get('/api/designer/library')).status).toBe(403);
  expect((await manager.get('/api/designer/library/no-such-form')).status).toBe(404);
});

test('complaints are switched on, filled in at the desk, acted on and exported; relations to absent forms are left out and named', async () => {
  const form = await switchOn('complaint');
  expect(form.left.map((one) => one.target).sort()).toEqual(['corrective-action', 'vendor']);
  expect(form.left.find((one) => one.target === 'vendor')?.form.zh).toMatch(/单位|供应商/);
  expect(form.definition.fields.map((field) => field.name)).not.toContain('responsibleVendor');
  expect((await entryOf('complaint'))?.status).toBe('on');

  const desk = await server.login('receptionist');
  const complainant = unique('投诉人');
  const complaint = await create(desk, 'complaints', {
    receivedAt: new Date().toISOString(),
    channel: 'front_desk',
    complainant,
    phone: '13800138000',
    category: 'cleaning',
    level: 'normal',
    urgent: false,
    valid: 'pending',
    content: '大堂地面湿滑',
  });
  expect(complaint).toMatchObject({ number: expect.stringMatching(/^TS-\d{6}-0001$/), state: 'registered' });
  const refused = await supervisor.post<Refusal>(`/api/complaints/${complaint.documentId}/actions/assign`, {
    rev: complaint.rev,
    data: {},
  });
  expect([refused.status, refused.body.error.details.violations.map((one) => one.path[0]).sort()]).toEqual([
    422,
    ['handler', 'promisedAt'],
  ]);
  const handler = await employeeOf(supervisor);
  const assigned = await act(supervisor, 'complaints', complaint, 'assign', {
    data: { handler, promisedAt: new Date(Date.now() + 3_600_000).toISOString() },
  });
  expect(assigned.state).toBe('assigned');
  expect((await read(manager, 'complaints', complaint.documentId)).handler).toMatchObject({ documentId: handler });
  const sheet = await supervisor.get<{ text: string }>('/api/complaints/export?format=csv&columns=number,complainant,state');
  expect(sheet.body.text).toContain(complainant);
});

test('a form that needs another one says so, cannot be published before it, and can after it', async () => {
  const reading = await shelf('meter-reading');
  expect(reading.entry.needs).toEqual([{ key: 'meter', zh: expect.any(String), en: expect.any(String) }]);
  expect(reading.needed).toEqual([expect.objectContaining({ field: 'meter', target: 'meter' })]);
  const draft = need(
    await manager.put<{ revision: number }>('/api/designer/meter-reading/draft', { revision: 0, definition: reading.definition }),
  );
  const early = await manager.post<Refusal>('/api/designer/meter-reading/publish', { revision: draft.revision, note: '启用' });
  expect([early.status, early.body.error.code, early.body.error.details.violations.map((one) => one.code)]).toEqual([
    422,
    'publish_blocked',
    ['needs_form'],
  ]);
  expect(early.body.error.details.violations[0]?.message).toContain('meter');
  need(await manager.del('/api/designer/meter-reading/draft'), 204);

  await switchOn('meter');
  const after = await switchOn('meter-reading');
  expect(after.needed).toEqual([]);
  expect((await manager.get<Many>('/api/meter-readings')).status).toBe(200);
  const clerk = await server.login('customer-service-assistant');
  const unit = await newUnit(server);
  const meter = await create(clerk, 'meters', {
    meterNo: unique('M'),
    energy: 'electricity',
    purpose: 'unit',
    unit: unit.documentId,
    multiplier: 2,
    initialReading: 0,
  });
  const taken = await create(clerk, 'meter-readings', {
    meter: meter.documentId,
    occasion: 'periodic',
    readAt: new Date().toISOString(),
    previousReading: 100,
    reading: 130,
    reader: await employeeOf(clerk),
  });
  expect(taken).toMatchObject({ consumption: 60, unit: { documentId: unit.documentId } });
});

test('a relation that waited for a form gets its column when the form comes', async () => {
  const definition = {
    key: 'plate-note',
    plural: 'plate-notes',
    zh: '车位备注',
    en: 'Parking note',
    area: '75-front-desk',
    kind: 'register',
    numbering: null,
    title: ['text'],
    fields: [
      { name: 'text', zh: '内容', en: 'Text', type: 'string', required: true },
      { name: 'space', zh: '车位', en: 'Parking space', type: 'relation', target: 'parking-space' },
    ],
    states: [{ value: 'open', zh: '登记', en: 'Open', initial: true, final: true }],
    transitions: [],
    list: { columns: ['text', 'space'] },
    access: { create: ['receptionist'], edit: ['receptionist'] },
  };
  const draft = need(await manager.put<{ revision: number }>('/api/designer/plate-note/draft', { revision: 0, definition }));
  need(await manager.post('/api/designer/plate-note/publish', { revision: draft.revision, note: '新表单' }));
  const desk = await server.login('receptionist');
  const before = await create(desk, 'plate-notes', { text: '先记下' });
  await switchOn('parking-space');
  expect((await read(desk, 'plate-notes', before.documentId)).text).toBe('先记下');
  const maker = await server.login(((await shelf('parking-space')).definition.access as { create: string[] }).create[0] ?? '');
  const space = await create(maker, 'parking-spaces', { spaceNo: unique('B'), level: 'b1', spaceType: 'fixed' });
  const note = await create(desk, 'plate-notes', { text: '后来', space: space.documentId });
  expect((await read(desk, 'plate-notes', note.documentId)).space).toMatchObject({ documentId: space.documentId });
  expect(need(await desk.get<Many>('/api/plate-notes?sort=space')).data).toHaveLength(2);
});
