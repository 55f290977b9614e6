import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { currentLanguage, type Language } from '../../providers/i18n';

/** What was chosen for the print; in the address, so that "back" and a reload show the same paper. */
export type PrintChoice = {
  /** Positions of the copies; null = all. */ copies: number[] | null;
  lang: Language;
  isTwoUp: boolean;
  month: string | null;
};

export function readChoice(params: URLSearchParams, ownLanguage: Language): PrintChoice {
  const copies = params.has('copies')
    ? (params.get('copies') ?? '')
        .split(',')
        .map(Number)
        .filter((n) => Number.isInteger(n) && n > 0)
    : null;
  const lang = params.get('lang');
  return {
    copies: copies?.length ? copies : null,
    lang: lang === 'zh' || lang === 'en' ? lang : ownLanguage,
    isTwoUp: params.get('two') === '1',
    month: params.get('month'),
  };
}

export function writeChoice(params: URLSearchParams, changes: Partial<PrintChoice>): URLSearchParams {
  const next = new URLSearchParams(params);
  const set = (name: string, value: string | null | undefined): void => (value ? next.set(name, value) : next.delete(name));
  if ('copies' in changes) set('copies', changes.copies?.join(','));
  if ('lang' in changes) set('lang', changes.lang);
  if ('isTwoUp' in changes) set('two', changes.isTwoUp ? '1' : null);
  if ('month' in changes) set('month', changes.month);
  return next;
}

export function usePrintChoice(): { choice: PrintChoice; change: (changes: Partial<PrintChoice>) => void } {
  const [params, setParams] = useSearchParams();
  const own = currentLanguage();
  const choice = useMemo(() => readChoice(params, own), [params, own]);
  const change = useCallback(
    (changes: Partial<PrintChoice>) => setParams((before) => writeChoice(before, changes), { replace: true }),
    [setParams],
  );
  return { choice, change };
}
