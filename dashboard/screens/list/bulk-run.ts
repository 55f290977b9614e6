import { isApiError } from '../../providers/api-error';
import { http } from '../../providers/http';
import type { RecordRow } from '../../providers/record-types';

export type BulkFailure = { id: string; title: string; reason: string };
export type BulkResult = { done: string[]; failures: BulkFailure[] };
export type BulkWork = { plural: string; action: string | 'archive'; comment: string; rows: { row: RecordRow; title: string }[] };

/**
 * Performs one action on many records, one after the other: each is an act of its own, with its own rights, guards and audit row, and
 * one that fails holds up no other. `isStopped` is asked before each.
 */
export async function runBulk(work: BulkWork, onStep: (result: BulkResult) => void, isStopped: () => boolean): Promise<BulkResult> {
  const result: BulkResult = { done: [], failures: [] };
  for (const { row, title } of work.rows) {
    if (isStopped()) break;
    try {
      await perform(work, row);
      result.done.push(row.id);
    } catch (error) {
      result.failures.push({ id: row.id, title, reason: reasonOf(error) });
    }
    onStep({ done: [...result.done], failures: [...result.failures] });
  }
  return result;
}

function perform({ plural, action, comment }: BulkWork, row: RecordRow): Promise<unknown> {
  if (action === 'archive') return http(`/${plural}/${row.id}`, { method: 'DELETE' });
  return http(`/${plural}/${row.id}/actions/${action}`, { method: 'POST', body: { rev: row.rev, ...(comment ? { comment } : {}) } });
}

/** Every broken rule says itself; the general sentence only when there is none. */
function reasonOf(error: unknown): string {
  if (!isApiError(error)) return error instanceof Error ? error.message : String(error);
  const reasons = error.violations.map((violation) => violation.message).filter((message) => message !== '');
  return reasons.length > 0 ? [...new Set(reasons)].join(' ') : error.message;
}
