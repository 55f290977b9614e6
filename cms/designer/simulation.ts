import { expand } from '../../config/definition/expand';
import { resolveLists } from '../../config/definition/lists';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import type { SimulationContext } from '../../config/simulation/context';
import { EMPTY_REPORT, withCase, type SimulationReport } from '../../config/simulation/report';
import { simulateCase } from '../../config/simulation/simulate';
import type { CaseTrail, TrailEntry } from '../../config/simulation/trail';
import { NOBODY, type Actor } from '../access/actor';
import { findPerson } from '../access/identify';
import { mayPerform } from '../access/transitions';
import { findTarget, loadWhere, type LoadedRecord } from '../documents/load';
import { isVisible } from '../documents/row-check';
import { from, inTransaction, type Tx } from '../documents/tx';
import type { Engine } from '../engine';
import { AppError, invalid } from '../http/errors';
import { readDraft } from './drafts';

type Row = Record<string, unknown>;

/** One part of a simulation: what was found in these cases, and where the next part begins. */
export interface SimulationPart extends SimulationReport {
  days: number;
  since: string;
  /** Cases that moved in that time; told with the first part. */
  total: number | null;
  /** Give it back as `after`; null = all cases have been looked at. */
  next: string | null;
}

export const USUAL_DAYS = 90;
const MOST_DAYS = 731;
/** Cases in one answer; the screen asks for the next part and shows how far it is. */
const PART = 60;
/** Cases in one transaction: SQLite has one connection, and staff are saving meanwhile. */
const CHUNK = 5;
/** Audit rows of one case; a longer story is told by its newest rows. */
const MOST_ENTRIES = 500;

/** What the draft's flow would have made of the cases of the last days. Reads only. */
export async function simulateDraft(engine: Engine, key: string, query: Row, actor: Actor): Promise<SimulationPart> {
  const days = daysOf(query.days);
  const draft = await readDraft(engine, key);
  if (query.revision !== undefined && Number(query.revision) !== draft.revision)
    throw new AppError(409, 'stale_draft', { params: { revision: draft.revision, by: draft.by ?? '' } });
  const now = engine.clock();
  const since = new Date(now.getTime() - days * 86_400_000);
  const present = engine.registry.get(key);
  // A form that is a draft only has no past.
  if (!present) return { ...EMPTY_REPORT, days, since: since.toISOString(), total: 0, next: null };
  const after = expand(resolveLists(draft.definition, engine.checks.enums));
  const cursor = typeof query.after === 'string' ? query.after : '';
  const ids = await movedSince(engine, key, since.getTime(), cursor);
  const context = contextOf(engine, now);
  let report: SimulationReport = EMPTY_REPORT;
  for (let start = 0; start < ids.length; start += CHUNK) {
    await inTransaction(engine, actor, async (opened) => {
      const tx: Tx = { ...opened, asking: true, known: new Map<string, unknown>() };
      for (const documentId of ids.slice(start, start + CHUNK)) {
        const [record] = await loadWhere(tx, present, { document_id: documentId }, 1);
        if (!record) continue;
        const trail = await trailOf(tx, present, record);
        const found = simulateCase(present, after, trail, since.toISOString(), context);
        const named = found.findings.length > 0 && (await isVisible(tx, present, record));
        report = withCase(report, found, named ? { documentId, number: trail.number } : null);
      }
    });
  }
  return {
    ...report,
    days,
    since: since.toISOString(),
    total: cursor === '' ? await countMoved(engine, key, since.getTime()) : null,
    next: ids.length === PART ? (ids.at(-1) ?? null) : null,
  };
}

function daysOf(given: unknown): number {
  if (given === undefined || given === '') return USUAL_DAYS;
  const days = Number(given);
  if (!Number.isInteger(days)) throw invalid([{ path: ['days'], code: 'not_an_integer', params: { value: String(given) } }]);
  if (days < 1) throw invalid([{ path: ['days'], code: 'too_small', params: { min: 1 } }]);
  if (days > MOST_DAYS) throw invalid([{ path: ['days'], code: 'too_large', params: { max: MOST_DAYS } }]);
  return days;
}

const contextOf = (engine: Engine, now: Date): SimulationContext => ({
  now: now.toISOString(),
  settings: engine.settings.values(),
  calendar: engine.settings.calendar(),
  mayPerform: (role, head, transition) => mayPerform({ ...NOBODY, roles: [role], head }, {} as FormDefinition, transition),
});

