import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Api } from './support/api';
import { testFolder } from './support/folder';
import { act, create, need, unique, type Many, type Rec, type Refusal, type Row } from './support/house';
import { query } from './support/raw';
import { startServer, type TestServer } from './support/server';

/** Figures that directors and managers make on screen: the same numbers as the lists behind them, with the rights of whoever looks. */
interface Point {
  key: string;
  value: number | null;
  n: number;
  words: { zh: string; en: string };
  drill?: { form: string; filters: Row };
}
interface Figure extends Omit<Point, 'words'> {
  numerator: number;
  denominator: number | null;
  definition: { zh: string; en: string };
  groups: string[];
  series: Point[];
  tile: { rev: number; mayEdit: boolean; chart: string } | null;
}
interface Stored {
  key: string;
  rev: number;
  tile: Row;
}

const FORM = `key: probe-fee
plural: probe-fees
zh: 试验收费单
en: Probe fee
area: 30-repair
kind: form
numbering: {book: probe-fee, pattern: "PF-{seq:4}"}
title: [number]
fields:
  - {name: amount, zh: 金额, en: Amount, type: money}
  - {name: hours, zh: 工时, en: Hours, type: decimal, scale: 1}
  - {name: trade, zh: 工种, en: Trade, type: enum, values: [{value: water, zh: 水, en: Water}, {value: power, zh: 电, en: Power}, {value: wood, zh: 木, en: Wood}]}
  - {name: day, zh: 日期, en: Day, type: date}
  - {name: urgent, zh: 加急, en: Urgent, type: boolean}
  - {name: building, zh: 楼座, en: Building, type: relation, target: building}
  - {name: phone, zh: 电话, en: Phone, type: string, format: phone, sensitive: true}
states:
  - {value: open, zh: 开, en: Open, initial: true, editable: true}
  - {value: done, zh: 完, en: Done, final: true}
transitions:
  - {action: finish, zh: 完成, en: Finish, from: [open], to: done, by: [customer-service-assistant, receptionist]}
list: {columns: [number, amount, trade]}
access:
  create: [customer-service-assistant, receptionist]
  edit: [customer-service-assistant, receptionist]
  read: {director: site, receptionist: own, customer-service-manager: site}
  void: [customer-service-assistant]
  archive: [customer-service-assistant]
`;

const folder = testFolder('tile-forms');
let server: TestServer;
let director: Api;
let manager: Api;
let assistant: Api;
let receptionist: Api;
let building: Rec;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'probe-fee.yaml'), FORM);
  server = await startServer({ env: { EXTRA_FORMS: folder } });
  [director, manager, assistant, receptionist] = (await Promise.all(
    ['director', 'customer-service-manager', 'customer-service-assistant', 'receptionist'].map((role) => server.login(role)),
  )) as [Api, Api, Api, Api];
  building = need(await manager.get<Many>('/api/buildings?pagination[pageSize]=1')).data[0] as Rec;
  const fee = (api: Api, amount: number | null, trade: string | null, day: string | null, more: Row = {}): Promise<Rec> =>
    create(api, 'probe-fees', { amount, trade, day, ...more });
  await fee(assistant, 10_001, 'water', '2026-03-02', { hours: 0.1, urgent: true, building: building.documentId, phone: '16400001234' });
  await fee(assistant, 20_002, 'water', '2026-03-31', { hours: 0.2, urgent: false });
  await fee(assistant, 5, 'power', '2026-04-01', { hours: 0.7 });
  await fee(assistant, 99_999, 'wood', '2026-03-15');
  await fee(assistant, null, 'power', '2026-03-09');
  await fee(assistant, 777, 'water', null);
  await fee(receptionist, 333, 'power', '2026-03-20', { urgent: true });
  await fee(receptionist, 4_444, 'water', '2026-05-20');
  const wrong = await fee(assistant, 1_000_000, 'water', '2026-03-03');
  await act(assistant, 'probe-fees', wrong, 'void', { comment: '重复' });
  const old = await fee(assistant, 2_000_000, 'water', '2026-03-04');
  need(await assistant.del(`/api/probe-fees/${old.documentId}`), 204);
}, 300_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const tile = (more: Row = {}): Row => ({
  zh: unique('水电收费'),
  en: 'Water and power fees',
  form: 'probe-fee',
  measure: 'sum',
  field: 'amount',
  filter: { trade: { $in: ['water', 'power'] } },
  period: 'day',
  group: 'trade',
  good: 'up',
  chart: 'bar',
  ...more,
});
const PERIOD = 'from=2026-03-01&to=2026-05-31';
const make = async (api: Api, more: Row = {}): Promise<Stored> => need(await api.post<Stored>('/api/kpi-tiles', { tile: tile(more) }), 201);
const figureOf = async (api: Api, key: string, more = ''): Promise<Figure> =>
  need(await api.get<Figure>(`/api/kpis/${key}?${PERIOD}${more === '' ? '' : `&${more}`}`));
