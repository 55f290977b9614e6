import { http } from '../../providers/http';
import type { FormView } from '../../providers/definitions-source';
import type { RecordAnswer } from '../../providers/record-types';

export type ActInput = { rev: number; comment?: string; data?: Record<string, unknown> };

/**
 * Performs an action. `key` stays the same while the same act is tried again: it is done once. Null: done, and handed on to others, so that
 * the record is no longer among the caller's rows.
 */
export async function actOn(form: FormView, id: string, action: string, body: ActInput, key: string): Promise<RecordAnswer | null> {
  const answer = await http<RecordAnswer | { data: null }>(`/${form.plural}/${id}/actions/${action}`, {
    method: 'POST',
    body,
    idempotencyKey: key,
  });
  return answer.data === null ? null : (answer as RecordAnswer);
}

/** Takes the last action back, while that is still possible. */
export const undoAct = (form: FormView, id: string, token: string): Promise<RecordAnswer> =>
  http<RecordAnswer>(`/${form.plural}/${id}/undo`, { method: 'POST', body: { token } });
