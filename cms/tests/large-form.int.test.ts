import type { Api } from './support/api';
import { create, need, read, unique, type Many, type Rec, type Row } from './support/house';
import { execute, query } from './support/raw';
import { startServer, type TestServer } from './support/server';

/** Forms that managers make: as large as a house may want one, and never showing two roles' halves together. */
let server: TestServer;
let manager: Api;
let desk: Api;
let engineering: Api;
beforeAll(async () => {
  server = await startServer();
  [manager, desk, engineering] = (await Promise.all(
    ['customer-service-manager', 'receptionist', 'engineering'].map((role) => server.login(role)),
  )) as [Api, Api, Api];
});
afterAll(() => server?.stop());

const publish = async (definition: Row & { key: string }): Promise<void> => {
  const { revision } = need(await manager.put<{ revision: number }>(`/api/designer/${definition.key}/draft`, { revision: 0, definition }));
  need(await manager.post(`/api/designer/${definition.key}/publish`, { revision, note: '新表单' }));
};
const form = (key: string, fields: Row[], more: Row = {}) => ({
  key,
  plural: `${key}s`,
  zh: '大表',
  en: 'Large form',
  area: '65-venue-services',
  kind: 'form',
  numbering: null,
  title: ['what'],
  fields: [{ name: 'what', zh: '事由', en: 'What', type: 'string', required: true }, ...fields],
  states: [
    { value: 'open', zh: '登记', en: 'Open', initial: true },
    { value: 'done', zh: '完成', en: 'Done', final: true },
  ],
  transitions: [{ action: 'finish', zh: '完成', en: 'Finish', from: ['open'], to: 'done', by: ['receptionist', 'engineering'] }],
  list: { columns: ['what', 'state'] },
  access: { create: ['receptionist', 'engineering'], edit: ['receptionist', 'engineering'] },
  ...more,
});

