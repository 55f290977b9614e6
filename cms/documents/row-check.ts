import { rowFilter } from '../access/rights';
import { visibleRowsSql } from '../reads/one';
import { matchesFilter } from '../reads/match';
import type { FormDefinition } from '../../config/definition/types';
import type { LoadedRecord } from './load';
import { isPostgres, type Tx } from './tx';

/**
 * Is a loaded record among the rows of the caller? The same row filter as every read. What the loaded values do not show (a building's
 * assistant, two relations away from a bill) the database is asked for, inside the transaction.
 */
export async function isVisible(tx: Tx, def: FormDefinition, record: LoadedRecord): Promise<boolean> {
  const filter = rowFilter(tx.actor, def);
  if (filter === null) return true;
  if (filter === 'none') return false;
  return matchesFilter(filter, record) || isAmongRows(tx, def, record.id);
}

async function isAmongRows(tx: Tx, def: FormDefinition, id: number): Promise<boolean> {
  const rows = visibleRowsSql(tx.engine, def, tx.actor);
  if (rows === null || rows === 'none') return rows === null;
  const { table } = tx.engine.registry.table(def.key);
  const found: unknown = await tx.trx.raw(`SELECT t.id FROM "${table}" t WHERE t.id = ? AND ${rows.text}`, [id, ...rows.params] as never);
  return (isPostgres(tx) ? (found as { rows: unknown[] }).rows : (found as unknown[])).length > 0;
}
