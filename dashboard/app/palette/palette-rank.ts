export type PaletteKind = 'recent' | 'form' | 'create' | 'record' | 'command';

/** One line of the palette. `words` are what it is found by, in both languages. */
export type PaletteItem = { id: string; kind: PaletteKind; label: string; hint?: string; words: string[]; run: () => void };

type Match = (text: string, typed: string) => boolean;

/** How well an item answers what was typed: lower is better, null is not at all. Whole names first, then beginnings, then the middle, then pinyin. */
export function rankOf(item: Pick<PaletteItem, 'words'>, typed: string, match: Match): number | null {
  const text = typed.trim().toLowerCase();
  if (text === '') return 0;
  const ranks = item.words.flatMap((word) => rankOfWord(word, text, match) ?? []);
  return ranks.length > 0 ? Math.min(...ranks) : null;
}

function rankOfWord(word: string, text: string, match: Match): number | null {
  const name = word.toLowerCase();
  if (name === text) return 0;
  if (name.startsWith(text)) return 1;
  if (name.split(/[\s/·-]+/).some((part) => part.startsWith(text))) return 2;
  if (name.includes(text)) return 3;
  return match(word, text) ? 4 : null;
}

/** Those that answer, best first; equally good ones stay in the order they came in. */
export function ranked(items: PaletteItem[], typed: string, match: Match, most: number): PaletteItem[] {
  return items
    .flatMap((item, index) => {
      const rank = rankOf(item, typed, match);
      return rank === null ? [] : [{ item, rank, index }];
    })
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .slice(0, most)
    .map(({ item }) => item);
}

/** Records that the server has found, those first whose number or name is what was typed; all of them stay. */
export function ordered(items: PaletteItem[], typed: string, match: Match): PaletteItem[] {
  const rank = (item: PaletteItem): number => rankOf(item, typed, match) ?? 9;
  return [...items].sort((a, b) => rank(a) - rank(b));
}

/** Records come from the server a moment later: they stand last, so that nothing moves away under an Enter. */
const ORDER: Record<PaletteKind, number> = { recent: 0, form: 1, create: 2, command: 3, record: 4 };

/** Lines under their headings, in a fixed order of headings. */
export function grouped(items: PaletteItem[]): { kind: PaletteKind; items: PaletteItem[] }[] {
  const kinds = [...new Set(items.map((item) => item.kind))].sort((a, b) => ORDER[a] - ORDER[b]);
  return kinds.map((kind) => ({ kind, items: items.filter((item) => item.kind === kind) }));
}
