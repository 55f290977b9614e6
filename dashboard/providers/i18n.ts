import type { I18nProvider } from '@refinedev/core';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import type { Words } from '../../config/definition/types';
import type { ScreenWords } from '../app/words.zh';
import { readStored, store } from './browser-storage';

export type Language = 'zh' | 'en';

/** Addresses of the screen words: `list.empty.title`. A word that is missing does not compile. */
type Leaves<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaves<T[K]>}` }[keyof T & string];
export type WordKey = Leaves<ScreenWords>;

/** Chinese first; English one click away, and remembered on this computer. */
export function startI18n(words: Record<Language, ScreenWords>): void {
  const language = languageOfComputer();
  void i18next.init({
    lng: language,
    fallbackLng: 'zh',
    resources: { zh: { translation: words.zh }, en: { translation: words.en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  tellDocument(language);
}

export const currentLanguage = (): Language => (i18next.language === 'en' ? 'en' : 'zh');

/** What this browser speaks before anybody has logged in. */
export const languageOfComputer = (): Language => readStored<Language>('screen', 'language') ?? 'zh';

/** Changes it on this page; `onComputer` also for whoever comes next. */
export async function changeLanguage(language: Language, onComputer = true): Promise<void> {
  if (onComputer) store('screen', 'language', language);
  tellDocument(language);
  await i18next.changeLanguage(language);
}

function tellDocument(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
}

export type Wording = {
  lang: Language;
  /** A word of the screens. */
  t: (key: WordKey, params?: Record<string, string | number>) => string;
  /** A word of a definition. */
  say: (words: Partial<Words> | null | undefined) => string;
};

/**
 * Words in the reader's language: `t` for the screens' own, `say` for those that definitions bring. One object a language for all
 * components: a list has hundreds of cells, and the hook of react-i18next cost more in each than what the cell shows.
 */
export const useWords = (): Wording => wordingOf(useSyncExternalStore(onLanguage, currentLanguage));

function onLanguage(listener: () => void): () => void {
  i18next.on('languageChanged', listener);
  return () => i18next.off('languageChanged', listener);
}

const wordings = new Map<Language, Wording>();

/** The same outside React (print text, tests). */
export function wordingOf(lang: Language): Wording {
  const known = wordings.get(lang);
  if (known) return known;
  const t = i18next.getFixedT(lang);
  const wording: Wording = {
    lang,
    t: (key, params) => t(key, params ?? {}),
    say: (words) => words?.[lang] || words?.zh || words?.en || '',
  };
  wordings.set(lang, wording);
  return wording;
}

export const i18nProvider: I18nProvider = {
  translate: (key: string, options?: unknown, fallback?: string) => {
    const text = i18next.t(key, { defaultValue: fallback ?? (typeof options === 'string' ? options : key) });
    return String(text);
  },
  changeLocale: (lang: string) => changeLanguage(lang as Language),
  getLocale: () => currentLanguage(),
};
