import { useQuery } from '@tanstack/react-query';
import type { Words } from '../../../../config/definition/types';
import { http } from '../../../providers/http';
import { queryClient } from '../../../providers/query-client';

/** A request to remove the values of an archived field for good. */
export type Purge = {
  id: number;
  field: string;
  reason: string;
  records: number;
  status: 'open' | 'done' | 'withdrawn' | 'expired';
  askedAt: string;
  askedBy: string;
  confirmFrom: string;
  expiresAt: string;
  settledAt: string | null;
  settledBy: string | null;
  purged: number | null;
  /** Null: the reader may confirm it now; else what stands in the way. */
  refusal: string | null;
};

export type Purges = { delayDays: number; fields: (Words & { field: string; records: number })[]; requests: Purge[] };

const keyOf = (form: string) => ['designer', 'purges', form] as const;
const at = (form: string, rest = '') => `/designer/${form}/purges${rest}`;

export const usePurges = (form: string, enabled: boolean) =>
  useQuery({ queryKey: keyOf(form), queryFn: () => http<Purges>(at(form)), staleTime: 0, enabled });

/** Each tells the panel of it. */
async function send(form: string, rest: string, body: unknown): Promise<void> {
  try {
    await http(at(form, rest), { method: 'POST', body });
  } finally {
    // Also after a refusal: somebody else may have been quicker.
    await queryClient.invalidateQueries({ queryKey: keyOf(form) });
  }
}

export const askPurge = (form: string, field: string, reason: string): Promise<void> => send(form, '', { field, reason });
export const confirmPurge = (form: string, id: number): Promise<void> => send(form, `/${id}/confirm`, {});
export const withdrawPurge = (form: string, id: number): Promise<void> => send(form, `/${id}/withdraw`, {});
