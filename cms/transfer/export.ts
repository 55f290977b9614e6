import { Readable } from 'node:stream';
import writeXlsx from 'write-excel-file/node';
import { can, fieldAccess } from '../access/rights';
import type { Actor } from '../access/actor';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import type { Engine } from '../engine';
import { AppError, forbidden } from '../http/errors';
import type { Ctx } from '../http/route';
import { withRecordsBehind } from '../kpis/behind';
import { parseListQuery } from '../reads/query';
import { listRecords } from '../reads/list';
import { cellOf, csvLine, neutral } from './cells';
import { importTable } from './store';

type Row = Record<string, unknown>;

/** A workbook is built in memory; longer lists are exported as CSV, which streams. */
const MOST_XLSX_ROWS = 50_000;
const PAGE = 200;

/** Writes what the caller's list shows: same filters, columns, rows and masks, because it asks the list itself, page by page. */
export async function exportList(engine: Engine, def: FormDefinition, ctx: Ctx, actor: Actor): Promise<unknown> {
  if (!can(actor, def, 'export')) throw forbidden({ form: def.key, action: 'export' });
  const format = ctx.query.format === 'csv' ? 'csv' : 'xlsx';
  const fields = columnsOf(def, actor, ctx.query.columns);
  const rows = await begun(pages(engine, def, ctx.query, actor));
  const name = encodeURIComponent(`${def.zh}-${new Date(engine.clock().getTime() + 8 * 3_600_000).toISOString().slice(0, 10)}.${format}`);
  ctx.set('Content-Disposition', `attachment; filename="export.${format}"; filename*=UTF-8''${name}`);
  ctx.set('Cache-Control', 'no-store');
  await audit(engine, def, ctx, actor, fields, format);
  if (format === 'csv') {
    ctx.type = 'text/csv; charset=utf-8';
    ctx.body = Readable.from(csv(rows, fields, def, actor.lang));
    return undefined;
  }
  ctx.type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  ctx.body = await workbook(rows, fields, def, actor.lang);
  return undefined;
}

/** The pages with the first record fetched: a question that is refused must be answered before the file has begun. */
async function begun(rows: AsyncGenerator<Row>): Promise<AsyncGenerator<Row>> {
  const first = await rows.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* rows;
  })();
}

/** Columns asked for, else those of the list that the caller sees. One that is hidden from the caller cannot be asked for. */
function columnsOf(def: FormDefinition, actor: Actor, asked: unknown): FieldDefinition[] {
  const names = typeof asked === 'string' && asked !== '' ? asked.split(',').map((name) => name.trim()) : null;
  const seen = (name: string): FieldDefinition | undefined =>
    def.fields.find((field) => field.name === name && fieldAccess(actor, def, field) !== 'hidden');
  const unknown = (names ?? []).filter((name) => !seen(name));
  if (unknown.length > 0) throw new AppError(400, 'unknown_column', { params: { columns: unknown.join(', ') } });
  return (names ?? def.list.columns).flatMap((name) => seen(name) ?? []);
}

async function* pages(engine: Engine, def: FormDefinition, query: Row, actor: Actor): AsyncGenerator<Row> {
  const { format: _format, columns: _columns, pagination: _pagination, ...rest } = query;
  let filters: unknown;
  for (let page = 1; ; page += 1) {
    const list = parseListQuery(def, { ...rest, pagination: { page: String(page), pageSize: String(PAGE), withCount: 'false' } });
    if (page === 1) filters = await withRecordsBehind(engine, def, actor, list.filters);
    const { data } = await listRecords(engine, def, { ...list, filters }, actor);
    for (const record of data) yield record as unknown as Row;
    if (data.length < PAGE) return;
  }
}

async function* csv(rows: AsyncGenerator<Row>, fields: FieldDefinition[], def: FormDefinition, lang: 'zh' | 'en'): AsyncGenerator<string> {
  // Excel in Chinese reads UTF-8 only with the mark in front.
  yield `\uFEFF${csvLine(fields.map((field) => neutral(field[lang])))}`;
  for await (const row of rows) yield csvLine(fields.map((field) => shownCell(def, field, row, lang)));
}

/** The state has its words in the definition, everything else in its field. */
function shownCell(def: FormDefinition, field: FieldDefinition, row: Row, lang: 'zh' | 'en'): string | number | null {
  const state = field.name === 'state' ? def.states.find((candidate) => candidate.value === row.state) : undefined;
  return state ? neutral(state[lang]) : cellOf(field, row[field.name], lang);
}

async function workbook(rows: AsyncGenerator<Row>, fields: FieldDefinition[], def: FormDefinition, lang: 'zh' | 'en'): Promise<Buffer> {
  const sheet: { value: string | number; fontWeight?: 'bold' }[][] = [
    fields.map((field) => ({ value: neutral(field[lang]), fontWeight: 'bold' as const })),
  ];
  for await (const row of rows) {
    if (sheet.length > MOST_XLSX_ROWS) throw new AppError(400, 'export_too_long', { params: { limit: MOST_XLSX_ROWS } });
    sheet.push(fields.map((field) => ({ value: shownCell(def, field, row, lang) ?? '' })));
  }
  return writeXlsx(sheet, { sheet: def[lang].replace(/[\\/?*[\]:]/g, ' ').slice(0, 31), stickyRowsCount: 1 }).toBuffer();
}

/** An export leaves the house: who took which columns of which list is kept. */
async function audit(
  engine: Engine,
  def: FormDefinition,
  ctx: Ctx,
  actor: Actor,
  fields: FieldDefinition[],
  format: string,
): Promise<void> {
  await importTable(engine, 'td_exports').insert({
    form: def.key,
    format,
    columns: fields.map((field) => field.name).join(','),
    query: ctx.querystring.slice(0, 4000),
    user_id: actor.userId,
    actor_name: actor.name,
    at: engine.clock().getTime(),
  });
}
