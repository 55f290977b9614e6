import { useSyncExternalStore } from 'react';
import { readStored, store } from './browser-storage';

const listeners = new Set<() => void>();
let cache: string[] | null = null;

const read = (): string[] => (cache ??= readStored<string[]>('screen', 'favourites') ?? []);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Keys of forms that stand on top of the menu on this computer. */
export const useFavourites = (): string[] => useSyncExternalStore(subscribe, read);

export function toggleFavourite(form: string): void {
  cache = read().includes(form) ? read().filter((key) => key !== form) : [...read(), form];
  store('screen', 'favourites', cache);
  listeners.forEach((listener) => listener());
}
