import qs from 'qs';
import type { Api } from './api';
import { endOf, spread, sum, type LineOfMonth, type LineThen } from './fee-oracle';
import { need, type Many, type Row } from './house';

/** A figure as `GET /api/kpis/:key` answers it. */
export interface Figure {
  value: number | null;
  numerator: number;
  denominator: number | null;
  n: number;
  drill: Drill;
  series: { key: string; value: number | null; numerator: number; denominator: number | null; n: number; drill?: Drill }[];
}
/** The list that a figure leads to. */
export interface Drill {
  form: string;
  filters: Row;
}
/** The records behind it, a page of them. */
export interface Records {
  data: { documentId: string; numerator: number; denominator: number | null }[];
  meta: { total: { numerator: number; denominator: number | null; n: number }; pagination: { pageCount: number } };
}

/** A period as it stands in an address. */
const inAddress = (period: Row): string =>
  Object.entries(period)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join('&');

export const ask = async (api: Api, key: string, period: Row, groupBy = ''): Promise<Figure> =>
  need(await api.get<Figure>(`/api/kpis/${key}?${inAddress(period)}&groupBy=${groupBy}`));

/** All records behind a figure. */
export async function recordsOf(api: Api, key: string, period: Row): Promise<Records['data']> {
  const all: Records['data'] = [];
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const answer = need(await api.get<Records>(`/api/kpis/${key}/records?${inAddress(period)}&pageSize=200&page=${page}`));
    pages = answer.meta.pagination.pageCount;
    all.push(...answer.data);
  }
  return all;
}

/** documentIds of all records of the list that a figure leads to; the list's own count is held against them. */
export async function listedBy(api: Api, { form, filters }: Drill): Promise<string[]> {
  const { plural } = need(await api.get<{ plural: string }>(`/api/forms/${form}`));
  const found: string[] = [];
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const query = qs.stringify({ filters, pagination: { page, pageSize: 200 } }, { encodeValuesOnly: true });
    const { data, meta } = need(await api.get<Many>(`/api/${plural}?${query}`));
    pages = meta.pagination.pageCount;
    found.push(...data.map((row) => row.documentId));
    if (page === pages) expect(meta.pagination.total).toBe(found.length);
  }
  return found.sort();
}

/** The moment that a figure as of this day stands for. */
export const momentOf = (asOf: string): number => Math.min(endOf(asOf), Date.now());

/** Numerator, denominator and number of bills of some lines, of the whole and by a way to split them. */
export function expected<Line extends LineThen>(
  lines: Line[],
  part: (line: Line) => [number, number],
  by: (line: Line) => string,
): { [key: string]: [number, number, number] } {
  const groups: Record<string, Line[]> = {};
  for (const line of lines) (groups[by(line)] ??= []).push(line);
  return Object.fromEntries(
    Object.entries(groups).map(([key, own]) => [
      key,
      [sum(own.map((line) => part(line)[0])), sum(own.map((line) => part(line)[1])), new Set(own.map((line) => line.bill)).size],
    ]),
  );
}
export const sidesOf = ({
  numerator,
  denominator,
  n,
}: {
  numerator: number;
  denominator: number | null;
  n: number;
}): [number, number, number] => [numerator, denominator ?? 0, n];
export const seriesOf = (figure: Figure): Record<string, number[]> =>
  Object.fromEntries(figure.series.map((one) => [one.key, sidesOf(one)]));

/** What the collection rate of a period counts: of lines that count in it, what is for its months. */
export const countedIn = (lines: LineThen[], { from, to }: { from: string; to: string }): LineOfMonth[] =>
  spread(lines.filter((line) => line.counts)).filter(({ month }) => month >= from.slice(0, 7) && month <= to.slice(0, 7));
/** The same where bills count whole in the month of their issue. */
export const issuedIn = (lines: LineThen[], { from, to }: { from: string; to: string }): LineOfMonth[] =>
  lines
    .filter((line) => line.counts && line.issueDay >= from && line.issueDay <= to)
    .map((line) => ({ ...line, month: line.issueDay.slice(0, 7) }));
/** What a line adds to its two sides. */
export const collected = (line: LineThen): [number, number] => [line.paid, line.net];
