/**
 * The working-time calendar: which days are worked (statutory holidays, make-up weekends, company rest days), which hours are
 * open, and where a limit such as `4wh` or `3d` ends. Pure; instants are ISO UTC, dates and clock times local (Asia/Shanghai,
 * UTC+8, no daylight saving since 1991).
 */

/** A day that departs from its weekday: off on a weekday, or worked on a weekend (make-up day). */
export interface CalendarDay {
  date: string;
  isOffDay: boolean;
  name?: string;
}

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** A weekly window from (startDay, startTime) until before (endDay, endTime); it may cross midnight, days and the week's end. */
export interface WeekWindow {
  startDay: Weekday;
  startTime: string;
  endDay: Weekday;
  endTime: string;
}

export interface WorkCalendar {
  days: CalendarDay[];
  /** Office hours; working hours are counted in them, and a working day closes at their end. */
  office: WeekWindow[];
}

const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MINUTE = 60_000;
const DAY_MINUTES = 1440;
const WEEK_MINUTES = 7 * DAY_MINUTES;
const OFFSET = 8 * 60 * MINUTE;
/** A search for the next working day stops here: a calendar with a year of holidays is a mistake, not a reason to hang. */
const HORIZON_DAYS = 400;

/** Rows of the holiday-calendar form as days; a date that stands twice keeps its last row. */
export function calendarDays(rows: { date?: unknown; dayType?: unknown; nameZh?: unknown }[]): CalendarDay[] {
  return rows.flatMap((row) =>
    typeof row.date === 'string'
      ? [{ date: row.date, isOffDay: row.dayType !== 'workday_swap', ...(typeof row.nameZh === 'string' ? { name: row.nameZh } : {}) }]
      : [],
  );
}

/** Is anything known about this year? An empty list means "not published yet", not "no holidays". */
export function isYearKnown(year: number, calendar: Pick<WorkCalendar, 'days'>): boolean {
  return calendar.days.some((day) => day.date.startsWith(`${year}-`));
}

/** holiday-calendar#1: from 15 December the next year's list must be there. */
export function isNextYearMissing(today: string, calendar: Pick<WorkCalendar, 'days'>): boolean {
  return today.slice(5) >= '12-15' && !isYearKnown(Number(today.slice(0, 4)) + 1, calendar);
}

/** Monday to Friday, unless the calendar says otherwise. A year that is not known falls back to plain weekdays. */
export function isWorkingDay(date: string, calendar: Pick<WorkCalendar, 'days'>): boolean {
  const known = calendar.days.findLast((day) => day.date === date);
  return known ? !known.isOffDay : weekdayIndex(date) < 5;
}

/** Is the moment inside one of the windows on the weekly circle (start <= t < end)? */
export function isInsideWindows(at: string, windows: readonly WeekWindow[]): boolean {
  const { date, minute } = local(at);
  return isInWeek(weekdayIndex(date) * DAY_MINUTES + minute, windows);
}

export type HolidayPolicy = 'as_weekday' | 'as_sunday' | 'closed' | 'always';

/** Is the moment inside a time-window rule, its policy for public holidays applied? */
export function isAllowedAt(
  at: string,
  rule: { windows: readonly WeekWindow[]; holidayPolicy?: HolidayPolicy },
  calendar: Pick<WorkCalendar, 'days'>,
): boolean {
  const { date, minute } = local(at);
  const isHoliday = calendar.days.findLast((day) => day.date === date)?.isOffDay === true;
  if (!isHoliday || rule.holidayPolicy === 'as_weekday') return isInsideWindows(at, rule.windows);
  if (rule.holidayPolicy === 'always') return true;
  if (rule.holidayPolicy === 'as_sunday') return isInWeek(6 * DAY_MINUTES + minute, rule.windows);
  return false;
}

/**
 * Where a limit that starts at `start` ends: `5m` and `2h` run on the clock, `4wh` in office hours, `3d` over working days at the
 * same time of day, `15cd` over calendar days, `same-day` until closing time, `17:00` until that time (the next working day when it
 * has passed). Null for anything else.
 */
export function addLimit(start: string, limit: string, calendar: WorkCalendar): string | null {
  const from = Date.parse(start);
  if (Number.isNaN(from)) return null;
  if (limit === 'same-day') return closing(start, calendar);
  if (/^([01]\d|2[0-3]):[0-5]\d$/.test(limit)) return clockTime(start, limit, calendar);
  const match = /^(\d+)(m|h|wh|d|cd)$/.exec(limit);
  if (!match) return null;
  const count = Number(match[1]);
  switch (match[2]) {
    case 'm':
      return iso(from + count * MINUTE);
    case 'h':
      return iso(from + count * 60 * MINUTE);
    case 'cd':
      return iso(from + count * DAY_MINUTES * MINUTE);
    case 'wh':
      return addWorkingMinutes(start, count * 60, calendar);
    default:
      return addWorkingDays(start, count, calendar);
  }
}

