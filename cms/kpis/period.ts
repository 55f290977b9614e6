import { AppError } from '../http/errors';
import type { Period } from './measure';

/** The period of a question: the calendar month so far when nothing is asked; the cut-off is the end of the period, today at the latest. */
export function periodOf(query: Record<string, unknown>, now: string, at: (string | number)[] = []): Period {
  const from = dayOf(query.from, [...at, 'from']) ?? `${now.slice(0, 7)}-01`;
  const to = dayOf(query.to, [...at, 'to']) ?? (from > now ? from : now);
  if (from > to) throw new AppError(400, 'invalid', { violations: [{ path: [...at, 'to'], code: 'before_start', params: { from, to } }] });
  const asOf = dayOf(query.asOf, [...at, 'asOf']) ?? (to < now ? to : now);
  return { from, to, asOf };
}

function dayOf(value: unknown, path: (string | number)[]): string | null {
  const text = textOf(value);
  if (text === '') return null;
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) {
    throw new AppError(400, 'invalid', { violations: [{ path, code: 'not_a_date' }] });
  }
  return text;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
