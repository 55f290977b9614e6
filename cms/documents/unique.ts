import type { FieldDefinition, FormDefinition, Violation } from '../../config/definition/types';
import { encode } from './codec';
import { from, type Tx } from './tx';

type Row = Record<string, unknown>;

/** Checks `unique` fields within the site, or within the record that `uniqueWithin` names; the database's own index holds the race. */
export async function checkUnique(tx: Tx, def: FormDefinition, record: Row): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const field of def.fields) {
    if (!field.unique || field.type === 'json-rows' || field.type === 'media') continue;
    const found = await findOther(tx, def, field, record);
    if (found) violations.push({ path: [field.name], code: 'duplicate', params: { value: shown(record[field.name]) } });
  }
  return violations;
}

async function findOther(tx: Tx, def: FormDefinition, field: FieldDefinition, record: Row): Promise<boolean> {
  const info = tx.engine.registry.table(def.key);
  const column = info.columns[field.name]?.column;
  const value = cellOf(field, record[field.name]);
  if (!column || value === null) return false;
  const query = from(tx, info.table).where({ [column]: value });
  const within = field.uniqueWithin ?? (def.key === 'site' ? undefined : 'site');
  const withinColumn = within ? info.columns[within]?.column : undefined;
  const owner = within ? (record[within] as { id?: number } | null | undefined) : undefined;
  if (withinColumn) void (owner?.id === undefined ? query.whereNull(withinColumn) : query.where({ [withinColumn]: owner.id }));
  if (typeof record.id === 'number') void query.whereNot({ id: record.id });
  return (await query.first('id')) !== undefined;
}

function cellOf(field: FieldDefinition, value: unknown): unknown {
  if (value === undefined || value === null || value === '') return null;
  if (field.type === 'relation') return (value as { id?: number }).id ?? null;
  return encode(field, value);
}

function shown(value: unknown): string {
  return typeof value === 'object' && value !== null ? String((value as Row).number ?? (value as Row).documentId ?? '') : String(value);
}

/** Is this error a broken unique index? Two at once passed the check above; the database refused the second. */
export function isUniqueError(error: unknown): boolean {
  const code = (error as { code?: string } | null)?.code;
  return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}