describe('200 fields', () => {
  const KINDS: [string, Row, (index: number) => unknown][] = [
    ['string', {}, (index) => `内容 ${index}`],
    ['text', {}, (index) => `第一行 ${index}\n第二行`],
    ['integer', {}, (index) => index],
    ['decimal', { scale: 3 }, (index) => index + 0.125],
    ['money', {}, (index) => index * 101],
    ['date', {}, (index) => `2026-03-${String((index % 28) + 1).padStart(2, '0')}`],
    ['datetime', {}, (index) => `2026-03-01T${String(index % 24).padStart(2, '0')}:30:00.000Z`],
    ['time', {}, (index) => `${String(index % 24).padStart(2, '0')}:15`],
    ['boolean', {}, (index) => index % 20 < 10],
    ['enum', { values: ['a', 'b'].map((value) => ({ value, zh: value, en: value })) }, (index) => (index % 20 < 10 ? 'a' : 'b')],
  ];
  const kindOf = (index: number) => KINDS[index % KINDS.length] as (typeof KINDS)[number];
  const fields = Array.from({ length: 199 }, (_, index) => {
    const [type, more] = kindOf(index);
    return { name: `field${index}`, zh: `字段 ${index}`, en: `Field ${index}`, type, ...more };
  });
  const values = (shift = 0): Row =>
    Object.fromEntries(fields.map((field, index) => [field.name, kindOf(index)[2](index + shift * KINDS.length)]));

  test('publish live; a record of it is saved, read, listed, filtered, sorted and exported with every value', async () => {
    const before = need(await server.api().get<{ pid: number }>('/readyz'));
    await publish(
      form('large-form', fields, { list: { columns: ['what', 'field0', 'field198'], filters: ['field9'], search: ['field0'] } }),
    );
    const made = await create(desk, 'large-forms', { what: '一', ...values() });
    await create(desk, 'large-forms', { what: '二', ...values(3) });
    expect(await read(desk, 'large-forms', made.documentId)).toMatchObject({ what: '一', ...values() });
    const changed = need(
      await desk.put<{ data: Rec }>(`/api/large-forms/${made.documentId}`, { data: { field2: 9000, field198: false, rev: made.rev } }),
    ).data;
    expect([changed.field2, changed.field198]).toEqual([9000, false]);
    const found = need(await desk.get<Many>('/api/large-forms?filters[field2][$gt]=100&sort=-field4'));
    expect(found.data.map((row) => row.what)).toEqual(['一']);
    expect(need(await desk.get<Many>('/api/large-forms?sort=-field2')).data.map((row) => row.what)).toEqual(['一', '二']);
    const sheet = await manager.get<{ text: string }>('/api/large-forms/export?format=csv&columns=what,field0,field198');
    expect(sheet.body.text).toContain('内容 0');
    expect(need(await server.api().get<{ pid: number }>('/readyz')).pid).toBe(before.pid);
    // One more is published into it as into any other.
    const draft = need(await manager.get<{ revision: number; definition: { fields: Row[] } }>('/api/designer/large-form/draft'));
    draft.definition.fields.push({ name: 'onTop', zh: '再一个', en: 'One more', type: 'string' });
    const { revision } = need(await manager.put<{ revision: number }>('/api/designer/large-form/draft', draft));
    need(await manager.post('/api/designer/large-form/publish', { revision, note: '第 201 个' }));
    expect((await create(desk, 'large-forms', { what: '三', ...values(), onTop: '在' })).onTop).toBe('在');
  });

  test('20 rows of 15 columns are saved with their record', async () => {
    const columns = Array.from({ length: 15 }, (_, index) => {
      const [type, more] = kindOf(index);
      return { name: `cell${index}`, zh: `列 ${index}`, en: `Column ${index}`, type, ...more };
    });
    await publish(form('large-table', [{ name: 'lines', zh: '明细', en: 'Lines', type: 'json-rows', storage: 'table', columns }]));
    const rows = (shift: number): Row[] =>
      Array.from({ length: 20 }, (_, row) =>
        Object.fromEntries(columns.map((column, index) => [column.name, kindOf(index)[2](index + (row + shift) * KINDS.length)])),
      );
    const times: number[] = [];
    let record: Rec | null = null;
    for (let n = 0; n < 8; n += 1) {
      const started = performance.now();
      record = await create(desk, 'large-tables', { what: unique('单'), lines: rows(n) });
      times.push(performance.now() - started);
      expect(record.lines).toMatchObject(rows(n));
    }
    // Half a second is what it should take (B16 of the research); a busy machine is no failure, so it is told and not asserted.
    process.stdout.write(`      20 rows of 15 columns: ${Math.round(times.sort((a, b) => a - b)[3] ?? 0)} ms\n`);
    const kept = (record?.lines as Row[]).map((line) => ({ ...line, cell0: '改' }));
    const saved = need(
      await desk.put<{ data: Rec }>(`/api/large-tables/${record?.documentId}`, { data: { lines: kept, rev: record?.rev } }),
    ).data;
    expect((saved.lines as Row[]).map((line) => [line.id, line.cell0])).toEqual(kept.map((line) => [(line as Row).id, '改']));
  });
});

