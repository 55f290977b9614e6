import type { Actor } from '../access/actor';
import { findPerson } from '../access/identify';
import { fieldRight, mayReveal } from '../access/rights';
import { writeAudit } from '../documents/audit';
import { once } from '../documents/idempotency';
import { ownTable } from '../database/own-tables';
import type { LoadedRecord } from '../documents/load';
import { isVisible } from '../documents/row-check';
import { inTransaction, type Tx } from '../documents/tx';
import { requireRecord } from '../documents/update';
import { siteIdOf } from '../documents/create';
import { sendEvent, sendMessage } from '../documents/outbox';
import type { Engine } from '../engine';
import { AppError, forbidden, notFound } from '../http/errors';
import type { Ctx, Route } from '../http/route';
import { getRecord } from '../reads/one';
import { formOf, inputOf, requestOf } from '../records/routes';
import { hasBadCharacters } from '../../config/definition/normalize-value';
import type { FormDefinition } from '../../config/definition/types';

type Row = Record<string, unknown>;

/** What happened to a record, what people say about it, and what of it was looked at or printed. */
export function routes(engine: Engine): Route[] {
  const at = (
    method: 'GET' | 'POST',
    path: string,
    handler: (ctx: Ctx, actor: Actor, def: FormDefinition, id: string) => Promise<unknown>,
  ): Route => ({
    method,
    path: `/:plural/:documentId/${path}`,
    handler: async (ctx, actor) => handler(ctx, actor, formOf(engine, ctx), ctx.params.documentId ?? ''),
  });
  return [
    at('GET', 'history', async (_ctx, actor, def, id) => historyOf(engine, def, id, actor)),
    at('GET', 'comments', async (_ctx, actor, def, id) => commentsOf(engine, def, id, actor)),
    at('POST', 'comments', async (ctx, actor, def, id) =>
      once(engine, actor, requestOf(ctx), () => comment(engine, def, id, inputOf(ctx), actor)),
    ),
    // A revealed value is asked for anew each time: remembered answers would keep it in clear.
    at('POST', 'reveal', async (ctx, actor, def, id) => reveal(engine, def, id, inputOf(ctx), actor)),
    at('POST', 'prints', async (ctx, actor, def, id) =>
      once(engine, actor, requestOf(ctx), () => logPrint(engine, def, id, inputOf(ctx), actor)),
    ),
  ];
}

/** Audit rows, newest first, cut to the fields that the caller sees; a masked field is told as changed, without its values. */
async function historyOf(engine: Engine, def: FormDefinition, documentId: string, actor: Actor): Promise<Row[]> {
  if (!(await getRecord(engine, def, documentId, actor))) throw notFound();
  const rows = await engine.read.all('SELECT * FROM td_audit WHERE form = ? AND document_id = ? ORDER BY id DESC LIMIT 500', [
    def.key,
    documentId,
  ]);
  const purged = await purgedOf(engine, def.key);
  return rows.map((row) => entryOf(engine, def, actor, row, purged));
}

/** When the values of a field were last removed for good: of what was changed before that the history only says so. */
async function purgedOf(engine: Engine, form: string): Promise<ReadonlyMap<string, number>> {
  const rows = await engine.read.all(
    `SELECT field, MAX(settled_at) AS at FROM td_purges WHERE form = ? AND status = 'done' GROUP BY field`,
    [form],
  );
  return new Map(rows.map((row) => [String(row.field), Number(row.at)]));
}

function entryOf(engine: Engine, def: FormDefinition, actor: Actor, row: Row, purged: ReadonlyMap<string, number>): Row {
  const changes = JSON.parse(String(row.changes)) as Row[];
  const [action, act] = String(row.action ?? '').split(':');
  return {
    id: Number(row.id),
    at: new Date(Number(row.at)).toISOString(),
    event: row.event,
    action: row.action === null ? null : action,
    // Beside yes and no in a decision of several: handed over, sent back, taken back.
    approval: act === undefined ? null : (changes.find((change) => change.field === '@approval')?.after ?? { act }),
    from: row.from_state,
    to: row.to_state,
    comment: row.comment,
    changes: visibleChanges(def, actor, changes, (field) => (purged.get(field) ?? 0) >= Number(row.at)),
    actor: { name: row.actor_name, role: roleWords(engine, String(row.actor_role)), employee: row.employee },
    onBehalfOf: row.on_behalf_of,
    rev: Number(row.rev),
  };
}

