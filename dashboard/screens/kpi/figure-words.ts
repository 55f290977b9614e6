import type { KpiDefinition } from '../../../config/kpis/kpi';
import type { Words } from '../../../config/definition/types';
import type { Wording } from '../../providers/i18n';

type Unit = KpiDefinition['unit'];
type Good = KpiDefinition['good'];
export type Verdict = { tone: 'good' | 'bad' | 'none'; text: string };

/** In the unit that people say: rates have one decimal, money two, counts none. */
export function showFigure(value: number | null, unit: Unit, digits = 0): string {
  if (value === null) return '—';
  if (unit === '%') return `${grouped(value * 100, 1)}%`;
  return unit === 'fen' ? yuan(value) : grouped(value, digits);
}

/** A figure made on screen brings its own word and digits. */
type OwnWords = { unit: Words | null; digits: number } | null;
type Said = { unit: Unit; tile?: OwnWords };

/** A value of this figure, as it is said. */
export const figureText = (value: number | null, { unit, tile }: Said): string => showFigure(value, unit, tile?.digits);

/** The word behind it. */
export const unitWord = ({ unit, tile }: Said, { t, say }: Pick<Wording, 't' | 'say'>): string =>
  unit === 'number' ? say(tile?.unit) : t(`kpi.units.${unit}`);

/** The same for the axis of a chart, where 万 saves the room; in English thousands. */
export function showOnAxis(value: number, unit: Unit, lang: Wording['lang']): string {
  if (unit === '%') return `${grouped(value * 100, 0)}%`;
  if (unit !== 'fen') return trimmed(value);
  const step = lang === 'zh' ? 10_000 : 1000;
  if (Math.abs(value) < step * 100) return `¥${grouped(value / 100, 0)}`;
  return `¥${trimmed(value / 100 / step)}${lang === 'zh' ? '万' : 'k'}`;
}

/** Fen as yuan: `¥1,234.50`. */
export const yuan = (fen: number): string => `${fen < 0 ? '-' : ''}¥${grouped(Math.abs(fen) / 100, 2)}`;

/** One side of a rate, in what it counts: money, area in hundredths of a square metre, or cases. */
export function showPart(value: number | null, unit: 'fen' | 'area' | 'count', digits = 0): string {
  if (value === null) return '—';
  if (unit === 'fen') return yuan(value);
  return unit === 'area' ? `${grouped(value / 100, 2)} m²` : grouped(value, digits);
}

/** Is the target met, and by how much is it missed. The tone follows what is good, not what is up. Decided on the exact value. */
export function verdictOf(
  figure: Said & { value: number | null; target: number | null; good: Good },
  words: Pick<Wording, 't' | 'say'>,
): Verdict {
  const { t } = words;
  const { value, target, good } = figure;
  if (value === null || target === null || good === 'neutral') return { tone: 'none', text: '' };
  const isMet = good === 'up' ? value >= target : value <= target;
  const difference = value - target;
  const head = t(isMet ? 'kpi.met' : 'kpi.missed');
  const tail =
    difference === 0 ? t('kpi.exact') : t(difference > 0 ? 'kpi.above' : 'kpi.below', { by: showStep(difference, figure, words) });
  return { tone: isMet ? 'good' : 'bad', text: `${head} · ${tail}` };
}

/** How it moved since the period before; null when either has no value. */
export function changeOf(
  figure: Said & { value: number | null; before: number | null; good: Good },
  words: Pick<Wording, 't' | 'say'>,
): (Verdict & { arrow: 'up' | 'down' | 'flat' }) | null {
  const { t } = words;
  const { value, before, good, unit } = figure;
  if (value === null || before === null) return null;
  const difference = value - before;
  if (difference === 0) return { tone: 'none', arrow: 'flat', text: t('kpi.same') };
  const isBetter = difference > 0 === (good === 'up');
  // Money moves by a share of itself; ¥3,120.55 more says little without the sum.
  const by = unit === 'fen' && before > 0 ? `${grouped((Math.abs(difference) / before) * 100, 1)}%` : showStep(difference, figure, words);
  return {
    tone: good === 'neutral' ? 'none' : isBetter ? 'good' : 'bad',
    arrow: difference > 0 ? 'up' : 'down',
    text: t(difference > 0 ? 'kpi.more' : 'kpi.less', { by }),
  };
}

/** A difference without its sign. A rate that misses by a hair says so, instead of `0.0`. */
function showStep(difference: number, figure: Said, words: Pick<Wording, 't' | 'say'>): string {
  const { t } = words;
  const { unit } = figure;
  const size = Math.abs(difference);
  if (unit === '%') return size < 0.0005 ? t('kpi.pointsHair') : t('kpi.points', { n: grouped(size * 100, 1) });
  if (unit === 'fen') return yuan(size);
  if (unit === 'number') return `${figureText(size, figure)} ${unitWord(figure, words)}`.trim();
  return t(unit === 'keys' ? 'kpi.keys' : 'kpi.cases', { n: grouped(size, 0) });
}

const formats = new Map<number, Intl.NumberFormat>();

function grouped(value: number, digits: number): string {
  let format = formats.get(digits);
  if (!format)
    formats.set(digits, (format = new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })));
  return format.format(value);
}

const trimmed = (value: number): string => new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 }).format(value);
