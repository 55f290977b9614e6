import type { KpiDefinition } from '../../config/kpis/kpi';
import type { Words } from '../../config/definition/types';
import type { Engine } from '../engine';
import { AppError } from '../http/errors';
import { refreshCalendar } from './calendar';
import { targetOf } from './catalogue';
import { drillOf } from './drill';
import { groupLabel } from './labels';
import type { Measure, MeasureInput, Period } from './measure';
import { measures } from './measures';
import { hasSums } from './bills-at-rest';

export interface Drill {
  form: string;
  filters: Record<string, unknown>;
}

/** What only a figure made on screen says of itself. */
export interface TileAnswer {
  rev: number;
  measure: string;
  chart: string;
  /** The way to split that its chart shows. */
  chartGroup: string | null;
  /** The word behind the number; digits after its point. */
  unit: Words | null;
  digits: number;
  owner: string;
  mayEdit: boolean;
}

/** A figure, shipped or made on screen, as it is computed for one person. */
export interface FigureSource {
  kpi: KpiDefinition;
  target: number | null;
  tile: TileAnswer | null;
  /** For when it stands: a figure that cannot look back stands as of today. */
  period(asked: Period): Period;
  /** Before it is computed; says whether it may be read from the sums over bills. */
  prepare(): Promise<{ hasSums: boolean }>;
  measure(input: MeasureInput): Measure;
  /** The list of the records behind it; undefined where no list can show exactly these. */
  drill(period: Period, group: string | null, key: string | null): Drill | undefined;
  /** Words of the groups of one way to split, in the order of their keys. */
  words(measure: Measure, group: string, groups: { key: string | null; label: string | null }[]): Promise<Words[]>;
}

/** A figure of `config/kpis/*.yaml`. */
export function shippedFigure(engine: Engine, kpi: KpiDefinition): FigureSource {
  return {
    kpi,
    target: targetOf(engine, kpi),
    tile: null,
    period: (asked) => asked,
    prepare: async () => {
      if (kpi.measure === 'same-day') await refreshCalendar(engine, engine.clock().getTime());
      return { hasSums: kpi.form === 'bill' && (await hasSums(engine)) };
    },
    measure: (input) => {
      const build = measures[kpi.measure];
      if (!build) throw new AppError(404, 'not_found');
      return build(input);
    },
    drill: (period, group, key) => drillOf(kpi, period, group, key),
    words: async (measure, group, groups) => groups.map(({ key, label }) => groupLabel(engine, kpi, measure, group, key, label)),
  };
}
