import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Words } from '../../../config/definition/types';
import type { KpiDefinition } from '../../../config/kpis/kpi';
import type { TileChart, TileMeasure } from '../../../config/kpis/tile';
import { http } from '../../providers/http';
import { periodBefore, queryOf, trendOf, type Period } from './period';

export type Drill = { form: string; filters: Record<string, unknown> };
export type Figure = { value: number | null; numerator: number; denominator: number | null; n: number };
/** Without `drill` no list shows exactly these records. */
export type SeriesPoint = Figure & { key: string; label: string; words: Words; drill?: Drill };

/** What only a figure made on screen says of itself. */
export type TileAnswer = {
  rev: number;
  measure: TileMeasure;
  chart: TileChart;
  chartGroup: string | null;
  unit: Words | null;
  digits: number;
  owner: string;
  mayEdit: boolean;
};

/** One figure as the server gives it. */
export type KpiAnswer = Figure &
  Words & {
    key: string;
    unit: KpiDefinition['unit'];
    good: KpiDefinition['good'];
    target: number | null;
    definition: Words;
    parts: KpiDefinition['parts'] | null;
    /** `period`: what happened in it. `moment`: how things stood at its as-of date. */
    time: KpiDefinition['time'];
    period: { from: string; to: string; asOf: string };
    live: boolean;
    small: boolean;
    groupBy: string | null;
    groups: string[];
    series: SeriesPoint[];
    drill: Drill;
    tile?: TileAnswer | null;
  };

export type Contribution = { documentId: string; numerator: number; denominator: number | null };
export type KpiRecords = {
  data: Contribution[];
  meta: { total: Figure; pagination: { page: number; pageSize: number; pageCount: number; total: number } };
};

/** Figures are sums over many records: they are asked again every few minutes, not at every change of one. */
const FRESH = { staleTime: 60_000, refetchInterval: 180_000 } as const;

/** Every figure that the caller may see. */
export function useKpis(period: Period) {
  const query = queryOf(period);
  return useQuery({
    queryKey: ['kpis', query],
    queryFn: ({ signal }) => http<KpiAnswer[]>('/kpis', { query, signal }),
    placeholderData: keepPreviousData,
    ...FRESH,
  });
}

/** The same figures in the period before, by key. */
export function useKpisBefore(period: Period) {
  const query = queryOf(periodBefore(period));
  return useQuery({
    queryKey: ['kpis', query],
    queryFn: ({ signal }) => http<KpiAnswer[]>('/kpis', { query, signal }),
    select: (answers) => new Map(answers.map((answer) => [answer.key, answer])),
    ...FRESH,
    refetchInterval: false,
  });
}

/** One figure, split by a group. */
export function useKpi(key: string, period: Period, groupBy: string | null) {
  const query = { ...queryOf(period), groupBy: groupBy ?? '' };
  return useQuery({
    queryKey: ['kpi', key, query],
    queryFn: ({ signal }) => http<KpiAnswer>(`/kpis/${key}`, { query, signal }),
    placeholderData: (before) => (before?.key === key ? before : undefined),
    ...FRESH,
  });
}

/** Twelve months of a figure that can be split by month. */
export function useTrend(key: string, period: Period, isWanted: boolean) {
  const query = { ...queryOf(trendOf(period)), groupBy: 'month' };
  return useQuery({
    queryKey: ['kpi', key, query],
    queryFn: ({ signal }) => http<KpiAnswer>(`/kpis/${key}`, { query, signal }),
    enabled: isWanted,
    ...FRESH,
    refetchInterval: false,
  });
}

/** What each record adds to the figure, or to one group of it. */
export function useKpiRecords(key: string, period: Period, group: { by: string; key: string } | null, page: number, pageSize: number) {
  const query = { ...queryOf(period), ...(group ? { groupBy: group.by, group: group.key } : {}), page, pageSize };
  return useQuery({
    queryKey: ['kpi-records', key, query],
    queryFn: ({ signal }) => http<KpiRecords>(`/kpis/${key}/records`, { query, signal }),
    placeholderData: keepPreviousData,
    ...FRESH,
    refetchInterval: false,
  });
}
