import type { Core } from '@strapi/strapi';
import createError from 'http-errors';
import type { Actor } from '../access/actor';
import { SYSTEM } from '../access/actor';
import type { Engine } from '../engine';
import { endSessions } from '../access/sessions';
import { errorBody } from '../http/error-body';
import { AppError } from '../http/errors';
import type { FieldDefinition } from '../../config/definition/types';
import { archiveRecord, createRecord, updateRecord } from './pipeline';

type Row = Record<string, unknown>;
interface DocumentContext {
  uid: string;
  action: string;
  params: { documentId?: string; data?: Row };
}

const USER = 'plugin::users-permissions.user';

/** Actions of the document service that change something. Others read. */
const WRITES = new Set(['create', 'update', 'delete', 'clone', 'publish', 'unpublish', 'discardDraft']);

/**
 * Strapi's document service leads into the pipeline: whatever writes a form through it (the admin panel single or in bulk, a plugin,
 * a script) obeys the same rights, rules, numbers and audit. Strapi's own write is never called for a form.
 */
export function documentsMiddleware(engine: Engine): Parameters<Core.Strapi['documents']['use']>[0] {
  return async (context, next) => {
    const { uid, action, params } = context as unknown as DocumentContext;
    if (uid === USER && action === 'update') return endAfter(engine, params, async () => next());
    const owner = WRITES.has(action) ? engine.registry.formOfUid(uid) : undefined;
    if (!owner) return next();
    return inWords(() => write(engine, uid, owner, action, params));
  };
}

async function write(
  engine: Engine,
  uid: string,
  owner: { form: string; rowsField?: string },
  action: string,
  params: DocumentContext['params'],
): Promise<never> {
  if (owner.rowsField) throw new AppError(403, 'rows_belong_to_parent', { params: { form: owner.form } });
  const actor = callerOf(engine);
  if (action === 'create') {
    const made = await createRecord(engine, owner.form, clean(engine, owner.form, params.data, true), actor, { unread: true });
    return answer(engine, uid, made.documentId);
  }
  if (action === 'update') {
    const current = await engine.strapi.db
      .query(uid as never)
      .findOne({ where: { documentId: params.documentId }, select: ['rev'] as never });
    // Scripts that know no revision write what is newest; the admin panel sends the one it has read.
    const rev = params.data?.rev ?? Number((current as { rev?: unknown } | null)?.rev);
    const saved = await updateRecord(
      engine,
      owner.form,
      params.documentId ?? '',
      { ...clean(engine, owner.form, params.data), rev: Number(rev) },
      actor,
    );
    return answer(engine, uid, saved.documentId);
  }
  if (action === 'delete') {
    await archiveRecord(engine, owner.form, params.documentId ?? '', {}, actor);
    return { documentId: params.documentId ?? '', entries: [await answer(engine, uid, params.documentId ?? '')] } as never;
  }
  throw new AppError(403, 'forbidden', { params: { action } });
}

/** A refusal as Strapi's panel shows it: its words on top, what is wrong with a field beside the field. */
async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { status, body } = errorBody(error, 'zh');
    const { name, message, details } = body.error;
    const errors = (details.violations as { path: (string | number)[]; message: string }[]).map(({ path, message: words }) => ({
      path: path.map(String),
      message: words,
      name,
    }));
    throw createError(status, message, { name, details: { errors } });
  }
}

/** A password that is set in the panel ends the logins of its person, as one that is set anywhere else. */
async function endAfter<T>(engine: Engine, { documentId, data }: DocumentContext['params'], next: () => Promise<T>): Promise<T> {
  const result = await next();
  const hasPassword = typeof data?.password === 'string' && data.password !== '';
  const user = hasPassword
    ? ((await engine.strapi.db.query(USER).findOne({ where: { documentId }, select: ['id'] })) as { id: number } | null)
    : null;
  if (user) await endSessions(engine, user.id);
  return result;
}

/** An admin of Strapi acts as `administrator`; code without a request is the system. */
function callerOf(engine: Engine): Actor {
  const state = engine.strapi.requestContext.get()?.state as { auth?: { strategy?: { name?: string } }; user?: Row } | undefined;
  if (state?.auth?.strategy?.name !== 'admin') return SYSTEM;
  const user = state.user ?? {};
  const name = [user.firstname, user.lastname].filter(Boolean).join(' ') || String(user.email ?? 'admin');
  return { ...SYSTEM, kind: 'admin', name, roles: ['administrator'], siteIds: engine.settings.allSites() };
}

/** Strapi's own attributes of a document are not fields of the form. */
const OWN = new Set([
  'id',
  'documentId',
  'createdAt',
  'updatedAt',
  'publishedAt',
  'createdBy',
  'updatedBy',
  'locale',
  'localizations',
  'status',
]);

/**
 * The panel sends its whole form: whole numbers as text, untouched relations as changes that say nothing, and nothing (null) for what the
 * product will fill. None of that asks for anything.
 */
function clean(engine: Engine, form: string, data: Row = {}, isNew = false): Row {
  const fields = new Map(engine.registry.get(form)?.fields.map((field) => [field.name, field]));
  const asked = Object.entries(data).filter(
    ([name, value]) => !OWN.has(name) && !isNoChange(value) && !(isNew && fields.get(name)?.computed && value === null),
  );
  return Object.fromEntries(
    asked.map(([name, value]) => [
      name,
      isWhole(fields.get(name)) && typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value,
    ]),
  );
}

const isWhole = (field: FieldDefinition | undefined): boolean => field?.type === 'integer' || field?.type === 'money';

function isNoChange(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length > 0 &&
    entries.every(([key, part]) => (key === 'connect' || key === 'disconnect') && Array.isArray(part) && part.length === 0)
  );
}

async function answer(engine: Engine, uid: string, documentId: string): Promise<never> {
  // Strapi types a document by its content type, which ours are not known to it by.
  return (await engine.strapi.db.query(uid as never).findOne({ where: { documentId } })) as never;
}
