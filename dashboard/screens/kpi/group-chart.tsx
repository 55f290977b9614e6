import { useId } from 'react';
import { Bar, BarChart, CartesianGrid, ComposedChart, LabelList, Line, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { useIsPhone } from '../../components/use-media-query';
import { useWords } from '../../providers/i18n';
import { figureText, showOnAxis } from './figure-words';
import type { KpiAnswer, SeriesPoint } from './kpi-source';
import { isMonthly, labelOf, withGaps } from './series';

type Row = { key: string; label: string; value: number | null; text: string; isMissed: boolean; isSmall: boolean };

/** More bars than these are not read; the table has all of them. */
const MOST = 12;
const TICK = { fill: 'var(--td-quiet)', fontSize: 12 };

type GroupChartProps = {
  answer: KpiAnswer;
  group: string;
  title: string;
  /** Months as a line; left out = a rate is one, a sum stands in columns. */
  isLine?: boolean;
  /** Of months. Bars are as high as they are many. */
  height?: number;
  most?: number;
};

/**
 * A figure by one group: months from left to right (a rate as a line, a sum as columns), everything else as bars with their numbers.
 * One hue; a missed target is hatched, a small sample hollow: the chart is read without colour, and the table has the same numbers.
 */
export function GroupChart({ answer, group, title, isLine = answer.unit === '%', height = 340, most = MOST }: GroupChartProps) {
  const words = useWords();
  const { t, lang } = words;
  const hatch = `td-hatch-${useId()}`.replace(/[^\w-]/g, '');
  const isMonth = isMonthly(group);
  const isPhone = useIsPhone();
  const first = answer.series[0]?.key;
  const points =
    isMonth && first
      ? withGaps(answer.series, first, group === 'month' ? answer.period.to : (answer.series.at(-1)?.key ?? first))
      : answer.series;
  // On a small chart months have no room for the fen.
  const isTight = isMonth && height < 300 && answer.unit !== '%';
  const rows = points.map((point): Row => {
    const row = rowOf(point, answer, labelOf(point, words));
    return isTight && row.value !== null ? { ...row, text: showOnAxis(row.value, answer.unit, lang) } : row;
  });
  const shown = isMonth ? rows : rows.slice(0, most);
  const isRate = answer.unit === '%';
  const target = isRate || isMonth ? answer.target : null;
  const hints = [
    shown.some((row) => row.isMissed) && !isMonth && t('kpi.hatched'),
    shown.some((row) => row.isSmall) && t('kpi.hollow'),
    target !== null && t('kpi.dashed', { value: figureText(target, answer) }),
    shown.length < rows.length && t('kpi.chartMore', { count: shown.length }),
  ].filter((hint): hint is string => typeof hint === 'string');
  const axis = {
    tickFormatter: (value: number) => showOnAxis(value, answer.unit, lang),
    tick: TICK,
    axisLine: false,
    tickLine: false,
  } as const;
  return (
    <figure className="td-kpi-chart">
      <div
        role="img"
        aria-label={`${title}: ${shown.map((row) => `${row.label} ${row.text}`).join(', ')}`}
        style={{ height: isMonth ? height : Math.max(140, shown.length * 34 + 40) }}
      >
        <ResponsiveContainer width="100%" height="100%">
          {isMonth ? (
            <ComposedChart data={shown} margin={{ top: 24, right: 24, bottom: 0, left: 0 }} accessibilityLayer={false}>
              <CartesianGrid vertical={false} stroke="var(--td-border)" />
              <XAxis
                dataKey="label"
                tickFormatter={(month: string, index: number) => monthTick(month, index, lang)}
                interval="preserveStartEnd"
                padding={{ left: 20, right: 20 }}
                tick={TICK}
                tickLine={false}
                axisLine={{ stroke: 'var(--td-border)' }}
              />
              <YAxis {...axis} width={64} {...(isRate ? rateScale(shown, target) : { domain: [0, 'auto'] as const })} />
              {target !== null && <ReferenceLine y={target} stroke="var(--td-quiet)" strokeDasharray="5 4" />}
              {isLine ? (
                <Line
                  dataKey="value"
                  stroke="var(--td-tone-info)"
                  strokeWidth={2}
                  isAnimationActive={false}
                  dot={<MonthDot />}
                  activeDot={false}
                >
                  <LabelList dataKey="text" content={<MonthLabel count={isTight || isPhone ? shown.length * 2 : shown.length} />} />
                </Line>
              ) : (
                <Bar dataKey="value" fill="var(--td-tone-info)" maxBarSize={40} radius={[3, 3, 0, 0]} isAnimationActive={false}>
                  <LabelList dataKey="text" content={<MonthLabel count={isTight || isPhone ? shown.length * 2 : shown.length} />} />
                </Bar>
              )}
            </ComposedChart>
          ) : (
            <BarChart data={shown} layout="vertical" margin={{ top: 4, right: 96, bottom: 0, left: 0 }} accessibilityLayer={false}>
              <defs>
                <pattern id={hatch} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                  <rect width={6} height={6} fill="var(--td-surface)" />
                  <rect width={3} height={6} fill="var(--td-tone-info)" />
                </pattern>
              </defs>
              <XAxis type="number" {...axis} domain={isRate ? [0, 1] : [0, 'auto']} />
              <YAxis
                type="category"
                dataKey="label"
                width={labelWidth(shown)}
                tick={{ ...TICK, fill: 'var(--td-text)' }}
                axisLine={false}
                tickLine={false}
                interval={0}
              />
              {target !== null && <ReferenceLine x={target} stroke="var(--td-quiet)" strokeDasharray="5 4" />}
              <Bar dataKey="value" maxBarSize={18} isAnimationActive={false} shape={<ValueBar hatch={hatch} />}>
                <LabelList dataKey="text" content={<BarLabel />} />
              </Bar>
            </BarChart>
          )}
        </ResponsiveContainer>
      </div>
      {hints.length > 0 && <figcaption>{hints.join(' · ')}</figcaption>}
    </figure>
  );
}

function rowOf(point: SeriesPoint, answer: KpiAnswer, label: string): Row {
  const { value } = point;
  const isJudged = value !== null && answer.unit === '%' && answer.target !== null && answer.good !== 'neutral';
  const isMissed = isJudged && (answer.good === 'up' ? value < (answer.target ?? 0) : value > (answer.target ?? 0));
  return {
    key: point.key,
    label,
    value,
    text: figureText(value, answer),
    isMissed,
    isSmall: answer.unit === '%' && point.n > 0 && point.n < 5,
  };
}

/** A line of 93 to 97 % is read on an axis that starts near it; it may leave zero because it is no bar. */
function rateScale(rows: Row[], target: number | null): { domain: [number, number]; ticks: number[] } {
  const values = rows.flatMap((row) => (row.value === null ? [] : [row.value]));
  const high = Math.max(...values, target ?? 0);
  // A share of a few per cent is a flat line below a scale of a hundred.
  if (values.length > 0 && high < 0.5) {
    const step = [0.01, 0.02, 0.05, 0.1].find((one) => one * 5 >= high) ?? 0.1;
    const count = Math.max(1, Math.ceil((high * 1.05) / step));
    return { domain: [0, count * step], ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
  }
  const low = Math.min(...values, target ?? 1);
  const start = Math.max(0, Math.floor((low - 0.02) * 20) / 20);
  const step = 1 - start > 0.5 ? 0.2 : 1 - start > 0.25 ? 0.1 : 0.05;
  const count = Math.ceil((1 - start) / step - 1e-9);
  return { domain: [1 - count * step, 1], ticks: Array.from({ length: count + 1 }, (_, index) => 1 - (count - index) * step) };
}

const labelWidth = (rows: Row[]): number =>
  Math.min(180, Math.max(64, ...rows.map((row) => [...row.label].reduce((sum, letter) => sum + (letter > '\u2E7F' ? 13 : 7.5), 16))));

type BarShape = { hatch: string; x?: number; y?: number; width?: number; height?: number; payload?: Row };

/** A bar that says by its filling what it is. */
function ValueBar({ hatch, x = 0, y = 0, width = 0, height = 0, payload }: BarShape) {
  if (!payload || payload.value === null) return null;
  const colour = 'var(--td-tone-info)';
  const filling = payload.isSmall ? 'transparent' : payload.isMissed ? `url(#${hatch})` : colour;
  return (
    <rect
      x={x}
      y={y}
      width={Math.max(1, width)}
      height={height}
      rx={2}
      fill={filling}
      stroke={colour}
      strokeWidth={payload.isSmall || payload.isMissed ? 1.5 : 0}
    />
  );
}

/** The first one says its year, the rest are months. */
function monthTick(month: string, index: number, lang: 'zh' | 'en'): string {
  const number = Number(month.slice(5));
  if (index === 0 || !number) return month;
  return lang === 'zh'
    ? `${number}月`
    : new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`));
}

function MonthDot({ cx, cy, payload }: { cx?: number; cy?: number; payload?: Row }) {
  if (cx === undefined || cy === undefined || cy === null || !payload || payload.value === null) return null;
  return (
    <circle
      cx={cx}
      cy={cy}
      r={4}
      fill={payload.isSmall ? 'var(--td-surface)' : 'var(--td-tone-info)'}
      stroke="var(--td-tone-info)"
      strokeWidth={2}
    />
  );
}

/** Behind the end of its bar, over the line of the target. */
function BarLabel({
  x = 0,
  y = 0,
  width = 0,
  height = 0,
  value,
}: {
  x?: number | string;
  y?: number | string;
  width?: number | string;
  height?: number | string;
  value?: unknown;
}) {
  return (
    <text x={Number(x) + Number(width) + 6} y={Number(y) + Number(height) / 2} dominantBaseline="central" className="td-kpi-mark">
      {String(value)}
    </text>
  );
}

/** Above its point. Beyond twelve months only every second has room. */
function MonthLabel({
  x = 0,
  y = 0,
  width = 0,
  value,
  index = 0,
  count,
}: {
  x?: number | string;
  y?: number | string;
  width?: number | string;
  value?: unknown;
  index?: number;
  count: number;
}) {
  if (value === '—' || (count > 12 && (count - 1 - index) % 2 === 1)) return null;
  return (
    <text x={Number(x) + Number(width) / 2} y={Number(y) - 9} textAnchor="middle" className="td-kpi-mark">
      {String(value)}
    </text>
  );
}
