/**
 * Dates without a clock and without `Date.parse`, which takes 30 February for 2 March and '1' for the year 2001.
 * The site's zone is Asia/Shanghai: UTC+8, no daylight saving since 1991.
 */
const DAY = 86_400_000;
const ZONE_MINUTES = 8 * 60;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?$/;

/** Milliseconds (UTC midnight) of a date that exists, else null. */
export function parseDate(text: string): number | null {
  const found = DATE.exec(text);
  if (!found) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return utc(year, month, day);
}

/** Milliseconds of an ISO instant; without an offset it is the site's own time. Null when it does not exist. */
export function parseInstant(text: string): number | null {
  const found = INSTANT.exec(text);
  if (!found) return null;
  const midnight = parseDate(found[1] ?? '');
  const [hour, minute, second] = [Number(found[2]), Number(found[3]), Number(found[4] ?? 0)];
  const offset = offsetMinutes(found[6]);
  if (midnight === null || hour > 23 || minute > 59 || second > 59 || offset === null) return null;
  const millis = Number((found[5] ?? '').padEnd(3, '0').slice(0, 3) || 0);
  return midnight + ((hour * 60 + minute - offset) * 60 + second) * 1000 + millis;
}

/** 'HH:mm' from 00:00 to 23:59. */
export function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** 'YYYY-MM-DD' of a day, or null outside the years 0000 to 9999. */
export function formatDate(millis: number): string | null {
  return formatInstant(millis)?.slice(0, 10) ?? null;
}

/** ISO UTC text of an instant, or null outside the years 0000 to 9999. */
export function formatInstant(millis: number): string | null {
  if (!Number.isFinite(millis) || millis < utc(0, 1, 1) || millis > utc(9999, 12, 31)) return null;
  return new Date(millis).toISOString();
}

/** Local date of a date or an instant, else null. */
export function localDate(text: string): string | null {
  if (parseDate(text) !== null) return text;
  const instant = parseInstant(text);
  return instant === null ? null : formatDate(instant + ZONE_MINUTES * 60_000);
}

/** Local 'HH:mm' of an instant, else null. */
export function localTime(text: string): string | null {
  const instant = parseInstant(text);
  return instant === null ? null : (formatInstant(instant + ZONE_MINUTES * 60_000)?.slice(11, 16) ?? null);
}

/** Whole days between two dates or instants, by local date. */
export function daysBetween(from: string, to: string): number | null {
  const [a, b] = [localDay(from), localDay(to)];
  return a === null || b === null ? null : Math.round((b - a) / DAY);
}

/** The date `count` days later (whole days). */
export function addDays(text: string, count: number): string | null {
  const day = localDay(text);
  return day === null ? null : formatDate(day + Math.trunc(count) * DAY);
}

/** Same day of another month; the last day where that month is shorter. */
export function addMonths(text: string, count: number): string | null {
  const date = localDate(text);
  if (date === null || !Number.isFinite(count)) return null;
  const months = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + Math.trunc(count);
  const year = Math.floor(months / 12);
  if (year < 0 || year > 9999) return null;
  const month = (months % 12) + 1;
  return formatDate(utc(year, month, Math.min(Number(date.slice(8, 10)), daysInMonth(year, month))));
}

/** Monday = 1 … Sunday = 7. */
export function weekday(text: string): number | null {
  const day = localDay(text);
  return day === null ? null : new Date(day).getUTCDay() || 7;
}

function localDay(text: string): number | null {
  const date = localDate(text);
  return date === null ? null : parseDate(date);
}

function daysInMonth(year: number, month: number): number {
  return new Date(utc(year, month + 1, 0)).getUTCDate();
}

/** `Date.UTC` reads years below 100 as 19xx. */
function utc(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
}

function offsetMinutes(text: string | undefined): number | null {
  if (text === undefined) return ZONE_MINUTES;
  if (text === 'Z') return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(4, 6))];
  if (hours > 14 || minutes > 59) return null;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
