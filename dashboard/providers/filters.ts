import type { CrudFilter, CrudFilters, CrudSort } from '@refinedev/core';

const OPERATORS: Record<string, string> = {
  eq: '$eq',
  eqs: '$eq',
  ne: '$ne',
  nes: '$ne',
  lt: '$lt',
  gt: '$gt',
  lte: '$lte',
  gte: '$gte',
  in: '$in',
  ina: '$in',
  nin: '$notIn',
  nina: '$notIn',
  null: '$null',
  nnull: '$notNull',
  between: '$between',
  contains: '$containsi',
  containss: '$contains',
  ncontains: '$notContainsi',
  ncontainss: '$notContains',
  startswith: '$startsWithi',
  startswiths: '$startsWith',
  endswith: '$endsWithi',
  endswiths: '$endsWith',
};

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Refine's filters in Strapi's language: a list, so that two conditions on one field never overwrite each other. */
export function toFilters(filters: CrudFilters | undefined): Record<string, unknown>[] {
  return (filters ?? []).map(toFilter).filter((part) => part !== null);
}

function toFilter(filter: CrudFilter): Record<string, unknown> | null {
  if (filter.operator === 'or' || filter.operator === 'and') {
    const parts = toFilters(filter.value as CrudFilters);
    return parts.length === 0 ? null : { [`$${filter.operator}`]: parts };
  }
  const operator = OPERATORS[filter.operator];
  if (!operator) throw new Error(`No such filter operator: ${filter.operator}`);
  // Asked before the value: "is empty" carries none.
  const isPresence = operator === '$null' || operator === '$notNull';
  if (!isPresence && isEmpty(filter.value)) return null;
  const leaf: Record<string, unknown> = { [operator]: isPresence ? true : (filter.value as unknown) };
  return String((filter as { field: string }).field)
    .split('.')
    .reduceRight((inner, name) => ({ [name]: inner }), leaf);
}

/** `field:asc,other:desc`, or nothing. */
export function toSort(sorters: CrudSort[] | undefined): string | undefined {
  const text = (sorters ?? []).map(({ field, order }) => `${field}:${order}`).join(',');
  return text || undefined;
}
