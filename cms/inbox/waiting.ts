import { mayPerform } from '../access/transitions';
import type { Actor } from '../access/actor';
import type { FormDefinition, TransitionDefinition } from '../../config/definition/types';
import { withFlowOf } from '../documents/flow';
import type { Engine } from '../engine';
import { join, raw, sql, within, type Sql } from '../kpis/sql';
import { visibleRows } from '../kpis/scope';
import { formTable, type Source } from '../kpis/tables';

export interface Waiting {
  form: string;
  documentId: string;
  number: string | null;
  title: string;
  state: string;
  actions: string[];
  dueAt: string | null;
  since: string | null;
  rev: number;
}

/** Does the transition wait in an inbox? Said by the definition; else a decision does, and a step of somebody else than the writers. */
export function waitsInInbox(def: FormDefinition, transition: TransitionDefinition): boolean {
  if (transition.inbox !== undefined) return transition.inbox;
  if (transition.decision) return true;
  return transition.by.every((role) => role !== 'system' && !def.access.create.includes(role));
}

/** Transitions that wait for this caller. */
function own(def: FormDefinition, actor: Actor): TransitionDefinition[] {
  return def.transitions.filter(
    (transition) =>
      !transition.notYet &&
      transition.by.some((role) => role !== 'system') &&
      waitsInInbox(def, transition) &&
      mayPerform(actor, def, transition),
  );
}

/** The flows that records of the form may be on: that of the present version, and those of older ones; null = all versions. */
function flowsOf(engine: Engine, def: FormDefinition): { flow: FormDefinition; versions: number[] | null }[] {
  const present = def.version ?? 1;
  const flows = new Map<FormDefinition['transitions'], { flow: FormDefinition; versions: number[] }>([
    [def.transitions, { flow: def, versions: [present] }],
  ]);
  for (let version = 1; version < present; version += 1) {
    const flow = withFlowOf(engine.registry, def, version);
    const known = flows.get(flow.transitions);
    if (known) known.versions.push(version);
    else flows.set(flow.transitions, { flow, versions: [version] });
  }
  return flows.size === 1 ? [{ flow: def, versions: null }] : [...flows.values()];
}

/** Rows of one form that wait for the caller: state, row scope and four eyes in one statement. Null when the form has none. */
function waitingSql(engine: Engine, def: FormDefinition, actor: Actor): { from: Sql; source: Source; where: Sql } | null {
  const source = formTable(engine, def.key, 'w');
  const conditions = flowsOf(engine, def).flatMap(({ flow, versions }) =>
    own(flow, actor)
      .filter((step) => !belongsToApproval(flow, step))
      .map((step) => {
        const others = (step.notBy ?? []).map((field) => notMe(def, source, field, actor)).filter((part): part is Sql => part !== null);
        const under = versions === null ? [] : [within(source.at('formVersion'), versions)];
        const only = Object.entries(step.inboxOnly ?? {}).map(([name, value]) => isValue(source, name, value));
        return sql`(${join([within(source.at('state'), step.from), ...under, ...only, ...others], ' AND ')})`;
      }),
  );
  if (
    def.transitions.some((transition) => transition.approval) ||
    flowsOf(engine, def).some(({ flow }) => flow.transitions.some((transition) => transition.approval))
  )
    conditions.push(
      sql`(EXISTS (SELECT 1 FROM td_approval_tasks at WHERE at.document_id = ${source.documentId} AND ${asked(engine, def, actor)}))`,
    );
  if (conditions.length === 0) return null;
  const where = sql`${source.at('archivedAt')} IS NULL AND (${join(conditions, ' OR ')}) AND ${visibleRows(engine, actor, def.key, 'w')}`;
  return { from: source.from, source, where };
}

const isValue = (source: Source, name: string, value: string | number | null): Sql =>
  value === null ? sql`${source.at(name)} IS NULL` : sql`${source.at(name)} = ${value}`;

/** The yes, or the no, of a decision that several people make: its tasks say for whom it waits. */
const belongsToApproval = (flow: FormDefinition, step: TransitionDefinition): boolean =>
  step.approval !== undefined || flow.transitions.some((other) => other.approval?.onReject?.action === step.action);

/**
 * Approvals of several people wait for whoever has an open task: named, by role, or as a stand-in where the form lets one decide. A
 * condition on the tasks `at`.
 */
function asked(engine: Engine, def: FormDefinition, actor: Actor): Sql {
  const standing = [...new Set(flowsOf(engine, def).flatMap(({ flow }) => flow.transitions.filter((step) => step.approval?.delegation)))];
  const absent = standing.length > 0 ? actor.standsInFor : [];
  const own = { employee: actor.employee ?? '', roles: actor.roles, head: actor.head };
  const may = within(
    raw('at.action'),
    standing.map((step) => step.action),
  );
  const any = [isFor(own), ...absent.map((person) => sql`(${isFor(person)} AND ${may})`)];
  return sql`at.form = ${def.key} AND (${join(any, ' OR ')})`;
}

function isFor(person: { employee: string; roles: string[]; head: boolean }): Sql {
  const head = person.head ? raw('1 = 1') : sql`NOT at.head_only`;
  return sql`(at.person = ${person.employee} OR (at.person IS NULL AND ((${within(raw('at.role'), person.roles)} AND ${head}) OR ${within(raw('at.escalated_to'), person.roles)})))`;
}

