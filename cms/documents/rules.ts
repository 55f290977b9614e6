import type { Knex } from 'knex';
import { computeFields } from '../../config/definition/compute';
import { checkRecord } from '../../config/definition/check-record';
import type { Scope } from '../../config/definition/expression/evaluate';
import { evaluate } from '../../config/definition/expression/evaluate';
import type { FormDefinition, RelatedQuery, RuleUse, Violation } from '../../config/definition/types';
import { rules as namedRules } from '../../config/rules/registry';
import type { RuleContext } from '../../config/rules/rule';
import { loadToDecide, needsLock, type LoadedRecord } from './load';
import { from, localDateOf, type Tx } from './tx';

type Row = Record<string, unknown>;

/** What an expression may read while this record is written. */
export function scopeOf(tx: Tx, record: Row, old: Row | null = null): Scope {
  return {
    record,
    old,
    actor: { employee: tx.actor.employee, roles: tx.actor.roles, head: tx.actor.head, department: tx.actor.department },
    today: localDateOf(tx.now),
    now: tx.now.toISOString(),
    settings: tx.engine.settings.values(),
  };
}

/** The record with its formula fields recomputed. */
export function withComputed(tx: Tx, def: FormDefinition, record: Row, old: Row | null): Row {
  return { ...record, ...computeFields(def, record, scopeOf(tx, record, old)) };
}

/** Every broken rule of a save or an action, all at once. */
export async function checkAll(
  tx: Tx,
  def: FormDefinition,
  record: Row,
  old: Row | null,
  moment: { kind: 'save' } | { kind: 'action'; action: string },
): Promise<Violation[]> {
  const violations = checkRecord(def, record, scopeOf(tx, record, old), moment);
  for (const rule of def.rules ?? []) {
    if (!rule.use || rule.enforce !== 'block') continue;
    const applies = rule.at ? moment.kind === 'action' && rule.at.includes(moment.action) : moment.kind === 'save';
    if (!applies) continue;
    const found = await runRule(tx, def, rule.use, record, old);
    violations.push(
      ...found.map((violation) => ({ ...violation, message: violation.message ?? { zh: rule.zh, en: rule.en ?? rule.text } })),
    );
  }
  return violations;
}

/** Runs a named rule with the related records it asks for. */
export async function runRule(tx: Tx, def: FormDefinition, use: RuleUse, record: Row, old: Row | null): Promise<Violation[]> {
  const rule = namedRules[use.rule];
  if (!rule) throw new Error(`${def.key}: the rule "${use.rule}" is not in config/rules/registry.ts`);
  if (use.load && needsLock(tx)) {
    // What the rule looks for may not be there yet: two signings for one unit would both find none. One after the other.
    await tx.trx.raw('select pg_advisory_xact_lock(hashtext(?))', [`rule:${use.rule}`]);
  }
  return rule(record, await contextOf(tx, record, old, use));
}

/** The context of a named rule or effect: related records loaded, clock and settings handed in. */
export async function contextOf(
  tx: Tx,
  record: Row,
  old: Row | null,
  use: { load?: Record<string, RelatedQuery>; params?: Row },
): Promise<RuleContext> {
  const related: Record<string, Row[]> = {};
  for (const [name, query] of Object.entries(use.load ?? {})) related[name] = await loadRelated(tx, record, query, old);
  const scope = scopeOf(tx, record, old);
  return { related, today: scope.today, now: scope.now, actor: scope.actor, settings: scope.settings, params: use.params ?? {}, old };
}

async function loadRelated(tx: Tx, record: Row, query: RelatedQuery, old: Row | null): Promise<LoadedRecord[]> {
  const def = tx.engine.registry.get(query.form);
  if (!def) return [];
  const { columns } = tx.engine.registry.table(query.form);
  const conditions: ((rows: Knex.QueryBuilder) => void)[] = [];
  if (query.via) {
    // A record that is not saved yet has no one pointing at it.
    if (typeof record.id !== 'number') return [];
    conditions.push(pointsTo(tx, query.form, query.via, [record.id]));
  }
  for (const [field, expression] of Object.entries(query.match ?? {})) {
    const value = evaluate(expression, scopeOf(tx, record, old));
    if (value === null || value === undefined) return [];
    const ids = idsOf(value);
    const column = columns[field]?.column;
    if (ids !== null) conditions.push(pointsTo(tx, query.form, field, ids));
    else if (column) conditions.push((rows) => void rows.where(column, value as string | number | boolean));
  }
  const { states } = query;
  if (states) conditions.push((rows) => void rows.whereIn(columns.state?.column ?? 'state', states));
  return loadToDecide(tx, def, (rows) => conditions.forEach((narrow) => narrow(rows)), query.limit ?? 500);
}

/** The condition that a relation of the form names one of these records; to-many relations are looked up in their link table. */
function pointsTo(tx: Tx, form: string, field: string, ids: number[]): (rows: Knex.QueryBuilder) => void {
  const { columns, joins } = tx.engine.registry.table(form);
  const column = columns[field]?.column;
  if (column) return (rows) => void rows.whereIn(column, ids);
  const join = joins[field];
  if (!join) throw new Error(`A rule loads ${form} by "${field}", which is no relation of it`);
  return (rows) => void rows.whereIn('id', from(tx, join.table).select(join.sourceColumn).whereIn(join.targetColumn, ids));
}

/** Row ids of a record or a list of records; null when the value is no record at all. */
function idsOf(value: unknown): number[] | null {
  const records = Array.isArray(value) ? (value as unknown[]) : [value];
  if (records.some((entry) => typeof entry !== 'object' || entry === null)) return null;
  return records.map((entry) => Number((entry as Row).id)).filter((id) => Number.isInteger(id));
}
