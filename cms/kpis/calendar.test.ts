import { isWorkingDay, nextWorkingDays } from './calendar';
import { ratioOf } from './compute';
import { periodOf } from './period';

describe('working days', () => {
  const days = new Map([
    ['2030-05-01', false],
    ['2030-05-04', true],
  ]);
  it('a listed weekday off is off, a listed Saturday is worked', () => {
    expect(isWorkingDay(days, '2030-05-01')).toBe(false);
    expect(isWorkingDay(days, '2030-05-04')).toBe(true);
    expect(isWorkingDay(days, '2030-05-05')).toBe(false);
  });
  it('Friday evening leads to Monday', () =>
    expect(nextWorkingDays(new Map(), '2030-05-10', '2030-05-10')).toEqual({ '2030-05-10': '2030-05-13' }));
});

describe('figures', () => {
  it('a rate over nothing has no value', () => expect(ratioOf(0, 0)).toBeNull());
  it('is rounded to six decimals', () => expect(ratioOf(1, 3)).toBe(0.333333));
  it('a sum is its own value', () => expect(ratioOf(12345, null)).toBe(12345));
  it('asks for the month so far', () =>
    expect(periodOf({}, '2030-05-17')).toEqual({ from: '2030-05-01', to: '2030-05-17', asOf: '2030-05-17' }));
  it('a past period is cut off at its end', () =>
    expect(periodOf({ from: '2030-04-01', to: '2030-04-30' }, '2030-05-17').asOf).toBe('2030-04-30'));
  it.each([{ from: '2030-02-30' }, { from: 'x' }, { from: '2030-05-02', to: '2030-05-01' }])('refuses %j', (query) =>
    expect(() => periodOf(query, '2030-05-17')).toThrow('400'),
  );
});
