/** Text of a plain value; nothing for what is no text. */
export const plainText = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** What is empty in a form is nothing for the server. */
export const emptyToNull = (value: unknown): unknown => (value === undefined || value === '' ? null : value);
