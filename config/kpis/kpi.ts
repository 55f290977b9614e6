import type { Words } from '../definition/types';

/**
 * A figure of the directors' page. The YAML says what it is in words and how it is shown; the SQL behind it stands in `cms/kpis/measures`
 * under the name `measure`. Rates are whole numerators over whole denominators; a denominator of 0 has no value.
 */
export interface KpiDefinition extends Words {
  key: string;
  /** `number`: a plain number with a word of its own (figures made on screen). */
  unit: '%' | 'fen' | 'cases' | 'keys' | 'number';
  /** Shipped target in the unit of the value (0.95 for 95 %); a manager's own target stands in the settings as `kpi.<key>.target`. */
  target: number | null;
  /** In which direction it gets better. */
  good: 'up' | 'down' | 'neutral';
  definition: Words;
  /** What a rate is made of, in words, so that a screen can say "¥120 of ¥150 due". `area` counts hundredths of a square metre. */
  parts?: {
    unit: 'fen' | 'area' | 'count';
    /** Where both sides are not the same: an average is money over records. */
    denominatorUnit?: 'count';
    numerator: Words;
    denominator: Words;
  };
  /** The form whose records stand behind the number. */
  form: string;
  /** Name of the measure in the server. */
  measure: string;
  /** `period`: what happened from..to. `moment`: how things stand at the as-of date. */
  time: 'period' | 'moment';
  /** Ways to split it; the first is drawn when none is asked for. */
  groups: string[];
  headline?: boolean;
  order?: number;
}

/** In the filters of a list, as `$behind`: the records behind a figure, or behind one group of it. Local days, both inclusive. */
export interface Behind {
  figure: string;
  from: string;
  to: string;
  asOf: string;
  /** Way to split it, and the key of the group; an empty key is the group of those that have none. */
  by?: string;
  group?: string;
}
