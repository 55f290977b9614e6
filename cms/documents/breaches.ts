import { can } from '../access/rights';
import type { FormDefinition } from '../../config/definition/types';
import { dueAt, endsOf, enteredTimes } from './clocks';
import { loadWhere } from './load';
import { sendMessage } from './outbox';
import { breathe, from, type Tx } from './tx';
import { siteIdOf } from './create';

const BATCH = 100;

/** Clocks that have run out: noted once each, and told to those whom the clock names. Answers how many. */
export async function noteBreaches(tx: Tx, def: FormDefinition): Promise<number> {
  const { columns, table } = tx.engine.registry.table(def.key);
  const [due, archived] = [columns.slaDueAt?.column, columns.archivedAt?.column];
  if (!due || !archived || (def.sla ?? []).length === 0) return 0;
  const known = from(tx, 'td_breaches').select('document_id').where({ form: def.key });
  const late = (await from(tx, table)
    .where(due, '<', tx.now)
    .whereNull(archived)
    // A record whose present due time has been noted waits for its next clock.
    .whereNotIn('document_id', known)
    .limit(BATCH)
    .select('id')) as { id: number }[];
  let count = 0;
  for (const { id } of late) {
    const [record] = await loadWhere(tx, def, { id }, 1);
    if (record) count += await noteOne(tx, def, record);
    await breathe();
  }
  return count;
}

async function noteOne(tx: Tx, def: FormDefinition, record: Awaited<ReturnType<typeof loadWhere>>[number]): Promise<number> {
  const entered = await enteredTimes(tx, def, record.documentId);
  const dueTime = typeof record.slaDueAt === 'string' ? Date.parse(record.slaDueAt) : 0;
  const clock = (def.sla ?? []).find((sla) => {
    const begun = entered[endsOf(sla)[0]] ?? (record[endsOf(sla)[0]] as string | undefined);
    return begun !== undefined && begun !== null && Date.parse(dueAt(tx, record, sla, begun) ?? '') === dueTime;
  });
  const name = clock?.clock ?? 'due';
  await from(tx, 'td_breaches')
    .insert({ form: def.key, document_id: record.documentId, clock: name, due_at: dueTime, at: tx.now.getTime() })
    .onConflict(['form', 'document_id', 'clock', 'due_at'])
    .ignore();
  const roles = (clock?.breach ?? []).filter((role) => role !== 'system' && can({ ...tx.actor, kind: 'user', roles: [role] }, def, 'read'));
  if (roles.length === 0) return 1;
  const number = typeof record.number === 'string' ? `${record.number} ` : '';
  await sendMessage(tx, def, { documentId: record.documentId, siteId: siteIdOf(def, record, record.id) }, 0, {
    roles,
    zh: `${def.zh} ${number}已超时限`,
    en: `${def.en} ${number}is past its time limit`,
  });
  return 1;
}
