import { linesInMonth, oneDutyManager, restAndHoursKept, rosterPublished, shiftNotRostered, shiftsApart } from './roster';
import { ruleContext } from './test-context';

const shift = (documentId: string, startTime: string, endTime: string, kind = 'day', hours = 8): Record<string, unknown> => ({
  documentId,
  startTime,
  endTime,
  kind,
  hours,
});
const day = shift('s1', '09:00', '18:00');
const night = shift('s2', '22:00', '06:00', 'night');
const rest = shift('s3', '00:00', '00:00', 'rest');
const line = (date: string, duty: Record<string, unknown> = day, employee = 'e1', dutyManager = false): Record<string, unknown> => ({
  employee: { documentId: employee },
  date,
  shift: duty,
  dutyManager,
});
const roster = (lines: Record<string, unknown>[], month = '2026-11'): Record<string, unknown> => ({
  documentId: 'r1',
  month,
  lines,
  department: { code: 'CS' },
});
const dates = (month: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `${month}-${String(from + i).padStart(2, '0')}`);

describe('between two shifts', () => {
  test('eleven hours are enough, one minute less is not', () => {
    expect(shiftsApart(roster([line('2026-11-02', shift('a', '10:00', '22:00')), line('2026-11-03', day)]), ruleContext())).toEqual([]);
    expect(shiftsApart(roster([line('2026-11-02', shift('a', '10:00', '22:01')), line('2026-11-03', day)]), ruleContext())).toMatchObject([
      { code: 'rest_short', path: ['lines', 1, 'shift'] },
    ]);
  });
  test('a night shift reaches into the next day, over the end of a month too', () => {
    expect(shiftsApart(roster([line('2026-11-30', night), line('2026-12-01', day)]), ruleContext())).toMatchObject([
      { code: 'rest_short' },
    ]);
    expect(shiftsApart(roster([line('2026-11-02', night), line('2026-11-02', shift('b', '23:00', '07:00'))]), ruleContext())).toMatchObject(
      [{ code: 'two_shifts' }],
    );
  });
  test('different people do not meet', () => {
    expect(shiftsApart(roster([line('2026-11-02'), line('2026-11-02', day, 'e2')]), ruleContext())).toEqual([]);
  });
});

describe('rest and hours', () => {
  test('the seventh day in a row is refused, a rest line is rest', () => {
    expect(restAndHoursKept(roster(dates('2026-11', 1, 6).map((date) => line(date))), ruleContext())).toEqual([]);
    expect(restAndHoursKept(roster(dates('2026-11', 1, 7).map((date) => line(date))), ruleContext())).toMatchObject([
      { code: 'no_rest_day', path: ['lines', 6, 'shift'] },
    ]);
    const rested = [...dates('2026-11', 1, 6).map((date) => line(date)), line('2026-11-07', rest), line('2026-11-08')];
    expect(restAndHoursKept(roster(rested), ruleContext())).toEqual([]);
  });
  test('36 hours above the working days of the month are the limit', () => {
    // November 2026 has 21 weekdays: 168 + 36 = 204 hours.
    const long = (hours: number): Record<string, unknown>[] =>
      dates('2026-11', 1, 24)
        .filter((date) => !['2026-11-07', '2026-11-14', '2026-11-21'].includes(date))
        .map((date, i) => line(date, shift(`x${i}`, '09:00', '18:00', 'day', hours)));
    expect(restAndHoursKept(roster(long(204 / 21)), ruleContext())).toEqual([]);
    expect(restAndHoursKept(roster(long(9.8)), ruleContext())).toMatchObject([{ code: 'overtime' }]);
    // A holiday takes its eight hours away.
    const holidays = [{ date: '2026-11-03', dayType: 'holiday' }];
    expect(restAndHoursKept(roster(long(204 / 21)), ruleContext({ related: { holidays } }))).toMatchObject([{ code: 'overtime' }]);
  });
});

describe('duty manager', () => {
  const context = ruleContext({ params: { department: 'CS' } });
  const full = dates('2027-02', 1, 28).map((date) => line(date, day, 'e1', true));
  test('exactly one on each day of the month', () => {
    expect(oneDutyManager(roster(full, '2027-02'), context)).toEqual([]);
    expect(oneDutyManager(roster(full.slice(0, 27), '2027-02'), context)).toMatchObject([{ params: { dates: ['2027-02-28'] } }]);
    expect(oneDutyManager(roster([...full, line('2027-02-01', day, 'e2', true)], '2027-02'), context)).toHaveLength(1);
  });
  test('other departments have none', () => {
    expect(oneDutyManager({ ...roster([], '2027-02'), department: { code: 'ENG' } }, context)).toEqual([]);
  });
});

test('lines stay in their month', () => {
  expect(linesInMonth(roster([line('2026-11-30'), line('2026-12-01')]), ruleContext())).toMatchObject([{ path: ['lines', 1, 'date'] }]);
});

test('a shift of a coming roster is not switched off', () => {
  const check = (today: string): number =>
    shiftNotRostered({ documentId: 's1' }, ruleContext({ today, related: { published: [roster([line('2026-11-10')])] } })).length;
  expect(check('2026-11-10')).toBe(1);
  expect(check('2026-11-11')).toBe(0);
});

test('publishing names the people and marks the shifts, each once', () => {
  const steps = rosterPublished(roster([line('2026-11-02'), line('2026-11-03'), line('2026-11-02', night, 'e2')]), ruleContext());
  expect(steps).toEqual([
    { update: { form: 'shift', documentId: 's1', values: { used: true } } },
    { update: { form: 'shift', documentId: 's2', values: { used: true } } },
    { update: { form: 'shift-roster', documentId: 'r1', values: { staff: ['e1', 'e2'] } } },
  ]);
});
