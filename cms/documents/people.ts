import type { LoadedRecord } from './load';
import type { FormDefinition } from '../../config/definition/types';
import { from, type Tx } from './tx';

/**
 * documentIds of the employees that `notBy` names: a field that holds one, `registeredBy`, or `action:<name>` = who performed that action
 * the last time.
 */
export async function actorsOf(tx: Tx, def: FormDefinition, record: Record<string, unknown>, names: string[]): Promise<Set<string>> {
  const people = new Set<string>();
  for (const name of names) {
    if (name.startsWith('action:')) {
      const row = (await from(tx, 'td_audit')
        .where({ form: def.key, document_id: record.documentId, action: name.slice('action:'.length) })
        .orderBy('id', 'desc')
        .first('employee')) as { employee: string | null } | undefined;
      if (row?.employee) people.add(row.employee);
      continue;
    }
    const value = record[name];
    for (const person of Array.isArray(value) ? value : [value]) {
      const documentId = (person as { documentId?: string } | null | undefined)?.documentId;
      if (documentId) people.add(documentId);
    }
  }
  return people;
}

/** Who handed the record in: whoever brought it into its present state, else who registered it. documentId of the employee. */
export async function applicantOf(tx: Tx, def: FormDefinition, record: LoadedRecord): Promise<string | null> {
  const row = (await from(tx, 'td_audit')
    .where({ form: def.key, document_id: record.documentId, to_state: record.state })
    .where((into) => void into.whereNull('from_state').orWhereNot('from_state', record.state))
    .whereIn('event', ['create', 'action'])
    .orderBy('id', 'desc')
    .first('employee')) as { employee: string | null } | undefined;
  return row?.employee ?? (record.registeredBy as { documentId?: string } | null | undefined)?.documentId ?? null;
}