const MOVED = `form = ? AND event IN ('create', 'action') AND at >= ?`;

async function movedSince(engine: Engine, key: string, since: number, after: string): Promise<string[]> {
  const rows = await engine.read.all(
    `SELECT DISTINCT document_id FROM td_audit WHERE ${MOVED} AND document_id > ? ORDER BY document_id LIMIT ${PART}`,
    [key, since, after],
  );
  return rows.map((row) => String(row.document_id));
}

async function countMoved(engine: Engine, key: string, since: number): Promise<number> {
  const [row] = await engine.read.all(`SELECT COUNT(DISTINCT document_id) AS n FROM td_audit WHERE ${MOVED}`, [key, since]);
  return Number(row?.n ?? 0);
}

interface AuditRow {
  at: number | string;
  event: string;
  action: string | null;
  from_state: string | null;
  to_state: string | null;
  comment: string | null;
  changes: string;
  actor_kind: string;
  actor_role: string;
  employee: string | null;
  on_behalf_of: string | null;
}

/** Events that change a record or move it; looking at it and talking of it do not. */
const TELLING = ['create', 'imported', 'update', 'action', 'undo', 'archive', 'restore'];

async function trailOf(tx: Tx, def: FormDefinition, record: LoadedRecord): Promise<CaseTrail> {
  const rows = (await from(tx, 'td_audit')
    .where({ form: def.key, document_id: record.documentId })
    .whereIn('event', TELLING)
    .orderBy('id', 'desc')
    .limit(MOST_ENTRIES)) as AuditRow[];
  const entries: TrailEntry[] = [];
  for (const row of rows.reverse()) entries.push(await entryOf(tx, def, row));
  return {
    documentId: record.documentId,
    number: typeof record.number === 'string' ? record.number : null,
    record,
    entries,
  };
}

async function entryOf(tx: Tx, def: FormDefinition, row: AuditRow): Promise<TrailEntry> {
  const changes: TrailEntry['changes'] = [];
  for (const { field: name, before, after } of JSON.parse(row.changes) as TrailEntry['changes']) {
    const field = def.fields.find((candidate) => candidate.name === name);
    changes.push({ field: name, before: await asRecords(tx, field, before), after: await asRecords(tx, field, after) });
  }
  const person = row.employee === null ? null : await personOnce(tx, row.employee);
  return {
    at: new Date(Number(row.at)).toISOString(),
    event: row.event,
    action: row.action,
    from: row.from_state,
    to: row.to_state,
    comment: row.comment,
    changes,
    actor: {
      kind: row.actor_kind,
      employee: row.employee,
      role: row.actor_role,
      head: person?.head ?? false,
      department: person?.department ?? null,
      onBehalf: row.on_behalf_of !== null,
    },
  };
}

async function personOnce(tx: Tx, employee: string): Promise<Actor | null> {
  const key = `#person/${employee}`;
  if (!tx.known?.has(key)) tx.known?.set(key, await findPerson(tx.engine, employee));
  return (tx.known?.get(key) ?? null) as Actor | null;
}

/** The trail keeps related records by id and label; conditions ask them for more. One that is gone stays as it was written down. */
async function asRecords(tx: Tx, field: FieldDefinition | undefined, value: unknown): Promise<unknown> {
  if (!field || value === null || value === undefined) return value ?? null;
  if (field.type === 'relation')
    return Array.isArray(value) ? Promise.all(value.map((one) => target(tx, field, one))) : target(tx, field, value);
  const relations = (field.columns ?? []).filter((column) => column.type === 'relation');
  if (field.type !== 'json-rows' || relations.length === 0 || !Array.isArray(value)) return value;
  const rows: Row[] = [];
  for (const row of value as Row[]) {
    const next = { ...row };
    for (const column of relations) next[column.name] = await target(tx, column, row[column.name] ?? null);
    rows.push(next);
  }
  return rows;
}

async function target(tx: Tx, field: FieldDefinition, value: unknown): Promise<unknown> {
  const documentId = typeof value === 'string' ? value : (value as { documentId?: unknown } | null)?.documentId;
  return (await findTarget(tx, field.target ?? '', documentId, 2)) ?? value;
}
