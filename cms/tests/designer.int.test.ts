import type { Api } from './support/api';
import { act, create, first, need, read, reportFault, unique, until, type Many, type Rec, type Refusal, type Row } from './support/house';
import { query } from './support/raw';
import { startServer, type TestServer } from './support/server';

/** Managers change forms while staff are saving: no restart, no lost value, nothing half. */
let server: TestServer;
let manager: Api;
let administrator: Api;
/** Who keeps the shifts. */
let supervisor: Api;
beforeAll(async () => {
  server = await startServer();
  [manager, administrator, supervisor] = (await Promise.all(
    ['customer-service-manager', 'administrator', 'customer-service-supervisor'].map((role) => server.login(role)),
  )) as [Api, Api, Api];
});
afterAll(() => server?.stop());

interface Draft {
  revision: number;
  definition: Definition;
}
interface Definition extends Row {
  version?: number;
  zh: string;
  fields: (Row & { name: string })[];
  list: { columns: string[] };
  states: Row[];
  transitions: Row[];
}
const draftOf = async (form: string, api = manager): Promise<Draft> => need(await api.get<Draft>(`/api/designer/${form}/draft`));

/** Changes the present form and publishes it, as the designer does. */
async function publish(form: string, change: (definition: Definition) => void, note = '测试'): Promise<number> {
  const { revision, definition } = await draftOf(form);
  change(definition);
  const draft = need(await manager.put<Draft>(`/api/designer/${form}/draft`, { revision, definition }));
  return need(await manager.post<{ version: number }>(`/api/designer/${form}/publish`, { revision: draft.revision, note })).version;
}
const addField =
  (name: string, more: Row = {}) =>
  (definition: Definition) =>
    void definition.fields.push({ name, zh: '车牌号', en: 'Plate no.', type: 'string', ...more });
const values = (form: Row): Row => ({
  code: unique('B'),
  name: '测试',
  kind: 'day',
  startTime: '08:00',
  endTime: '16:00',
  breakMinutes: 30,
  ...form,
});
const newShift = (more: Row = {}): Promise<Rec> => create(supervisor, 'shifts', values(more));

describe('a published field', () => {
  test('is a real column at once: written, filtered, sorted, listed, exported, with the same process', async () => {
    const before = need(await server.api().get<{ pid: number }>('/readyz'));
    await publish('shift', addField('plateNo'));
    const shift = await newShift({ plateNo: '京A12345' });
    expect(shift.plateNo).toBe('京A12345');
    const found = need(await manager.get<Many>('/api/shifts?filters[plateNo][$eq]=京A12345&sort=-plateNo'));
    expect(found.data.map((row) => row.documentId)).toEqual([shift.documentId]);
    const sheet = await manager.get<{ text: string }>('/api/shifts/export?format=csv&columns=code,plateNo');
    expect(sheet.body.text).toContain('京A12345');
    const [column] = await query(server.target, `select plate_no from shifts where document_id = '${shift.documentId}'`);
    expect(column?.plate_no).toBe('京A12345');
    expect(need(await server.api().get<{ pid: number }>('/readyz')).pid).toBe(before.pid);
  });

  test('is told to whoever has the form open', async () => {
    const { ticket } = need(await manager.post<{ ticket: string }>('/api/events/ticket', {}));
    const stream = await fetch(`${server.url}/api/events?ticket=${ticket}`);
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
    const version = await publish('shift', (definition) => void (definition.zh = '班次(新)'));
    let text = '';
    const end = Date.now() + 5000;
    while (!text.includes('event: form') && Date.now() < end) text += new TextDecoder().decode((await reader.read()).value);
    await reader.cancel();
    expect(text).toContain(`{"form":"shift","version":${version}}`);
  });
});

