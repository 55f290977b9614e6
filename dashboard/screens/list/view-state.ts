import qs from 'qs';
import type { FormDefinition } from '../../../config/definition/types';
import type { FieldFilter } from '../../fields/field-parts';
import { queryString } from '../../providers/query-string';
import { conditionsOf, treeOf, type Conditions } from './view-filters';

export type SortKey = { field: string; order: 'asc' | 'desc' };

/** Everything that a list shows, as it stands in its address: a link, a saved view and "back" are the same list. */
export type ListView = Conditions & {
  q: string;
  /** Null: the form's own order. */
  sort: SortKey | null;
  page: number;
  /** Null: as this computer is used to. */
  size: number | null;
  archived: boolean;
};

export const PAGE_SIZES = [25, 50, 100, 200];

const RESERVED = new Set(['filters', 'q', 'sort', 'page', 'size', 'archived']);
type Form = Pick<FormDefinition, 'fields'>;

/** The view of an address. What it does not understand is as if it were not there. */
export function readView(search: string, form: Form): ListView {
  const raw = qs.parse(search, { ignoreQueryPrefix: true, depth: 12, arrayLimit: 500, parameterLimit: 2000 });
  // `?state=open`: short links may name a field by itself.
  const short = Object.entries(raw).flatMap(([name, value]) =>
    !RESERVED.has(name) && typeof value === 'string' && form.fields.some((field) => field.name === name)
      ? [{ [name]: { $eq: value } }]
      : [],
  );
  const conditions = conditionsOf({ $and: [raw.filters ?? {}, ...short] }, form);
  const size = Number(raw.size);
  return {
    ...conditions,
    q: typeof raw.q === 'string' ? raw.q.slice(0, 100) : '',
    sort: sortOf(raw.sort, form),
    page: Math.max(1, Math.floor(Number(raw.page)) || 1),
    size: PAGE_SIZES.includes(size) ? size : null,
    archived: raw.archived === '1' || raw.archived === 'true',
  };
}

/** The address of a view: `''` for the list as the form shows it by itself. */
export function writeView(view: ListView): string {
  return queryString({
    filters: treeOf(view),
    q: view.q || undefined,
    sort: view.sort ? `${view.sort.order === 'desc' ? '-' : ''}${view.sort.field}` : undefined,
    page: view.page > 1 ? view.page : undefined,
    size: view.size ?? undefined,
    archived: view.archived ? 1 : undefined,
  });
}

/** What is kept under a name: everything but the page one happens to be on. */
export const savedQuery = (view: ListView): string => writeView({ ...view, page: 1 });

/** Another question is asked: it starts at its first page. */
export function withFilter(view: ListView, field: string, filter: FieldFilter | undefined): ListView {
  const { [field]: _old, ...rest } = view.filters;
  return { ...view, page: 1, filters: filter ? { ...rest, [field]: filter } : rest };
}

export const withoutExtra = (view: ListView, index: number): ListView => ({
  ...view,
  page: 1,
  extra: view.extra.filter((_, at) => at !== index),
});
export const cleared = (view: ListView): ListView => ({ ...view, page: 1, filters: {}, extra: [], q: '', archived: false });
export const isNarrowed = (view: ListView): boolean =>
  view.q !== '' || view.archived || view.extra.length > 0 || Object.keys(view.filters).length > 0;

/** The one value that a tab stands for; null when the field is asked for in any other way. */
export function tabOf(view: ListView, field: string): string | null {
  const filter = view.filters[field];
  if (!filter || Object.keys(filter).length !== 1) return null;
  const value = filter.$eq ?? (Array.isArray(filter.$in) && filter.$in.length === 1 ? (filter.$in[0] as unknown) : null);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** Sorting by a heading: up, down, then as the form does. */
export function nextSort(present: SortKey | null, field: string): SortKey | null {
  if (present?.field !== field) return { field, order: 'asc' };
  return present.order === 'asc' ? { field, order: 'desc' } : null;
}

/** `-issuedAt` of a definition or an address. */
export function sortOf(text: unknown, form: Form): SortKey | null {
  const found = typeof text === 'string' ? /^(-?)([A-Za-z]\w*)$/.exec(text) : null;
  const field = found?.[2] ?? '';
  if (!found || !(field === 'createdAt' || field === 'updatedAt' || form.fields.some((one) => one.name === field))) return null;
  return { field, order: found[1] ? 'desc' : 'asc' };
}