/** The date `count` working days after (or, negative, before) `date`. */
export function shiftWorkingDays(date: string, count: number, calendar: Pick<WorkCalendar, 'days'>): string | null {
  const step = count < 0 ? -1 : 1;
  let left = Math.abs(count);
  let day = date;
  for (let i = 0; left > 0; i += 1) {
    if (i > HORIZON_DAYS * (1 + Math.abs(count))) return null;
    day = addDays(day, step);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

/** Working days in a month 'YYYY-MM'. */
export function workingDaysOf(month: string, calendar: Pick<WorkCalendar, 'days'>): number {
  return datesOf(month).filter((date) => isWorkingDay(date, calendar)).length;
}

/** Every date of a month 'YYYY-MM'. */
export function datesOf(month: string): string[] {
  const dates: string[] = [];
  for (let date = `${month}-01`; date.startsWith(month); date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** The local date `count` days later. */
export function addDays(date: string, count: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + count * DAY_MINUTES * MINUTE).toISOString().slice(0, 10);
}

/** 0 = Monday … 6 = Sunday. */
export function weekdayIndex(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function addWorkingDays(start: string, count: number, calendar: WorkCalendar): string | null {
  const { date, minute } = local(start);
  // What comes in on a day off counts from the opening of the next working day.
  const first = isWorkingDay(date, calendar) ? { date, minute } : opening(date, calendar);
  const end = first && shiftWorkingDays(first.date, count, calendar);
  return first && end ? at(end, first.minute) : null;
}

function addWorkingMinutes(start: string, minutes: number, calendar: WorkCalendar): string | null {
  let { date, minute } = local(start);
  let left = minutes;
  for (let i = 0; i < HORIZON_DAYS; i += 1) {
    for (const span of spansOf(date, calendar)) {
      const begin = Math.max(span.start, minute);
      if (begin >= span.end) continue;
      if (left <= span.end - begin) return at(date, begin + left);
      left -= span.end - begin;
    }
    date = addDays(date, 1);
    minute = 0;
  }
  return null;
}

function closing(start: string, calendar: WorkCalendar): string | null {
  const { date, minute } = local(start);
  const end = spansOf(date, calendar).at(-1)?.end;
  if (end !== undefined && minute <= end) return at(date, end);
  const next = opening(addDays(date, 1), calendar);
  return next ? at(next.date, spansOf(next.date, calendar).at(-1)?.end ?? 0) : null;
}

function clockTime(start: string, time: string, calendar: WorkCalendar): string | null {
  const { date, minute } = local(start);
  if (minute <= minutesOf(time)) return at(date, minutesOf(time));
  const next = shiftWorkingDays(date, 1, calendar);
  return next && at(next, minutesOf(time));
}

/** Opening of the first day with office hours, from `date` on. */
function opening(date: string, calendar: WorkCalendar): { date: string; minute: number } | null {
  let day = date;
  for (let i = 0; i < HORIZON_DAYS; i += 1) {
    const first = spansOf(day, calendar)[0];
    if (first) return { date: day, minute: first.start };
    day = addDays(day, 1);
  }
  return null;
}

/** Office hours of one date, in minutes of the day, in order. A make-up weekend day has Monday's hours. */
function spansOf(date: string, calendar: WorkCalendar): { start: number; end: number }[] {
  if (!isWorkingDay(date, calendar)) return [];
  const index = weekdayIndex(date);
  const day = WEEKDAYS[index > 4 ? 0 : index];
  return calendar.office
    .filter((window) => window.startDay === day)
    .map((window) => ({
      start: minutesOf(window.startTime),
      end: window.endDay === window.startDay ? minutesOf(window.endTime) : DAY_MINUTES,
    }))
    .filter((span) => span.end > span.start)
    .sort((a, b) => a.start - b.start);
}

function isInWeek(minute: number, windows: readonly WeekWindow[]): boolean {
  return windows.some((window) => {
    const start = WEEKDAYS.indexOf(window.startDay) * DAY_MINUTES + minutesOf(window.startTime);
    const end = WEEKDAYS.indexOf(window.endDay) * DAY_MINUTES + minutesOf(window.endTime);
    // Equal ends mean the whole week; an end before the start goes round the week's turn (Sat 14:00 to Mon 06:00).
    const length = end > start ? end - start : end - start + WEEK_MINUTES;
    return (minute - start + WEEK_MINUTES) % WEEK_MINUTES < length;
  });
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function local(instant: string): { date: string; minute: number } {
  const text = new Date(Date.parse(instant) + OFFSET).toISOString();
  return { date: text.slice(0, 10), minute: minutesOf(text.slice(11, 16)) };
}

function at(date: string, minute: number): string {
  return iso(Date.parse(`${date}T00:00:00Z`) - OFFSET + minute * MINUTE);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
