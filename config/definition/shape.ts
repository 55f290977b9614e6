/** Shape of a part of a definition file: what the reader accepts and what the JSON Schema for editors says, from one description. */
export type Shape = { about?: string } & (
  | { kind: 'text' | 'expression' | 'number' | 'integer' | 'boolean' | 'scalar' | 'any' }
  | { kind: 'one'; of: readonly (string | number)[] }
  | { kind: 'list'; of: Shape; least?: number }
  | { kind: 'map'; of: Shape }
  | { kind: 'object'; keys: Record<string, Shape>; required: readonly string[]; exactlyOne?: readonly string[]; namedBy?: string }
  | { kind: 'either'; of: readonly Shape[]; zh: string; en: string }
  | { kind: 'nullable'; of: Shape }
  /** A shape that contains itself: columns are fields. */
  | { kind: 'again'; name: string; of: () => Shape }
);

export const text = (about?: string): Shape => ({ kind: 'text', about });
export const expression = (about?: string): Shape => ({ kind: 'expression', about });
export const flag = (about?: string): Shape => ({ kind: 'boolean', about });
export const number = (about?: string): Shape => ({ kind: 'number', about });
export const integer = (about?: string): Shape => ({ kind: 'integer', about });
/** A text or a number. */
export const scalar = (about?: string): Shape => ({ kind: 'scalar', about });
export const any = (about?: string): Shape => ({ kind: 'any', about });
export const one = (of: readonly (string | number)[], about?: string): Shape => ({ kind: 'one', of, about });
export const list = (of: Shape, about?: string): Shape => ({ kind: 'list', of, about });
/** A list with at least one entry. */
export const filled = (of: Shape, about?: string): Shape => ({ kind: 'list', of, least: 1, about });
export const map = (of: Shape, about?: string): Shape => ({ kind: 'map', of, about });
export const nullable = (of: Shape, about?: string): Shape => ({ kind: 'nullable', of, about });
export const either = (zh: string, en: string, ...of: Shape[]): Shape => ({ kind: 'either', of, zh, en });

export interface ObjectOptions {
  required?: readonly string[];
  /** Exactly one of these keys says what it is. */
  exactlyOne?: readonly string[];
  /** Key whose value names the part in addresses. */
  namedBy?: string;
  about?: string;
}
export const object = (keys: Record<string, Shape>, options: ObjectOptions = {}): Shape => ({
  kind: 'object',
  keys,
  required: options.required ?? [],
  ...(options.exactlyOne ? { exactlyOne: options.exactlyOne } : {}),
  ...(options.namedBy ? { namedBy: options.namedBy } : {}),
  about: options.about,
});
