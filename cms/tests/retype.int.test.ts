import { hashOf } from '../documents/audit';
import type { Api } from './support/api';
import { create, need, read, unique, until, type Many, type Rec, type Refusal, type Row } from './support/house';
import { execute, query } from './support/raw';
import { startServer, type TestServer } from './support/server';

/** A field changes its kind: a new column, the values converted while staff are saving, and nothing lost on the way or back. */
let server: TestServer;
let first: TestServer;
let manager: Api;
let supervisor: Api;
beforeAll(async () => {
  server = first = await startServer();
  [manager, supervisor] = (await Promise.all(
    ['customer-service-manager', 'customer-service-supervisor'].map((role) => server.login(role)),
  )) as [Api, Api];
});
afterAll(async () => {
  await server?.stop();
  if (first !== server) await first?.stop();
});

type Field = Row & { name: string };
interface Definition extends Row {
  version?: number;
  fields: Field[];
}
interface Draft {
  revision: number;
  definition: Definition;
}
interface Impact {
  conversions: {
    from: string;
    to: string;
    filled: number;
    converts: number;
    stays: number;
    reasons: { reason: string; count: number }[];
    examples: { documentId: string; label: string; value: string | null; reason: string }[];
  }[];
  dryRun: { failing: number };
  blocked: { code: string; address: string }[];
}

const save = async (change: (definition: Definition) => void, api = manager, form = 'shift'): Promise<number> => {
  const { revision, definition } = need(await api.get<Draft>(`/api/designer/${form}/draft`));
  change(definition);
  return need(await api.put<Draft>(`/api/designer/${form}/draft`, { revision, definition })).revision;
};
const publish = async (change: (definition: Definition) => void, api = manager): Promise<number> => {
  const revision = await save(change, api);
  return need(await api.post<{ version: number }>('/api/designer/shift/publish', { revision, note: '测试' })).version;
};
const rollBack = async (version: number): Promise<void> =>
  void need(await manager.post('/api/designer/shift/rollback', { version, note: '' }));
const add =
  (name: string, more: Row = {}) =>
  (definition: Definition) =>
    void definition.fields.push({ name, zh: '车牌号', en: 'Plate no.', type: 'string', ...more });
/** What the designer does: the old field is archived, the new one says where it came from. */
const retype = (from: string, to: string, more: Row) => (definition: Definition) => {
  Object.assign(definition.fields.find((field) => field.name === from) as Field, { archived: true });
  add(to, { convertedFrom: from, ...more })(definition);
};
const values = (more: Row = {}): Row => ({
  code: unique('R'),
  name: '测试',
  kind: 'day',
  startTime: '08:00',
  endTime: '16:00',
  breakMinutes: 30,
  ...more,
});
const newShift = (more: Row): Promise<Rec> => create(supervisor, 'shifts', values(more));
const now = (record: { documentId: string }): Promise<Rec> => read(manager, 'shifts', record.documentId);
const versionNow = async (): Promise<number> => need(await manager.get<Definition>('/api/forms/shift')).version ?? 0;

