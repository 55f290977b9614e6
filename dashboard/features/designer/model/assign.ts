/** The object with some keys set; undefined takes a key away (the language of forms has no key without a value). */
export function assign<T extends object>(target: T, patch: Partial<T>): T {
  return Object.fromEntries(Object.entries({ ...target, ...patch }).filter(([, value]) => value !== undefined)) as T;
}

/** A list without what stands at a place, or with it somewhere else. */
export const without = <T>(list: readonly T[], index: number): T[] => list.filter((_, at) => at !== index);

export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const item = list[from];
  const target = Math.max(0, Math.min(list.length - 1, to));
  if (item === undefined || from === target) return [...list];
  const rest = without(list, from);
  return [...rest.slice(0, target), item, ...rest.slice(target)];
}

export const replaced = <T>(list: readonly T[], index: number, item: T): T[] => list.map((one, at) => (at === index ? item : one));

/** Undefined for nothing: an empty list is left out of a definition. */
export const orNothing = <T>(list: readonly T[]): T[] | undefined => (list.length > 0 ? [...list] : undefined);
