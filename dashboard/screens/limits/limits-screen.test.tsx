import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ShownLimit } from './limit-line';
import { renderAt } from '../../test/render-at';
import { LimitsScreen } from './limits-screen';

afterEach(cleanup);

const source = { zh: '惯例', en: 'practice' };
const LIMITS: ShownLimit[] = [
  { key: 'waiverLimit', value: 500_000, shipped: 500_000, unit: 'fen', zh: '减免权限', en: 'Waiver limit', source },
  { key: 'ageingEdges', value: [30, 60], shipped: [30, 60, 90], unit: 'days_list', zh: '账龄分段', en: 'Edges', source },
  { key: 'kpi.cash.target', value: null, shipped: null, unit: 'fen', zh: '实收金额目标', en: 'Target of cash', source },
  { key: 'kpi.rate.target', value: 0.95, shipped: 0.9, unit: '%', zh: '收费率目标', en: 'Target of rate', source },
];

function open(roles = ['customer-service-manager']): { path: string; body: unknown }[] {
  const sent: { path: string; body: unknown }[] = [];
  renderAt('/limits', {
    routes: [{ path: '/limits', element: <LimitsScreen /> }],
    forms: [],
    user: { roles },
    server: ({ method, path, body }) => {
      if (method === 'GET') return { body: LIMITS };
      sent.push({ path, body });
      return { body: {} };
    },
  });
  return sent;
}
const lineOf = async (label: RegExp): Promise<{ field: HTMLInputElement; save: HTMLButtonElement }> => {
  const field = (await screen.findByLabelText(label)) as HTMLInputElement;
  const line = field.closest('.td-limit') as HTMLElement;
  return { field, save: within(line).getByRole('button', { name: '保存' }) };
};

test('numbers are shown and sent in the unit of each side: yuan and per cent here, fen and shares there', async () => {
  const sent = open();
  const limit = await lineOf(/减免权限/);
  expect([limit.field.value, limit.save.disabled]).toEqual(['5000', true]);
  fireEvent.change(limit.field, { target: { value: '1.2' } });
  fireEvent.click(limit.save);
  const rate = await lineOf(/收费率目标/);
  expect(rate.field.value).toBe('95');
  fireEvent.change(rate.field, { target: { value: '97.5' } });
  fireEvent.click(rate.save);
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent).toEqual([
    { path: '/settings/waiverLimit', body: { value: 120 } },
    { path: '/settings/kpi.rate.target', body: { value: 0.975 } },
  ]);
});

test('days may be parted as one types; what the server would refuse is said before it is sent', async () => {
  const sent = open();
  const { field, save } = await lineOf(/账龄分段/);
  expect(field.value).toBe('30, 60');
  fireEvent.change(field, { target: { value: '30,20' } });
  expect(screen.getByRole('alert').textContent).toMatch(/由小到大/);
  expect(save.disabled).toBe(true);
  fireEvent.change(field, { target: { value: '15、45 90' } });
  fireEvent.click(save);
  await waitFor(() => expect(sent).toEqual([{ path: '/settings/ageingEdges', body: { value: [15, 45, 90] } }]));
});

test('a target may be none, and none again; a rate of more than all is refused', async () => {
  open();
  const none = await lineOf(/实收金额目标/);
  expect([none.field.value, none.field.placeholder]).toEqual(['', '未设']);
  const rate = await lineOf(/收费率目标/);
  fireEvent.change(rate.field, { target: { value: '' } });
  expect(rate.save.disabled).toBe(false);
  fireEvent.change(rate.field, { target: { value: '101' } });
  expect(rate.save.disabled).toBe(true);
});

test('who may not set them reads them', async () => {
  open(['director']);
  expect(((await screen.findByLabelText(/减免权限/)) as HTMLInputElement).disabled).toBe(true);
  expect(screen.queryByRole('button', { name: '保存' })).toBeNull();
});
