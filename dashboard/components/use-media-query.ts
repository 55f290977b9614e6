import { useEffect, useState } from 'react';

/** Does the window fit the query now? Follows changes. */
export function useMediaQuery(query: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const list = window.matchMedia(query);
    const follow = () => setMatches(list.matches);
    follow();
    list.addEventListener('change', follow);
    return () => list.removeEventListener('change', follow);
  }, [query]);
  return matches;
}

/** Cards instead of tables, sheets instead of side panels. The same width stands in styles.css. */
export const useIsPhone = (): boolean => useMediaQuery('(max-width: 767px)');
