import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Words } from '../../../config/definition/types';
import { useInvalidate } from '@refinedev/core';
import { http, unwrap } from '../../providers/http';
import { onLive } from '../../providers/live-stream';
import type { FormView } from '../../providers/definitions-source';
import { partKey } from '../../providers/record-parts';
import type { ApprovalAct, Brief } from '../../providers/record-types';

/** `purged`: what the values were is gone for good. */
export type Change = { field: string; before: unknown; after: unknown; purged?: boolean };
/** Beside yes and no in a decision of several: handed over, a signer asked, sent back, taken back. */
export type ApprovalNote = {
  act: ApprovalAct;
  person?: { documentId: string; label: string };
  place?: 'before' | 'after';
  /** null = back to the applicant. */
  step?: Words | null;
  then?: 'again' | 'straight';
};
export type HistoryEntry = {
  id: number;
  at: string;
  event: string;
  action: string | null;
  from: string | null;
  to: string | null;
  comment: string | null;
  approval?: ApprovalNote | null;
  changes: Change[];
  actor: { name: string; role: Words | null; employee: string | null } | null;
  onBehalfOf: string | null;
  rev: number;
};
export type Comment = { id: number; text: string; mentions: string[]; at: string; name: string; employee: string | null };
export type Related = { form: string; field: string; total: number; data: Brief[] };

function usePart<T>(form: FormView, id: string, part: string) {
  return useQuery({
    queryKey: partKey(form, id, part),
    queryFn: async ({ signal }) => unwrap<T>(await http<T>(`/${form.plural}/${id}/${part}`, { signal })),
  });
}

export const useHistory = (form: FormView, id: string) => usePart<HistoryEntry[]>(form, id, 'history');
export const useComments = (form: FormView, id: string) => usePart<Comment[]>(form, id, 'comments');
export const useRelated = (form: FormView, id: string) => usePart<Related[]>(form, id, 'related');

/** Everything on the page is asked again: after an act, or when somebody else changed the record. */
export function useRefreshRecord(form: FormView, id: string): () => Promise<void> {
  const client = useQueryClient();
  const invalidate = useInvalidate();
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: partKey(form, id) }),
      invalidate({ resource: form.plural, invalidates: ['list', 'many', 'detail'], id }),
    ]);
  };
}

/** History, comments and related records follow the stream; the record itself follows by Refine's live mode. */
export function useLiveParts(form: FormView, id: string): void {
  const client = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onLive((event) => {
      if (event.type !== 'resumed' && (event.type !== 'record' || event.documentId !== id)) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        void client.invalidateQueries({ queryKey: partKey(form, id) });
      }, 400);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, form, id]);
}
