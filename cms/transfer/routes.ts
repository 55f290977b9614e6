import { readFile } from 'node:fs/promises';
import { can } from '../access/rights';
import type { Actor } from '../access/actor';
import type { FormDefinition } from '../../config/definition/types';
import type { Engine } from '../engine';
import { AppError, forbidden, notFound } from '../http/errors';
import type { Ctx, Route } from '../http/route';
import { exportList } from './export';
import { importSheet } from './import-sheet';
import { bestMapping, formsOf, type Mapping } from './mapping';
import { checkMapping } from './mapping-shape';
import { markedCopy } from './marked-copy';
import { readSheet } from './read-file';
import { SheetError, type Sheet } from './sheet';
import { guessColumns, simpleMapping } from './simple-mapping';
import { allMappings, saveMapping } from './store';
import { undoBatch } from './undo-batch';

/** Sheets in and out. These paths stand before `/:plural/:documentId`. */
export function routes(engine: Engine): Route[] {
  return [
    { method: 'POST', path: '/:plural/import/preview', handler: async (ctx, actor) => preview(engine, ctx, actor) },
    { method: 'POST', path: '/:plural/import', handler: async (ctx, actor) => runImport(engine, ctx, actor) },
    { method: 'POST', path: '/:plural/import/undo/:batch', handler: async (ctx, actor) => undo(engine, ctx, actor) },
    { method: 'GET', path: '/:plural/export', handler: async (ctx, actor) => exportList(engine, formOf(engine, ctx), ctx, actor) },
    {
      method: 'GET',
      path: '/import-mappings',
      handler: async (_ctx, actor) => (await allMappings(engine)).filter((mapping) => mayUse(engine, mapping, actor)),
    },
    { method: 'POST', path: '/import-mappings', handler: async (ctx, actor) => save(engine, ctx, actor) },
  ];
}

function formOf(engine: Engine, ctx: Ctx): FormDefinition {
  const def = engine.registry.byPlural(ctx.params.plural ?? '');
  if (!def) throw notFound();
  return def;
}

function importable(engine: Engine, ctx: Ctx, actor: Actor): FormDefinition {
  const def = formOf(engine, ctx);
  if (!can(actor, def, 'import')) throw forbidden({ form: def.key, action: 'import' });
  return def;
}

const mayUse = (engine: Engine, mapping: Mapping, actor: Actor): boolean =>
  formsOf(mapping).every((form) => {
    const def = engine.registry.get(form);
    return def !== undefined && can(actor, def, 'import');
  });

async function undo(engine: Engine, ctx: Ctx, actor: Actor): Promise<unknown> {
  importable(engine, ctx, actor);
  const batch = Number(ctx.params.batch);
  if (!Number.isSafeInteger(batch) || batch <= 0) throw notFound();
  return undoBatch(engine, batch, actor);
}

async function preview(engine: Engine, ctx: Ctx, actor: Actor): Promise<unknown> {
  const def = importable(engine, ctx, actor);
  const { sheet, name } = await upload(ctx);
  const mapping = bestMapping(
    (await allMappings(engine)).filter((one) => one.targets.some((target) => target.form === def.key)),
    sheet.columns,
    name,
  );
  return {
    columns: sheet.columns,
    rows: sheet.rows
      .slice(0, 10)
      .map((row) => Object.fromEntries(sheet.columns.map((column, index) => [column, row.cells[index] ?? null]))),
    total: sheet.rows.length,
    guess: guessColumns(def, sheet.columns),
    mapping: mapping?.name ?? null,
    encoding: sheet.encoding,
    sheetNames: sheet.sheetNames,
    formulas: sheet.formulas.slice(0, 100),
  };
}

async function runImport(engine: Engine, ctx: Ctx, actor: Actor): Promise<unknown> {
  const def = importable(engine, ctx, actor);
  const dryRun = ctx.query.dryRun === 'true';
  const { sheet, name, bytes } = await upload(ctx);
  const mapping = await mappingOf(engine, def, ctx, sheet, name);
  const progress = (done: number, total: number): void => {
    if (!dryRun) engine.hub.publish({ form: def.key, documentId: '', event: `import ${done}/${total}`, siteId: actor.siteIds[0] ?? null });
  };
  const report = await importSheet({ engine, actor, mapping, sheet, file: name, bytes, dryRun, progress });
  const copy = report.errors.length > 0 ? await markedCopy(sheet, report.errors, actor.lang) : null;
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  // The copy travels with the answer: the rejected rows of one person's file are kept nowhere.
  return { ...report, markedCopy: copy ? `data:${type};base64,${copy.toString('base64')}` : null };
}

