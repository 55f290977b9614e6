import { checkRecord } from '../../config/definition/check-record';
import { convertValue } from '../../config/definition/convert';
import { conversionsBetween } from '../../config/definition/conversions';
import { expand } from '../../config/definition/expand';
import { resolveLists } from '../../config/definition/lists';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import { SYSTEM } from '../access/actor';
import { loadWhere } from '../documents/load';
import { scopeOf } from '../documents/rules';
import { inTransaction } from '../documents/tx';
import type { Engine } from '../engine';

/** The checks of a draft over the records that are there. They stay valid under their own version: this tells what an edit would meet. */
export interface DryRun {
  checked: number;
  failing: number;
  problems: { field: string; code: string; count: number; examples: string[] }[];
}

/** Newest open records first; a form with more than this is judged by these. */
const MOST = 500;
const CHUNK = 50;
const EXAMPLES = 3;

export async function dryRun(engine: Engine, after: FormDefinition): Promise<DryRun> {
  const present = engine.registry.get(after.key);
  if (!present) return { checked: 0, failing: 0, problems: [] };
  const next = expand(resolveLists(after, engine.checks.enums));
  const retyped = retypedFields(engine.registry.raw(after.key) ?? present, after, next);
  const final = next.states.filter((state) => state.final).map((state) => state.value);
  const { table, columns } = engine.registry.table(after.key);
  const [state, archived] = [columns.state?.column ?? 'state', columns.archivedAt?.column ?? 'archived_at'];
  const open = final.length > 0 ? ` AND "${state}" NOT IN (${final.map(() => '?').join(', ')})` : '';
  const ids = (
    await engine.read.all(`SELECT id FROM "${table}" WHERE "${archived}" IS NULL${open} ORDER BY id DESC LIMIT ${MOST}`, final)
  ).map((row) => Number(row.id));
  const found = new Map<string, { count: number; examples: string[] }>();
  let failing = 0;
  for (let start = 0; start < ids.length; start += CHUNK) {
    // Short transactions: staff are saving meanwhile.
    await inTransaction(engine, SYSTEM, async (tx) => {
      for (const id of ids.slice(start, start + CHUNK)) {
        const [record] = await loadWhere(tx, present, { id }, 1);
        if (!record) continue;
        for (const { from, to } of retyped) {
          const made = convertValue(from, to, record[from.name]);
          record[to.name] = 'reason' in made ? null : made.value;
        }
        const violations = checkRecord(next, record, scopeOf(tx, record, record), { kind: 'save' });
        if (violations.length > 0) failing += 1;
        for (const violation of violations) {
          const key = `${violation.path.filter((step) => typeof step === 'string').join('.')}|${violation.code}`;
          const entry = found.get(key) ?? { count: 0, examples: [] };
          entry.count += 1;
          if (entry.examples.length < EXAMPLES) entry.examples.push(String(record.number ?? record.documentId));
          found.set(key, entry);
        }
      }
    });
  }
  const problems = [...found].map(([key, entry]) => ({ field: key.split('|')[0] ?? '', code: key.split('|')[1] ?? '', ...entry }));
  return { checked: ids.length, failing, problems: problems.sort((a, b) => b.count - a.count) };
}

/** Pairs of fields whose values publishing converts: the checks see the record as it will be. */
function retypedFields(
  before: FormDefinition,
  after: FormDefinition,
  next: FormDefinition,
): { from: FieldDefinition; to: FieldDefinition }[] {
  const field = (name: string): FieldDefinition | undefined => next.fields.find((one) => one.name === name);
  return conversionsBetween(before, after).flatMap((conversion) => {
    const [from, to] = [field(conversion.from), field(conversion.to)];
    return conversion.isFresh && from && to ? [{ from, to }] : [];
  });
}
