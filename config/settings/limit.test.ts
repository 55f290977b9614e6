import { problemOfLimit, type Limit } from './limit';

const limit = (more: Partial<Limit>): Limit => ({
  key: 'x',
  value: 1,
  unit: 'calendar_days',
  zh: '',
  en: '',
  source: { zh: '', en: '' },
  ...more,
});
const codes = (of: Limit, values: unknown[]): (string | undefined)[] => values.map((value) => problemOfLimit(of, value)?.code);

test('a limit is a number from 0 on', () => {
  expect(codes(limit({}), [0, 14, 2.5])).toEqual([undefined, undefined, undefined]);
  expect(codes(limit({}), [-1, Number.NaN, Infinity, '14', undefined, [14]])).toEqual(Array(6).fill('not_a_number'));
  expect(codes(limit({}), [null])).toEqual(['required']);
});

test('a target may be none; of a rate it is a share', () => {
  const target = limit({ key: 'kpi.collection-rate.target', unit: '%' });
  expect(codes(target, [null, 0, 0.95, 1])).toEqual([undefined, undefined, undefined, undefined]);
  expect(codes(target, [1.01, 95, '0.9'])).toEqual(['more_than_all', 'more_than_all', 'not_a_number']);
});

test('edges are rising whole days, twelve at most', () => {
  const edges = limit({ unit: 'days_list' });
  expect(codes(edges, [[30], [30, 60, 90], [1, 2, 3660]])).toEqual([undefined, undefined, undefined]);
  const wrong = [[], [0], [-1, 5], [30, 30], [60, 30], [1.5], ['30'], [3661], Array.from({ length: 13 }, (_, i) => i + 1), 30, null];
  expect(codes(edges, wrong)).toEqual(wrong.map(() => 'not_rising_days'));
});

test('a choice is one of its words', () => {
  const choice = limit({ unit: 'choice', values: [{ value: 'spread', zh: '', en: '' }] });
  expect(codes(choice, ['spread', 'issue', '', null, 3])).toEqual([undefined, ...Array(4).fill('not_a_member')]);
});