test('a text becomes a number: the report before, the values after, the rest kept, old versions as they were, and back', async () => {
  await publish(add('seats'));
  // One after the other: the report names them in this order.
  const filled: Rec[] = [];
  for (const seats of ['4', '１２', '1,200', '约五个', '007']) filled.push(await newShift({ seats }));
  const empty = await newShift({});
  const before = await versionNow();
  const bytes = await query(server.target, `select id, seats, rev, updated_at from shifts order by id`);

  await save(retype('seats', 'seatsNo', { type: 'integer', required: true }));
  const impact = need(await manager.get<Impact>('/api/designer/shift/impact'));
  expect(impact.blocked).toEqual([]);
  expect(impact.conversions).toEqual([expect.objectContaining({ from: 'seats', to: 'seatsNo', filled: 5, converts: 3, stays: 2 })]);
  expect(impact.conversions[0]?.examples.map(({ documentId, value, reason }) => [documentId, value, reason])).toEqual([
    [filled[3]?.documentId, '约五个', 'not_a_number'],
    [filled[4]?.documentId, '007', 'leading_zero'],
  ]);
  // The checks see what is converted: only those without a number would be asked for one.
  expect(impact.dryRun.failing).toBe(Number((await query(server.target, 'select count(*) as n from shifts'))[0]?.n) - 3);

  need(await manager.post('/api/designer/shift/publish', { revision: 1, note: '改为数字' }));
  expect(await Promise.all(filled.map(async (one) => (await now(one)).seatsNo))).toEqual([4, 12, 1200, null, null]);
  expect((await now(empty)).seatsNo).toBeNull();
  // The old column, the revisions and the times are what they were.
  expect(await query(server.target, `select id, seats, rev, updated_at from shifts order by id`)).toEqual(bytes);
  expect((await now(filled[3] as Rec)).seats).toBe('约五个');
  expect(need(await manager.get<Many>('/api/shifts?filters[seatsNo][$gte]=12&sort=seatsNo')).data.map((row) => row.seatsNo)).toEqual([
    12, 1200,
  ]);
  const old = need(await manager.get<Definition>(`/api/forms/shift?version=${before}`));
  expect(old.fields.find((field) => field.name === 'seats')).toMatchObject({ type: 'string' });
  expect(old.fields.some((field) => field.name === 'seatsNo')).toBe(false);

  const audit = await query(server.target, `select * from td_audit where form = 'form' and document_id = 'shift' order by id`);
  const converted = audit.filter((row) => row.action === 'convert');
  expect(converted.map((row) => JSON.parse(String(row.changes)) as unknown)).toEqual([
    [{ field: 'fields.seatsNo', before: { field: 'seats' }, after: { field: 'seatsNo', converted: 3, kept: 2 } }],
  ]);
  audit.forEach((row, index) => expect([row.prev_hash ?? null, row.hash]).toEqual([audit[index - 1]?.hash ?? null, hashOf(row)]));

  // A record that is saved again gets no new old value; one that is new has only the new field.
  const first = await now(filled[0] as Rec);
  need(await supervisor.put(`/api/shifts/${first.documentId}`, { data: { seatsNo: 5, rev: first.rev } }));
  const fresh = await newShift({ seatsNo: 9 });
  await rollBack(before);
  // What was filled in meanwhile comes back with the field; everything else is as it was.
  expect(await Promise.all([...filled, fresh].map(async (one) => (await now(one)).seats))).toEqual([
    '5',
    '１２',
    '1,200',
    '约五个',
    '007',
    '9',
  ]);
  // And forward again: the later hand counts, a number that was never touched is the same.
  const second = await now(filled[1] as Rec);
  need(await supervisor.put(`/api/shifts/${second.documentId}`, { data: { seats: '13', rev: second.rev } }));
  await rollBack(before + 1);
  expect(await Promise.all([...filled, fresh].map(async (one) => (await now(one)).seatsNo))).toEqual([5, 13, 1200, null, null, 9]);
  await publish((definition) => Object.assign(definition.fields.find((field) => field.name === 'seatsNo') as Field, { required: false }));
});

test('a screen that still has the old field saves into the new one, and is told what does not convert', async () => {
  await publish(add('bags'));
  const shift = await newShift({ bags: '1' });
  await publish(retype('bags', 'bagsNo', { type: 'integer' }));
  const made = await newShift({ bags: '３' });
  expect([made.bagsNo, made.bags]).toEqual([3, null]);
  const saved = need(await supervisor.put<{ data: Rec }>(`/api/shifts/${shift.documentId}`, { data: { bags: '2', rev: shift.rev } })).data;
  expect([saved.bagsNo, saved.bags]).toEqual([2, '1']);
  const refused = await supervisor.put<Refusal>(`/api/shifts/${shift.documentId}`, { data: { bags: '几个', rev: saved.rev } });
  expect(refused.status).toBe(400);
  expect(refused.body.error.details.violations).toEqual([
    expect.objectContaining({ path: ['bags'], code: 'field_retyped', message: expect.stringContaining('“几个”不是数字') }),
  ]);
  const several = { bags: '几个', name: '', startTime: '25:99', rev: saved.rev };
  for (const answer of [
    await supervisor.put<Refusal>(`/api/shifts/${shift.documentId}`, { data: several }),
    await supervisor.post<Refusal>('/api/shifts', { data: several }),
  ]) {
    expect(answer.status).toBe(400);
    const paths = answer.body.error.details.violations.map((violation) => violation.path.join('.'));
    expect(paths).toEqual(expect.arrayContaining(['bags', 'name', 'startTime']));
  }
  const both = need(
    await supervisor.put<{ data: Rec }>(`/api/shifts/${shift.documentId}`, { data: { bags: '8', bagsNo: 7, rev: saved.rev } }),
  );
  expect(both.data.bagsNo).toBe(7);
});

