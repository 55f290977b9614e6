import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { TileDefinition } from '../../../../config/kpis/tile';
import { formView } from '../../../test/form-view';
import { renderAt, type Server } from '../../../test/render-at';
import { KpiBoard } from '../kpi-board';
import type { KpiAnswer } from '../kpi-source';
import { TileScreen } from './tile-screen';

const order = formView({
  key: 'order',
  zh: '维修单',
  en: 'Order',
  fields: [
    { name: 'fee', zh: '收费', en: 'Fee', type: 'money' },
    { name: 'day', zh: '日期', en: 'Day', type: 'date' },
    {
      name: 'trade',
      zh: '工种',
      en: 'Trade',
      type: 'enum',
      values: [
        { value: 'water', zh: '水', en: 'Water' },
        { value: 'power', zh: '电', en: 'Power' },
      ],
    },
  ],
  list: { columns: ['day', 'fee'] },
});
const other = formView({
  key: 'letter',
  zh: '信函',
  en: 'Letter',
  fields: [{ name: 'weight', zh: '重量', en: 'Weight', type: 'decimal' }],
});

const answer = (more: Partial<KpiAnswer> = {}): KpiAnswer => ({
  key: 'own-1',
  zh: '水工收费',
  en: 'Water fees',
  unit: 'fen',
  good: 'up',
  target: null,
  value: 123_456,
  numerator: 123_456,
  denominator: null,
  n: 17,
  definition: { zh: '“维修单”中“收费”的合计', en: 'Sum of “Fee” over “Order”' },
  parts: null,
  time: 'period',
  period: { from: '2026-11-01', to: '2026-11-26', asOf: '2026-11-26' },
  live: true,
  small: false,
  groupBy: null,
  groups: [],
  series: [],
  drill: { form: 'order', filters: {} },
  tile: { rev: 3, measure: 'sum', chart: 'number', chartGroup: null, unit: null, digits: 0, owner: '王敏', mayEdit: true },
  ...more,
});
const stored: TileDefinition = {
  zh: '水工收费',
  en: 'Water fees',
  form: 'order',
  measure: 'sum',
  field: 'fee',
  condition: null,
  filter: { trade: { $in: ['water'] } },
  period: 'day',
  group: null,
  target: null,
  good: 'up',
  unit: null,
  chart: 'number',
  roles: [],
  order: 100,
};

type Call = { method: string; path: string; body: unknown };
const calls: Call[] = [];
const serverOf =
  (more: Server = () => undefined): Server =>
  (call) => {
    calls.push(call);
    const own = more(call);
    if (own) return own;
    if (call.path === '/kpi-tiles/desk') return { body: { forms: ['order'], roles: [{ key: 'director', zh: '董事', en: 'Director' }] } };
    if (call.path === '/kpi-tiles/preview') return { body: answer() };
    if (call.path === '/kpi-tiles/own-1' && call.method === 'GET')
      return { body: { key: 'own-1', rev: 3, tile: stored, owner: '王敏', by: '王敏', at: '' } };
    if (call.path === '/kpis') return { body: [answer()] };
    return undefined;
  };
const routes = [
  { path: '/kpi', element: <KpiBoard /> },
  { path: '/kpi/tiles/:tile', element: <TileScreen /> },
];
const open = (path: string, more?: Server, user = { designs: ['*'] } as { designs?: string[]; figures?: boolean }) =>
  renderAt(path, { routes, forms: [order, other], server: serverOf(more), user });
const sent = (method: string, path: string) =>
  calls.filter((call) => call.method === method && call.path === path).map((call) => call.body);

/** No pauses between keys, and no look at the style sheets of every parent: these screens are large. */
const quick = () => userEvent.setup({ delay: null, pointerEventsCheck: 0 });

/** Opens a list of choices by its label and takes one. */
async function choose(label: string, option: string): Promise<void> {
  const user = quick();
  const boxes = await screen.findAllByLabelText(label);
  await user.click(boxes.find((box) => box.getAttribute('role') === 'combobox') as HTMLElement);
  const options = await screen.findAllByText(option);
  await user.click(options.at(-1) as HTMLElement);
}

const write = (label: string, value: string): void => void fireEvent.change(screen.getByLabelText(label), { target: { value } });

beforeEach(() => {
  calls.length = 0;
  localStorage.clear();
});
afterEach(cleanup);

