import type { FormDefinition } from '../../../../config/definition/types';

/** The next number, had the book just begun. A field of the record stands by its name in brackets. */
export function numberPreview(numbering: NonNullable<FormDefinition['numbering']>, day: string, nameOf: (field: string) => string): string {
  return numbering.pattern
    .replace('{yyyy}', day.slice(0, 4))
    .replace('{mm}', day.slice(5, 7))
    .replace('{dd}', day.slice(8, 10))
    .replace(/\{seq(?::(\d+))?\}/, (_, width?: string) => String(numbering.start ?? 1).padStart(Number(width ?? 1), '0'))
    .replace(/\{([a-zA-Z]\w*)\}/g, (_, field: string) => `[${nameOf(field)}]`);
}

/** How often the series begins anew: with the smallest part of the date in its pattern. */
export function restartsEach(pattern: string): 'never' | 'year' | 'month' | 'day' {
  if (pattern.includes('{dd}')) return 'day';
  if (pattern.includes('{mm}')) return 'month';
  return pattern.includes('{yyyy}') ? 'year' : 'never';
}
