import type { Behind, KpiDefinition } from '../../config/kpis/kpi';
import type { Period } from './measure';

/**
 * The list of exactly the records behind a figure, or behind one group of it: `$behind` looks them up when the list is read. What each of them
 * adds (a part payment, one line of a bill) is told by `GET /api/kpis/:key/records`, whose sum is the figure to the fen.
 */
export function drillOf(
  kpi: KpiDefinition,
  period: Period,
  by: string | null,
  group: string | null,
): { form: string; filters: { $behind: Behind } } {
  const { from, to, asOf } = period;
  return { form: kpi.form, filters: { $behind: { figure: kpi.key, from, to, asOf, ...(by === null ? {} : { by, group: group ?? '' }) } } };
}
