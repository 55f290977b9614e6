import { useEffect, useLayoutEffect, useRef } from 'react';
import { useLocation, useNavigationType } from 'react-router';

/** How far down each visited page stood, by its entry in the history. */
const places = new Map<string, number>();
/** As long as a page may take to grow to its old height again. */
const PATIENCE = 1500;

/**
 * A new page starts at its top; "back" stands where one was. The browser's own way comes too early: the page it restores is not filled
 * yet. Another filter or period on the same page moves nothing.
 */
export function usePageScroll(): void {
  const { pathname, key } = useLocation();
  const isBack = useNavigationType() === 'POP';
  // The path alone decides when to move: `key` changes with every filter.
  const entry = useRef({ key, isBack });
  entry.current = { key, isBack };

  useEffect(() => {
    window.history.scrollRestoration = 'manual';
  }, []);

  useEffect(() => {
    const follow = () => places.set(key, window.scrollY);
    window.addEventListener('scroll', follow, { passive: true });
    return () => window.removeEventListener('scroll', follow);
  }, [key]);

  useLayoutEffect(() => {
    const wanted = entry.current.isBack ? (places.get(entry.current.key) ?? 0) : 0;
    window.scrollTo(0, wanted);
    if (wanted === 0) return;
    const began = Date.now();
    let frame = requestAnimationFrame(function again() {
      if (Math.abs(window.scrollY - wanted) < 2 || Date.now() - began > PATIENCE) return;
      window.scrollTo(0, wanted);
      frame = requestAnimationFrame(again);
    });
    // Who scrolls meanwhile is not pulled back.
    const stop = () => cancelAnimationFrame(frame);
    window.addEventListener('wheel', stop, { once: true, passive: true });
    window.addEventListener('touchstart', stop, { once: true, passive: true });
    return () => {
      stop();
      window.removeEventListener('wheel', stop);
      window.removeEventListener('touchstart', stop);
    };
  }, [pathname]);
}
