import { addMonths } from '../../../config/definition/calendar-date';
import { CREATED_AT } from '../../../config/kpis/tile';
import type { FormView } from '../../providers/definitions-source';
import type { Wording } from '../../providers/i18n';
import { figureText, showPart } from './figure-words';
import type { KpiAnswer, SeriesPoint } from './kpi-source';

/** Ten years; a longer line is not read. */
const MOST_MONTHS = 120;

const WORDED = ['month', 'building', 'feeItem', 'bucket', 'kind', 'overdue', 'campaign'] as const;

/** Name of a way to split: our own word, else the label of the field of that name. */
export function groupName(group: string, form: FormView | undefined, { t, say }: Wording): string {
  const name = group.replace(/^(month|field):/, '');
  const own = name === group ? WORDED.find((one) => one === group) : undefined;
  const field = form?.fields.find((one) => one.name === name) ?? (name === CREATED_AT.name ? CREATED_AT : undefined);
  if (group.startsWith('month:')) return t('kpi.monthsOf', { field: say(field) || name });
  return own ? t(`kpi.groups.${own}`) : say(field) || group;
}

/** Are the groups months? */
export const isMonthly = (group: string | null): boolean => group === 'month' || group?.startsWith('month:') === true;

/** Groups in the order they are read: months and days overdue by their number, the rest by what they weigh. */
export function orderSeries(series: SeriesPoint[], group: string | null): SeriesPoint[] {
  if (isMonthly(group)) return [...series].sort((a, b) => a.key.localeCompare(b.key));
  if (group === 'bucket') return [...series].sort((a, b) => firstDay(a.key) - firstDay(b.key));
  return [...series].sort((a, b) => weight(b) - weight(a));
}

/** Every month from the first to the last, those without records as gaps: two surveys half a year apart are not neighbours. */
export function withGaps(series: SeriesPoint[], from: string, to: string): SeriesPoint[] {
  const known = new Map(series.map((point) => [point.key, point]));
  const [first] = series;
  if (!first) return series;
  const months: SeriesPoint[] = [];
  for (
    let day: string | null = `${from.slice(0, 7)}-01`;
    day !== null && day <= to && months.length < MOST_MONTHS;
    day = addMonths(day, 1)
  ) {
    const key = day.slice(0, 7);
    const gap: SeriesPoint = {
      ...first,
      key,
      label: key,
      words: { zh: key, en: key },
      value: null,
      numerator: 0,
      denominator: first.denominator === null ? null : 0,
      n: 0,
    };
    months.push(known.get(key) ?? gap);
  }
  return months;
}

/** `not_due` stands before the first day, `>365` after its last. */
function firstDay(bucket: string): number {
  const number = Number(/\d+/.exec(bucket)?.[0] ?? -1);
  return bucket.startsWith('>') ? number + 1 : number;
}

const weight = (point: SeriesPoint): number => point.denominator ?? point.numerator;

/** Share of a group in a plain sum. A rate has none: rates are not parts of each other. */
export function shareOf(point: SeriesPoint, answer: KpiAnswer): string {
  if (!adds(answer) || answer.numerator <= 0) return '';
  return `${((point.numerator / answer.numerator) * 100).toFixed(1)}%`;
}

/** Do the groups add up to the figure? Rates, means and extremes do not. */
export const adds = ({ denominator, tile }: KpiAnswer): boolean =>
  denominator === null && tile?.measure !== 'min' && tile?.measure !== 'max';

type Numbers = Pick<SeriesPoint, 'value' | 'numerator' | 'denominator' | 'n'>;
export type SeriesRow = { key: string; label: string; cells: string[] };

/** The heads of the columns beside the group: value, then both sides of a rate or the share of a sum, then the sample. */
export function headOf(answer: KpiAnswer, { t, say }: Wording): string[] {
  const middle = answer.denominator === null ? [t('kpi.share')] : [say(answer.parts?.numerator), say(answer.parts?.denominator)];
  return [t('kpi.value'), ...middle, t('kpi.sample')];
}

/** The numbers of the chart as they are read beside it; the total is the figure itself, never a mean of rates. */
export function tableOf(answer: KpiAnswer, words: Wording): { rows: SeriesRow[]; total: string[] } {
  const unit = answer.parts?.unit ?? 'count';
  const cells = (figure: Numbers, share: string): string[] => [
    figureText(figure.value, answer),
    ...(answer.denominator === null
      ? [share]
      : [showPart(figure.numerator, unit, answer.tile?.digits), showPart(figure.denominator, denominatorUnit(answer))]),
    figure.n.toLocaleString('en-US'),
  ];
  const rows = answer.series.map((point) => ({
    key: point.key,
    label: labelOf(point, words),
    cells: cells(point, shareOf(point, answer)),
  }));
  return { rows, total: cells(answer, adds(answer) && answer.numerator > 0 ? '100.0%' : '') };
}

/** Below the line of an average stand records, whatever is above it. */
export const denominatorUnit = ({ parts }: KpiAnswer): 'fen' | 'area' | 'count' => parts?.denominatorUnit ?? parts?.unit ?? 'count';

export const labelOf = (point: SeriesPoint, { t, say }: Wording): string => say(point.words) || t('kpi.unassigned');

/** The same numbers for Excel: plain numbers in yuan, per cent, square metres or pieces, so that it can compute with them. */
export function sheetOf(answer: KpiAnswer, group: string, words: Wording): string[][] {
  const { t, say } = words;
  const unit = answer.parts?.unit ?? 'count';
  const hundredth = (number: number): string => (number / 100).toFixed(2);
  const value = ({ value }: Numbers): string => {
    if (value === null) return '';
    return answer.unit === '%' ? (value * 100).toFixed(2) : answer.unit === 'fen' ? hundredth(value) : String(value);
  };
  const part = (number: number | null, of = unit): string => (number === null ? '' : of === 'count' ? String(number) : hundredth(number));
  const cells = (figure: Numbers): string[] => [
    value(figure),
    ...(answer.denominator === null ? [] : [part(figure.numerator), part(figure.denominator, denominatorUnit(answer))]),
    String(figure.n),
  ];
  const head = headOf(answer, words).filter((name) => answer.denominator !== null || name !== t('kpi.share'));
  return [
    [say(answer), `${answer.period.from} – ${answer.period.to}`, `${t('kpi.asOf')} ${answer.period.asOf}`],
    [group, ...head],
    ...answer.series.map((point) => [asText(labelOf(point, words)), ...cells(point)]),
    [t('kpi.total'), ...cells(answer)],
  ];
}

/** A name that a spreadsheet would run as a formula stays text. */
const asText = (name: string): string => (/^[=+\-@\t\r]/.test(name) ? `'${name}` : name);
