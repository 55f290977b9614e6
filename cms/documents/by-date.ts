import { fieldsByDate } from '../../config/definition/by-date';
import type { FormDefinition } from '../../config/definition/types';
import { isFinal } from './create';
import { loadAfter, type LoadedRecord } from './load';
import { withComputed } from './rules';
import { updateByDate } from './store';
import type { Tx } from './tx';

/** Records that are looked at in one transaction; it must not keep those who save waiting. */
const BATCH = 50;

/**
 * Brings the fields up to date that the calendar makes (days overdue) in the open records of a form with an id above `after`, some at
 * a time. The last id that was looked at, or null at the end. No revision and no audit row: nobody has changed the record, only the day.
 */
export async function bringUpToDate(tx: Tx, def: FormDefinition, after: number): Promise<number | null> {
  const { columns } = tx.engine.registry.table(def.key);
  const open = def.states.filter((state) => !isFinal(def, state.value)).map((state) => state.value);
  const records = await loadAfter(
    tx,
    def,
    after,
    BATCH,
    (query) => void query.whereIn(columns.state?.column ?? 'state', open).whereNull(columns.archivedAt?.column ?? 'archived_at'),
  );
  for (const record of records) await refresh(tx, def, record);
  return records.length < BATCH ? null : (records.at(-1)?.id ?? null);
}

async function refresh(tx: Tx, def: FormDefinition, record: LoadedRecord): Promise<void> {
  const now = withComputed(tx, def, record, record);
  const stale = fieldsByDate(def).filter(({ name }) => JSON.stringify(now[name] ?? null) !== JSON.stringify(record[name] ?? null));
  if (stale.length > 0) await updateByDate(tx, def, record, Object.fromEntries(stale.map(({ name }) => [name, now[name] ?? null])));
}
