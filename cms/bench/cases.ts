import type { Request } from './load';

export type Side = 'ours' | 'stock' | 'bare';

/** One question, put to each side in its own language. */
export interface Case {
  name: string;
  ask: Partial<Record<Side, Request>>;
  /** Sent five times a second by one further person during the case: what is kept between two writes is then read anew. */
  meanwhile?: Partial<Record<Side, Request>>;
  /** Ratios of the design: at least so many times stock, at least this part of bare. */
  bar?: { stock?: number; bare?: number };
}

export interface Sides {
  ours: { url: string; manager: string; receptionist: string; report: Record<string, unknown>; documentId: string };
  stock: { url: string; documentId: string };
  bare: { url: string };
  now: number;
}

/** Fifteen values a row, two of them related records, as the stock type and the bare statement have. */
const FIELDS =
  'number,reportedAt,channel,areaKind,customer,unit,reporterName,phone,location,content,trade,emergency,satisfaction,state,rev';
const POPULATE = 'populate[building]=true&populate[department]=true';
const QUARTER_MS = 90 * 86_400_000;

/** Every case that is measured with ten connections. */
export function casesOf({ ours, stock, bare, now }: Sides): Case[] {
  const api = (path: string, token = ours.manager): Request => ({
    url: `${ours.url}/api${path}`,
    headers: { authorization: `Bearer ${token}` },
  });
  const rest = (path: string): Request => ({ url: `${stock.url}/api${path}` });
  const plain = (path: string): Request => ({ url: bare.url + path });
  const from = new Date(now - 2 * QUARTER_MS).toISOString();

  const list = {
    ours: api(`/repair-logs?fields=${FIELDS}&sort=-createdAt&pagination[pageSize]=25`),
    stock: rest(`/recs?${POPULATE}&sort=id:desc&pagination[pageSize]=25`),
    bare: plain('/records'),
  };
  const uncounted = {
    ours: { ...list.ours, url: `${list.ours.url}&pagination[withCount]=false` },
    stock: { ...list.stock, url: `${list.stock.url}&pagination[withCount]=false` },
    bare: plain('/rows'),
  };
  const create = {
    ours: { ...api('/repair-logs', ours.receptionist), method: 'POST' as const, body: { data: ours.report } },
    stock: { ...rest('/recs'), method: 'POST' as const, body: { data: STOCK_RECORD } },
  };
  return [
    { name: 'list of 25, two relations, count', ask: list, bar: { stock: 7 } },
    // Our count is kept until the next record is saved, the bare one is made each time: only without it the two do the same work.
    { name: 'the same without the count', ask: uncounted, bar: { bare: 0.25 } },
    { name: 'the same while records are saved (5 a second)', ask: { ours: list.ours, stock: list.stock }, meanwhile: create },
    {
      name: 'list of 25, three filters, sort, count',
      ask: {
        ours: api(
          `/repair-logs?fields=${FIELDS}&sort=-reportedAt&pagination[pageSize]=25` +
            `&filters[state][$eq]=revisited&filters[trade][$eq]=lighting&filters[reportedAt][$gte]=${from}`,
        ),
        stock: rest(
          `/recs?${POPULATE}&sort=reportedAt:desc&pagination[pageSize]=25` +
            `&filters[status][$eq]=revisited&filters[trade][$eq]=lighting&filters[reportedAt][$gte]=${from}`,
        ),
        bare: plain(`/filtered?state=revisited&trade=lighting&from=${Date.parse(from)}`),
      },
    },
    {
      name: 'one record',
      ask: {
        ours: api(`/repair-logs/${ours.documentId}`),
        stock: rest(`/recs/${stock.documentId}?${POPULATE}`),
        bare: plain(`/records/${ours.documentId}`),
      },
    },
    { name: 'create (ours: number, rules, audit, outbox)', ask: create, bar: { stock: 1 } },
    { name: 'KPI page, a quarter', ask: { ours: api(`/kpis?from=${dayOf(now - QUARTER_MS)}&to=${dayOf(now)}`) } },
  ];
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

const STOCK_RECORD = {
  number: 'R-new',
  reportedAt: '2026-01-05T01:00:00.000Z',
  channel: 'phone',
  areaKind: 'unit',
  status: 'received',
  trade: 'lighting',
  reporterName: '李工',
  phone: '16400001234',
  location: '前台左侧',
  content: '灯不亮,已试过开关',
  availableTime: '随时',
  emergency: false,
};