const remove = async (api: Api, key: string): Promise<void> => void need(await api.del(`/api/kpi-tiles/${key}`));

/** The list that a figure leads to, all of it. */
async function drilled(api: Api, drill: Point['drill']): Promise<Rec[]> {
  if (!drill) throw new Error('This figure leads to no list');
  return need(await api.get<Many>(`/api/probe-fees?pagination[pageSize]=200&${asQuery('filters', drill.filters)}`)).data;
}
const asQuery = (path: string, value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([key, inner]) => asQuery(`${path}[${key}]`, inner))
        .filter((part) => part !== '')
        .join('&')
    : `${encodeURIComponent(path)}=${encodeURIComponent(String(value))}`;
const sum = (rows: Rec[]): number => rows.reduce((total, row) => total + Number(row.amount ?? 0), 0);
const violations = (answer: { status: number; body: Refusal }): string[] => {
  expect(answer.status).toBe(400);
  return answer.body.error.details.violations.map((one) => `${one.path.join('.')} ${one.code}`);
};

describe('a figure is the sum of the records behind it', () => {
  test('to the fen, for the director and for who sees only the own rows: two sums, both true', async () => {
    const { key } = await make(director);
    const sums: number[] = [];
    for (const [api, expected] of [
      [director, 10_001 + 20_002 + 5 + 333 + 4_444],
      [receptionist, 333 + 4_444],
    ] as const) {
      const figure = await figureOf(api, key, 'groupBy=trade');
      const rows = await drilled(api, figure.drill);
      expect([figure.value, figure.n]).toEqual([sum(rows), rows.length]);
      expect(figure.value).toBe(expected);
      for (const point of figure.series) {
        const part = await drilled(api, point.drill);
        expect([point.key, point.value, point.n]).toEqual([point.key, sum(part), part.length]);
      }
      expect(figure.series.reduce((total, point) => total + (point.value ?? 0), 0)).toBe(figure.value);
      const records = need(await api.get<{ data: { numerator: number }[]; meta: { total: Figure } }>(`/api/kpis/${key}/records?${PERIOD}`));
      expect(records.data.reduce((total, row) => total + row.numerator, 0)).toBe(expected);
      sums.push(expected);
    }
    expect(sums[0]).not.toBe(sums[1]);
    const months = await figureOf(director, key, 'groupBy=month');
    expect(months.series.map((point) => [point.key, point.value])).toEqual([
      ['2026-03', 30_336],
      ['2026-04', 5],
      ['2026-05', 4_444],
    ]);
    for (const point of months.series) expect(sum(await drilled(director, point.drill))).toBe(point.value);
    await remove(director, key);
  });

  test('stands beside the shipped ones, with its definition in both languages', async () => {
    const { key } = await make(manager);
    const shown = need(await director.get<(Figure & { key: string })[]>(`/api/kpis?${PERIOD}`));
    const own = shown.find((one) => one.key === key);
    expect(shown.some((one) => one.key === 'collection-rate' && one.tile === null)).toBe(true);
    expect(own).toMatchObject({ value: 34_785, tile: { rev: 1, mayEdit: true, chart: 'bar' } });
    expect(own?.definition.zh).toBe('“试验收费单”中“金额”的合计;条件:“工种”为水、电;按“日期”归入期间。作废与归档的记录不计。');
    expect(own?.definition.en).toContain('Sum of “Amount” over “Probe fee”, where Trade is Water / Power');
    await remove(manager, key);
  });

  test('counts, means, the smallest and the largest; decimals agree to the last digit', async () => {
    const valueOf = async (more: Row): Promise<number | null> => {
      const { key } = await make(manager, more);
      const { value } = await figureOf(manager, key);
      await remove(manager, key);
      return value;
    };
    expect(await valueOf({ measure: 'count', field: null, filter: null })).toBe(7);
    expect(await valueOf({ measure: 'average' })).toBe(6_957);
    expect(await valueOf({ measure: 'min' })).toBe(5);
    expect(await valueOf({ measure: 'max', filter: null })).toBe(99_999);
    expect(await valueOf({ field: 'hours' })).toBe(1);
    expect(await valueOf({ measure: 'min', filter: { trade: 'wood' }, field: 'hours' })).toBeNull();
    // Without a period: everything as it stands, the record without a day too.
    expect(await valueOf({ period: null, chart: 'number' })).toBe(35_562);
    // About void records, and only then.
    expect(await valueOf({ filter: { state: { $eq: 'void' } } })).toBe(1_000_000);
  });

  test('split by a related record, a yes or no, a state; each group leads to its own records', async () => {
    for (const group of ['building', 'urgent', 'state']) {
      const { key } = await make(manager, { group, filter: null });
      const figure = await figureOf(manager, key, `groupBy=${group}`);
      for (const point of figure.series) {
        const rows = await drilled(manager, point.drill);
        expect([group, point.key, point.value, point.n]).toEqual([group, point.key, sum(rows), rows.length]);
        expect(point.words.zh).not.toBe('');
      }
      expect(figure.series.length).toBeGreaterThan(group === 'state' ? 0 : 1);
      await remove(manager, key);
    }
  });

  test('a share over nothing has no value; else it is whole records over whole records', async () => {
    const { key } = await make(director, { measure: 'share', field: null, condition: { urgent: { $eq: true } }, chart: 'number' });
    expect(await figureOf(director, key)).toMatchObject({ numerator: 2, denominator: 6, value: 0.333333 });
    const empty = need(await director.get<Figure>(`/api/kpis/${key}?from=2031-01-01&to=2031-01-31`));
    expect(empty).toMatchObject({ value: null, numerator: 0, denominator: 0, n: 0 });
    await remove(director, key);
  });
});

