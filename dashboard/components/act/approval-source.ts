import { useQuery } from '@tanstack/react-query';
import { http, unwrap } from '../../providers/http';
import type { FormView } from '../../providers/definitions-source';
import { partKey } from '../../providers/record-parts';
import type { ApprovalAct, ApprovalView } from '../../providers/record-types';

export type ApprovalInput = {
  to?: string | number | null;
  place?: 'before' | 'after';
  then?: 'again' | 'straight';
  comment?: string;
};
export type Approver = { documentId: string; name: string; role: { zh: string; en: string } };

const at = (form: FormView, id: string, action: string, rest: string): string => `/${form.plural}/${id}/approvals/${action}/${rest}`;

/** One act in a decision of several. `key` stays the same while the same act is tried again: it is done once. */
export const actInApproval = (form: FormView, id: string, action: string, act: ApprovalAct, body: ApprovalInput, key: string) =>
  http<{ outcome: ApprovalView['outcome'] }>(at(form, id, action, act), { method: 'POST', body, idempotencyKey: key });

/** Who can be asked to decide: the server knows who sees the record and takes decisions. */
export const useApprovers = (form: FormView, id: string, action: string, enabled: boolean) =>
  useQuery({
    queryKey: partKey(form, id, `approvers-${action}`),
    queryFn: async ({ signal }) => unwrap<Approver[]>(await http<Approver[]>(at(form, id, action, 'people'), { signal })),
    enabled,
    staleTime: 0,
  });
