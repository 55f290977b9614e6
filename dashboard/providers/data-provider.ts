import type { BaseRecord, CrudFilters, DataProvider, GetListResponse, MetaQuery } from '@refinedev/core';
import { toFilters, toSort } from './filters';
import { http, unwrap } from './http';

type Envelope<T> = { data: T; meta?: Record<string, unknown> & { pagination?: { total?: number } } };
type Meta = (MetaQuery & { query?: Record<string, unknown>; idempotencyKey?: string }) | undefined;

const signalOf = (meta: Meta): AbortSignal | undefined => (meta?.queryContext as { signal?: AbortSignal } | undefined)?.signal;

/** The document id is the id; the row's number in its table is kept aside. Nothing else is rewritten: a field may be called `data`. */
export function toRow<T extends BaseRecord>(row: BaseRecord): T {
  return (row && row.documentId ? { ...row, _id: row.id, id: row.documentId } : row) as T;
}

/** Strapi's query of a list; `meta.query` adds what Refine has no word for (`_q`, `counts`, `archived`). */
export function listQuery(
  params: Pick<Parameters<DataProvider['getList']>[0], 'pagination' | 'filters' | 'sorters' | 'meta'>,
): Record<string, unknown> {
  const { pagination, filters, sorters, meta } = params;
  const conditions = toFilters(filters as CrudFilters);
  return {
    ...(conditions.length > 0 ? { filters: { $and: conditions } } : {}),
    sort: toSort(sorters),
    pagination: { page: pagination?.currentPage ?? 1, pageSize: Math.min(pagination?.pageSize ?? 25, 200) },
    ...((meta as Meta)?.query ?? {}),
  };
}

const CHUNK = 100;

/** Records over our REST of Strapi's shape. A resource is a form's plural. Answers keep their `meta` (actions, rights, counts). */
export const dataProvider: DataProvider = {
  getApiUrl: () => '/api',

  async getList<T extends BaseRecord>({ resource, pagination, filters, sorters, meta }: Parameters<DataProvider['getList']>[0]) {
    const query = listQuery({ pagination, filters, sorters, meta });
    const answer = await http<Envelope<BaseRecord[]> | BaseRecord[]>(`/${resource}`, { query, signal: signalOf(meta) });
    const rows = unwrap<BaseRecord[]>(answer);
    const extra = Array.isArray(answer) ? undefined : answer.meta;
    return { data: rows.map((row) => toRow<T>(row)), total: extra?.pagination?.total ?? rows.length, meta: extra } as GetListResponse<T>;
  },

  async getMany<T extends BaseRecord>({ resource, ids, meta }: { resource: string; ids: (string | number)[]; meta?: MetaQuery }) {
    const parts: BaseRecord[][] = [];
    for (let start = 0; start < ids.length; start += CHUNK) {
      const query = {
        filters: { documentId: { $in: ids.slice(start, start + CHUNK) } },
        pagination: { pageSize: CHUNK, withCount: false },
      };
      parts.push(unwrap(await http<Envelope<BaseRecord[]>>(`/${resource}`, { query, signal: signalOf(meta) })));
    }
    return { data: parts.flat().map((row) => toRow<T>(row)) };
  },

  async getOne<T extends BaseRecord>({ resource, id, meta }: { resource: string; id: string | number; meta?: MetaQuery }) {
    const answer = await http<Envelope<BaseRecord>>(`/${resource}/${id}`, { signal: signalOf(meta) });
    return { ...answer, data: toRow<T>(answer.data) };
  },

  async create<T extends BaseRecord>({ resource, variables, meta }: { resource: string; variables: unknown; meta?: Meta }) {
    const answer = await http<Envelope<BaseRecord>>(`/${resource}`, {
      method: 'POST',
      body: { data: variables },
      idempotencyKey: meta?.idempotencyKey,
    });
    return { ...answer, data: toRow<T>(answer.data) };
  },

  async update<T extends BaseRecord>({ resource, id, variables }: { resource: string; id: string | number; variables: unknown }) {
    const answer = await http<Envelope<BaseRecord>>(`/${resource}/${id}`, { method: 'PUT', body: { data: variables } });
    return { ...answer, data: toRow<T>(answer.data) };
  },

  async deleteOne<T extends BaseRecord>({ resource, id, variables }: { resource: string; id: string | number; variables?: unknown }) {
    await http(`/${resource}/${id}`, { method: 'DELETE', body: variables ? { data: variables } : undefined });
    return { data: { id } as unknown as T };
  },

  async custom<T>({ url, method, query, payload, meta }: { url: string; method: string; query?: unknown; payload?: unknown; meta?: Meta }) {
    const answer = await http<Envelope<T> | T>(url.replace(/^\/api/, ''), {
      method: method.toUpperCase() as 'GET',
      query: query as Record<string, unknown> | undefined,
      body: payload,
      signal: signalOf(meta),
      idempotencyKey: meta?.idempotencyKey,
    });
    return { data: unwrap<T>(answer) } as { data: never };
  },
};
