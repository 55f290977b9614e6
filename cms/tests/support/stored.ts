/** Values as they stand in the tables, read past the server: both databases say the same in their own way. */

/** A day: text, or local midnight. */
export function dayOf(value: unknown): string {
  if (value instanceof Date) return localDay(value.getTime());
  return String(value).slice(0, 10);
}
export function msOf(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  return value instanceof Date ? value.getTime() : Number(value);
}
export const isTrue = (value: unknown): boolean => value === true || value === 1;

/** Rows kept as JSON. */
export function rowsOf(value: unknown): Record<string, unknown>[] {
  const rows = typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
  return Array.isArray(rows) ? (rows as Record<string, unknown>[]) : [];
}

/** Local day and time of a moment, `YYYY-MM-DD` and `YYYY-MM-DD HH:MM:SS`. */
export const localDay = (ms: number): string => localTime(ms).slice(0, 10);
export const localTime = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
