import { daysOf, monthsOf, periodBefore, readPeriod, trendOf, writePeriod, type Period } from './period';

const today = '2026-11-25';
const read = (text: string): Period => readPeriod(new URLSearchParams(text), today);
const write = (period: Period, before = ''): string => writePeriod(new URLSearchParams(before), period).toString();

test('a period that runs ends today, last month is whole', () => {
  expect(daysOf('month', today)).toEqual({ from: '2026-11-01', to: today });
  expect(daysOf('last-month', today)).toEqual({ from: '2026-10-01', to: '2026-10-31' });
  expect(daysOf('quarter', today)).toEqual({ from: '2026-10-01', to: today });
  expect(daysOf('half', today)).toEqual({ from: '2026-07-01', to: today });
  expect(daysOf('year', today)).toEqual({ from: '2026-01-01', to: today });
});

test('last month of January lies in the year before; February knows its leap day', () => {
  expect(daysOf('last-month', '2027-01-31')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
  expect(daysOf('last-month', '2028-03-31')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
});

test('the address keeps the preset, not its days', () => {
  expect(write(read(''))).toBe('');
  expect(write(read('period=quarter&asOf=2026-11-20'))).toBe('period=quarter&asOf=2026-11-20');
  expect(write(read('period=custom&from=2026-03-01&to=2026-04-15'))).toBe('period=custom&from=2026-03-01&to=2026-04-15');
  expect(write(read('period=year'), 'by=building&from=2020-01-01')).toBe('by=building&period=year');
});

test('what the address says wrongly is as if it were not said', () => {
  expect(read('period=decade')).toEqual({ preset: 'month', from: '2026-11-01', to: today, asOf: null });
  expect(read('period=custom&from=2026-02-30&to=2026-03-01').preset).toBe('month');
  expect(read('period=custom&from=2026-05-01&to=2026-04-01')).toMatchObject({ from: '2026-04-01', to: '2026-05-01' });
  expect(read('asOf=yesterday').asOf).toBeNull();
});

test('a running month is held against the same days of the month before', () => {
  expect(periodBefore(read(''))).toEqual({ from: '2026-10-01', to: '2026-10-25', asOf: null });
  expect(periodBefore(read('period=last-month'))).toEqual({ from: '2026-09-01', to: '2026-09-30', asOf: null });
  expect(periodBefore(read('period=half&asOf=2026-11-30'))).toEqual({ from: '2026-01-01', to: '2026-05-25', asOf: '2026-05-30' });
});

test('chosen days are held against as many days before them', () => {
  expect(periodBefore(read('period=custom&from=2026-03-01&to=2026-03-10'))).toEqual({ from: '2026-02-19', to: '2026-02-28', asOf: null });
});

test('the line of a tile has twelve months', () => {
  const trend = trendOf(read('period=last-month'));
  expect(trend).toMatchObject({ from: '2025-11-01', to: '2026-10-31' });
  expect(monthsOf(trend)).toBe(12);
});
