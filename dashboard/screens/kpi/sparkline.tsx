import { useWords } from '../../providers/i18n';
import { figureText } from './figure-words';
import type { KpiAnswer, SeriesPoint } from './kpi-source';
import { withGaps } from './series';

const WIDTH = 160;
const HEIGHT = 36;
const PAD = 4;

/** Twelve months as a line. A month without a value is a gap, not zero; the last one has a dot, hollow when the sample is small. */
export function Sparkline({ trend }: { trend: KpiAnswer }) {
  const { t } = useWords();
  const points = withGaps(trend.series, trend.period.from, trend.period.to);
  const values = points.flatMap((point) => (point.value === null ? [] : [point.value]));
  if (values.length < 2) return null;
  const target = trend.unit === '%' ? trend.target : null;
  const all = target === null ? values : [...values, target];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const x = (index: number): number => PAD + (index * (WIDTH - 2 * PAD)) / Math.max(1, points.length - 1);
  const y = (value: number): number => (high === low ? HEIGHT / 2 : HEIGHT - PAD - ((value - low) / (high - low)) * (HEIGHT - 2 * PAD));
  const last = points.findLastIndex((point) => point.value !== null);
  const lastPoint = points[last];
  const text = trend.series.map((point) => `${point.label} ${figureText(point.value, trend)}`).join(', ');
  return (
    <svg
      className="td-spark"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t('kpi.trend', { text })}
    >
      {target !== null && <line x1={PAD} x2={WIDTH - PAD} y1={y(target)} y2={y(target)} className="td-spark-target" />}
      {lines(points).map((part) =>
        part.length === 1 ? (
          <path key={part[0]} d={`M${x(part[0] ?? 0)} ${y(points[part[0] ?? 0]?.value ?? 0)}h0`} className="td-spark-point" />
        ) : (
          <polyline
            key={part[0]}
            className="td-spark-line"
            points={part.map((index) => `${x(index)},${y(points[index]?.value ?? 0)}`).join(' ')}
          />
        ),
      )}
      {/* Points without length and with round ends: the picture is stretched, a circle would be an egg. */}
      {lastPoint && <path d={`M${x(last)} ${y(lastPoint.value ?? 0)}h0`} className="td-spark-dot" />}
      {lastPoint && trend.unit === '%' && lastPoint.n < 5 && (
        <path d={`M${x(last)} ${y(lastPoint.value ?? 0)}h0`} className="td-spark-hole" />
      )}
    </svg>
  );
}

/** Runs of months that have a value, as indices. */
function lines(points: SeriesPoint[]): number[][] {
  const runs: number[][] = [];
  points.forEach((point, index) => {
    if (point.value === null) return;
    const run = runs.at(-1);
    if (run && run.at(-1) === index - 1) run.push(index);
    else runs.push([index]);
  });
  return runs;
}
