import type { Engine } from '../engine';

/** Days that differ from Monday-Friday: true = worked, false = off. A year without entries is simply Monday-Friday. */
export type CalendarDays = Map<string, boolean>;

const cache = new WeakMap<object, { at: number; days: CalendarDays }>();

/** The calendar as it was last read; `refreshCalendar` reads it before figures that need it. */
export function workingDays(engine: Pick<Engine, 'read'>): CalendarDays {
  return cache.get(engine.read)?.days ?? new Map();
}

/** Reads holiday-calendar, at most once a minute. */
export async function refreshCalendar(engine: Pick<Engine, 'read' | 'registry'>, now: number): Promise<void> {
  const known = cache.get(engine.read);
  if (known && now - known.at < 60_000) return;
  const days: CalendarDays = new Map();
  if (engine.registry.get('holiday-calendar')) {
    const info = engine.registry.table('holiday-calendar');
    const [day, type, archived] = ['date', 'dayType', 'archivedAt'].map((field) => `"${info.columns[field]?.column ?? ''}"`);
    const text = engine.read.dialect === 'sqlite' ? `substr(${day}, 1, 10)` : `to_char(${day}, 'YYYY-MM-DD')`;
    for (const row of await engine.read.all(`SELECT ${text} AS day, ${type} AS type FROM "${info.table}" WHERE ${archived} IS NULL`, [])) {
      days.set(String(row.day), row.type === 'workday_swap');
    }
  }
  cache.set(engine.read, { at: now, days });
}

/** Working day: Monday-Friday and not listed as off, or listed as worked. */
export function isWorkingDay(days: CalendarDays, day: string): boolean {
  const listed = days.get(day);
  if (listed !== undefined) return listed;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}

/** For each day of the range the next working day after it. Ranges beyond three years are cut: nobody asks for them by the hour. */
export function nextWorkingDays(days: CalendarDays, from: string, to: string): Record<string, string> {
  const result: Record<string, string> = {};
  let day = from;
  for (let count = 0; day <= to && count < 1_100; count += 1) {
    let next = plusDays(day, 1);
    while (!isWorkingDay(days, next)) next = plusDays(next, 1);
    result[day] = next;
    day = plusDays(day, 1);
  }
  return result;
}

export function plusDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}