function visibleChanges(def: FormDefinition, actor: Actor, changes: Row[], isPurged: (field: string) => boolean): Row[] {
  return changes.flatMap((change): Row[] => {
    const field = def.fields.find((candidate) => candidate.name === change.field);
    // A field that a later version no longer has was visible to whoever saw the record then; rights are asked of what is known now.
    if (!field) return [];
    const right = fieldRight(actor, def, field);
    if (!right.visible) return [];
    if (isPurged(field.name)) return [{ field: field.name, before: null, after: null, purged: true }];
    return [right.masked ? { field: field.name, before: '***', after: '***' } : { ...change, ...rowsCut(def, actor, field.name, change) }];
  });
}

/** Child rows in a change lose the columns that the caller does not see. */
function rowsCut(def: FormDefinition, actor: Actor, name: string, change: Row): Row {
  const field = def.fields.find((candidate) => candidate.name === name);
  if (field?.type !== 'json-rows') return {};
  const columns = (field.columns ?? []).filter(
    (column) => fieldRight(actor, def, column, field).visible && !fieldRight(actor, def, column, field).masked,
  );
  const cut = (value: unknown): unknown =>
    Array.isArray(value)
      ? (value as Row[]).map((row) => Object.fromEntries(columns.map((column) => [column.name, row[column.name] ?? null])))
      : value;
  return { before: cut(change.before), after: cut(change.after) };
}

function roleWords(engine: Engine, key: string): { zh: string; en: string } {
  const role = engine.roles.roles.get(key);
  return role ? { zh: role.zh, en: role.en } : { zh: key, en: key };
}

async function commentsOf(engine: Engine, def: FormDefinition, documentId: string, actor: Actor): Promise<Row[]> {
  if (!(await getRecord(engine, def, documentId, actor))) throw notFound();
  const rows = await engine.read.all('SELECT * FROM td_comments WHERE form = ? AND document_id = ? ORDER BY id', [def.key, documentId]);
  return rows.map(commentView);
}

const commentView = (row: Row): Row => ({
  id: Number(row.id),
  text: row.text,
  mentions: JSON.parse(String(row.mentions)) as string[],
  at: new Date(Number(row.at)).toISOString(),
  name: row.actor_name,
  employee: row.employee,
});

const MOST_TEXT = 2000;
const MOST_MENTIONS = 20;

/** A comment; whom it names is told. Everybody who sees the record may write one. */
async function comment(engine: Engine, def: FormDefinition, documentId: string, input: Row, actor: Actor): Promise<Row> {
  const text = typeof input.text === 'string' ? input.text.trim() : '';
  const named = Array.isArray(input.mentions)
    ? input.mentions.filter((id): id is string => typeof id === 'string').slice(0, MOST_MENTIONS)
    : [];
  if (text === '') throw new AppError(400, 'invalid', { violations: [{ path: ['text'], code: 'required' }] });
  if (text.length > MOST_TEXT)
    throw new AppError(400, 'invalid', { violations: [{ path: ['text'], code: 'too_long', params: { max: MOST_TEXT } }] });
  if (hasBadCharacters(text)) throw new AppError(400, 'invalid', { violations: [{ path: ['text'], code: 'bad_characters' }] });
  return inTransaction(engine, actor, async (tx) => {
    const record = await requireRecord(tx, def, documentId);
    const siteId = siteIdOf(def, record, record.id);
    const mentions = await whoSees(tx, def, record, named);
    const row = {
      site_id: siteId,
      form: def.key,
      document_id: documentId,
      text,
      mentions: JSON.stringify(mentions),
      user_id: actor.userId,
      employee: actor.employee,
      actor_name: actor.name,
      at: tx.now.getTime(),
    };
    const [inserted] = (await ownTable(engine, 'td_comments', tx.trx).insert(row).returning('id')) as ({ id: number } | number)[];
    const auditId = await writeAudit(tx, def.key, documentId, { event: 'comment', comment: text, changes: [], rev: record.rev, siteId });
    await sendEvent(tx, def.key, documentId, 'comment', siteId, auditId);
    if (mentions.length > 0) {
      const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
      const number = typeof record.number === 'string' ? `${record.number} ` : '';
      await sendMessage(tx, def, { documentId, siteId }, auditId, {
        employees: mentions,
        zh: `${actor.name}在${def.zh} ${number}中提到您:${short}`,
        en: `${actor.name} mentioned you on ${def.en} ${number}: ${short}`,
      });
    }
    return commentView({ ...row, id: typeof inserted === 'object' ? inserted.id : inserted });
  });
}