describe('rights', () => {
  test('who neither designs nor reads figures makes none', async () => {
    expect(violations(await receptionist.post<Refusal>('/api/kpi-tiles', { tile: tile() }))).toEqual(['form tile_not_your_form']);
    const { key } = await make(manager);
    expect((await receptionist.put(`/api/kpi-tiles/${key}`, { rev: 1, tile: tile() })).status).toBe(403);
    expect((await receptionist.del(`/api/kpi-tiles/${key}`)).status).toBe(403);
    expect((await receptionist.get(`/api/kpi-tiles/${key}`)).status).toBe(403);
    expect(need(await receptionist.get<Stored[]>('/api/kpi-tiles'))).toEqual([]);
    expect((await server.api().get('/api/kpi-tiles')).status).toBe(401);
    await remove(manager, key);
  });

  test('a field that is hidden or masked is neither counted nor asked for, nor read out of somebody else’s figure', async () => {
    for (const [more, expected] of [
      [{ filter: { phone: { $startsWith: '1' } } }, ['filter.phone unknown_field']],
      [{ measure: 'share', condition: { $or: [{ phone: { $notNull: true } }] } }, ['condition.$or.0.phone unknown_field']],
      [{ group: 'phone' }, ['group unknown_field']],
      [{ field: 'phone' }, ['field unknown_field']],
      [{ filter: { building: { nothing: 1 } } }, ['filter.building.nothing unknown_field']],
    ] as const)
      expect(violations(await director.post<Refusal>('/api/kpi-tiles', { tile: tile(more) }))).toEqual(expected);

    const { key } = await make(manager, { filter: { phone: { $startsWith: '164' } } });
    expect((await figureOf(manager, key)).value).toBe(10_001);
    expect((await director.get(`/api/kpis/${key}?${PERIOD}`)).status).toBe(403);
    expect((await director.get(`/api/kpis/${key}/records?${PERIOD}`)).status).toBe(403);
    expect(need(await director.get<Stored[]>(`/api/kpis?${PERIOD}`)).some((one) => one.key === key)).toBe(false);
    await remove(manager, key);
  });

  test('it is shown to the roles that it is for, and to whoever may change it', async () => {
    const { key } = await make(manager, { roles: ['director'] });
    expect((await receptionist.get(`/api/kpis/${key}?${PERIOD}`)).status).toBe(403);
    expect((await director.get(`/api/kpis/${key}?${PERIOD}`)).status).toBe(200);
    await remove(manager, key);
  });
});

