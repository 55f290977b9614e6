import { cleanup, screen } from '@testing-library/react';
import { formView } from '../../test/form-view';
import { renderAt, type Server } from '../../test/render-at';
import { KpiBoard } from './kpi-board';
import type { KpiAnswer } from './kpi-source';

const bill = formView({ key: 'bill', fields: [{ name: 'amount', zh: '金额', en: 'Amount', type: 'money' }] });
const figure = (changes: Partial<KpiAnswer>): KpiAnswer => ({
  key: 'collection-rate',
  zh: '物业费收费率',
  en: 'Collection rate',
  unit: '%',
  good: 'up',
  target: 0.95,
  value: 0.93,
  numerator: 93_00,
  denominator: 100_00,
  n: 12,
  definition: { zh: '已收 ÷ 应收', en: 'Collected over due' },
  parts: { unit: 'fen', numerator: { zh: '已收', en: 'Collected' }, denominator: { zh: '应收净额', en: 'Net due' } },
  time: 'period',
  period: { from: '2026-10-01', to: '2026-10-31', asOf: '2026-10-31' },
  live: false,
  small: false,
  groupBy: null,
  groups: ['building'],
  series: [],
  drill: { form: 'bill', filters: {} },
  ...changes,
});

const serverOf =
  (answers: KpiAnswer[] | null): Server =>
  ({ path }) =>
    path === '/kpis'
      ? answers
        ? { body: answers }
        : { status: 403, body: { error: { status: 403, name: 'Forbidden', message: '无权' } } }
      : undefined;
const open = (answers: KpiAnswer[] | null): void =>
  void renderAt('/kpi?period=last-month', { routes: [{ path: '/kpi', element: <KpiBoard /> }], forms: [bill], server: serverOf(answers) });

afterEach(cleanup);

test('a tile says value, both sides, target, sample and as-of date, and what its colour means', async () => {
  open([figure({})]);
  expect(await screen.findByText('93.0%')).toBeTruthy();
  for (const text of ['¥93.00', '¥100.00', '目标 95.0%', '样本 12', '2026-10-31']) expect(screen.getByText(text)).toBeTruthy();
  expect(screen.getByText(/未达标 · 低于目标 2\.0 个百分点/)).toBeTruthy();
  expect(screen.getByLabelText('指标定义:物业费收费率')).toBeTruthy();
});

test('the whole tile leads to its details, in the same period', async () => {
  open([figure({})]);
  expect((await screen.findByText('物业费收费率')).getAttribute('href')).toBe('/kpi/collection-rate?period=last-month');
});

test('a rate over nothing is a dash, a small sample is marked', async () => {
  open([
    figure({ value: null, numerator: 0, denominator: 0, n: 0 }),
    figure({ key: 'repair-satisfaction', zh: '维修满意率', value: 0.75, n: 4, small: true }),
  ]);
  expect(await screen.findByText('—')).toBeTruthy();
  expect(screen.getByText('没有可计算的记录,不显示为 0')).toBeTruthy();
  expect(screen.getByText('样本不足')).toBeTruthy();
});

test('who may see no figures is told so', async () => {
  open([]);
  expect(await screen.findByText('没有您可以查看的指标')).toBeTruthy();
  cleanup();
  open(null);
  expect(await screen.findByText('没有权限')).toBeTruthy();
});