/** Of the people named those who see the record: what is said of it is not carried to anybody else. */
async function whoSees(tx: Tx, def: FormDefinition, record: LoadedRecord, named: string[]): Promise<string[]> {
  const seeing: string[] = [];
  for (const employee of new Set(named)) {
    const person = await findPerson(tx.engine, employee);
    if (person && (await isVisible({ ...tx, actor: person }, def, record))) seeing.push(employee);
  }
  return seeing;
}

/** One masked value in full, with a reason, audited before it is answered. */
async function reveal(engine: Engine, def: FormDefinition, documentId: string, input: Row, actor: Actor): Promise<{ value: unknown }> {
  const field = def.fields.find((candidate) => candidate.name === input.field);
  const reason = typeof input.reason === 'string' ? input.reason.trim() : '';
  const violations = [
    ...(field ? [] : [{ path: ['field'], code: 'unknown_field' }]),
    ...(reason === ''
      ? [{ path: ['reason'], code: 'required' }]
      : reason.length > 500
        ? [{ path: ['reason'], code: 'too_long', params: { max: 500 } }]
        : hasBadCharacters(reason)
          ? [{ path: ['reason'], code: 'bad_characters' }]
          : []),
  ];
  if (violations.length > 0 || !field) throw new AppError(400, 'invalid', { violations });
  return inTransaction(engine, actor, async (tx) => {
    const record = await requireRecord(tx, def, documentId);
    if (!mayReveal(actor, def, field)) throw forbidden({ form: def.key, action: 'reveal' });
    await writeAudit(tx, def.key, documentId, {
      event: 'reveal',
      action: field.name,
      comment: reason,
      changes: [],
      rev: record.rev,
      siteId: siteIdOf(def, record, record.id),
    });
    return { value: record[field.name] ?? null };
  });
}

async function logPrint(engine: Engine, def: FormDefinition, documentId: string, input: Row, actor: Actor): Promise<Row> {
  const paper = (def.papers ?? []).find((candidate) => candidate.key === input.paper)?.key ?? 'generic';
  const copies = Number.isInteger(input.copies) && Number(input.copies) > 0 && Number(input.copies) <= 99 ? Number(input.copies) : 1;
  return inTransaction(engine, actor, async (tx) => {
    const record = await requireRecord(tx, def, documentId);
    await ownTable(engine, 'td_prints', tx.trx).insert({
      form: def.key,
      document_id: documentId,
      paper,
      copies,
      form_version: Number(record.formVersion ?? def.version ?? 1),
      user_id: actor.userId,
      actor_name: actor.name,
      at: tx.now.getTime(),
    });
    await writeAudit(tx, def.key, documentId, {
      event: 'print',
      action: paper,
      changes: [],
      rev: record.rev,
      siteId: siteIdOf(def, record, record.id),
    });
    return {};
  });
}
