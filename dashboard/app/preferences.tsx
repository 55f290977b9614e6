import { createContext, useCallback, useContext, useLayoutEffect, useMemo, useState, type ReactNode } from 'react';
import { useMediaQuery } from '../components/use-media-query';
import { readStored, store } from '../providers/browser-storage';
import { paint } from './theme';

export type Appearance = 'light' | 'dark' | 'system';

type Preferences = { appearance: Appearance; isDark: boolean; isStill: boolean; setAppearance: (next: Appearance) => void };

const Context = createContext<Preferences | null>(null);

/** Light or dark, by choice or as the computer is set; kept on this computer. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [appearance, setState] = useState<Appearance>(() => readStored<Appearance>('screen', 'appearance') ?? 'system');
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)');
  const isStill = useMediaQuery('(prefers-reduced-motion: reduce)');
  const isDark = appearance === 'system' ? systemDark : appearance === 'dark';
  // Before the first picture, or it would be painted without colours.
  useLayoutEffect(() => paint(isDark), [isDark]);
  const setAppearance = useCallback((next: Appearance) => {
    store('screen', 'appearance', next);
    setState(next);
  }, []);
  const value = useMemo(() => ({ appearance, isDark, isStill, setAppearance }), [appearance, isDark, isStill, setAppearance]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function usePreferences(): Preferences {
  const value = useContext(Context);
  if (!value) throw new Error('usePreferences stands below PreferencesProvider');
  return value;
}