describe('two roles', () => {
  /**
   * NocoBase's own example of joined roles: one sees few rows with one column, the other more rows with another. Rows and columns joined
   * separately show cells (red in its manual) that neither role could see. Here a person has one role, and standing in gives no eyes.
   */
  const SECRET = { a: '甲可见', b: '乙可见' };
  let rowOfDesk: Rec;
  let rowOfEngineering: Rec;
  beforeAll(async () => {
    await publish(
      form(
        'red-cell',
        [
          { name: 'a', zh: '甲', en: 'A', type: 'string', access: { read: ['receptionist'] } },
          { name: 'b', zh: '乙', en: 'B', type: 'string', access: { read: ['engineering'] } },
        ],
        { access: { create: ['receptionist', 'engineering'], edit: [], read: { receptionist: 'own', engineering: 'site' } } },
      ),
    );
    rowOfDesk = await create(desk, 'red-cells', { what: '前台的' });
    rowOfEngineering = await create(engineering, 'red-cells', { what: '工程的' });
    await execute(server.target, `update red_cells set a = '${SECRET.a}', b = '${SECRET.b}'`);
  });

  /** Every cell that a person gets to see, over all the ways in. */
  async function cells(api: Api): Promise<Set<string>> {
    const seen = new Set<string>();
    const note = (row: Row): void => {
      for (const name of ['what', 'a', 'b'])
        if (row[name] !== undefined && row[name] !== null) seen.add(`${String(row.documentId)} ${name}`);
    };
    const list = await api.get<Many>('/api/red-cells?fields=*');
    need(await api.get<Many>('/api/red-cells')).data.forEach(note);
    if (list.status === 200) list.body.data.forEach(note);
    for (const { documentId } of [rowOfDesk, rowOfEngineering]) {
      const one = await api.get<{ data: Rec }>(`/api/red-cells/${documentId}`);
      if (one.status === 200) note(one.body.data);
    }
    for (const name of ['a', 'b'] as const) {
      const found = await api.get<Many>(`/api/red-cells?filters[${name}][$eq]=${encodeURIComponent(SECRET[name])}`);
      // A filter that answers tells the value of every row that it lets through.
      if (found.status === 200) found.body.data.forEach((row) => seen.add(`${row.documentId} ${name}`));
      const sorted = await api.get<Many>(`/api/red-cells?sort=${name}`);
      if (sorted.status === 200) sorted.body.data.forEach((row) => seen.add(`${row.documentId} ${name}`));
    }
    const sheet = await api.get<{ text?: string }>('/api/red-cells/export?format=csv&columns=what,a,b');
    const text = sheet.status === 200 ? (sheet.body.text ?? '') : '';
    for (const [name, value] of Object.entries(SECRET)) {
      const count = text.split(value).length - 1;
      if (count > 0) for (const { documentId } of [rowOfDesk, rowOfEngineering].slice(0, count)) seen.add(`${documentId} ${name}`);
    }
    return seen;
  }

  test('each sees its own half', async () => {
    expect([...(await cells(desk))].sort()).toEqual([`${rowOfDesk.documentId} a`, `${rowOfDesk.documentId} what`].sort());
    expect([...(await cells(engineering))].sort()).toEqual(
      [rowOfDesk, rowOfEngineering].flatMap((row) => [`${row.documentId} b`, `${row.documentId} what`]).sort(),
    );
  });

  test('standing in for the other gives decisions, and no cell of the other', async () => {
    const before = await cells(desk);
    const me = need(await desk.get<{ user: { employee: string } }>('/api/me')).user;
    const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const given = need(await engineering.post<{ id: number }>('/api/delegations', { to: me.employee, fromDate: day, toDate: day }), 201);
    expect(await cells(desk)).toEqual(before);
    need(await engineering.post(`/api/delegations/${given.id}/end`, {}));
  });

  test('a second role that somebody writes into the database joins nothing: what is seen is what one of the roles sees', async () => {
    const halves = [await cells(desk), await cells(engineering)];
    const [user] = await query(server.target, "select id from up_users where username = 'receptionist'");
    const [role] = await query(server.target, "select id from up_roles where type = 'engineering'");
    await execute(server.target, `insert into up_users_role_lnk (user_id, role_id) values (${String(user?.id)}, ${String(role?.id)})`);
    try {
      const joined = await cells(await server.login('receptionist', 'Tower-t3st-t3st-t3st'));
      expect(halves.map((half) => [...half].sort())).toContainEqual([...joined].sort());
      expect(joined.has(`${rowOfEngineering.documentId} a`)).toBe(false);
    } finally {
      await execute(server.target, `delete from up_users_role_lnk where user_id = ${String(user?.id)} and role_id = ${String(role?.id)}`);
    }
  });
});
