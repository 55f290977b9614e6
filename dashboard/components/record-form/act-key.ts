import { useRef } from 'react';
import { newKey } from '../../providers/http';

/**
 * The key of one act: the same as long as the same thing is tried again (a lost answer, a second click), a new one for anything else. The
 * server does what it has seen under a key only once.
 */
export function useActKey(): { keyFor: (payload: unknown) => string; done: () => void } {
  const act = useRef<{ key: string; payload: string } | null>(null);
  return {
    keyFor: (payload) => {
      const text = JSON.stringify(payload);
      if (act.current?.payload !== text) act.current = { key: newKey(), payload: text };
      return act.current.key;
    },
    done: () => {
      act.current = null;
    },
  };
}