/** The mapping named, the columns given by the screen, or the one that knows these columns. */
async function mappingOf(engine: Engine, def: FormDefinition, ctx: Ctx, sheet: Sheet, file: string): Promise<Mapping> {
  const given = parseGiven((ctx.request.body as Record<string, unknown> | undefined)?.mapping);
  const all = await allMappings(engine);
  if (typeof given === 'string') {
    const found = all.find((mapping) => mapping.name === given);
    if (!found)
      throw new AppError(400, 'unknown_mapping', {
        params: { name: given },
        violations: [{ path: ['mapping'], code: 'unknown_mapping', params: { name: given } }],
      });
    return found;
  }
  if (isColumns(given)) return simpleMapping(def, given, (form) => titleField(engine, form));
  if (given !== null) throw new AppError(400, 'invalid', { violations: [{ path: ['mapping'], code: 'not_an_object' }] });
  const known = bestMapping(
    all.filter((mapping) => mapping.targets.some((target) => target.form === def.key)),
    sheet.columns,
    file,
  );
  return known ?? simpleMapping(def, guessColumns(def, sheet.columns), (form) => titleField(engine, form));
}

/** {column: field}, as the screen sends it. */
const isColumns = (given: unknown): given is Record<string, string> =>
  typeof given === 'object' && given !== null && !Array.isArray(given) && Object.values(given).every((field) => typeof field === 'string');

/** Records are named in sheets by their number, else by the first text of their title. */
function titleField(engine: Engine, form: string): string | null {
  const def = engine.registry.get(form);
  if (!def) return null;
  const text = def.title.find((name) => def.fields.some((field) => field.name === name && field.type === 'string'));
  return text ?? (def.numbering ? 'number' : null);
}

function parseGiven(value: unknown): unknown {
  if (typeof value !== 'string' || value === '') return value ?? null;
  try {
    return JSON.parse(value);
  } catch {
    return value; // A bare name.
  }
}

async function upload(ctx: Ctx): Promise<{ sheet: Sheet; name: string; bytes: Buffer }> {
  const entry = ctx.request.files?.file ?? ctx.request.files?.files;
  const file = (Array.isArray(entry) ? entry[0] : entry) as
    | { filepath?: string; path?: string; originalFilename?: string; name?: string }
    | undefined;
  const path = file?.filepath ?? file?.path;
  if (!path) throw new AppError(400, 'file_missing', { violations: [{ path: ['file'], code: 'required' }] });
  const bytes = await readFile(path);
  const body = ctx.request.body as Record<string, unknown> | undefined;
  try {
    const sheet = await readSheet(bytes, typeof body?.sheet === 'string' && body.sheet !== '' ? body.sheet : undefined);
    return { sheet, bytes, name: file?.originalFilename ?? file?.name ?? 'file' };
  } catch (error) {
    if (error instanceof SheetError)
      throw new AppError(400, error.code, {
        params: error.params,
        violations: [{ path: ['file'], code: error.code, params: error.params }],
      });
    throw error;
  }
}

async function save(engine: Engine, ctx: Ctx, actor: Actor): Promise<unknown> {
  const issues = checkMapping(ctx.request.body, (form) => engine.registry.get(form));
  if (issues.length > 0) {
    throw new AppError(400, 'invalid', {
      violations: issues.map(({ address, code, zh, en }) => ({ path: address.split('.'), code, message: { zh, en } })),
    });
  }
  const mapping = ctx.request.body as Mapping;
  if (!mayUse(engine, mapping, actor)) throw forbidden({ action: 'import' });
  const name = mapping.name.trim().slice(0, 120);
  await saveMapping(engine, { ...mapping, name }, actor);
  return { name };
}