describe('records stay true', () => {
  test('ten new labels leave the stored bytes as they are', async () => {
    const shift = await newShift({ name: '不变' });
    const bytes = async (): Promise<string> =>
      JSON.stringify(await query(server.target, `select * from shifts where document_id = '${shift.documentId}'`));
    const before = await bytes();
    for (let n = 0; n < 10; n += 1)
      await publish('shift', (definition) =>
        Object.assign(definition.fields.find((field) => field.name === 'name') as Row, {
          zh: `名称${n}`,
          help: { zh: `${n}`, en: `${n}` },
        }),
      );
    expect(await bytes()).toBe(before);
  });

  test('an archived field is gone from the form, keeps its values through an edit, and comes back with them', async () => {
    await publish('shift', addField('locker', { zh: '更衣柜', en: 'Locker' }));
    const shift = await newShift({ locker: 'G-17' });
    await publish('shift', (definition) =>
      Object.assign(definition.fields.find((field) => field.name === 'locker') as Row, { archived: true }),
    );
    const edited = need(
      await supervisor.put<{ data: Rec }>(`/api/shifts/${shift.documentId}`, { data: { name: '改名', rev: shift.rev } }),
    ).data;
    expect(edited.name).toBe('改名');
    await publish('shift', (definition) =>
      Object.assign(definition.fields.find((field) => field.name === 'locker') as Row, { archived: false }),
    );
    expect((await read(manager, 'shifts', shift.documentId)).locker).toBe('G-17');
  });

  test('a record keeps the version it was filled in under, and that version can be asked for', async () => {
    const shift = await newShift();
    const version = await publish('shift', addField('later', { zh: '后来', en: 'Later' }));
    expect((await read(manager, 'shifts', shift.documentId)).formVersion).toBe(version - 1);
    const old = need(await manager.get<Definition>(`/api/forms/shift?version=${version - 1}`));
    expect(old.fields.some((field) => field.name === 'later')).toBe(false);
    expect(need(await manager.get<Definition>('/api/forms/shift')).fields.some((field) => field.name === 'later')).toBe(true);
  });

  test('a case on its way keeps the flow it began with; a new one takes the new flow', async () => {
    const old = await reportFault(server);
    await publish('repair-log', (definition) => {
      const cancel = definition.transitions.find((transition) => transition.action === 'cancel') as Row;
      Object.assign(cancel, {
        guard: [
          ...((cancel.guard as Row[] | undefined) ?? []),
          { check: "contains(coalesce(cancelReason, ''), '客户')", zh: '须写明客户原话', en: 'Quote the customer', field: 'cancelReason' },
        ],
      });
    });
    const fresh = await reportFault(server);
    const assistant = await server.login('customer-service-assistant');
    const cancel = (record: Rec) =>
      assistant.post<Refusal>(`/api/repair-logs/${record.documentId}/actions/cancel`, {
        rev: record.rev,
        data: { cancelReason: '自行解决' },
      });
    expect((await cancel(fresh)).body.error.details.violations[0]?.message).toBe('须写明客户原话');
    expect((await cancel(old)).status).toBe(200);
  });
});

