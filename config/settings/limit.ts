import type { Words } from '../definition/types';

/** Days of ascending edges, one of some words, a number; null: none (a figure without a target). */
export type LimitValue = number | number[] | string | null;

/** What a manager sets without code: a limit that is practice and not the manual's, or the target of a figure. */
export interface Limit extends Words {
  key: string;
  value: LimitValue;
  /** `days_list`: ascending whole days. `choice`: one of `values`. Every other unit is a number; of figures also none. */
  unit: string;
  values?: (Words & { value: string })[];
  /** Where the shipped value comes from. */
  source: Words;
}

const MOST_EDGES = 12;
const LONGEST_DAYS = 3_660;

/** What is wrong with a value, as the code of a message with its parameters; null when it may be kept. The same in browser and server. */
export function problemOfLimit(limit: Limit, value: unknown): { code: string; params: Record<string, unknown> } | null {
  if (limit.unit === 'choice')
    return (limit.values ?? []).some((one) => one.value === value) ? null : { code: 'not_a_member', params: { value: textOf(value) } };
  if (limit.unit === 'days_list') {
    const isList = Array.isArray(value) && value.length > 0 && value.length <= MOST_EDGES;
    const isRising =
      isList &&
      value.every((day, index) => Number.isInteger(day) && day > (index === 0 ? 0 : Number(value[index - 1])) && day <= LONGEST_DAYS);
    return isRising ? null : { code: 'not_rising_days', params: { max: MOST_EDGES } };
  }
  if (value === null) return isTarget(limit) ? null : { code: 'required', params: {} };
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return { code: 'not_a_number', params: { value: textOf(value) } };
  return limit.unit === '%' && value > 1 ? { code: 'more_than_all', params: {} } : null;
}

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** Is it the target of a figure? These are shares of one where the figure is a rate. */
export const isTarget = ({ key }: Pick<Limit, 'key'>): boolean => key.startsWith('kpi.');
