import type { Actor } from '../access/actor';
import type { FormDefinition } from '../../config/definition/types';
import type { ReadEngine } from './briefs';
import type { Condition } from './condition';
import { rowCondition } from './filters';
import { planFor } from './plan';
import { shapeRows } from './shape';
import { Compiler } from './sql';
import type { RecordView } from './view-types';

/** One record, archived or not; null when there is none among the caller's rows: which of the two is not told. */
export async function getRecord(engine: ReadEngine, def: FormDefinition, documentId: string, actor: Actor): Promise<RecordView | null> {
  const [record] = await getRecords(engine, def, [documentId], actor);
  return record ?? null;
}

/** Several records by documentId, in the order of the ids; those that are not among the caller's rows are left out. */
export async function getRecords(engine: ReadEngine, def: FormDefinition, documentIds: string[], actor: Actor): Promise<RecordView[]> {
  const keys = documentIds.filter((key) => typeof key === 'string' && key.length <= 64 && !key.includes('\u0000'));
  const rows = rowCondition(engine.registry, actor, def);
  if (rows === 'none' || keys.length === 0) return [];
  const condition: Condition = {
    kind: 'and',
    items: [{ kind: 'cell', name: 'documentId', type: 'key', operator: '$in', values: keys }, ...(rows ? [rows] : [])],
  };
  const plan = planFor(engine, def, actor, null);
  const where = new Compiler(engine.registry, engine.read.dialect, true).record(def, 't', condition);
  const found = await engine.read.rows(`${plan.select} WHERE ${where.text}`, [...where.params]);
  const records = await shapeRows(engine, plan, found, actor);
  const byKey = new Map(records.map((record) => [record.documentId, record]));
  return keys.flatMap((key) => byKey.get(key) ?? []);
}

/**
 * SQL that is true for the rows of a form that the actor may see, over table alias `t`, for a check inside a transaction that this
 * folder's connection cannot look into. Null = all rows.
 */
export function visibleRowsSql(
  engine: ReadEngine,
  def: FormDefinition,
  actor: Actor,
): { text: string; params: readonly unknown[] } | null | 'none' {
  const rows = rowCondition(engine.registry, actor, def);
  return rows === null || rows === 'none' ? rows : new Compiler(engine.registry, engine.read.dialect).record(def, 't', rows);
}
