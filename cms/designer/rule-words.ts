import { readFileSync } from 'node:fs';
import { join } from 'node:path';

let known: { root: string; words: Record<string, string[]> } | undefined;

/**
 * Names that stand in the code of a named rule or effect (`config/rules/rule-words.json`, written by `npm run generate`): a field of that
 * name counts as used by it. Too much rather than too little.
 */
export function wordsOfRule(root: string): (name: string) => ReadonlySet<string> {
  if (known?.root !== root)
    known = { root, words: JSON.parse(readFileSync(join(root, 'config/rules/rule-words.json'), 'utf8')) as Record<string, string[]> };
  const { words } = known;
  return (name) => new Set(Object.hasOwn(words, name) ? words[name] : []);
}