test('a sum of money is clicked together; the figure follows, and what is kept is the definition', async () => {
  const user = quick();
  const { router } = open('/kpi/tiles/new', ({ method, path }) =>
    method === 'POST' && path === '/kpi-tiles'
      ? { status: 201, body: { key: 'own-2', rev: 1, tile: stored, owner: '', by: '', at: '' } }
      : undefined,
  );
  await choose('表单', '维修单');
  expect(screen.queryByText('信函')).toBeNull();
  await user.click(await screen.findByText('合计'));
  await choose('字段', '收费');
  const preview = within(document.querySelector('aside') as HTMLElement);
  expect(await preview.findByText('¥1,234.56')).toBeTruthy();
  expect(preview.getByText('“维修单”中“收费”的合计')).toBeTruthy();
  expect(preview.getByText('查看构成的 17 条记录').getAttribute('href')).toContain('/records/orders');

  await choose('筛选: 添加条件', '工种');
  await choose('工种', '水');
  await choose('分组', '工种');
  await user.click(screen.getByText('占比图'));
  write('目标', '1000');
  write('名称(中文)', '水工收费');
  await user.click(screen.getByText('保存指标'));
  await waitFor(() => expect(router.state.location.pathname).toBe('/kpi'));
  expect(sent('POST', '/kpi-tiles')).toEqual([
    {
      tile: {
        ...stored,
        en: '水工收费',
        filter: { trade: { $in: ['water'] } },
        group: 'trade',
        good: 'neutral',
        chart: 'share',
        target: 100_000,
      },
    },
  ]);
}, 60_000);

test('what the server refuses stands beside its part, and nothing is lost', async () => {
  const user = quick();
  open('/kpi/tiles/own-1', ({ method }) =>
    method === 'PUT'
      ? {
          status: 400,
          body: {
            error: {
              status: 400,
              code: 'invalid',
              message: '内容有误',
              details: { violations: [{ path: ['filter', 'trade', '$in'], code: 'masked_field', message: '敏感字段不能筛选' }] },
            },
          },
        }
      : undefined,
  );
  await user.click(await screen.findByText('保存指标'));
  expect(await screen.findByText('内容有误')).toBeTruthy();
  const filter = document.querySelector('[data-field="filter"]') as HTMLElement;
  expect(within(filter).getByRole('alert').textContent).toBe('敏感字段不能筛选');
  expect(sent('PUT', '/kpi-tiles/own-1')).toEqual([{ rev: 3, tile: stored }]);
  expect((screen.getByLabelText('名称(中文)') as HTMLInputElement).value).toBe('水工收费');
}, 60_000);

test('of two editors the second is told who was first', async () => {
  const user = quick();
  open('/kpi/tiles/own-1', ({ method }) =>
    method === 'PUT'
      ? { status: 409, body: { error: { status: 409, code: 'stale_tile', message: '李工刚刚改过此指标,请核对后再保存' } } }
      : undefined,
  );
  await user.click(await screen.findByText('保存指标'));
  expect((await screen.findByRole('alert')).textContent).toContain('李工刚刚改过此指标');
}, 60_000);

test('on the board it stands beside the others; deleted by the menu, it comes back with one click', async () => {
  const user = quick();
  let isThere = true;
  open('/kpi', ({ method, path }) => {
    if (path === '/kpis') return { body: isThere ? [answer()] : [] };
    if (method === 'DELETE') isThere = false;
    if (path.endsWith('/restore')) isThere = true;
    return method === 'DELETE' || path.endsWith('/restore')
      ? { body: { key: 'own-1', rev: 4, tile: stored, owner: '', by: '', at: '' } }
      : undefined;
  });
  expect(await screen.findByRole('heading', { name: '自定义指标' })).toBeTruthy();
  expect(screen.getByText('¥1,234.56')).toBeTruthy();
  expect(screen.getByRole('link', { name: '新增指标' }).getAttribute('href')).toBe('/kpi/tiles/new');
  await user.click(screen.getByRole('button', { name: '“水工收费”的操作' }));
  await user.click(await screen.findByText('删除'));
  expect(await screen.findByText(/已删除“水工收费”/)).toBeTruthy();
  await waitFor(() => expect(screen.queryByText('¥1,234.56')).toBeNull());
  await user.click(screen.getByRole('button', { name: '撤销' }));
  expect(await screen.findByText('¥1,234.56')).toBeTruthy();
}, 60_000);

test('who makes no figures sees them without button and menu, and the editor says no', async () => {
  open('/kpi', ({ path }) => (path === '/kpis' ? { body: [answer({ tile: { ...answer().tile!, mayEdit: false } })] } : undefined), {});
  expect(await screen.findByText('¥1,234.56')).toBeTruthy();
  expect(screen.queryByText('新增指标')).toBeNull();
  expect(screen.queryByRole('button', { name: '“水工收费”的操作' })).toBeNull();
  cleanup();
  open('/kpi/tiles/new', undefined, {});
  expect(await screen.findByText('没有权限')).toBeTruthy();
});