describe('what may not be', () => {
  const save = async (change: (definition: Definition) => void, form = 'shift') => {
    const { revision, definition } = await draftOf(form);
    change(definition);
    return manager.put<Refusal & Draft>(`/api/designer/${form}/draft`, { revision, definition });
  };
  afterEach(async () => {
    for (const form of ['shift', 'bill', 'repair-log']) await manager.del(`/api/designer/${form}/draft`);
  });

  test('a broken definition is refused with every problem at its address, in words', async () => {
    const answer = await save((definition) => {
      definition.fields.push({
        name: 'fee',
        zh: '费用',
        en: 'Fee',
        type: 'money',
        visible: "kind == 'nihgt' and",
        access: { read: ['finanse'] },
      });
      definition.list.columns.push('nothing');
    });
    expect(answer.status).toBe(400);
    const paths = answer.body.error.details.violations.map((violation) => violation.path.join('.'));
    expect(paths).toEqual(expect.arrayContaining(['shift.fields.fee.visible', 'shift.list.columns']));
    expect(answer.body.error.details.violations.some((violation) => violation.message.includes('finanse'))).toBe(true);
  });

  test('the second of two editors gets the difference, never a silent overwrite', async () => {
    const one = await draftOf('shift');
    const first = need(
      await manager.put<Draft>('/api/designer/shift/draft', { revision: one.revision, definition: { ...one.definition, zh: '甲改' } }),
    );
    const second = await administrator.put<
      Refusal & { error: { details: { params: { diff: { address: string; before: string; after: string }[] } } } }
    >('/api/designer/shift/draft', { revision: one.revision, definition: { ...one.definition, zh: '乙改' } });
    expect(second.status).toBe(409);
    expect(second.body.error.details.params.diff).toEqual([expect.objectContaining({ address: 'zh', before: '甲改', after: '乙改' })]);
    expect((await draftOf('shift')).definition.zh).toBe(first.definition.zh);
  });

  test('a field cannot be dropped or retyped, and one that a figure, a rule or another form uses cannot be archived', async () => {
    const blockedOf = async (form: string, change: (definition: Definition) => void): Promise<string[]> => {
      need(await save(change, form));
      const impact = need(await manager.get<{ blocked: { address: string; code: string }[] }>(`/api/designer/${form}/impact`));
      return impact.blocked.map(({ address, code }) => `${address} ${code}`);
    };
    const archive = (name: string) => (definition: Definition) =>
      Object.assign(definition.fields.find((field) => field.name === name) as Row, {
        archived: true,
        required: false,
        requiredIf: undefined,
      });
    expect(
      await blockedOf('shift', (definition) => void (definition.fields = definition.fields.filter((field) => field.name !== 'plateNo'))),
    ).toContain('shift.fields.plateNo removed');
    await manager.del('/api/designer/shift/draft');
    expect(
      await blockedOf('shift', (definition) =>
        Object.assign(definition.fields.find((field) => field.name === 'plateNo') as Row, { type: 'text' }),
      ),
    ).toContain('shift.fields.plateNo.type retyped');
    expect(await blockedOf('bill', archive('issueDate'))).toEqual(
      expect.arrayContaining([expect.stringContaining('bill.fields.issueDate')]),
    );
    const { revision } = await draftOf('bill');
    const refused = await manager.post<Refusal>('/api/designer/bill/publish', { revision, note: '归档' });
    expect([refused.status, refused.body.error.code]).toEqual([422, 'publish_blocked']);
  });

  test('only who designs a form may look into the designer', async () => {
    for (const role of ['receptionist', 'finance', 'director', 'engineering'])
      expect((await (await server.login(role)).get('/api/designer/shift/draft')).status).toBe(403);
    const environment = await server.login('environment-supervisor');
    expect((await environment.get('/api/designer/bill/draft')).status).toBe(403);
  });
});

