import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { homeKey, type WaitingItem } from '../../providers/home-source';
import { useForms } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import { http } from '../../providers/http';
import { onLive } from '../../providers/live-stream';
import type { RecordAnswer } from '../../providers/record-types';

export const inboxKey = ['inbox'] as const;
export const recordKey = (form: FormView, id: string) => ['inbox-record', form.key, id] as const;

/** A sheet of bills that is imported is one change for the inbox, not five hundred. */
const GATHER = 400;

/** What waits for the caller, most urgent first; follows the stream. */
export function useInbox() {
  const client = useQueryClient();
  const forms = useForms();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onLive((event) => {
      if (event.type === 'form') return;
      const form = event.type === 'record' ? forms.find((one) => one.key === event.form) : undefined;
      if (form && event.type === 'record') void client.invalidateQueries({ queryKey: recordKey(form, event.documentId) });
      timer ??= setTimeout(() => {
        timer = undefined;
        void client.invalidateQueries({ queryKey: inboxKey });
      }, GATHER);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, forms]);
  return useQuery({ queryKey: inboxKey, queryFn: ({ signal }) => http<WaitingItem[]>('/inbox', { signal }), refetchInterval: 120_000 });
}

/** How much waits in all: the list carries the most urgent part of it. */
export const useInboxTotal = () =>
  useQuery({ queryKey: ['inbox-count'], queryFn: ({ signal }) => http<{ total: number }>('/inbox', { query: { count: true }, signal }) })
    .data?.total;

/** The chosen record with what can be done. */
export const useWaitingRecord = (form: FormView, id: string) =>
  useQuery({
    queryKey: recordKey(form, id),
    queryFn: ({ signal }) => http<RecordAnswer>(`/${form.plural}/${id}`, { signal }),
    staleTime: 5000,
  });

/** After an act: the list, its counts and the first page are asked again. */
export async function refreshInbox(client: QueryClient): Promise<void> {
  await Promise.all([inboxKey, ['inbox-count'], homeKey].map((queryKey) => client.invalidateQueries({ queryKey })));
}

/** Takes an item off the list at once: the next one is there before the server has answered again. */
export function dropItems(client: QueryClient, ids: string[]): void {
  client.setQueryData<WaitingItem[]>(inboxKey, (items) => items?.filter((item) => !ids.includes(item.documentId)));
}
