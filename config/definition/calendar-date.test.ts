import {
  addDays,
  addMonths,
  daysBetween,
  formatDate,
  isTime,
  localDate,
  localTime,
  parseDate,
  parseInstant,
  weekday,
} from './calendar-date';

describe('dates that exist', () => {
  test.each(['2026-02-28', '2024-02-29', '2000-02-29', '0099-12-31', '9999-12-31'])('%s', (text) => {
    expect(formatDate(parseDate(text) ?? NaN)).toBe(text);
  });
  test.each(['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-1-1', '20260101', '', '2026-01-01T00:00:00Z'])(
    'not %p',
    (text) => {
      expect(parseDate(text)).toBeNull();
    },
  );
});

describe('instants', () => {
  test('without an offset are local time of the site', () => {
    expect(parseInstant('2026-01-01T00:00')).toBe(Date.UTC(2025, 11, 31, 16));
    expect(parseInstant('2026-01-01T00:00:00+09:00')).toBe(Date.UTC(2025, 11, 31, 15));
  });
  test.each(['2026-01-01T24:00Z', '2026-01-01T10:60Z', '2026-02-30T10:00Z', '2026-01-01T10:00+25:00', '2026-01-01', 'now'])(
    'not %p',
    (text) => {
      expect(parseInstant(text)).toBeNull();
    },
  );
  test('belong to the day of Shanghai', () => {
    expect(localDate('2026-01-31T16:00:00.000Z')).toBe('2026-02-01');
    expect(localTime('2026-01-31T15:59:59.999Z')).toBe('23:59');
  });
});

test('a month later is the same day, or the last day of a shorter month', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
  expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
  expect(addMonths('2026-12-15', 1)).toBe('2027-01-15');
  expect(addMonths('9999-12-01', 1)).toBeNull();
});

test('days are counted by local date, over month and year ends', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1);
  expect(daysBetween('2026-01-01T15:00:00Z', '2026-01-01T17:00:00Z')).toBe(1);
  expect(daysBetween('2026-01-02', '2026-01-01')).toBe(-1);
});

test('Monday is 1 and Sunday 7', () => {
  expect(weekday('2026-11-02')).toBe(1);
  expect(weekday('2026-11-08')).toBe(7);
});

test('times are HH:mm of one day', () => {
  expect(['00:00', '23:59'].every(isTime)).toBe(true);
  expect(['24:00', '9:00', '09:60', '09:00:00', ''].some(isTime)).toBe(false);
});
