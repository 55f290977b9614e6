import { en } from '../../app/words.en';
import { zh } from '../../app/words.zh';
import { formView } from '../../test/form-view';
import { startI18n, wordingOf } from '../../providers/i18n';
import type { KpiAnswer, SeriesPoint } from './kpi-source';
import { groupName, orderSeries, sheetOf, tableOf, withGaps } from './series';

startI18n({ zh, en });
const words = wordingOf('zh');
const drill = { form: 'bill', filters: {} };
const point = (key: string, numerator: number, denominator: number | null = null): SeriesPoint => ({
  key,
  label: key,
  words: { zh: key, en: key },
  drill,
  n: 3,
  numerator,
  denominator,
  value: denominator === null ? numerator : denominator === 0 ? null : numerator / denominator,
});
const answer = (changes: Partial<KpiAnswer>): KpiAnswer => ({
  key: 'collection-rate',
  zh: '收费率',
  en: 'Collection',
  unit: '%',
  good: 'up',
  target: 0.95,
  value: 0.5,
  numerator: 100,
  denominator: 200,
  n: 6,
  definition: { zh: '', en: '' },
  parts: { unit: 'fen', numerator: { zh: '已收', en: 'Collected' }, denominator: { zh: '应收', en: 'Due' } },
  time: 'period',
  period: { from: '2026-11-01', to: '2026-11-25', asOf: '2026-11-25' },
  live: true,
  small: false,
  groupBy: 'building',
  groups: ['building'],
  series: [],
  drill,
  ...changes,
});

test('buckets of days stand in the order of their days', () => {
  const keys = ['1-30', '121-180', '31-60', '>365', 'not_due', '181-365'].map((key) => point(key, 1));
  expect(orderSeries(keys, 'bucket').map((one) => one.key)).toEqual(['not_due', '1-30', '31-60', '121-180', '181-365', '>365']);
});

test('months stand in their order, other groups by what they weigh', () => {
  expect(orderSeries([point('2026-11', 1), point('2026-02', 9)], 'month').map((one) => one.key)).toEqual(['2026-02', '2026-11']);
  expect(orderSeries([point('a', 9, 10), point('b', 1, 500)], 'building').map((one) => one.key)).toEqual(['b', 'a']);
});

test('a rate shows both sides, a sum its shares; the total is the figure itself', () => {
  expect(tableOf(answer({ series: [point('A座', 100, 150), point('B座', 0, 0)] }), words)).toEqual({
    rows: [
      { key: 'A座', label: 'A座', cells: ['66.7%', '¥1.00', '¥1.50', '3'] },
      { key: 'B座', label: 'B座', cells: ['—', '¥0.00', '¥0.00', '3'] },
    ],
    total: ['50.0%', '¥1.00', '¥2.00', '6'],
  });
  const sum = tableOf(
    answer({ unit: 'fen', parts: null, value: 400, numerator: 400, denominator: null, series: [point('cash', 300), point('bank', 100)] }),
    words,
  );
  expect(sum.rows.map((row) => row.cells[1])).toEqual(['75.0%', '25.0%']);
});

test('the file has numbers to compute with, and no formulas', () => {
  expect(sheetOf(answer({ series: [point('=1+1', 100, 150), point('B座', 0, 0)] }), '楼座', words)).toEqual([
    ['收费率', '2026-11-01 – 2026-11-25', '截至 2026-11-25'],
    ['楼座', '数值', '已收', '应收', '样本'],
    ["'=1+1", '66.67', '1.00', '1.50', '3'],
    ['B座', '', '0.00', '0.00', '3'],
    ['合计', '50.00', '1.00', '2.00', '6'],
  ]);
});

test('months without records are gaps, not missing', () => {
  const points = withGaps([point('2026-08', 9, 10), point('2026-11', 4, 5)], '2026-07-15', '2026-11-25');
  expect(points.map((one) => [one.key, one.value])).toEqual([
    ['2026-07', null],
    ['2026-08', 0.9],
    ['2026-09', null],
    ['2026-10', null],
    ['2026-11', 0.8],
  ]);
  expect(withGaps([], '2026-01-01', '2026-02-01')).toEqual([]);
});

const own = { rev: 1, chart: 'bar', chartGroup: 'trade', unit: null, digits: 0, owner: '', mayEdit: false } as const;

test('means count records below the line; extremes are no parts of a whole', () => {
  const mean = answer({
    unit: 'fen',
    tile: { ...own, measure: 'average' },
    parts: {
      unit: 'fen',
      denominatorUnit: 'count',
      numerator: { zh: '收费合计', en: 'Sum' },
      denominator: { zh: '已填记录', en: 'Filled' },
    },
    value: 1250,
    numerator: 5000,
    denominator: 4,
    series: [point('water', 5000, 4)],
  });
  expect(tableOf(mean, words).total).toEqual(['¥12.50', '¥50.00', '4', '6']);
  const largest = answer({
    unit: 'fen',
    tile: { ...own, measure: 'max' },
    parts: null,
    value: 400,
    numerator: 400,
    denominator: null,
    series: [point('a', 400)],
  });
  expect(tableOf(largest, words)).toEqual({ rows: [{ key: 'a', label: 'a', cells: ['¥4.00', '', '3'] }], total: ['¥4.00', '', '6'] });
});

test('a split by another date says so, and a field called month is not the months', () => {
  const form = formView({
    key: 'x',
    fields: [
      { name: 'dueDate', zh: '到期日', en: 'Due', type: 'date' },
      { name: 'month', zh: '所属月份', en: 'Of month', type: 'enum', values: [] },
    ],
  });
  expect(groupName('month:dueDate', form, words)).toBe('到期日(按月)');
  expect(groupName('field:month', form, words)).toBe('所属月份');
  expect(groupName('month', form, words)).toBe('月份');
  expect(orderSeries([point('2026-05', 1), point('2026-02', 9)], 'month:dueDate').map((one) => one.key)).toEqual(['2026-02', '2026-05']);
});
