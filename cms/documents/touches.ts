import { from, type Tx } from './tx';
import type { Engine } from '../engine';

/** The last revisions at which the two fields of a conversion were filled in by somebody; 0 = never. */
export interface Touches {
  from: number;
  to: number;
}
interface AuditRow {
  id?: unknown;
  document_id?: unknown;
  rev: unknown;
  changes: unknown;
}

/** Transactions that began before may still be open: their audit rows have lower numbers than some that are there. */
const OPEN_MS = 90_000;
const BATCH = 1000;

/** Was the old field filled in later than the new one? Conversion itself writes no audit row of a record, so it counts as nobody. */
export const isLater = (touches: Touches | undefined): boolean => touches !== undefined && touches.from > touches.to;

/** The audit row from which everything is found that is being written now. */
export async function auditFrom(engine: Engine): Promise<number> {
  const [row] = await engine.read.all('SELECT id FROM td_audit WHERE at < ? ORDER BY id DESC LIMIT 1', [
    engine.clock().getTime() - OPEN_MS,
  ]);
  return Number(row?.id ?? 0);
}

/** For each record of the form that has been written since, when its two fields were last filled in. */
export async function touchesOfAll(
  engine: Engine,
  form: string,
  [source, target]: [string, string],
  since: number,
): Promise<Map<string, Touches>> {
  const found = new Map<string, Touches>();
  const like = [source, target].map((name) => `%"field":"${name}"%`);
  for (let last = since; ; ) {
    const rows = (await engine.read.all(
      `SELECT id, document_id, rev, changes FROM td_audit WHERE form = ? AND id > ? AND (changes LIKE ? OR changes LIKE ?) ORDER BY id LIMIT ${BATCH}`,
      [form, last, ...like],
    )) as unknown as AuditRow[];
    for (const row of rows) note(found, row, source, target);
    if (rows.length < BATCH) return found;
    last = Number(rows.at(-1)?.id);
  }
}

/** The same for one record that the transaction has locked: nobody fills it in meanwhile. */
export async function touchesOf(
  tx: Tx,
  form: string,
  [source, target]: [string, string],
  documentId: string,
): Promise<Map<string, Touches>> {
  const found = new Map<string, Touches>();
  const rows = (await from(tx, 'td_audit').where({ form, document_id: documentId }).select('document_id', 'rev', 'changes')) as AuditRow[];
  for (const row of rows) note(found, row, source, target);
  return found;
}

function note(found: Map<string, Touches>, row: AuditRow, source: string, target: string): void {
  const changes = JSON.parse(String(row.changes)) as { field?: string }[];
  const touches = found.get(String(row.document_id)) ?? { from: 0, to: 0 };
  const rev = Number(row.rev);
  if (changes.some((change) => change.field === source)) touches.from = Math.max(touches.from, rev);
  if (changes.some((change) => change.field === target)) touches.to = Math.max(touches.to, rev);
  found.set(String(row.document_id), touches);
}
