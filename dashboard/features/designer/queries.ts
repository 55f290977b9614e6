import { useQuery } from '@tanstack/react-query';
import { queryClient } from '../../providers/query-client';
import type { Syllables } from './model/naming';
import { fetchDesk, fetchEntries, fetchVersions } from './source';

const deskKey = ['designer', 'desk'] as const;
const entriesKey = ['designer', 'entries'] as const;
const versionsKey = (form: string) => ['designer', 'versions', form] as const;

export const useDesk = () => useQuery({ queryKey: deskKey, queryFn: fetchDesk, staleTime: 5 * 60_000 });
export const useEntries = () => useQuery({ queryKey: entriesKey, queryFn: fetchEntries, staleTime: 0 });
export const useVersions = (form: string, enabled = true) =>
  useQuery({ queryKey: versionsKey(form), queryFn: () => fetchVersions(form), staleTime: 0, enabled });

/** The dictionary of pinyin, for names of new things. Large, so it comes with the first screen that makes names. */
export const useSyllables = () =>
  useQuery({ queryKey: ['designer', 'syllables'], queryFn: loadSyllables, staleTime: Infinity, gcTime: Infinity });

async function loadSyllables(): Promise<{ of: Syllables }> {
  const { pinyin } = await import('pinyin-pro');
  return { of: (text) => pinyin(text, { toneType: 'none', type: 'array', nonZh: 'removed', v: true }) };
}

/** A form was published, rolled back or thrown away: what the desk knows is out of date. A form under work is not asked for again. */
export async function refreshDesk(): Promise<void> {
  await queryClient.invalidateQueries({
    queryKey: ['designer'],
    predicate: (query) => !['syllables', 'opened'].includes(String(query.queryKey[1])),
  });
}
