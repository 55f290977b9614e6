import { readStored, store } from './browser-storage';

export type RecentRecord = { form: string; documentId: string; title: string; number: string | null };

const KEEP = 12;
const listeners = new Set<() => void>();
let cache: RecentRecord[] | null = null;

/** Records that were opened last on this computer, newest first; gone after logout. */
export function recentRecords(): RecentRecord[] {
  return (cache ??= readStored<RecentRecord[]>('own', 'recent') ?? []);
}

export function rememberRecord(record: RecentRecord): void {
  cache = [record, ...recentRecords().filter((one) => one.documentId !== record.documentId)].slice(0, KEEP);
  store('own', 'recent', cache);
  listeners.forEach((listener) => listener());
}

export function onRecentChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** At logout storage is emptied elsewhere; the copy in memory goes too. */
export function forgetRecent(): void {
  cache = null;
  listeners.forEach((listener) => listener());
}
