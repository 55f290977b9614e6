import type { Wording } from '../providers/i18n';

const ZONE = 'Asia/Shanghai';
const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' });

/** An instant as the house's clock shows it, wherever the browser stands: `2026-11-24 09:30`. */
export function showInstant(iso: unknown): string {
  if (typeof iso !== 'string' || iso === '') return '';
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : parts.format(date).replace(',', '');
}

/** Today's date in the house. */
export const houseDate = (now = new Date()): string => parts.format(now).slice(0, 10);

/** How long, in the largest unit that says it: `12 min`, `5 h`, `3 d`. */
export function duration(milliseconds: number, { t }: Pick<Wording, 't'>): string {
  const minutes = Math.round(Math.abs(milliseconds) / 60_000);
  if (minutes < 1) return t('time.now');
  if (minutes < 60) return t('time.minutes', { n: minutes });
  if (minutes < 48 * 60) return t('time.hours', { n: Math.round(minutes / 60) });
  return t('time.days', { n: Math.round(minutes / 1440) });
}

/** `5 min ago`, for what happened; the exact time belongs into the title. */
export function ago(iso: string, wording: Pick<Wording, 't'>, now = Date.now()): string {
  const text = duration(now - Date.parse(iso), wording);
  return text === wording.t('time.now') ? text : wording.t('time.ago', { time: text });
}
