import type { FieldFilter } from '../field-parts';

/** Conditions come from the URL as well: a list may be an object with indices, everything may be text. */
export function listOf(value: unknown): string[] {
  if (value === undefined || value === null || value === '') return [];
  const items: unknown[] = Array.isArray(value) ? (value as unknown[]) : typeof value === 'object' ? Object.values(value) : [value];
  return items.filter((item) => typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean').map(String);
}

/** The values of `{$in: […]}` or `{$eq: x}`. */
export const chosenOf = (filter: FieldFilter | undefined): string[] => (filter ? listOf(filter.$in ?? filter.$eq) : []);

/** `{$in: […]}`, or nothing. */
export const oneOf = (values: string[]): FieldFilter | undefined => (values.length > 0 ? { $in: values } : undefined);

/** A bound of a range, as text. */
export const boundOf = (filter: FieldFilter | undefined, operator: '$gte' | '$lte' | '$lt' | '$gt'): string | undefined =>
  listOf(filter?.[operator])[0];

/** The range without its empty ends, or nothing. */
export function rangeOf(range: Record<string, string | number | null | undefined>): FieldFilter | undefined {
  const filled = Object.entries(range).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return filled.length > 0 ? Object.fromEntries(filled) : undefined;
}

/** `100 – 200`, `≥ 100`, `≤ 200`. */
export function rangeWords(from: string | undefined, to: string | undefined): string {
  if (from && to) return from === to ? from : `${from} – ${to}`;
  return from ? `≥ ${from}` : `≤ ${to ?? ''}`;
}