test('a roll back to before a column or a choice came archives it, and forward again it is there with its values', async () => {
  const choice = (value: string): Row => ({ value, zh: value, en: value });
  await publish((definition) => {
    add('lines', { type: 'json-rows', columns: [{ name: 'what', zh: '物品', en: 'What', type: 'string' }] })(definition);
    add('extent', { type: 'enum', values: [choice('s'), choice('l')] })(definition);
  });
  const before = await versionNow();
  const field = (definition: Definition, name: string) =>
    definition.fields.find((one) => one.name === name) as Field & { columns: Field[]; values: Row[] };
  await publish((definition) => {
    field(definition, 'lines').columns.push({ name: 'count', zh: '数量', en: 'Count', type: 'integer' });
    field(definition, 'extent').values.push(choice('xl'));
  });
  const shift = await newShift({ lines: [{ what: '对讲机', count: 3 }], extent: 'xl' });
  await rollBack(before);
  const rolled = need(await manager.get<Definition>('/api/forms/shift'));
  expect(field(rolled, 'lines').columns.map((column) => [column.name, column.archived ?? false])).toEqual([
    ['what', false],
    ['count', true],
  ]);
  expect(field(rolled, 'extent').values.map((value) => [value.value, value.archived ?? false])).toEqual([
    ['s', false],
    ['l', false],
    ['xl', true],
  ]);
  await rollBack(before + 1);
  expect(await now(shift)).toMatchObject({ lines: [{ what: '对讲机', count: 3 }], extent: 'xl' });
});

test('every kind is stored as the database stores it', async () => {
  const source = '单:';
  await publish((definition) => {
    for (const name of ['amountText', 'dayText', 'momentText', 'yesText', 'sizeText']) add(name)(definition);
    add('price', { type: 'money' })(definition);
    add('moment', { type: 'datetime' })(definition);
    add('flag', { type: 'boolean' })(definition);
    add('size', {
      type: 'enum',
      values: [
        { value: 's', zh: '小', en: 'Small' },
        { value: 'l', zh: '大', en: 'Large' },
      ],
    })(definition);
    add('ratio', { type: 'decimal', scale: 3 })(definition);
  });
  const shift = await newShift({
    name: source,
    amountText: '￥1,234.50',
    dayText: '2026年1月5日',
    momentText: '2026/1/5 14:30',
    yesText: '是',
    sizeText: 'Large',
    price: 5,
    moment: '2026-01-04T23:30:00.000Z',
    flag: false,
    size: 's',
    ratio: 1.125,
  });
  const SIZES = {
    type: 'enum',
    values: [
      { value: 'small', zh: '小', en: 'S' },
      { value: 'large', zh: '大', en: 'Large' },
    ],
  };
  await publish((definition) => {
    retype('amountText', 'amount2', { type: 'money' })(definition);
    retype('dayText', 'day2', { type: 'date' })(definition);
    retype('momentText', 'moment2', { type: 'datetime' })(definition);
    retype('yesText', 'yes2', { type: 'boolean' })(definition);
    retype('sizeText', 'size2', SIZES)(definition);
    retype('price', 'price2', { type: 'string' })(definition);
    retype('moment', 'momentDay', { type: 'date' })(definition);
    retype('flag', 'flag2', { type: 'string' })(definition);
    retype('size', 'size3', SIZES)(definition);
    retype('ratio', 'ratio2', { type: 'text' })(definition);
  });
  expect(await now(shift)).toMatchObject({
    amount2: 123450,
    day2: '2026-01-05',
    moment2: '2026-01-05T06:30:00.000Z',
    yes2: true,
    size2: 'large',
    price2: '0.05',
    momentDay: '2026-01-05',
    flag2: '否',
    size3: 'small',
    ratio2: '1.125',
  });
  expect(
    need(await manager.get<Many>('/api/shifts?filters[day2][$eq]=2026-01-05&filters[yes2][$eq]=true&filters[size2][$eq]=large')).data.map(
      (row) => row.documentId,
    ),
  ).toEqual([shift.documentId]);
});

