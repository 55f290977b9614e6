import {
  addLimit,
  calendarDays,
  isAllowedAt,
  isInsideWindows,
  isNextYearMissing,
  isWorkingDay,
  isYearKnown,
  shiftWorkingDays,
  workingDaysOf,
  type WeekWindow,
  type WorkCalendar,
} from './calendar';

const office: WeekWindow[] = (['mon', 'tue', 'wed', 'thu', 'fri'] as const).flatMap((day) => [
  { startDay: day, startTime: '09:00', endDay: day, endTime: '12:00' },
  { startDay: day, startTime: '13:00', endDay: day, endTime: '18:00' },
]);
const calendar: WorkCalendar = {
  office,
  days: calendarDays([
    { date: '2026-01-01', dayType: 'holiday', nameZh: '元旦' },
    { date: '2026-01-02', dayType: 'holiday' },
    { date: '2026-01-03', dayType: 'holiday' },
    { date: '2026-01-04', dayType: 'workday_swap' },
    { date: '2025-12-31', dayType: 'rest' },
  ]),
};
/** Local wall-clock time as an instant. */
const local = (text: string): string => new Date(`${text}:00+08:00`).toISOString();
const limit = (start: string, size: string): string | null => addLimit(local(start), size, calendar);

describe('working days', () => {
  test('holidays, company rest days and make-up Sundays', () => {
    expect(isWorkingDay('2026-01-01', calendar)).toBe(false);
    expect(isWorkingDay('2025-12-31', calendar)).toBe(false);
    expect(isWorkingDay('2026-01-04', calendar)).toBe(true);
    expect(isWorkingDay('2026-01-10', calendar)).toBe(false);
    expect(isWorkingDay('2026-01-12', calendar)).toBe(true);
  });
  test('a year without a list is unknown and falls back to weekdays', () => {
    expect(isYearKnown(2026, calendar)).toBe(true);
    expect(isYearKnown(2027, calendar)).toBe(false);
    expect(isWorkingDay('2027-01-01', calendar)).toBe(true);
    expect(isNextYearMissing('2026-12-14', calendar)).toBe(false);
    expect(isNextYearMissing('2026-12-15', calendar)).toBe(true);
    expect(isNextYearMissing('2025-12-20', calendar)).toBe(false);
  });
  test('counts over month and year ends', () => {
    expect(shiftWorkingDays('2025-12-30', 1, calendar)).toBe('2026-01-04');
    expect(shiftWorkingDays('2026-01-04', -1, calendar)).toBe('2025-12-30');
    expect(shiftWorkingDays('2026-02-27', 1, calendar)).toBe('2026-03-02');
    expect(workingDaysOf('2026-01', calendar)).toBe(21);
  });
  test('a calendar without any working day ends the search', () => {
    const closed: WorkCalendar = { office: [], days: [] };
    expect(addLimit(local('2026-03-02T10:00'), '4wh', closed)).toBeNull();
    expect(addLimit(local('2026-03-02T10:00'), 'same-day', closed)).toBeNull();
  });
});

describe('limits', () => {
  test('minutes, hours and calendar days run on the clock', () => {
    expect(limit('2026-03-06T23:58', '5m')).toBe(local('2026-03-07T00:03'));
    expect(limit('2026-03-06T23:00', '2h')).toBe(local('2026-03-07T01:00'));
    expect(limit('2025-12-20T10:00', '15cd')).toBe(local('2026-01-04T10:00'));
  });
  test('working hours stop for lunch, the night and the weekend', () => {
    expect(limit('2026-03-06T10:00', '4wh')).toBe(local('2026-03-06T15:00'));
    expect(limit('2026-03-06T17:00', '4wh')).toBe(local('2026-03-09T12:00'));
    expect(limit('2026-03-06T19:30', '1wh')).toBe(local('2026-03-09T10:00'));
    expect(limit('2026-03-07T10:00', '8wh')).toBe(local('2026-03-09T18:00'));
  });
  test('working hours over the new year take the make-up Sunday with Monday hours', () => {
    expect(limit('2025-12-30T17:00', '2wh')).toBe(local('2026-01-04T10:00'));
  });
  test('working days keep the time of day and begin at the next opening when started on a day off', () => {
    expect(limit('2026-03-05T16:20', '3d')).toBe(local('2026-03-10T16:20'));
    expect(limit('2026-03-07T11:00', '1d')).toBe(local('2026-03-10T09:00'));
    expect(limit('2026-03-05T16:20', '0d')).toBe(local('2026-03-05T16:20'));
  });
  test('same day is closing time, the next one when it has passed', () => {
    expect(limit('2026-03-06T09:10', 'same-day')).toBe(local('2026-03-06T18:00'));
    expect(limit('2026-03-06T18:00', 'same-day')).toBe(local('2026-03-06T18:00'));
    expect(limit('2026-03-06T18:01', 'same-day')).toBe(local('2026-03-09T18:00'));
    expect(limit('2026-01-04T08:00', 'same-day')).toBe(local('2026-01-04T18:00'));
  });
  test('a clock time is that of the same day, or of the next working day once it has passed', () => {
    expect(limit('2026-03-06T16:59', '17:00')).toBe(local('2026-03-06T17:00'));
    expect(limit('2026-03-06T17:01', '17:00')).toBe(local('2026-03-09T17:00'));
  });
  test('what is no limit is null', () => {
    expect(limit('2026-03-06T10:00', 'soon')).toBeNull();
    expect(limit('2026-03-06T10:00', '25:00')).toBeNull();
    expect(addLimit('never', '5m', calendar)).toBeNull();
  });
});

describe('windows', () => {
  // 3.1.3 N: fit-out work Mon-Fri 20:00-06:00, Sat 14:00 - Mon 06:00.
  const decoration: WeekWindow[] = [
    { startDay: 'fri', startTime: '20:00', endDay: 'sat', endTime: '06:00' },
    { startDay: 'sat', startTime: '14:00', endDay: 'mon', endTime: '06:00' },
  ];
  test.each([
    ['2026-03-06T19:59', false],
    ['2026-03-06T20:00', true],
    ['2026-03-07T05:59', true],
    ['2026-03-07T06:00', false],
    ['2026-03-07T14:00', true],
    ['2026-03-08T12:00', true],
    ['2026-03-09T05:59', true],
    ['2026-03-09T06:00', false],
  ])('%s inside: %s', (at, expected) => {
    expect(isInsideWindows(local(at), decoration)).toBe(expected);
  });
  test('public holidays follow the policy of the rule', () => {
    const at = local('2026-01-01T12:00');
    expect(isAllowedAt(at, { windows: decoration, holidayPolicy: 'as_weekday' }, calendar)).toBe(false);
    expect(isAllowedAt(at, { windows: decoration, holidayPolicy: 'as_sunday' }, calendar)).toBe(true);
    expect(isAllowedAt(at, { windows: decoration, holidayPolicy: 'closed' }, calendar)).toBe(false);
    expect(isAllowedAt(at, { windows: [], holidayPolicy: 'always' }, calendar)).toBe(true);
  });
});
