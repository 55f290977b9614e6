import { addDays, isWorkingDay, shiftWorkingDays, type WorkCalendar } from '../../config/rules/calendar';

/** Dates and moments of the site (Asia/Shanghai, UTC+8): 'YYYY-MM-DD' and ISO instants. */

/** A local date and clock time as an instant. */
export const instant = (date: string, time: string): string =>
  new Date(`${date}T${time.length === 5 ? `${time}:00` : time}+08:00`).toISOString();

/** The local date of an instant. */
export const dayOf = (at: string): string => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);

/** The local clock time of an instant, 'HH:mm'. */
export const clockOf = (at: string): string => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(11, 16);

/** `minutes` later (or, negative, earlier); fractions are seconds. */
export const later = (at: string, minutes: number): string => new Date(Date.parse(at) + Math.round(minutes * 60) * 1000).toISOString();

/** The first of the month, `count` months from the month of `date`. */
export function monthStart(date: string, count = 0): string {
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + count;
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}

/** The last day of the month of `date`. */
export const monthEnd = (date: string): string => addDays(monthStart(date, 1), -1);

/** The same day `count` months on, or the last one of a shorter month. */
export function addMonths(date: string, count: number): string {
  const first = monthStart(date, count);
  const last = monthEnd(first);
  return [`${first.slice(0, 8)}${date.slice(8)}`, last].sort()[0] ?? last;
}

/** This day when it is worked, else the next that is. */
export function workingDay(date: string, calendar: Pick<WorkCalendar, 'days'>): string {
  return isWorkingDay(date, calendar) ? date : (shiftWorkingDays(date, 1, calendar) ?? date);
}

export { addDays, isWorkingDay };
