import type { FieldDefinition } from '../../config/definition/types';

const STARS = '****';

/**
 * A value as somebody sees it who may know that it is there, but not what it is: enough to recognise it on the phone (138****1234),
 * never enough to rebuild it. What has no text (a file, an amount, rows) is stars alone.
 */
export function mask(field: Pick<FieldDefinition, 'type' | 'format' | 'name'>, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value) && value.length === 0) return null;
  if (typeof value !== 'string' || (field.type !== 'string' && field.type !== 'text')) return STARS;
  const letters = [...value];
  if (field.format === 'email') return `${letters[0] ?? ''}${STARS}${value.includes('@') ? value.slice(value.lastIndexOf('@')) : ''}`;
  const digits = letters.filter((letter) => /[0-9A-Za-z]/.test(letter)).length;
  // Phone, ID and account numbers: the first three and the last four of at least eleven.
  if (digits === letters.length && letters.length >= 11)
    return `${letters.slice(0, 3).join('')}${'*'.repeat(letters.length - 7)}${letters.slice(-4).join('')}`;
  if (field.format === 'phone' && letters.length >= 7) return `${STARS}${letters.slice(-4).join('')}`;
  if (digits === letters.length || field.type === 'text') return STARS;
  return `${letters[0] ?? ''}${STARS}`;
}

/** Could this text have come out of `mask`? A form that was saved as it was shown must not overwrite the value with stars. */
export function isMaskText(value: unknown): boolean {
  return typeof value === 'string' && value.includes('****');
}