/** Decisions of several in which it is the caller's turn, by record: somebody who was named may hold no role that acts there. */
async function turnsOf(engine: Engine, def: FormDefinition, actor: Actor, documentIds: string[]): Promise<Map<string, string[]>> {
  const turns = new Map<string, string[]>();
  const has = flowsOf(engine, def).some(({ flow }) => flow.transitions.some((step) => step.approval));
  if (!has || documentIds.length === 0) return turns;
  const text = sql`SELECT at.document_id AS document_id, at.action AS action FROM td_approval_tasks at WHERE ${asked(engine, def, actor)} AND ${within(raw('at.document_id'), documentIds)}`;
  for (const row of await engine.read.all(text.text, text.params))
    turns.set(String(row.document_id), [...(turns.get(String(row.document_id)) ?? []), String(row.action)]);
  return turns;
}

/** Four eyes by person: the one named in the field, or who performed the action, is not asked again. */
function notMe(def: FormDefinition, source: Source, field: string, actor: Actor): Sql | null {
  if (actor.employeeId === null || actor.employee === null) return null;
  if (field.startsWith('action:')) {
    return sql`NOT EXISTS (SELECT 1 FROM td_audit au WHERE au.form = ${def.key} AND au.document_id = ${source.documentId} AND au.action = ${field.slice(7)} AND au.employee = ${actor.employee})`;
  }
  if (!source.has(field)) return null;
  return sql`(${source.at(field)} IS NULL OR ${source.at(field)} <> ${actor.employeeId})`;
}

/** What waits for the caller, most urgent first. */
export async function waiting(engine: Engine, actor: Actor, limit = 200): Promise<Waiting[]> {
  const all: Waiting[] = [];
  for (const def of engine.registry.all()) {
    const query = waitingSql(engine, def, actor);
    if (!query) continue;
    const { source } = query;
    const title = def.title.filter(
      (name) => source.has(name) && def.fields.some((field) => field.name === name && field.type !== 'relation'),
    );
    const columns = [
      sql`w.document_id AS document_id`,
      sql`${source.at('state')} AS state`,
      sql`${source.at('rev')} AS rev`,
      sql`${source.at('slaDueAt')} AS due_at`,
      sql`${source.has('number') ? source.at('number') : raw('NULL')} AS number`,
      sql`COALESCE(${enteredLast(def, source)}, 0) AS since`,
      sql`${source.at('formVersion')} AS form_version`,
      ...title.map((name, index) => sql`${source.at(name)} AS ${raw(`t${index}`)}`),
    ];
    const due = source.at('slaDueAt');
    const text = sql`SELECT ${join(columns, ', ')} FROM ${query.from} WHERE ${query.where} ORDER BY CASE WHEN ${due} IS NULL THEN 1 ELSE 0 END, ${due}, w.id LIMIT ${limit}`;
    const rows = await engine.read.all(text.text, text.params);
    const turns = await turnsOf(
      engine,
      def,
      actor,
      rows.map((row) => String(row.document_id)),
    );
    for (const row of rows) {
      const flow = withFlowOf(engine.registry, def, row.form_version);
      all.push(itemOf(flow, row, waitingActions(flow, actor, String(row.state), turns.get(String(row.document_id)) ?? []), title.length));
    }
  }
  return all
    .sort((a, b) => (a.dueAt ?? '9999').localeCompare(b.dueAt ?? '9999') || (a.since ?? '').localeCompare(b.since ?? ''))
    .slice(0, limit);
}

/** How many records wait, by form: one count a form. */
export async function countWaiting(engine: Engine, actor: Actor): Promise<{ total: number; byForm: Record<string, number> }> {
  const byForm: Record<string, number> = {};
  let total = 0;
  for (const def of engine.registry.all()) {
    const query = waitingSql(engine, def, actor);
    if (!query) continue;
    const text = sql`SELECT COUNT(*) AS n FROM ${query.from} WHERE ${query.where}`;
    const [row] = await engine.read.all(text.text, text.params);
    const n = Number(row?.n ?? 0);
    if (n > 0) byForm[def.key] = n;
    total += n;
  }
  return { total, byForm };
}

function enteredLast(def: FormDefinition, source: Source): Sql {
  return sql`(SELECT MAX(st.at) FROM td_state_times st WHERE st.form = ${def.key} AND st.document_id = ${source.documentId} AND st.state = ${source.at('state')})`;
}

/** What waits in the record's state: steps of the caller's role, and the yes and no of the decisions in which it is their turn. */
function waitingActions(flow: FormDefinition, actor: Actor, state: string, turns: string[]): string[] {
  const deciding = flow.transitions.filter((step) => step.approval && step.from.includes(state) && turns.includes(step.action));
  const votes = deciding.flatMap((step) => [step.action, ...(step.approval?.onReject ? [step.approval.onReject.action] : [])]);
  const single = own(flow, actor).filter((step) => step.from.includes(state) && !belongsToApproval(flow, step));
  return [...new Set([...votes, ...single.map((step) => step.action)])];
}

function itemOf(def: FormDefinition, row: Record<string, unknown>, actions: string[], titles: number): Waiting {
  const state = String(row.state);
  const since = Number(row.since ?? 0);
  const title = Array.from({ length: titles }, (_, index) => row[`t${index}`])
    .filter((part) => part !== null && part !== '')
    .join(' · ');
  return {
    form: def.key,
    documentId: String(row.document_id),
    number: row.number === null ? null : String(row.number),
    title: title || String(row.number ?? ''),
    state,
    actions,
    dueAt:
      row.due_at === null
        ? null
        : new Date(
            row.due_at instanceof Date ? row.due_at : typeof row.due_at === 'number' ? row.due_at : String(row.due_at),
          ).toISOString(),
    since: since > 0 ? new Date(since).toISOString() : null,
    rev: Number(row.rev),
  };
}
