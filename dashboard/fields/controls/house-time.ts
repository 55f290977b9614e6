import { addDays, formatInstant, parseDate, parseInstant } from '../../../config/definition/calendar-date';
import { houseDate, showInstant } from '../../components/time-words';

/** `2026-11-24 09:30` of the house's clock (Asia/Shanghai) as an instant, wherever the browser stands; null when there is no such time. */
export function fromHouse(text: string): string | null {
  const instant = parseInstant(text.trim());
  return instant === null ? null : formatInstant(instant);
}

/** The house's clock at an instant; what is no instant is left as it is. */
export const toHouse = showInstant;

/** First instant of a day of the house. */
export const dayStart = (date: string): string | null => (parseDate(date) === null ? null : fromHouse(`${date} 00:00`));

/** First instant after a day of the house. */
export function dayEnd(date: string): string | null {
  const next = addDays(date, 1);
  return next === null ? null : dayStart(next);
}

/** The house's day of an instant. */
export const dayOf = (iso: string | undefined): string | undefined =>
  iso && !Number.isNaN(Date.parse(iso)) ? houseDate(new Date(iso)) : undefined;

/** The last day before an instant: `< 2026-12-01 00:00` is `to 2026-11-30`. */
export const dayBefore = (iso: string | undefined): string | undefined =>
  iso && !Number.isNaN(Date.parse(iso)) ? houseDate(new Date(Date.parse(iso) - 1)) : undefined;

/** The house's clock now, for "now" buttons. */
export const houseNow = (now = new Date()): string => showInstant(now.toISOString());