test('what is locked or used is refused with its places; so is a kind that cannot become the other, at its field', async () => {
  const found = await usedByFigure(['bill', 'repair-log', 'work-order']);
  retype(found.field, 'retyped', { type: 'string' })(found.draft.definition);
  const draft = need(await manager.put<Draft>(`/api/designer/${found.form}/draft`, found.draft));
  const impact = need(await manager.get<Impact>(`/api/designer/${found.form}/impact`));
  expect(impact.blocked).toContainEqual(
    expect.objectContaining({
      address: `${found.form}.fields.${found.field}`,
      code: 'field_in_use',
      zh: expect.stringContaining(found.address),
    }),
  );
  const refused = await manager.post<Refusal>(`/api/designer/${found.form}/publish`, { revision: draft.revision, note: '改' });
  expect([refused.status, refused.body.error.code]).toEqual([422, 'publish_blocked']);
  await manager.del(`/api/designer/${found.form}/draft`);

  const { revision, definition } = need(await manager.get<Draft>('/api/designer/shift/draft'));
  retype('startTime', 'startNo', { type: 'integer' })(definition);
  const wrong = await manager.put<Refusal>('/api/designer/shift/draft', { revision, definition });
  expect(wrong.status).toBe(400);
  expect(wrong.body.error.details.violations).toContainEqual(
    expect.objectContaining({ path: ['shift', 'fields', 'startNo', 'convertedFrom'], code: 'not_convertible' }),
  );
});

test('a sensitive field stays sensitive, and its report tells no value to who does not see it', async () => {
  await publish(add('idText', { sensitive: true, format: 'phone' }));
  const shift = await newShift({ idText: '13800001111' });
  const open = await manager.get<Draft>('/api/designer/shift/draft');
  const wide = need(open).definition;
  retype('idText', 'idNo', { type: 'integer' })(wide);
  const refused = await manager.put<Refusal>('/api/designer/shift/draft', { revision: 0, definition: wide });
  expect([refused.status, refused.body.error.details.violations[0]?.path.join('.')]).toEqual([400, 'shift.fields.idNo.convertedFrom']);
  await save(retype('idText', 'idDay', { type: 'date', sensitive: true }));
  const impact = need(await manager.get<Impact>('/api/designer/shift/impact'));
  const seen = (await now(shift)).idText;
  expect(impact.conversions[0]).toMatchObject({ filled: 1, stays: 1 });
  expect(impact.conversions[0]?.examples[0]?.value ?? null).toBe(seen === '13800001111' ? seen : null);
  await manager.del('/api/designer/shift/draft');
});

