import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { fetchHome, homeKey, type Home } from '../../providers/home-source';
import { http } from '../../providers/http';
import { onLive } from '../../providers/live-stream';

/** How much waits for the caller; follows the stream. */
export function useWaitingCount(): number {
  const client = useQueryClient();
  useEffect(
    () =>
      onLive((event) => {
        if (event.type === 'inbox' || event.type === 'resumed') void client.invalidateQueries({ queryKey: ['inbox-count'] });
      }),
    [client],
  );
  const { data } = useQuery({
    queryKey: ['inbox-count'],
    queryFn: () => http<{ total: number }>('/inbox', { query: { count: true } }),
    refetchInterval: 120_000,
  });
  return data?.total ?? 0;
}

/** Messages of the caller, for the bell and for the home page. */
export function useHome() {
  const client = useQueryClient();
  useEffect(
    () =>
      onLive((event) => {
        if (event.type === 'inbox' || event.type === 'resumed') void client.invalidateQueries({ queryKey: homeKey });
      }),
    [client],
  );
  return useQuery<Home>({ queryKey: homeKey, queryFn: fetchHome });
}
