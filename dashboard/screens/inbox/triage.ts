import { houseDate } from '../../components/time-words';
import type { WaitingItem } from '../../providers/home-source';

export const AGES = ['all', 'overdue', 'today', 'old'] as const;
export type Age = (typeof AGES)[number];
export type Filter = { form: string | null; age: Age };

const OLD = 3 * 86_400_000;

/** What is due or waits too long, at a moment. */
export function fitsAge({ dueAt, since }: Pick<WaitingItem, 'dueAt' | 'since'>, age: Age, now: number): boolean {
  if (age === 'all') return true;
  if (age === 'old') return since != null && now - Date.parse(since) > OLD;
  if (!dueAt) return false;
  if (age === 'overdue') return Date.parse(dueAt) < now;
  return houseDate(new Date(dueAt)) === houseDate(new Date(now));
}

export const filtered = (items: WaitingItem[], { form, age }: Filter, now: number): WaitingItem[] =>
  items.filter((item) => (form === null || item.form === form) && fitsAge(item, age, now));

export type Group = { form: string; items: WaitingItem[] };

/** By form, in the order in which each form's most urgent item comes: what presses most stays on top. */
export function grouped(items: WaitingItem[]): Group[] {
  const groups: Group[] = [];
  for (const item of items) {
    const group = groups.find((one) => one.form === item.form);
    if (group) group.items.push(item);
    else groups.push({ form: item.form, items: [item] });
  }
  return groups;
}

/** Forms that have something waiting, with how much. */
export const countsByForm = (items: WaitingItem[]): Map<string, number> =>
  items.reduce((counts, item) => counts.set(item.form, (counts.get(item.form) ?? 0) + 1), new Map<string, number>());

/** The neighbour in the list; the ends hold. */
export function neighbour(ids: string[], id: string | null, step: 1 | -1): string | null {
  const at = id === null ? -1 : ids.indexOf(id);
  if (at < 0) return ids[0] ?? null;
  return ids[Math.min(ids.length - 1, Math.max(0, at + step))] ?? null;
}

/** Where the work goes on when an item has left the list: the one below it, at the end the one above. */
export function afterLeaving(ids: string[], left: string): string | null {
  const at = ids.indexOf(left);
  return ids[at + 1] ?? ids[at - 1] ?? null;
}