test('while 3000 records are converted staff go on saving: no save fails, and the last value of each is in the new field', async () => {
  await publish(add('slots'));
  const seed = await newShift({ slots: '7' });
  await copies(seed.documentId, 3000);
  const mine = await Promise.all(Array.from({ length: 12 }, (_, index) => newShift({ slots: String(index) })));
  const last = new Map(mine.map((one, index) => [one.documentId, String(index)]));
  const refusals: unknown[] = [];
  let saving = true;
  let written = 0;
  const staff = mine.map(async (one) => {
    let { rev } = one;
    while (saving) {
      const slots = String((written += 1) + 100);
      const answer = await supervisor.put<{ data: Rec } & Refusal>(`/api/shifts/${one.documentId}`, { data: { slots, rev } });
      if (answer.status === 200) {
        rev = answer.body.data.rev;
        last.set(one.documentId, slots);
      } else refusals.push(answer.body);
    }
  });
  const makers = Array.from({ length: 3 }, async () => {
    while (saving) {
      const slots = String((written += 1) + 100);
      const answer = await supervisor.post<{ data: Rec } & Refusal>('/api/shifts', { data: values({ slots }) });
      if (answer.status === 201) last.set(answer.body.data.documentId, slots);
      else refusals.push(answer.body);
    }
  });
  const before = await versionNow();
  await new Promise((done) => setTimeout(done, 300));
  await publish(retype('slots', 'slotsNo', { type: 'integer' }));
  await new Promise((done) => setTimeout(done, 700));
  saving = false;
  await Promise.all([...staff, ...makers]);
  expect(refusals).toEqual([]);
  expect(last.size).toBeGreaterThan(12);
  const wrong = async (): Promise<string[]> => {
    const rows = await query(
      server.target,
      'select document_id, slots, slots_no from shifts where slots is not null or slots_no is not null',
    );
    return rows.flatMap((row) => {
      const expected = Number(last.get(String(row.document_id)) ?? '7');
      return Number(row.slots_no) === expected
        ? []
        : [`${String(row.document_id)}: ${String(row.slots)} -> ${String(row.slots_no)} not ${expected}`];
    });
  };
  await until('what was under way is converted too', async () => (await wrong()).length === 0).catch(async () =>
    expect(await wrong()).toEqual([]),
  );
  expect(Number((await query(server.target, 'select count(*) as n from shifts where slots_no = 7'))[0]?.n)).toBe(3001);
  await rollBack(before);
  const stored = new Map((await query(server.target, 'select document_id, slots from shifts')).map((row) => [row.document_id, row.slots]));
  expect([...last].filter(([documentId, value]) => stored.get(documentId) !== value)).toEqual([]);
});

test('a writer that had begun before the version came is found afterwards', async () => {
  await publish(add('late'));
  const shift = await newShift({ late: '1' });
  const version = await publish(retype('late', 'lateNo', { type: 'integer' }));
  expect((await now(shift)).lateNo).toBe(1);
  // What another instance, which has not heard of the version yet, writes: the old column and an audit row that names it.
  const [row] = await query(server.target, `select * from td_audit where document_id = '${shift.documentId}' order by id desc`);
  const next = {
    ...row,
    rev: 2,
    event: 'update',
    changes: JSON.stringify([{ field: 'late', before: '1', after: '2' }]),
    prev_hash: row?.hash,
  };
  const { id: _id, hash: _hash, ...entry } = next as Row;
  const names = Object.keys(entry);
  const cell = (value: unknown): string => (value === null || value === undefined ? 'null' : `'${String(value)}'`);
  await execute(
    server.target,
    `update shifts set late = '2', rev = 2 where document_id = '${shift.documentId}';
     insert into td_audit (${names.join(', ')}, hash) values (${names.map((name) => cell(entry[name])).join(', ')}, '${hashOf(entry)}')`,
  );
  await until('the later value is in the new field', async () => (await now(shift)).lateNo === 2);
  // Somebody fills in the new field: that hand is later still.
  need(await supervisor.put(`/api/shifts/${shift.documentId}`, { data: { lateNo: 5, rev: 2 } }));
  await new Promise((done) => setTimeout(done, 2500));
  expect((await now(shift)).lateNo).toBe(5);
  const [noted] = await query(server.target, `select * from td_conversions where form = 'shift' and version = ${version}`);
  expect([Number(noted?.converted), Number(noted?.kept)]).toEqual([1, 0]);
});

