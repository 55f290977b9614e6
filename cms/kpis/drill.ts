import type { KpiDefinition } from '../../config/kpis/kpi';
import type { Period } from './measure';
import { plusDays } from './calendar';

type Filters = Record<string, unknown>;

/** Where a group is found in the list of the form, in the Strapi filter language. */
const GROUP_FIELDS: Record<string, Record<string, (key: string) => Filters>> = {
  '*': {
    building: (key) => ({ unit: { building: { documentId: { $eq: key } } } }),
    campaign: (key) => ({ campaign: { documentId: { $eq: key } } }),
    areaKind: (key) => ({ areaKind: { $eq: key } }),
    channel: (key) => ({ channel: { $eq: key } }),
    trade: (key) => ({ trade: { $eq: key } }),
    method: (key) => ({ method: { $eq: key } }),
    depositType: (key) => ({ depositType: { $eq: key } }),
    borrowerKind: (key) => ({ borrowerKind: { $eq: key } }),
    use: (key) => ({ use: { $eq: key } }),
    state: (key) => ({ state: { $eq: key } }),
  },
  bill: {
    building: (key) => ({ units: { building: { documentId: { $eq: key } } } }),
    feeItem: (key) => ({ lines: { feeItem: { documentId: { $eq: key } } } }),
  },
  unit: { building: (key) => ({ building: { documentId: { $eq: key } } }) },
};

/**
 * The list that shows the records behind a figure. The exact share of each record in the figure (a part payment, one line of a bill)
 * is told by `GET /api/kpis/:key/records`, whose sum is the figure to the fen.
 */
export function drillOf(kpi: KpiDefinition, period: Period, group: string | null, key: string | null): { form: string; filters: Filters } {
  const filters: Filters[] = Object.keys(kpi.drill.filters).length > 0 ? [kpi.drill.filters] : [];
  const field = kpi.drill.periodField;
  const inMonth = group === 'month' && key !== null ? key : null;
  if (field)
    filters.push(
      between(
        field,
        inMonth ? later(period.from, `${inMonth}-01`) : period.from,
        inMonth ? earlier(period.to, lastOf(inMonth)) : period.to,
      ),
    );
  if (kpi.key === 'keys-overdue' || (group === 'overdue' && key === 'overdue'))
    filters.push({ dueAt: { $lt: utc(plusDays(period.asOf, 1)) } });
  if (group && key && group !== 'month') {
    const build = GROUP_FIELDS[kpi.form]?.[group] ?? GROUP_FIELDS['*']?.[group];
    if (build) filters.push(build(key));
  }
  return { form: kpi.form, filters: filters.length === 1 ? (filters[0] ?? {}) : filters.length === 0 ? {} : { $and: filters } };
}

/** Datetimes of the list are UTC; the period is in local days. A date field compares by the day itself. */
function between(field: string, from: string, to: string): Filters {
  if (field.endsWith('Date')) return { [field]: { $gte: from, $lte: to } };
  return { [field]: { $gte: utc(from), $lt: utc(plusDays(to, 1)) } };
}

const utc = (day: string): string => new Date(`${day}T00:00:00+08:00`).toISOString();
const later = (a: string, b: string): string => (a > b ? a : b);
const earlier = (a: string, b: string): string => (a < b ? a : b);

function lastOf(month: string): string {
  const [year, index] = month.split('-').map(Number);
  return new Date(Date.UTC(year ?? 1970, index ?? 1, 0)).toISOString().slice(0, 10);
}
