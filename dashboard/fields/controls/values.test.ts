import { parseClock } from './clock-time';
import { dayBefore, dayEnd, dayOf, dayStart, fromHouse, toHouse } from './house-time';
import { parseDecimal, parseYuan, showNumber, showYuan, typedYuan } from './number-values';

test('yuan are typed in many ways and kept in fen', () => {
  expect(['1234.56', '1,234.56', ' ¥1,234.56 ', '1234.56', '0.1', '.5', '-3', '8.', '1.500'].map(parseYuan)).toEqual([
    123456, 123456, 123456, 123456, 10, 50, -300, 800, 150,
  ]);
  expect(parseYuan('')).toBeNull();
});

test('what is no amount is told, not guessed', () => {
  expect(['1.234', '12元', '1-2', '.', '--1', '99999999999999999'].map(parseYuan)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('fen are shown as yuan without binary noise', () => {
  expect([0, 5, 29, 100, 123456, -50, 1234567890].map(showYuan)).toEqual([
    '¥0.00',
    '¥0.05',
    '¥0.29',
    '¥1.00',
    '¥1,234.56',
    '-¥0.50',
    '¥12,345,678.90',
  ]);
  expect([123456, -5].map(typedYuan)).toEqual(['1234.56', '-0.05']);
});

test('a decimal keeps the digits of its field', () => {
  expect([parseDecimal('1.25', 2), parseDecimal('1.255', 2), parseDecimal('-0.5', 1), parseDecimal('0.10', 1)]).toEqual([
    1.25,
    undefined,
    -0.5,
    0.1,
  ]);
  expect([showNumber(1234567.5), showNumber(-1000)]).toEqual(['1,234,567.5', '-1,000']);
});

test('the house keeps Shanghai time, in which every clock time exists once', () => {
  expect(toHouse('2026-03-08T18:30:00.000Z')).toBe('2026-03-09 02:30');
  expect(fromHouse('2026-03-08 02:30')).toBe('2026-03-07T18:30:00.000Z');
  expect(fromHouse('2026-02-30 10:00')).toBeNull();
});

test('a day of the house is a range of instants, and back', () => {
  expect([dayStart('2026-11-24'), dayEnd('2026-11-24')]).toEqual(['2026-11-23T16:00:00.000Z', '2026-11-24T16:00:00.000Z']);
  expect([dayOf('2026-11-23T16:00:00.000Z'), dayBefore('2026-11-24T16:00:00.000Z'), dayEnd('2026-12-31')]).toEqual([
    '2026-11-24',
    '2026-11-24',
    '2026-12-31T16:00:00.000Z',
  ]);
});

test('four digits are a time of day', () => {
  expect(['930', '0930', '9:30', '9:5', '9', '24:00', '9:60', 'x'].map(parseClock)).toEqual([
    '09:30',
    '09:30',
    '09:30',
    '09:05',
    '09:00',
    undefined,
    undefined,
    undefined,
  ]);
  expect(parseClock(' ')).toBeNull();
});
