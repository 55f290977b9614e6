import type { Actor } from '../access/actor';
import { ownTable } from '../database/own-tables';
import type { Engine } from '../engine';
import { AppError } from '../http/errors';

type Language = Actor['lang'];

const LANGUAGES: readonly unknown[] = ['zh', 'en'] satisfies Language[];
const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value);

/** The language that the person has chosen, on whatever computer; null while none was. */
export async function keptLanguage(engine: Engine, userId: number | null): Promise<Language | null> {
  if (userId === null) return null;
  const row = (await ownTable(engine, 'td_preferences').where({ user_id: userId }).first('lang')) as { lang: unknown } | undefined;
  return isLanguage(row?.lang) ? row.lang : null;
}

/** Keeps the caller's language, so that the next browser speaks it too. */
export async function keepPreferences(engine: Engine, actor: Actor, body: unknown): Promise<{ lang: Language }> {
  const input = asObject(body);
  const violations = [
    ...Object.keys(input)
      .filter((name) => name !== 'lang')
      .map((field) => ({ path: [field], code: 'not_writable' })),
    ...languageProblems(input.lang),
  ];
  if (violations.length > 0 || !isLanguage(input.lang)) throw new AppError(400, 'invalid', { violations });
  const row = { user_id: actor.userId, lang: input.lang, at: engine.clock().getTime() };
  await ownTable(engine, 'td_preferences').insert(row).onConflict(['user_id']).merge(['lang', 'at']);
  return { lang: input.lang };
}

const asObject = (body: unknown): Record<string, unknown> =>
  typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};

function languageProblems(value: unknown): { path: string[]; code: string; params?: Record<string, string> }[] {
  if (isLanguage(value)) return [];
  if (value === undefined || value === null || value === '') return [{ path: ['lang'], code: 'required' }];
  if (typeof value !== 'string') return [{ path: ['lang'], code: 'not_a_text' }];
  return [{ path: ['lang'], code: 'not_a_member', params: { value: value.slice(0, 40) } }];
}
