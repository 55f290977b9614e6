import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { references } from '../../../config/definition/expression/references';
import type { FieldDefinition } from '../../../config/definition/types';
import { http, unwrap } from '../../providers/http';
import type { Brief } from '../../providers/record-types';
import type { RecordScope } from '../record-scope';
import { briefsOf } from './brief-words';

const WAIT = 200;
const LIMIT = 30;

/** What was typed, once the typing pauses. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), text === '' ? 0 : WAIT);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

type Picking = { target: string; address: string; self: string | undefined; typed: string; isOpen: boolean };

/**
 * Records to choose from, found by the server: name, number or pinyin, narrowed by the field's own condition.
 * `isSearching`: what is typed has no answer yet; the records at hand answer something typed earlier.
 */
export function usePick({ target, address, self, typed, isOpen }: Picking) {
  const text = typed.trim();
  const q = useSettled(text);
  const query = useQuery({
    queryKey: ['pick', target, address, q, self ?? ''],
    queryFn: async ({ signal }) =>
      unwrap<Brief[]>(await http<Brief[]>(`/pick/${target}`, { query: { q, field: address, self, limit: LIMIT }, signal })),
    enabled: isOpen && target !== '',
    staleTime: 10_000,
    placeholderData: keepPreviousData,
  });
  return {
    found: query.data ?? [],
    isError: query.isError,
    isSearching: isOpen && (q !== text || query.isPlaceholderData || query.isLoading),
  };
}

/** `work-order.materials.item` of `materials.0.item`: how the server finds the field. */
export const addressOf = (form: string, path: string): string => [form, ...path.split('.').filter((part) => !/^\d+$/.test(part))].join('.');

/** Of the record under work only what the condition reads: the address of a request has an end. */
export function selfOf(field: FieldDefinition, scope: RecordScope): string | undefined {
  if (!field.pick?.includes('self')) return undefined;
  const values = scope.values();
  const named = new Set(references(field.pick).map(([name]) => name ?? ''));
  const entries = Object.entries(values).filter(([name]) => named.has(name));
  return JSON.stringify({ documentId: scope.documentId, ...Object.fromEntries(entries.map(([name, value]) => [name, slim(value)])) });
}

function slim(value: unknown): unknown {
  const briefs = briefsOf(value).map(({ documentId }) => ({ documentId }));
  if (briefs.length === 0) return value ?? null;
  return Array.isArray(value) ? briefs : briefs[0];
}
