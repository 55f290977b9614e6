import type { Actor } from '../access/actor';
import type { RecordEvent } from '../documents/tx';
import type { Engine } from '../engine';
import { visibleRowsSql } from '../reads/one';

/** Those of the events whose record is among the caller's rows, asked of the database once a form. */
export async function getVisible(engine: Engine, actor: Actor, events: RecordEvent[]): Promise<RecordEvent[]> {
  const byForm = new Map<string, RecordEvent[]>();
  for (const event of events) byForm.set(event.form, [...(byForm.get(event.form) ?? []), event]);
  const seen: RecordEvent[] = [];
  for (const [form, list] of byForm) {
    const def = engine.registry.get(form);
    const rows = def ? visibleRowsSql(engine, def, actor) : 'none';
    if (!def || rows === 'none') continue;
    if (rows === null) {
      seen.push(...list);
      continue;
    }
    // Progress of a running import names no record.
    seen.push(...list.filter((event) => event.documentId === ''));
    const ids = list.map((event) => event.documentId).filter((id) => id !== '');
    if (ids.length === 0) continue;
    const text = `SELECT t.document_id FROM "${engine.registry.table(form).table}" t WHERE t.document_id IN (${ids.map(() => '?').join(', ')}) AND ${rows.text}`;
    const found = new Set((await engine.read.all(text, [...ids, ...rows.params])).map((row) => String(row.document_id)));
    seen.push(...list.filter((event) => found.has(event.documentId)));
  }
  return seen;
}
