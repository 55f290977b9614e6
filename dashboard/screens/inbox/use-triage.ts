import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useIsPhone } from '../../components/use-media-query';
import type { WaitingItem } from '../../providers/home-source';
import { AGES, filtered, grouped, type Age, type Filter, type Group } from './triage';

export type Triage = {
  filter: Filter;
  setFilter: (changes: Partial<Filter>) => void;
  groups: Group[];
  /** Ids as they stand on the screen. */
  ids: string[];
  chosen: WaitingItem | null;
  choose: (id: string | null) => void;
};

/** What of the inbox is on the screen and which item is under work: both stand in the address. */
export function useTriage(items: WaitingItem[]): Triage {
  const [params, setParams] = useSearchParams();
  const isPhone = useIsPhone();
  const form = params.get('form');
  const age: Age = AGES.find((one) => one === params.get('age')) ?? 'all';
  const id = params.get('id');
  const change = useCallback(
    (changes: Record<string, string | null>) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value === null) next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams],
  );
  const groups = useMemo(() => grouped(filtered(items, { form, age }, Date.now())), [items, form, age]);
  const shown = useMemo(() => groups.flatMap((group) => group.items), [groups]);
  const ids = useMemo(() => shown.map((item) => item.documentId), [shown]);
  // A phone shows the list first; where there is room the most urgent item is open at once.
  const chosen = shown.find((item) => item.documentId === id) ?? (isPhone ? null : (shown[0] ?? null));
  const setFilter = useCallback(
    (changes: Partial<Filter>) =>
      change({
        ...('form' in changes ? { form: changes.form ?? null } : {}),
        ...('age' in changes ? { age: changes.age === 'all' ? null : (changes.age ?? null) } : {}),
        id: null,
      }),
    [change],
  );
  const choose = useCallback((next: string | null) => change({ id: next }), [change]);
  return { filter: { form, age }, setFilter, groups, ids, chosen, choose };
}