describe('what is wrong is said at its address, in words', () => {
  test.each<[Row, string[]]>([
    [{ zh: '', en: '' }, ['zh required', 'en required']],
    [{ form: 'nothing' }, ['form unknown_form']],
    [{ measure: 'median' }, ['measure not_a_member']],
    [{ field: 'trade' }, ['field not_for_tile']],
    [{ period: 'amount' }, ['period not_for_tile']],
    [{ group: 'amount' }, ['group not_for_tile']],
    [{ chart: 'share', group: null }, ['chart tile_chart']],
    [{ measure: 'share', condition: null }, ['condition tile_condition']],
    [{ roles: ['finanse', 'system'] }, ['roles not_a_member', 'roles not_a_member']],
    [{ filter: { trade: { $like: 'x' } } }, ['filter.trade.$like unknown_operator']],
    [{ filter: { amount: { $gt: 'viel' } } }, ['filter.amount.$gt not_an_integer']],
  ])('%j', async (more, expected) => {
    const english = { headers: { 'accept-language': 'en' } };
    const answer = await manager.post<Refusal>('/api/kpi-tiles', { tile: tile(more) }, english);
    expect(violations(answer)).toEqual(expected);
    expect(violations(await manager.post<Refusal>('/api/kpi-tiles/preview', { tile: tile(more) }))).toEqual(expected);
    for (const one of answer.body.error.details.violations) expect(one.message).toMatch(/^[A-Z“"’0-9][^\u4e00-\u9fff]*$/u);
  });

  test('a preview keeps nothing', async () => {
    const before = await query(server.target, 'select count(*) as n from td_tiles');
    const figure = need(
      await manager.post<Figure>('/api/kpi-tiles/preview', {
        tile: tile(),
        period: { from: '2026-03-01', to: '2026-03-31' },
        groupBy: 'trade',
      }),
    );
    expect([figure.value, figure.series.length]).toEqual([30_336, 2]);
    expect(await query(server.target, 'select count(*) as n from td_tiles')).toEqual(before);
  });
});

describe('editing', () => {
  test('the second of two editors is told who was first; nothing is overwritten', async () => {
    const { key, rev } = await make(director);
    const first = need(await manager.put<Stored>(`/api/kpi-tiles/${key}`, { rev, tile: tile({ zh: '甲改' }) }));
    expect(first.rev).toBe(2);
    const second = await director.put<Refusal>(`/api/kpi-tiles/${key}`, { rev, tile: tile({ zh: '乙改' }) });
    expect([second.status, second.body.error.code]).toEqual([409, 'stale_tile']);
    expect((await director.del(`/api/kpi-tiles/${key}?rev=${rev}`)).status).toBe(409);
    expect(need(await director.get<Stored>(`/api/kpi-tiles/${key}`)).tile.zh).toBe('甲改');
    const both = await Promise.all(
      [director, manager].map((api) => api.put(`/api/kpi-tiles/${key}`, { rev: 2, tile: tile({ zh: unique('同时') }) })),
    );
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
    await remove(director, key);
  });

  test('every change is in the audit; a figure taken away comes back as it was', async () => {
    const { key } = await make(manager, { zh: '旧名' });
    need(await manager.put(`/api/kpi-tiles/${key}`, { rev: 1, tile: tile({ zh: '新名' }) }));
    await remove(manager, key);
    expect((await manager.get(`/api/kpis/${key}`)).status).toBe(404);
    expect(need(await manager.post<Stored>(`/api/kpi-tiles/${key}/restore`, {})).tile.zh).toBe('新名');
    expect((await figureOf(manager, key)).value).toBe(34_785);
    const rows = await query(
      server.target,
      `select event, changes from td_audit where form = 'kpi-tile' and document_id = '${key}' order by id`,
    );
    expect(rows.map((row) => row.event)).toEqual(['create', 'update', 'archive', 'restore']);
    expect(JSON.parse(String(rows[1]?.changes))).toEqual([{ field: 'zh', before: '旧名', after: '新名' }]);
    await remove(manager, key);
  });

  test('strange keys and revisions are refused, never an error of the server', async () => {
    const { key } = await make(manager);
    for (const strange of ['own-', 'own-%00', "own-'", 'own-zzzzzzzzzz', 'constructor', '..%2Fkpis'])
      for (const path of [`/api/kpi-tiles/${strange}`, `/api/kpis/${strange}`, `/api/kpis/${strange}/records`])
        expect([path, (await manager.get(path)).status]).toEqual([path, 404]);
    for (const rev of ['x', '1.5', '-1', '1e300', '99999999999'])
      expect((await manager.del(`/api/kpi-tiles/${key}?rev=${rev}`)).status).toBe(400);
    for (const rev of [null, '1', 1e300, {}]) expect((await manager.put(`/api/kpi-tiles/${key}`, { rev, tile: tile() })).status).toBe(400);
    for (const body of [null, [], 'x', { tile: null }, { tile: [] }]) expect((await manager.post('/api/kpi-tiles', body)).status).toBe(400);
    await remove(manager, key);
  });

  test('a repeated request makes one figure', async () => {
    const body = { tile: tile() };
    const headers = { headers: { 'idempotency-key': unique('k') } };
    const [one, two] = [
      await manager.post<Stored>('/api/kpi-tiles', body, headers),
      await manager.post<Stored>('/api/kpi-tiles', body, headers),
    ];
    expect([one.status, two.status, two.body.key]).toEqual([201, 201, one.body.key]);
    await remove(manager, one.body.key);
  });
});

describe('with the designer', () => {
  interface Draft {
    revision: number;
    definition: Row & { fields: (Row & { name: string })[] };
  }
  const save = async (change: (definition: Draft['definition']) => void): Promise<Draft> => {
    const { revision, definition } = need(await manager.get<Draft>('/api/designer/probe-fee/draft'));
    change(definition);
    return need(await manager.put<Draft>('/api/designer/probe-fee/draft', { revision, definition }));
  };
  const publish = async (change: (definition: Draft['definition']) => void) => {
    const { revision } = await save(change);
    return manager.post<Refusal>('/api/designer/probe-fee/publish', { revision, note: '测试' });
  };
  const setArchived = (name: string, archived: boolean) => (definition: Draft['definition']) =>
    void Object.assign(definition.fields.find((field) => field.name === name) as Row, { archived });

  test('a field published a moment ago is counted; while a figure reads it, it cannot be archived, and the report names the figure', async () => {
    need(await publish((definition) => void definition.fields.push({ name: 'surcharge', zh: '附加费', en: 'Surcharge', type: 'money' })));
    await create(assistant, 'probe-fees', { surcharge: 4_321, trade: 'water', day: '2026-03-05' });
    const { key } = await make(director, { field: 'surcharge', zh: '附加费合计', en: 'Surcharges' });
    expect((await figureOf(director, key)).value).toBe(4_321);

    await save(setArchived('surcharge', true));
    const impact = need(await manager.get<{ blocked: Row[]; uses: Row[] }>('/api/designer/probe-fee/impact'));
    expect(impact.blocked).toEqual([
      expect.objectContaining({
        address: 'probe-fee.fields.surcharge',
        code: 'field_in_use',
        kpi: key,
        zh: expect.stringContaining('指标“附加费合计”'),
      }),
    ]);
    expect(impact.uses).toEqual([expect.objectContaining({ in: 'kpi', address: key, words: { zh: '附加费合计', en: 'Surcharges' } })]);
    const refused = await publish(() => undefined);
    expect([refused.status, refused.body.error.code]).toEqual([422, 'publish_blocked']);

    await remove(director, key);
    need(await publish(() => undefined));
    // Its field is gone: it does not come back by a side door.
    expect((await director.post<Refusal>(`/api/kpi-tiles/${key}/restore`, {})).status).toBe(400);
    expect(violations(await director.post<Refusal>('/api/kpi-tiles', { tile: tile({ field: 'surcharge' }) }))).toEqual([
      'field not_for_tile',
    ]);
  });

  test('a field of a related form counts as used, too', async () => {
    const { key } = await make(manager, { filter: { building: { floorsAbove: { $gte: 1 } } } });
    const uses = need(await manager.get<Row[]>('/api/designer/building/uses'));
    expect(uses).toEqual(
      expect.arrayContaining([expect.objectContaining({ field: 'floorsAbove', in: 'kpi', address: key, form: 'probe-fee' })]),
    );
    await remove(manager, key);
  });
});
