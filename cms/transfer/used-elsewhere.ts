import { isRowsTable, isToMany } from '../../config/projections/strapi-schema';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import type { Engine } from '../engine';

/**
 * documentIds of a batch's records that records from elsewhere point to: taken back, they would be missing there. One question a relation,
 * whatever the number of records. Relations in JSON rows are few and show the name all the same.
 */
export async function usedElsewhere(engine: Engine, batch: number, forms: string[]): Promise<Set<string>> {
  const used = new Set<string>();
  for (const other of engine.registry.all()) {
    for (const field of other.fields) {
      for (const { target, text } of questions(engine, other, field)) {
        if (!forms.includes(target)) continue;
        for (const row of await engine.read.all(text, [batch, batch])) used.add(String(row.document_id));
      }
    }
  }
  return used;
}

function questions(engine: Engine, other: FormDefinition, field: FieldDefinition): { target: string; text: string }[] {
  const { table, columns, joins } = engine.registry.table(other.key);
  const owner = (source: string): string => `JOIN "${table}" o ON o.id = j."${source}"`;
  if (field.type === 'relation' && isToMany(field)) {
    const link = joins[field.name];
    return link
      ? question(engine, other, field, `JOIN "${link.table}" j ON j."${link.targetColumn}" = t.id ${owner(link.sourceColumn)}`)
      : [];
  }
  if (field.type === 'relation') {
    const column = columns[field.name]?.column;
    return column ? question(engine, other, field, `JOIN "${table}" o ON o."${column}" = t.id`) : [];
  }
  if (!isRowsTable(field)) return [];
  const rows = engine.registry.rowsTable(other.key, field.name);
  return (field.columns ?? []).flatMap((cell) => {
    const column = cell.type === 'relation' ? rows.columns[cell.name]?.column : undefined;
    return column
      ? question(engine, other, cell, `JOIN "${rows.table}" j ON j."${column}" = t.id ${owner(rows.columns.parent?.column ?? 'parent_id')}`)
      : [];
  });
}

/** Records `t` of the batch that are named by a record `o` which the batch has not made and which is not archived. */
function question(
  engine: Engine,
  other: FormDefinition,
  { target = '' }: FieldDefinition,
  pointing: string,
): { target: string; text: string }[] {
  if (!engine.registry.get(target)) return [];
  const archived = engine.registry.table(other.key).columns.archivedAt?.column ?? 'archived_at';
  const text = `SELECT DISTINCT t.document_id FROM td_import_links k JOIN "${engine.registry.table(target).table}" t ON t.document_id = k.document_id ${pointing}
    WHERE k.batch_id = ? AND k.form = '${target}' AND o."${archived}" IS NULL
    AND NOT EXISTS (SELECT 1 FROM td_import_links m WHERE m.form = '${other.key}' AND m.document_id = o.document_id AND m.batch_id = ?)`;
  return [{ target, text }];
}
