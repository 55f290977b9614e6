/** A piece of SQL with its parameters in order. Only names from the registry and constants of this folder are ever part of the text. */
export interface Fragment {
  text: string;
  params: readonly unknown[];
}

export const fragment = (text: string, params: readonly unknown[] = []): Fragment => ({ text, params });
export const ALWAYS = fragment('1 = 1');
export const NEVER = fragment('1 = 0');

export function allOf(parts: Fragment[]): Fragment {
  return joined(parts, ' AND ', ALWAYS);
}
export function anyOf(parts: Fragment[]): Fragment {
  return joined(parts, ' OR ', NEVER);
}

function joined(parts: Fragment[], glue: string, empty: Fragment): Fragment {
  const [first, ...rest] = parts;
  if (!first) return empty;
  if (rest.length === 0) return first;
  return fragment(
    parts.map((part) => `(${part.text})`).join(glue),
    parts.flatMap((part) => part.params),
  );
}

/** Names come from the registry; quoted all the same. */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