describe('back and forth', () => {
  test('an earlier version comes back in one call, audited, and the later field keeps its values', async () => {
    const version = await publish('shift', addField('temporary', { zh: '临时', en: 'Temporary' }));
    const shift = await newShift({ temporary: '在' });
    const back = need(await manager.post<{ version: number }>('/api/designer/shift/rollback', { version: version - 1, note: '撤回' }));
    expect(back.version).toBe(version + 1);
    expect(need(await manager.get<{ version: number; note: string }[]>('/api/designer/shift/versions'))[0]).toMatchObject({
      version: version + 1,
      note: '撤回',
    });
    const [column] = await query(server.target, `select temporary from shifts where document_id = '${shift.documentId}'`);
    expect(column?.temporary).toBe('在');
    const audit = await query(
      server.target,
      `select action from td_audit where form = 'form' and document_id = 'shift' order by id desc limit 1`,
    );
    expect(audit[0]?.action).toBe('rollback');
  });

  test('a form leaves as the file that comes back as the same form', async () => {
    const file = (await manager.get<{ text: string }>('/api/designer/key/file')).body.text;
    const draft = need(await manager.post<Draft>('/api/designer/key/file', { yaml: file }));
    const impact = need(await manager.get<{ changes: unknown[] }>('/api/designer/key/impact'));
    expect(impact.changes).toEqual([]);
    expect(draft.definition.fields.length).toBeGreaterThan(5);
    await manager.del('/api/designer/key/draft');
  });

  test('a new form is there at once: list, number, child rows of both kinds, action, picker, panel', async () => {
    const definition = {
      key: 'visitor-car',
      plural: 'visitor-cars',
      zh: '访客车辆',
      en: 'Visitor car',
      area: '75-front-desk',
      kind: 'register',
      numbering: { book: 'visitor-car', pattern: 'FC-{yyyy}-{seq:4}' },
      title: ['plateNo'],
      fields: [
        { name: 'plateNo', zh: '车牌号', en: 'Plate no.', type: 'string', required: true, unique: true },
        { name: 'area', zh: '区域', en: 'Area', type: 'relation', target: 'public-area' },
        {
          name: 'goods',
          zh: '物品',
          en: 'Goods',
          type: 'json-rows',
          columns: [{ name: 'what', zh: '物品', en: 'What', type: 'string', required: true }],
        },
        {
          name: 'fees',
          zh: '收费',
          en: 'Fees',
          type: 'json-rows',
          storage: 'table',
          columns: [{ name: 'amount', zh: '金额', en: 'Amount', type: 'money' }],
        },
        { name: 'total', zh: '合计', en: 'Total', type: 'money', computed: true, formula: 'sum(fees.amount)' },
      ],
      states: [
        { value: 'in', zh: '在场', en: 'In', initial: true },
        { value: 'out', zh: '离场', en: 'Out', final: true },
      ],
      transitions: [{ action: 'leave', zh: '离场', en: 'Leave', from: ['in'], to: 'out', by: ['receptionist'] }],
      list: { columns: ['number', 'plateNo', 'state'] },
      access: { create: ['receptionist'], edit: ['receptionist'] },
    };
    const draft = need(await manager.put<Draft>('/api/designer/visitor-car/draft', { revision: 0, definition }));
    need(await manager.post('/api/designer/visitor-car/publish', { revision: draft.revision, note: '新表单' }));
    const desk = await server.login('receptionist');
    const area = await first(desk, 'public-areas');
    const car = await create(desk, 'visitor-cars', {
      plateNo: '京B10001',
      area: area.documentId,
      goods: [{ what: '样品' }],
      fees: [{ amount: 1000 }, { amount: 550 }],
    });
    expect(car).toMatchObject({ number: expect.stringMatching(/^FC-\d{4}-0001$/), total: 1550, state: 'in' });
    const again = await desk.post<Refusal>('/api/visitor-cars', { data: { plateNo: '京B10001' } });
    expect([again.status, again.body.error.details.violations[0]?.path]).toEqual([400, ['plateNo']]);
    expect((await act(desk, 'visitor-cars', car, 'leave')).state).toBe('out');
    expect(need(await desk.get<Many>('/api/visitor-cars?_q=10001')).meta.pagination.total).toBe(1);
  });

  test('a column of its rows is archived as a field is: not while something counts on it, and its values come back', async () => {
    const columnsOf = (definition: Definition, rows: string): Row[] =>
      definition.fields.find((field) => field.name === rows)?.columns as Row[];
    const archive = (rows: string, name: string, archived: boolean) => (definition: Definition) =>
      void Object.assign(columnsOf(definition, rows).find((column) => column.name === name) as Row, { archived });
    await publish('visitor-car', (definition) => {
      columnsOf(definition, 'goods').push({ name: 'seal', zh: '封条', en: 'Seal', type: 'string', default: '无' });
      columnsOf(definition, 'fees').push({ name: 'receipt', zh: '收据', en: 'Receipt', type: 'string' });
    });
    const desk = await server.login('receptionist');
    const car = await create(desk, 'visitor-cars', {
      plateNo: '京B10002',
      goods: [{ what: '灯具', seal: 'F-1' }],
      fees: [{ amount: 700, receipt: 'S-1' }],
    });
    for (const [rows, name] of [
      ['goods', 'seal'],
      ['fees', 'receipt'],
    ] as const)
      await publish('visitor-car', archive(rows, name, true));
    const [goods, fees] = [car.goods, car.fees] as Rec[][];
    const data = {
      rev: car.rev,
      goods: [{ id: goods?.[0]?.id, what: '灯具(换)' }, { what: '新' }],
      fees: [{ id: fees?.[0]?.id, amount: 800 }],
    };
    need(await desk.put(`/api/visitor-cars/${car.documentId}`, { data }));
    await publish('visitor-car', archive('goods', 'seal', false));
    await publish('visitor-car', archive('fees', 'receipt', false));
    const found = await read(desk, 'visitor-cars', car.documentId);
    expect(found).toMatchObject({
      total: 800,
      goods: [
        { what: '灯具(换)', seal: 'F-1' },
        { what: '新', seal: null },
      ],
      fees: [{ amount: 800, receipt: 'S-1' }],
    });

    const { revision, definition } = await draftOf('visitor-car');
    archive('fees', 'amount', true)(definition);
    const draft = need(await manager.put<Draft>('/api/designer/visitor-car/draft', { revision, definition }));
    const refused = await manager.post<Refusal>('/api/designer/visitor-car/publish', { revision: draft.revision, note: '不收费' });
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([422, expect.stringContaining('visitor-car fields.total.formula')]);
    need(await manager.del('/api/designer/visitor-car/draft'), 204);
  });
});

