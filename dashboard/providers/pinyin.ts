import { useEffect, useState } from 'react';

type Match = (text: string, typed: string) => boolean;

let loaded: Match | null = null;
const listeners = new Set<() => void>();

const plain: Match = (text, typed) => text.toLowerCase().includes(typed.toLowerCase());

/** Does the name contain what was typed, as it stands or as pinyin (`bx`, `baoxiu` for 报修)? The dictionary comes with the first letter typed. */
export function usePinyinMatch(isWanted: boolean): Match {
  const [match, setMatch] = useState<Match>(() => loaded ?? plain);
  useEffect(() => {
    if (!isWanted) return;
    if (loaded) return setMatch(() => loaded ?? plain);
    const follow = () => setMatch(() => loaded ?? plain);
    listeners.add(follow);
    void load();
    return () => void listeners.delete(follow);
  }, [isWanted]);
  return match;
}

async function load(): Promise<void> {
  try {
    const { match } = await import('pinyin-pro');
    loaded = (text, typed) =>
      plain(text, typed) || (/^[a-z' ]+$/i.test(typed) && match(text, typed.replace(/\s+/g, ''), { precision: 'start' }) !== null);
    listeners.forEach((listener) => listener());
  } catch {
    // Without the dictionary names are still found as they are written.
  }
}
