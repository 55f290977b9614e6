import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { http } from '../../providers/http';

type Hit = { form: string; documentId: string | null; number: string | null; title: string | null };

/** Records by number or name, over everything the caller may read. Asked when typing pauses; a newer question ends the older one. */
export function useRecordSearch(typed: string) {
  const text = useDebounced(typed.trim(), 180);
  const isAsked = text.length >= 2;
  const query = useQuery({
    queryKey: ['search', text],
    queryFn: ({ signal }) => http<Hit[]>('/search', { query: { q: text }, signal }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  return { hits: isAsked ? (query.data ?? []) : [], isSearching: isAsked && query.isFetching, error: isAsked ? query.error : null };
}

/** What stands still for a moment. */
export function useDebounced<T>(value: T, wait: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return settled;
}
