import { isBrief, type Brief } from '../../providers/record-types';
import type { Wording } from '../../providers/i18n';

/** Related records of a value, to-one or to-many. */
export function briefsOf(value: unknown): Brief[] {
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items.filter(isBrief);
}

/** A related record in words: its title; the number where it has none; a note where it may not be known. */
export function briefWord(brief: Brief, { t }: Pick<Wording, 't'>): string {
  if (brief.documentId === null) return t('fields.hiddenRelation');
  return brief.title || brief.number || brief.documentId;
}

/** Number and title, without saying the number twice where it is part of the title. */
export function briefLabel(brief: Brief, words: Pick<Wording, 't'>): string {
  const title = briefWord(brief, words);
  return brief.number && !title.includes(brief.number) ? `${brief.number} · ${title}` : title;
}
