import type { Actor } from '../access/actor';

/** A request to remove the values of an archived field, as it is stored. Times are ms since 1970 UTC. */
export interface PurgeRow {
  id: number;
  form: string;
  field: string;
  reason: string;
  records: number | string;
  status: 'open' | 'done' | 'withdrawn' | 'expired';
  asked_at: number | string;
  asked_user: number | string | null;
  asked_employee: string | null;
  asked_name: string;
  confirm_from: number | string;
  expires_at: number | string;
  settled_at: number | string | null;
  settled_user: number | string | null;
  settled_name: string | null;
  purged: number | string | null;
}

/** The same for people: who asked, until when it can be confirmed, and whether the reader may. */
export interface PurgeView {
  id: number;
  field: string;
  reason: string;
  /** Records that held a value when it was asked for. */
  records: number;
  status: PurgeRow['status'];
  askedAt: string;
  askedBy: string;
  confirmFrom: string;
  expiresAt: string;
  settledAt: string | null;
  settledBy: string | null;
  /** Records that were emptied. */
  purged: number | null;
  /** Null: the reader may confirm it now; else the code of what stands in the way. */
  refusal: string | null;
}

const DAY = 24 * 3_600_000;

/** From when, and until when, a request can be confirmed. */
export const openUntil = (now: Date, delayDays: number, confirmDays: number): { confirmFrom: number; expiresAt: number } => {
  const confirmFrom = now.getTime() + delayDays * DAY;
  return { confirmFrom, expiresAt: confirmFrom + Math.max(1, confirmDays) * DAY };
};

export const isOpen = (row: Pick<PurgeRow, 'status' | 'expires_at'>, now: number): boolean =>
  row.status === 'open' && Number(row.expires_at) > now;

/** What keeps this person from confirming now. Two accounts of one employee are one person. */
export function refusalOf(row: PurgeRow, actor: Actor, now: number): { code: string; params: Record<string, unknown> } | null {
  if (row.status !== 'open') return { code: row.status === 'expired' ? 'purge_expired' : 'purge_closed', params: {} };
  const isSame =
    (actor.userId !== null && Number(row.asked_user) === actor.userId) ||
    (actor.employee !== null && row.asked_employee === actor.employee);
  if (isSame) return { code: 'purge_same_person', params: {} };
  if (now < Number(row.confirm_from)) return { code: 'purge_too_early', params: { at: new Date(Number(row.confirm_from)).toISOString() } };
  if (now >= Number(row.expires_at)) return { code: 'purge_expired', params: {} };
  return null;
}

export function viewOf(row: PurgeRow, actor: Actor, now: number): PurgeView {
  const iso = (value: number | string): string => new Date(Number(value)).toISOString();
  return {
    id: Number(row.id),
    field: row.field,
    reason: row.reason,
    records: Number(row.records),
    status: row.status === 'open' && !isOpen(row, now) ? 'expired' : row.status,
    askedAt: iso(row.asked_at),
    askedBy: row.asked_name,
    confirmFrom: iso(row.confirm_from),
    expiresAt: iso(row.expires_at),
    settledAt: row.settled_at === null ? null : iso(row.settled_at),
    settledBy: row.settled_name,
    purged: row.purged === null ? null : Number(row.purged),
    refusal: refusalOf(row, actor, now)?.code ?? null,
  };
}
