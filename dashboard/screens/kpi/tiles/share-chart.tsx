import { useId, type ReactNode } from 'react';
import { Cell, Pie, PieChart, ResponsiveContainer } from 'recharts';
import { useWords } from '../../../providers/i18n';
import { figureText } from '../figure-words';
import type { KpiAnswer } from '../kpi-source';
import { labelOf, orderSeries } from '../series';

/** More parts than these are not told apart; the rest is one. */
const MOST = 6;
type Part = { key: string; label: string; value: number; text: string; share: string };

/**
 * Parts of a whole as a ring. One hue in six fillings, numbers on the parts and the same numbers in the list beside it: it is read without
 * colour, and the list is read out.
 */
export function ShareChart({ answer, group, title }: { answer: KpiAnswer; group: string; title: string }) {
  const words = useWords();
  const id = `td-share-${useId()}`.replace(/[^\w-]/g, '');
  const parts = partsOf({ ...answer, series: orderSeries(answer.series, group) }, words.t('tiles.rest'), words);
  if (parts.length === 0) return null;
  return (
    <figure className="td-kpi-chart td-share">
      <div role="img" aria-label={`${title}: ${parts.map((part) => `${part.label} ${part.share}`).join(', ')}`} className="td-share-ring">
        <ResponsiveContainer width="100%" height="100%">
          <PieChart accessibilityLayer={false}>
            <defs>
              {parts.map((part, index) => (
                <Filling key={part.key} id={`${id}-${index}`} index={index} />
              ))}
            </defs>
            <Pie
              data={parts}
              dataKey="value"
              nameKey="label"
              innerRadius="52%"
              outerRadius="94%"
              startAngle={90}
              endAngle={-270}
              isAnimationActive={false}
              stroke="var(--td-surface)"
              strokeWidth={2}
              label={SliceNumber}
              labelLine={false}
            >
              {parts.map((part, index) => (
                <Cell key={part.key} fill={`url(#${id}-${index})`} />
              ))}
            </Pie>
          </PieChart>
        </ResponsiveContainer>
      </div>
      <ol className="td-share-list">
        {parts.map((part, index) => (
          <li key={part.key}>
            <svg width={14} height={14} aria-hidden="true">
              <rect x={0.5} y={0.5} width={13} height={13} rx={2} fill={`url(#${id}-${index})`} stroke="var(--td-tone-info)" />
            </svg>
            <span>
              {index + 1}. {part.label}
            </span>
            <b>{part.share}</b>
            <span className="td-quiet">{part.text}</span>
          </li>
        ))}
      </ol>
    </figure>
  );
}

/** The largest parts, and one for all others. What is nothing or below has no part of a ring. */
function partsOf(answer: KpiAnswer, rest: string, words: ReturnType<typeof useWords>): Part[] {
  const points = answer.series.filter((point) => (point.value ?? 0) > 0);
  const whole = points.reduce((sum, point) => sum + (point.value ?? 0), 0);
  const partOf = (key: string, label: string, value: number): Part => ({
    key,
    label,
    value,
    text: figureText(value, answer),
    share: `${((value / whole) * 100).toFixed(1)}%`,
  });
  const shown = points.length > MOST ? points.slice(0, MOST - 1) : points;
  const others = points.slice(shown.length).reduce((sum, point) => sum + (point.value ?? 0), 0);
  const parts = shown.map((point) => partOf(point.key, labelOf(point, words), point.value ?? 0));
  return others > 0 ? [...parts, partOf('others', rest, others)] : parts;
}

const BLUE = 'var(--td-tone-info)';
const STROKES: ReactNode[] = [
  <rect key="0" width={8} height={8} fill={BLUE} />,
  <path key="1" d="M-2 2l4-4M0 8l8-8M6 10l4-4" stroke={BLUE} strokeWidth={2.5} />,
  <circle key="2" cx={4} cy={4} r={2} fill={BLUE} />,
  <path key="3" d="M0 4h8" stroke={BLUE} strokeWidth={2.5} />,
  <path key="4" d="M0 4h8M4 0v8" stroke={BLUE} strokeWidth={1.5} />,
  null,
];

function Filling({ id, index }: { id: string; index: number }) {
  return (
    <pattern id={id} width={8} height={8} patternUnits="userSpaceOnUse">
      <rect width={8} height={8} fill="var(--td-brand-tint)" />
      {STROKES[index % STROKES.length]}
    </pattern>
  );
}

type Slice = { cx?: number; cy?: number; midAngle?: number; innerRadius?: number; outerRadius?: number; index?: number; percent?: number };

/** Its number in the list, where the part is wide enough to hold it. */
function SliceNumber({ cx = 0, cy = 0, midAngle = 0, innerRadius = 0, outerRadius = 0, index = 0, percent = 0 }: Slice) {
  if (percent < 0.04) return null;
  const radius = (Number(innerRadius) + Number(outerRadius)) / 2;
  const angle = (-midAngle * Math.PI) / 180;
  return (
    <text
      x={Number(cx) + radius * Math.cos(angle)}
      y={Number(cy) + radius * Math.sin(angle)}
      textAnchor="middle"
      dominantBaseline="central"
      className="td-kpi-mark"
    >
      {index + 1}
    </text>
  );
}
