import { markBills } from '../database/bill-sums';
import type { TableInfo } from '../definitions/registry';
import type { AuditEntry } from './audit';
import { from, type Tx } from './tx';

/** What only looks at a record changes no figure. */
const LOOKS: ReadonlySet<AuditEntry['event']> = new Set(['reveal', 'print', 'export', 'comment']);

/**
 * Marks the bills whose figures a write may have changed, in the transaction of the write: the bill itself, those that a payment is allocated
 * to (or was), those with a line in a unit that moves to another building or of a fee item that begins to count.
 */
export async function markTouchedBills(tx: Tx, form: string, documentId: string, entry: AuditEntry): Promise<void> {
  if (LOOKS.has(entry.event) || !tx.engine.registry.get('bill')) return;
  const { registry } = tx.engine;
  const changed = new Set(entry.changes.map((change) => change.field));
  const own = (key: string) => from(tx, registry.table(key).table).where({ document_id: documentId });
  const column = (table: TableInfo, field: string): string => table.columns[field]?.column ?? field;
  if (form === 'bill') return markBills(tx, own('bill').select('id'));
  if (form === 'payment') {
    const parts = registry.rowsTable('payment', 'allocations');
    const bill = column(parts, 'bill');
    await markBills(
      tx,
      from(tx, parts.table).whereIn(column(parts, 'parent'), own('payment').select('id')).whereNotNull(bill).select(bill),
    );
    const before = formerBills(entry);
    if (before.length > 0) await markBills(tx, from(tx, registry.table('bill').table).whereIn('document_id', before).select('id'));
    return;
  }
  const field =
    form === 'unit' && changed.has('building') ? 'unit' : form === 'fee-item' && changed.has('countsInCollectionRate') ? 'feeItem' : null;
  if (field === null || entry.event === 'create') return;
  const lines = registry.rowsTable('bill', 'lines');
  await markBills(tx, from(tx, lines.table).whereIn(column(lines, field), own(form).select('id')).select(column(lines, 'parent')));
  const units = registry.table('bill').joins.units;
  if (field === 'unit' && units)
    await markBills(tx, from(tx, units.table).whereIn(units.targetColumn, own('unit').select('id')).select(units.sourceColumn));
}

/** Bills that a payment was allocated to before this write. */
function formerBills({ changes }: AuditEntry): string[] {
  const rows = changes.find((change) => change.field === 'allocations')?.before;
  if (!Array.isArray(rows)) return [];
  return rows
    .map((row: { bill?: { documentId?: string } | null }) => row.bill?.documentId)
    .filter((documentId): documentId is string => typeof documentId === 'string');
}
