import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { useLocation } from 'react-router';

type Place = { top: number; left: number; row: string | null };

/** Where each visited list stood, by its entry in the history: gone with the tab. */
const places = new Map<string, Place>();

/** Coming back to a list, it stands where it was left, on the row that was opened. */
export function useScrollMemory(isFilled: boolean) {
  const { key } = useLocation();
  const box = useRef<HTMLDivElement>(null);
  const restored = useRef<string | null>(null);
  // Read when needed: rows get `remember`, and must not be painted again because the address changed.
  const entry = useRef(key);
  entry.current = key;

  const remember = useCallback((row?: string) => {
    const element = box.current;
    const at = entry.current;
    if (element) places.set(at, { top: element.scrollTop, left: element.scrollLeft, row: row ?? places.get(at)?.row ?? null });
  }, []);

  useLayoutEffect(() => {
    const element = box.current;
    if (!isFilled || !element || restored.current === key) return;
    const isFirst = restored.current === null;
    restored.current = key;
    const place = places.get(key);
    // Another page or filter of the same list starts at the top; only "back" finds a place.
    if (!place) return isFirst ? undefined : element.scrollTo({ top: 0 });
    element.scrollTo({ top: place.top, left: place.left });
    if (place.row)
      element.querySelector<HTMLElement>(`[data-row="${CSS.escape(place.row)}"] [data-row-link]`)?.focus({ preventScroll: true });
  }, [isFilled, key]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const follow = () => remember();
    element.addEventListener('scroll', follow, { passive: true });
    return () => element.removeEventListener('scroll', follow);
  }, [remember, isFilled]);

  return { box, remember };
}
