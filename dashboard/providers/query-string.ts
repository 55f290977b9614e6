import qs from 'qs';

/** The one way a query is written: encoded values, no nulls, lists with indices (beyond 20 items Strapi reads other forms wrongly). */
export function queryString(query: Record<string, unknown> | undefined): string {
  if (!query) return '';
  const text = qs.stringify(query, { encodeValuesOnly: true, skipNulls: true, arrayFormat: 'indices' });
  return text ? `?${text}` : '';
}
