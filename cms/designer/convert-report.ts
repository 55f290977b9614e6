import { convertValue, textOf } from '../../config/definition/convert';
import { conversionsBetween, type Conversion } from '../../config/definition/conversions';
import { expand } from '../../config/definition/expand';
import { resolveLists } from '../../config/definition/lists';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import type { Actor } from '../access/actor';
import { fieldRight } from '../access/rights';
import { decode } from '../documents/codec';
import type { Engine } from '../engine';
import { visibleRowsSql } from '../reads/one';

/** What would become of the values of a field that changes its kind, before anybody publishes it. */
export interface ConversionReport {
  from: string;
  to: string;
  /** Records that have a value. */
  filled: number;
  converts: number;
  /** Records whose value stays in the archived field, where it can be restored. */
  stays: number;
  reasons: { reason: string; count: number }[];
  /** The first of them, as far as the asker may see the record; a value that is masked for the asker is not told. */
  examples: { documentId: string; label: string; value: string | null; reason: string }[];
}

const BATCH = 1000;
/** Records that are listed; the counts are of all. */
const LISTED = 50;
/** Looked through for those that the asker may see. */
const LOOKED_AT = 500;

type Staying = { id: number; documentId: string; value: unknown; reason: string };

/** A report for each field of `after` that takes the place of another. */
export async function conversionReports(engine: Engine, after: FormDefinition, actor: Actor): Promise<ConversionReport[]> {
  const before = engine.registry.raw(after.key);
  const fresh = before ? conversionsBetween(before, after).filter((conversion) => conversion.isFresh) : [];
  const expanded = expand(resolveLists(after, engine.checks.enums));
  const reports: ConversionReport[] = [];
  for (const conversion of fresh) reports.push(await reportOf(engine, expanded, conversion, actor));
  return reports;
}

async function reportOf(engine: Engine, after: FormDefinition, { from, to }: Conversion, actor: Actor): Promise<ConversionReport> {
  const present = engine.registry.get(after.key) ?? after;
  const source = present.fields.find((field) => field.name === from);
  const target = after.fields.find((field) => field.name === to);
  const { table, columns } = engine.registry.table(after.key);
  const column = columns[from]?.column;
  const report: ConversionReport = { from, to, filled: 0, converts: 0, stays: 0, reasons: [], examples: [] };
  if (!source || !target || column === undefined) return report;
  const staying: Staying[] = [];
  const reasons = new Map<string, number>();
  for (let last = 0; ; ) {
    const rows = await engine.read.all(
      `SELECT id, document_id, "${column}" AS value FROM "${table}" WHERE id > ? AND "${column}" IS NOT NULL ORDER BY id LIMIT ${BATCH}`,
      [last],
    );
    for (const row of rows) {
      const value = decode(source, row.value);
      const made = convertValue(source, target, value);
      report.filled += 1;
      if ('reason' in made) {
        report.stays += 1;
        reasons.set(made.reason, (reasons.get(made.reason) ?? 0) + 1);
        if (staying.length < LOOKED_AT)
          staying.push({ id: Number(row.id), documentId: String(row.document_id), value, reason: made.reason });
      } else report.converts += 1;
    }
    if (rows.length < BATCH) break;
    last = Number(rows.at(-1)?.id);
  }
  report.reasons = [...reasons].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
  report.examples = await examplesOf(engine, present, source, staying, actor);
  return report;
}

async function examplesOf(
  engine: Engine,
  def: FormDefinition,
  source: FieldDefinition,
  staying: Staying[],
  actor: Actor,
): Promise<ConversionReport['examples']> {
  if (staying.length === 0) return [];
  const rows = visibleRowsSql(engine, def, actor);
  if (rows === 'none') return [];
  const { table, columns } = engine.registry.table(def.key);
  const name = labelColumn(actor, def, columns);
  const marks = staying.map(() => '?').join(', ');
  const found = await engine.read.all(
    `SELECT t.id, ${name === null ? 'NULL' : `t."${name}"`} AS label FROM "${table}" t WHERE t.id IN (${marks})${rows ? ` AND ${rows.text}` : ''}`,
    [...staying.map((one) => one.id), ...(rows?.params ?? [])],
  );
  const labels = new Map(found.map((row) => [Number(row.id), row.label]));
  const { visible, masked } = fieldRight(actor, def, source);
  return staying
    .filter((one) => labels.has(one.id))
    .slice(0, LISTED)
    .map(({ id, documentId, value, reason }) => ({
      documentId,
      label: String(labels.get(id) ?? documentId),
      value: visible && !masked ? textOf(source, value).slice(0, 200) : null,
      reason,
    }));
}

/** The number, else the first field of the title that is a text which the asker sees. */
function labelColumn(actor: Actor, def: FormDefinition, columns: Record<string, { column: string }>): string | null {
  const names = [...(def.numbering ? ['number'] : []), ...def.title];
  const seen = names.find((name) => {
    const field = def.fields.find((one) => one.name === name);
    if (!field || (field.type !== 'string' && field.type !== 'text')) return false;
    const right = fieldRight(actor, def, field);
    return right.visible && !right.masked;
  });
  return seen === undefined ? null : (columns[seen]?.column ?? null);
}