describe('under load', () => {
  test('20 publishes while staff save: no save fails, no value is lost', async () => {
    const makers = [supervisor, administrator];
    let saving = true;
    const saved: { documentId: string; name: string }[] = [];
    const refusals: number[] = [];
    const staff = Array.from({ length: 6 }, async (_, index) => {
      const api = makers[index % makers.length] as Api;
      while (saving) {
        const name = unique('负载');
        const answer = await api.post<{ data: Rec }>('/api/shifts', { data: values({ name }) });
        if (answer.status === 201) saved.push({ documentId: answer.body.data.documentId, name });
        else refusals.push(answer.status);
        await new Promise((done) => setTimeout(done, 150));
      }
    });
    for (let n = 0; n < 20; n += 1) await publish('shift', addField(`load${n}`, { zh: `负载${n}`, en: `Load ${n}` }));
    saving = false;
    await Promise.all(staff);
    expect(refusals).toEqual([]);
    expect(saved.length).toBeGreaterThan(20);
    const stored = new Map((await query(server.target, `select document_id, name from shifts`)).map((row) => [row.document_id, row.name]));
    expect(saved.filter((shift) => stored.get(shift.documentId) !== shift.name)).toEqual([]);
  });

  test('a server killed in the middle of publishing comes back with the old or the new form, never with half', async () => {
    const own = await startServer();
    const people = await own.login('customer-service-manager');
    const { revision, definition } = need(await people.get<Draft>('/api/designer/shift/draft'));
    definition.fields.push({ name: 'crash', zh: '断电', en: 'Crash', type: 'string' });
    const draft = need(await people.put<Draft>('/api/designer/shift/draft', { revision, definition }));
    const publishing = people
      .post('/api/designer/shift/publish', { revision: draft.revision, note: '断电' })
      .catch(() => null /* cut off */);
    await new Promise((done) => setTimeout(done, 60));
    process.kill(own.pid, 'SIGKILL');
    await publishing;
    const again = await startServer({ dataDir: own.dataDir, databaseName: own.databaseName });
    try {
      const back = await again.login('customer-service-manager');
      const present = need(await back.get<Definition>('/api/forms/shift'));
      const isNew = present.fields.some((field) => field.name === 'crash');
      const stored = await (
        await again.login('customer-service-supervisor')
      ).post<{ data: Rec } & Refusal>('/api/shifts', { data: values(isNew ? { crash: '在' } : {}) });
      expect(stored.status).toBe(201);
      expect(present.version).toBe(isNew ? 2 : 1);
      await until('the draft is there exactly when its version is not', async () => (await draftOf('shift', back)).revision > 0 === !isNew);
    } finally {
      await again.stop();
      await own.stop();
    }
  });
});
