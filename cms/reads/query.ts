import type { FormDefinition } from '../../config/definition/types';
import { badQuery } from './problem';
import type { ListQuery, SortKey } from './view-types';

type Raw = Record<string, unknown>;

export const MAX_PAGE_SIZE = 200;
const DEFAULT_PAGE_SIZE = 25;
/** Beyond this a page is a mistake or an attack; filters find it sooner. */
const LAST_ROW = 5_000_000;
const KNOWN = new Set(['filters', 'sort', 'fields', 'populate', 'pagination', '_q', 'counts', 'archived']);

/**
 * Strapi's query language for a list, as it comes out of the URL, checked for its shape. Unknown keys are refused, so that a misspelt
 * filter never means "everything". What the caller may ask for is decided where the query is compiled.
 */
export function parseListQuery(def: FormDefinition, raw: Raw): ListQuery {
  for (const key of Object.keys(raw)) if (!KNOWN.has(key)) throw badQuery([key], 'unknown_parameter');
  checkPopulate(def, raw.populate);
  const pages = pagination(raw.pagination);
  return {
    filters: raw.filters === undefined || raw.filters === '' ? null : raw.filters,
    sort: sortKeys(raw.sort ?? def.list.sort ?? '-createdAt'),
    fields: raw.fields === undefined || raw.fields === '*' || raw.fields === '' ? null : words(raw.fields, 'fields', 100),
    ...pages,
    search: search(raw._q),
    counts: raw.counts === undefined || raw.counts === '' ? [] : words(raw.counts, 'counts', 5),
    archived: flag(raw.archived, 'archived', false),
  };
}

/** Related records always come along; the key is understood so that clients of Strapi need not be changed. */
function checkPopulate(def: FormDefinition, raw: unknown): void {
  if (raw === undefined || raw === '*' || raw === '') return;
  const names = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? Object.keys(raw) : words(raw, 'populate', 100);
  for (const name of names.filter((candidate) => !/^\d+$/.test(candidate) && candidate !== '*')) {
    if (!def.fields.some((field) => field.name === name)) throw badQuery(['populate', name], 'unknown_field');
  }
}

/** `a:asc,b:desc`, `-a`, a list of these, or `{a: 'desc'}` parts; relation paths with a dot. */
function sortKeys(raw: unknown): SortKey[] {
  const parts =
    typeof raw === 'object' && raw !== null && !Array.isArray(raw) && !isIndexed(raw)
      ? Object.entries(raw as Raw).map(([key, way]) => `${key}:${String(way)}`)
      : words(raw, 'sort', 5);
  return parts.map((part) => {
    const [, minus, path, way] = /^(-?)([A-Za-z][A-Za-z0-9_.]*)(?::(asc|desc))?$/i.exec(part) ?? [];
    const names = path?.split('.') ?? [];
    if (names.length === 0 || names.length > 3 || names.includes(''))
      throw badQuery(['sort'], 'invalid_sort', { value: part.slice(0, 100) });
    return { path: names, descending: minus === '-' || way?.toLowerCase() === 'desc' };
  });
}

function pagination(raw: unknown): Pick<ListQuery, 'page' | 'pageSize' | 'start' | 'withCount'> {
  if (raw !== undefined && (typeof raw !== 'object' || raw === null || Array.isArray(raw)))
    throw badQuery(['pagination'], 'invalid_pagination');
  const given = (raw ?? {}) as Raw;
  for (const key of Object.keys(given))
    if (!['page', 'pageSize', 'withCount', 'start', 'limit'].includes(key)) throw badQuery(['pagination', key], 'unknown_parameter');
  const byRow = given.start !== undefined || given.limit !== undefined;
  if (byRow && (given.page !== undefined || given.pageSize !== undefined)) throw badQuery(['pagination'], 'invalid_pagination');
  const size = byRow ? 'limit' : 'pageSize';
  const pageSize = whole(given[size], ['pagination', size], DEFAULT_PAGE_SIZE, 1, MAX_PAGE_SIZE);
  const page = whole(given.page, ['pagination', 'page'], 1, 1, LAST_ROW);
  if (page * pageSize > LAST_ROW) throw badQuery(['pagination', 'page'], 'too_large', { max: Math.floor(LAST_ROW / pageSize) });
  return {
    page,
    pageSize,
    start: byRow ? whole(given.start, ['pagination', 'start'], 0, 0, LAST_ROW) : null,
    withCount: flag(given.withCount, 'withCount', true),
  };
}

function whole(raw: unknown, path: string[], fallback: number, least: number, most: number): number {
  if (raw === undefined) return fallback;
  const number = typeof raw === 'string' || typeof raw === 'number' ? Number(raw) : Number.NaN;
  if (!/^\d{1,9}$/.test(String(raw)) || number < least) throw badQuery(path, 'not_an_integer');
  if (number > most) throw badQuery(path, 'too_large', { max: most });
  return number;
}

function flag(raw: unknown, name: string, fallback: boolean): boolean {
  if (raw === undefined || raw === '') return fallback;
  if (raw === 'true' || raw === '1' || raw === true) return true;
  if (raw === 'false' || raw === '0' || raw === false) return false;
  throw badQuery([name], 'not_a_boolean');
}

function search(raw: unknown): string {
  if (raw === undefined) return '';
  if (typeof raw !== 'string') throw badQuery(['_q'], 'not_a_value');
  const text = raw.trim();
  if (text.length > 100) throw badQuery(['_q'], 'too_long', { max: 100 });
  if (text.includes('\u0000')) throw badQuery(['_q'], 'invalid_text');
  return text;
}

/** `a,b`, `['a','b']` or what qs makes of a long list: `{0: 'a', 1: 'b'}`. */
function words(raw: unknown, name: string, most: number): string[] {
  const list =
    typeof raw === 'string' ? raw.split(',') : Array.isArray(raw) ? (raw as unknown[]) : isIndexed(raw) ? Object.values(raw as Raw) : null;
  if (!list || list.some((word) => typeof word !== 'string')) throw badQuery([name], 'not_a_list');
  const found = (list as string[])
    .flatMap((word) => word.split(','))
    .map((word) => word.trim())
    .filter((word) => word !== '');
  if (found.length > most) throw badQuery([name], 'too_many', { max: most });
  return found;
}

/** qs turns arrays of more than 100 into objects with index keys. */
export function isIndexed(raw: unknown): raw is Record<string, unknown> {
  return (
    typeof raw === 'object' &&
    raw !== null &&
    !Array.isArray(raw) &&
    Object.keys(raw).length > 0 &&
    Object.keys(raw).every((key) => /^\d+$/.test(key))
  );
}
