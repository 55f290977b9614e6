import type { Api } from './support/api';
import { create, need, read, type Row } from './support/house';
import { startServer, type TestServer } from './support/server';

/** A checklist's points stand in a new record; they are data of the form, which its manager changes. */
let server: TestServer;
let manager: Api;
let desk: Api;
beforeAll(async () => {
  server = await startServer();
  [manager, desk] = [await server.login('customer-service-manager'), await server.login('receptionist')];
});
afterAll(() => server?.stop());

interface Draft {
  revision: number;
  definition: Row & { fields: (Row & { name: string })[] };
}
const POINTS = [
  { point: '地面石材', points: 12 },
  { point: '门轨、地垫', points: 8, ok: true },
];
const columns = [
  { name: 'point', zh: '检查项', en: 'Point', type: 'string', required: true },
  { name: 'points', zh: '分值', en: 'Points', type: 'integer' },
  { name: 'ok', zh: '合格', en: 'OK', type: 'boolean', default: false },
  { name: 'score', zh: '得分', en: 'Score', type: 'integer', computed: true, formula: 'if(ok, points, 0)' },
];
const DEFINITION = {
  key: 'lobby-check',
  plural: 'lobby-checks',
  zh: '大堂检查',
  en: 'Lobby check',
  area: '65-venue-services',
  kind: 'checklist',
  numbering: null,
  title: ['place'],
  fields: [
    { name: 'place', zh: '位置', en: 'Place', type: 'string', required: true },
    { name: 'items', zh: '检查表', en: 'Items', type: 'json-rows', columns, default: POINTS },
    { name: 'marks', zh: '扣分', en: 'Marks', type: 'json-rows', storage: 'table', columns, default: POINTS.slice(0, 1) },
    { name: 'total', zh: '总分', en: 'Total', type: 'integer', computed: true, formula: 'sum(items.score)' },
  ],
  states: [
    { value: 'open', zh: '检查中', en: 'Open', initial: true, editable: true },
    { value: 'done', zh: '完成', en: 'Done', final: true },
  ],
  transitions: [{ action: 'finish', zh: '完成', en: 'Finish', from: ['open'], to: 'done', by: ['receptionist'] }],
  list: { columns: ['place', 'state'] },
  access: { create: ['receptionist'], edit: ['receptionist'] },
};
const rowsOf = (value: unknown): unknown[] => (value as Row[]).map(({ point, points, ok, score }) => [point, points, ok, score]);

test('a new record has the rows in both storages, with defaults and formulas; what is sent takes their place; no rows is no rows', async () => {
  const draft = need(await manager.put<Draft>('/api/designer/lobby-check/draft', { revision: 0, definition: DEFINITION }));
  need(await manager.post('/api/designer/lobby-check/publish', { revision: draft.revision, note: '检查表' }));
  const record = await create(desk, 'lobby-checks', { place: '大堂' });
  expect(rowsOf(record.items)).toEqual([
    ['地面石材', 12, false, 0],
    ['门轨、地垫', 8, true, 8],
  ]);
  expect(rowsOf(record.marks)).toEqual([['地面石材', 12, false, 0]]);
  expect(record.total).toBe(8);
  const own = await create(desk, 'lobby-checks', { place: '大堂', items: [{ point: '另查', points: 5, ok: true }], marks: [] });
  expect([rowsOf(own.items), rowsOf(own.marks)]).toEqual([[['另查', 5, true, 5]], []]);
});

test('the manager changes the list: new records have the new one, old ones keep theirs', async () => {
  const before = await create(desk, 'lobby-checks', { place: '旧' });
  const { revision, definition } = need(await manager.get<Draft>('/api/designer/lobby-check/draft'));
  Object.assign(definition.fields.find((field) => field.name === 'items') as Row, { default: [{ point: '水牌', points: 20 }] });
  const draft = need(await manager.put<Draft>('/api/designer/lobby-check/draft', { revision, definition }));
  need(await manager.post('/api/designer/lobby-check/publish', { revision: draft.revision, note: '改检查表' }));
  expect(rowsOf((await create(desk, 'lobby-checks', { place: '新' })).items)).toEqual([['水牌', 20, false, 0]]);
  expect(rowsOf((await read(desk, 'lobby-checks', before.documentId)).items)).toHaveLength(2);
});
