import { useMemo } from 'react';
import { useWords, type Language, type Wording } from '../../../providers/i18n';
import { en } from './en';
import { zh } from './zh';

/** The shape that the other language must fill: same addresses, any text. */
export type Texts<T> = { [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };
export type DesignerTexts = Texts<typeof zh>;

type Leaves<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaves<T[K]>}` }[keyof T & string];
export type DesignerWordKey = Leaves<DesignerTexts>;

/** `d` says the designer's own words. They come with its screens, not with the first page of the product. */
export type DesignerWording = Wording & { d: (key: DesignerWordKey, params?: Record<string, string | number>) => string };

const TEXTS: Record<Language, DesignerTexts> = { zh, en };

export function useDesignerWords(): DesignerWording {
  const words = useWords();
  return useMemo(() => ({ ...words, d: (key, params) => textAt(words.lang, key, params ?? {}) }), [words]);
}

export function textAt(lang: Language, key: DesignerWordKey, params: Record<string, string | number> = {}): string {
  const text = key.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], TEXTS[lang]);
  return String(text).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));
}
