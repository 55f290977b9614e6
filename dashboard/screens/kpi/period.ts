import { addDays, addMonths, daysBetween, parseDate } from '../../../config/definition/calendar-date';

export const PRESETS = ['month', 'last-month', 'quarter', 'half', 'year', 'custom'] as const;
export type Preset = (typeof PRESETS)[number];

/** What the figures are asked for: local days, both inclusive. `asOf` null = the end of the period, today at the latest. */
export type Period = { preset: Preset; from: string; to: string; asOf: string | null };

/** Months of a preset: the period before lies as many months back. */
const MONTHS: Record<Exclude<Preset, 'custom'>, number> = { month: 1, 'last-month': 1, quarter: 3, half: 6, year: 12 };

const monthStart = (day: string): string => `${day.slice(0, 7)}-01`;
const monthEnd = (day: string): string => plusDays(plusMonths(monthStart(day), 1), -1);
const plusDays = (day: string, count: number): string => addDays(day, count) ?? day;
const plusMonths = (day: string, count: number): string => addMonths(day, count) ?? day;
const isDay = (text: string | null): text is string => text !== null && parseDate(text) !== null;

/** The days of a preset. A period that still runs ends today. */
export function daysOf(preset: Exclude<Preset, 'custom'>, today: string): { from: string; to: string } {
  if (preset === 'last-month') {
    const from = plusMonths(monthStart(today), -1);
    return { from, to: monthEnd(from) };
  }
  const month = Number(today.slice(5, 7)) - 1;
  return { from: plusMonths(monthStart(today), -(month % MONTHS[preset])), to: today };
}

/** The period that an address asks for; what it says wrongly is as if it had not been said. */
export function readPeriod(params: URLSearchParams, today: string): Period {
  const asked = params.get('period');
  const asOf = params.get('asOf');
  const cutOff = isDay(asOf) ? asOf : null;
  const [from, to] = [params.get('from'), params.get('to')];
  if (asked === 'custom' && isDay(from) && isDay(to))
    return { preset: 'custom', ...(from <= to ? { from, to } : { from: to, to: from }), asOf: cutOff };
  const preset = PRESETS.find((one) => one === asked && one !== 'custom') as Exclude<Preset, 'custom'> | undefined;
  return { preset: preset ?? 'month', ...daysOf(preset ?? 'month', today), asOf: cutOff };
}

/** The address of a period, over what else the address says. A preset stays one: the link of `this month` is right next month too. */
export function writePeriod(params: URLSearchParams, period: Period): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const name of ['period', 'from', 'to', 'asOf']) next.delete(name);
  if (period.preset === 'custom') {
    next.set('period', 'custom');
    next.set('from', period.from);
    next.set('to', period.to);
  } else if (period.preset !== 'month') {
    next.set('period', period.preset);
  }
  if (period.asOf) next.set('asOf', period.asOf);
  return next;
}

/** What the server is asked. */
export const queryOf = ({ from, to, asOf }: Pick<Period, 'from' | 'to' | 'asOf'>): Record<string, string | null> => ({ from, to, asOf });

/**
 * The period before, cut at the same point: 1–25 November is held against 1–25 October, not against all of October. A month that
 * ended is held against the whole month before.
 */
export function periodBefore({ preset, from, to, asOf }: Period): { from: string; to: string; asOf: string | null } {
  if (preset === 'custom') {
    const days = (daysBetween(from, to) ?? 0) + 1;
    return { from: plusDays(from, -days), to: plusDays(from, -1), asOf: asOf && plusDays(asOf, -days) };
  }
  const months = MONTHS[preset];
  const end = plusMonths(to, -months);
  return { from: plusMonths(from, -months), to: to === monthEnd(to) ? monthEnd(end) : end, asOf: asOf && plusMonths(asOf, -months) };
}

/** The twelve months that end with the period: the line of a tile. */
export const trendOf = ({ to, asOf }: Period): { from: string; to: string; asOf: string | null } => ({
  from: plusMonths(monthStart(to), -11),
  to,
  asOf,
});

/** Months that the period touches. */
export function monthsOf({ from, to }: Pick<Period, 'from' | 'to'>): number {
  return (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7)) + 1;
}
