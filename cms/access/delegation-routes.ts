import type { Actor } from './actor';
import { ownTable } from '../database/own-tables';
import { writeAudit } from '../documents/audit';
import { findTarget } from '../documents/load';
import { sendEvent } from '../documents/outbox';
import { inTransaction } from '../documents/tx';
import type { Engine } from '../engine';
import { AppError, notFound } from '../http/errors';
import type { Route } from '../http/route';
import { dayOf } from './delegations';

type Row = Record<string, unknown>;

/** Longest absence that one entry covers, in days. */
const MOST_DAYS = 92;

/** An absent approver names a stand-in for dated days; only for oneself. The stand-in's decisions show both names. */
export function routes(engine: Engine): Route[] {
  return [
    { method: 'GET', path: '/delegations', handler: async (_ctx, actor) => list(engine, actor) },
    {
      method: 'POST',
      path: '/delegations',
      handler: async (ctx, actor) => {
        ctx.status = 201;
        return create(engine, actor, (ctx.request.body ?? {}) as Row);
      },
    },
    { method: 'POST', path: '/delegations/:id/end', handler: async (ctx, actor) => end(engine, actor, Number(ctx.params.id)) },
  ];
}

/** What the caller has handed over, and what was handed to the caller. */
async function list(engine: Engine, actor: Actor): Promise<Row[]> {
  if (!actor.employee) return [];
  const employee = engine.registry.table('employee');
  const name = `"${employee.columns.name?.column ?? 'name'}"`;
  const rows = await engine.read.all(
    `SELECT d.*, (SELECT ${name} FROM "${employee.table}" WHERE document_id = d.from_employee) AS from_name, (SELECT ${name} FROM "${employee.table}" WHERE document_id = d.to_employee) AS to_name
      FROM td_delegations d WHERE d.from_employee = ? OR d.to_employee = ? ORDER BY d.id DESC LIMIT 100`,
    [actor.employee, actor.employee],
  );
  return rows.map(viewOf);
}

const viewOf = (row: Row): Row => ({
  id: Number(row.id),
  from: { documentId: row.from_employee, name: row.from_name ?? null },
  to: { documentId: row.to_employee, name: row.to_name ?? null },
  fromDate: row.from_date,
  toDate: row.to_date,
  note: row.note ?? null,
  endedAt: row.ended_at === null || row.ended_at === undefined ? null : new Date(Number(row.ended_at)).toISOString(),
});

async function create(engine: Engine, actor: Actor, input: Row): Promise<Row> {
  const [fromDate, toDate, to] = [input.fromDate, input.toDate, input.to].map((value) => (typeof value === 'string' ? value : ''));
  const isDay = (day: string | undefined): day is string =>
    day !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`));
  const today = dayOf(engine.clock());
  const violations = [
    ...(isDay(fromDate) ? [] : [{ path: ['fromDate'], code: 'not_a_date' }]),
    ...(isDay(toDate) ? [] : [{ path: ['toDate'], code: 'not_a_date' }]),
    ...(isDay(fromDate) && isDay(toDate) && (toDate < fromDate || toDate < today)
      ? [{ path: ['toDate'], code: 'before_start', params: { from: fromDate, to: toDate } }]
      : []),
    ...(isDay(fromDate) && isDay(toDate) && Date.parse(toDate) - Date.parse(fromDate) > MOST_DAYS * 86_400_000
      ? [{ path: ['toDate'], code: 'too_large', params: { max: MOST_DAYS } }]
      : []),
    ...(to === actor.employee ? [{ path: ['to'], code: 'to_oneself' }] : []),
  ];
  if (!actor.employee) throw new AppError(422, 'no_employee');
  const from = actor.employee;
  return inTransaction(engine, actor, async (tx) => {
    const person = to ? await findTarget(tx, 'employee', to, 2) : null;
    if (!person || person.state === 'left' || !person.account)
      violations.push({ path: ['to'], code: 'relation_not_found', params: { target: 'employee' } } as never);
    if (violations.length > 0) throw new AppError(400, 'invalid', { violations });
    const row = {
      site_id: actor.siteIds[0] ?? null,
      from_employee: from,
      to_employee: to,
      from_date: fromDate,
      to_date: toDate,
      note: typeof input.note === 'string' ? input.note.slice(0, 500) : null,
      user_id: actor.userId,
      actor_name: actor.name,
      at: tx.now.getTime(),
    };
    const [inserted] = (await ownTable(engine, 'td_delegations', tx.trx).insert(row).returning('id')) as ({ id: number } | number)[];
    const id = Number(typeof inserted === 'object' ? inserted.id : inserted);
    const auditId = await writeAudit(tx, 'delegation', String(id), {
      event: 'create',
      comment: `${fromDate} – ${toDate}`,
      changes: [{ field: 'to', before: null, after: { documentId: to, label: String(person?.name ?? '') } }],
      rev: 1,
      siteId: row.site_id,
    });
    await sendEvent(tx, 'delegation', String(id), 'create', row.site_id, auditId);
    return viewOf({ ...row, id, from_name: actor.name, to_name: person?.name });
  });
}

async function end(engine: Engine, actor: Actor, id: number): Promise<Row> {
  return inTransaction(engine, actor, async (tx) => {
    const table = () => ownTable(engine, 'td_delegations', tx.trx);
    const row = (await table()
      .where({ id, from_employee: actor.employee ?? '' })
      .first()) as Row | undefined;
    if (!row) throw notFound();
    await table().where({ id }).update({ ended_at: tx.now.getTime() });
    const auditId = await writeAudit(tx, 'delegation', String(id), { event: 'update', action: 'end', changes: [], rev: 2, siteId: null });
    await sendEvent(tx, 'delegation', String(id), 'update', null, auditId);
    return viewOf({ ...row, ended_at: tx.now.getTime() });
  });
}