test('an attempt that did not come through leaves nothing in the new column', async () => {
  await publish(add('try1'));
  await newShift({ try1: '1' });
  const revision = await save(retype('try1', 'tryNo', { type: 'integer' }));
  // The version's number is taken at the last moment, as by another instance.
  const version = (await versionNow()) + 1;
  await execute(
    server.target,
    `insert into td_form_versions (form, version, definition, at, actor_name) select form, ${version}, definition, at, actor_name from td_form_versions where form = 'shift' and version = ${version - 1}`,
  );
  const refused = await manager.post<Refusal>('/api/designer/shift/publish', { revision, note: '撞车' });
  expect([refused.status, refused.body.error.code]).toEqual([409, 'stale_base']);
  const [column] = await query(
    server.target,
    server.database === 'sqlite'
      ? "select count(*) as n from pragma_table_info('shifts') where name = 'try_no'"
      : "select count(*) as n from information_schema.columns where table_name = 'shifts' and column_name = 'try_no'",
  );
  if (Number(column?.n) > 0)
    expect(Number((await query(server.target, 'select count(*) as n from shifts where try_no is not null'))[0]?.n)).toBe(0);
  await execute(server.target, `delete from td_form_versions where form = 'shift' and version = ${version}`);
});

test('what a version has left to the next worker is done before it serves; what was filled in meanwhile stays', async () => {
  await publish(add('left'));
  const [one, two, three] = [await newShift({ left: '1' }), await newShift({ left: '2' }), await newShift({ left: '几个' })];
  const version = await publish(retype('left', 'leftNo', { type: 'integer' }));
  need(await supervisor.put(`/api/shifts/${two.documentId}`, { data: { leftNo: 9, rev: two.rev } }));
  await server.kill();
  // As after publishing on the safe path: the version is there, its values are not.
  await execute(
    server.target,
    `update shifts set left_no = null where document_id <> '${two.documentId}';
     update td_conversions set done_at = null, converted = null, kept = null, until = 0 where form = 'shift' and version = ${version}`,
  );
  server = await startServer({ dataDir: server.dataDir, databaseName: server.databaseName, database: server.database });
  const api = await server.login('customer-service-manager');
  const numbers = [one, two, three].map(async (shift) => (await read(api, 'shifts', shift.documentId)).leftNo);
  expect(await Promise.all(numbers)).toEqual([1, 9, null]);
  const [noted] = await query(server.target, `select * from td_conversions where form = 'shift' and version = ${version}`);
  expect([Number(noted?.converted), Number(noted?.kept), noted?.done_at === null]).toEqual([1, 1, false]);
});

/** A field of one of these forms that a figure reads and that could be a text. */
async function usedByFigure(forms: string[]): Promise<{ form: string; field: string; address: string; draft: Draft }> {
  for (const form of forms) {
    const uses = need(await manager.get<{ field: string; in: string; address: string }[]>(`/api/designer/${form}/uses`));
    const draft = need(await manager.get<Draft>(`/api/designer/${form}/draft`));
    const names = draft.definition.fields
      .filter((one) => ['enum', 'date', 'datetime', 'integer', 'money'].includes(String(one.type)) && !one.computed && !one.sensitive)
      .map((one) => one.name);
    const use = uses.find((one) => one.in === 'kpi' && names.includes(one.field));
    if (use) return { form, field: use.field, address: use.address, draft };
  }
  throw new Error('No figure reads a field of these forms');
}

/** Copies of a record past the server, under codes and ids of their own. */
async function copies(documentId: string, count: number): Promise<void> {
  const [row] = await query(server.target, `select * from shifts where document_id = '${documentId}'`);
  const names = Object.keys(row ?? {}).filter((name) => name !== 'id' && name !== 'document_id' && name !== 'code');
  const numbers =
    server.database === 'sqlite'
      ? `(with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count}) select i from n)`
      : `generate_series(1, ${count}) as n(i)`;
  await execute(
    server.target,
    `insert into shifts (document_id, code, ${names.join(', ')}) select 'copy' || n.i, 'COPY' || n.i, ${names
      .map((name) => `s.${name}`)
      .join(', ')} from shifts s cross join ${numbers}${server.database === 'sqlite' ? ' n' : ''} where s.document_id = '${documentId}'`,
  );
}
