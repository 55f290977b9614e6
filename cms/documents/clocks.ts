import { addLimit } from '../../config/rules/calendar';
import { evaluate } from '../../config/definition/expression/evaluate';
import type { FormDefinition, SlaDefinition } from '../../config/definition/types';
import { scopeOf } from './rules';
import { from, type Tx } from './tx';

type Row = Record<string, unknown>;

/** The two ends of a clock: a state or a field of the form (others, such as events of other forms, run in jobs). */
export function endsOf(sla: SlaDefinition): [string, string] {
  const [start = '', stop = ''] = sla.clock.split('..');
  return [start, stop];
}

/**
 * When the record's earliest running clock ends, or null when none runs. A clock runs from entering its first state (or its
 * first field being filled) until its second is reached.
 */
export function dueOf(tx: Tx, def: FormDefinition, record: Row, enteredAt: Record<string, string>): string | null {
  let earliest: string | null = null;
  for (const sla of def.sla ?? []) {
    const [start, stop] = endsOf(sla);
    const begun = momentOf(def, record, start, enteredAt);
    if (!begun || isReached(def, record, start, stop)) continue;
    if (sla.when && evaluate(sla.when, scopeOf(tx, record)) !== true) continue;
    const due = dueAt(tx, record, sla, begun);
    if (due && (earliest === null || due < earliest)) earliest = due;
  }
  return earliest;
}

/** End of one clock that began at `begun` (ISO): a limit on the working calendar, or the time in a field. */
export function dueAt(tx: Tx, record: Row, sla: SlaDefinition, begun: string): string | null {
  const limit = tx.engine.settings.limit(sla.policy, sla.limit);
  if (/^[a-z][A-Za-z]+$/.test(limit) && limit !== 'same-day') return typeof record[limit] === 'string' ? (record[limit] as string) : null;
  return addLimit(begun, limit, tx.engine.settings.calendar());
}

function momentOf(def: FormDefinition, record: Row, end: string, enteredAt: Record<string, string>): string | null {
  if (def.states.some((state) => state.value === end)) return record.state === end ? (enteredAt[end] ?? null) : null;
  const value = record[end];
  if (typeof value !== 'string') return null;
  return value.length === 10 ? new Date(`${value}T00:00:00`).toISOString() : value;
}

function isReached(def: FormDefinition, record: Row, start: string, stop: string): boolean {
  if (def.states.some((state) => state.value === stop)) return record.state === stop;
  if (def.states.some((state) => state.value === start && record.state !== start)) return true;
  return record[stop] !== null && record[stop] !== undefined && record[stop] !== '';
}

/** Notes that a state was entered; clocks and response times are read from these rows. */
export async function noteState(
  tx: Tx,
  def: FormDefinition,
  documentId: string,
  siteId: number | null,
  state: string,
  at: Date,
): Promise<void> {
  await from(tx, 'td_state_times').insert({ site_id: siteId, form: def.key, document_id: documentId, state, at: at.getTime() });
}

/** The same for the states of an old paper, each with its time (ISO). */
export async function noteStates(
  tx: Tx,
  def: FormDefinition,
  documentId: string,
  siteId: number | null,
  entered: Record<string, string>,
): Promise<void> {
  const rows = Object.entries(entered).map(([state, at]) => ({
    site_id: siteId,
    form: def.key,
    document_id: documentId,
    state,
    at: Date.parse(at),
  }));
  if (rows.length > 0) await from(tx, 'td_state_times').insert(rows);
}

/** State -> time it was last entered (ISO). */
export async function enteredTimes(tx: Tx, def: FormDefinition, documentId: string): Promise<Record<string, string>> {
  const rows = (await from(tx, 'td_state_times').where({ form: def.key, document_id: documentId }).orderBy('id')) as {
    state: string;
    at: number | string;
  }[];
  return Object.fromEntries(rows.map((row) => [row.state, new Date(Number(row.at)).toISOString()]));
}
