import { ArrowDownOutlined, ArrowUpOutlined, CheckCircleFilled, MinusOutlined, WarningFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { paths } from '../../components/paths';
import { useWords } from '../../providers/i18n';
import { DefinitionButton } from './definition-button';
import { changeOf, figureText, showPart, unitWord, verdictOf } from './figure-words';
import { useTrend, type KpiAnswer } from './kpi-source';
import type { Period } from './period';
import { denominatorUnit } from './series';
import { Sparkline } from './sparkline';

type TileProps = {
  answer: KpiAnswer;
  before: KpiAnswer | undefined;
  period: Period;
  search: string;
  isBig?: boolean;
  /** Room for a chart. */
  isWide?: boolean;
  actions?: ReactNode;
  children?: ReactNode;
};

/** One figure. The whole card leads to its details; the definition has a button of its own above that. */
export function KpiTile({ answer, before, period, search, isBig = false, isWide = false, actions, children }: TileProps) {
  const words = useWords();
  const { t, say } = words;
  const trend = useTrend(answer.key, period, answer.groups.includes('month'));
  const name = say(answer);
  const { parts } = answer;
  return (
    <article className="td-card td-kpi-tile" data-size={isBig ? 'big' : 'small'} data-wide={isWide || undefined}>
      <header>
        <h3>
          <Link to={paths.kpi(answer.key) + search} title={t('kpi.openDetail', { name })}>
            {name}
          </Link>
        </h3>
        {answer.live && (
          <span className="td-kpi-live" title={t('kpi.liveHint')}>
            {t('kpi.live')}
          </span>
        )}
        {answer.small && <SmallSample />}
        <DefinitionButton answer={answer} />
        {actions}
      </header>
      <div className="td-kpi-main">
        <p className="td-kpi-value" data-small={answer.small || undefined}>
          {figureText(answer.value, answer)}
          {answer.value !== null && <small>{unitWord(answer, words)}</small>}
        </p>
        {trend.data && <Sparkline trend={trend.data} />}
      </div>
      {children}
      {isBig && parts && answer.denominator !== null && (
        <p className="td-kpi-parts">
          {say(parts.numerator)} <b>{showPart(answer.numerator, parts.unit, answer.tile?.digits)}</b> / {say(parts.denominator)}{' '}
          <b>{showPart(answer.denominator, denominatorUnit(answer))}</b>
        </p>
      )}
      <FigureWords answer={answer} before={before} />
      <KpiFacts answer={answer} isShort={!isBig} />
    </article>
  );
}

/** What the colour means, in words: against the target, and against the period before. */
export function FigureWords({ answer, before }: { answer: KpiAnswer; before: KpiAnswer | undefined }) {
  const words = useWords();
  const { t } = words;
  const verdict = verdictOf(answer, words);
  const change = changeOf(
    {
      value: answer.value,
      before: answer.tile && answer.time === 'moment' ? null : (before?.value ?? null),
      good: answer.good,
      unit: answer.unit,
      tile: answer.tile,
    },
    words,
  );
  const Arrow = change?.arrow === 'up' ? ArrowUpOutlined : change?.arrow === 'down' ? ArrowDownOutlined : MinusOutlined;
  const against = before && t('kpi.against', { from: before.period.from, to: before.period.to, value: figureText(before.value, before) });
  return (
    <div className="td-kpi-words">
      {answer.value === null && <p>{t('kpi.noValue')}</p>}
      {verdict.text && (
        <p data-tone={verdict.tone}>
          {verdict.tone === 'good' ? <CheckCircleFilled aria-hidden="true" /> : <WarningFilled aria-hidden="true" />} {verdict.text}
        </p>
      )}
      {change && (
        <p data-tone={change.tone} title={against}>
          <Arrow aria-hidden="true" /> {change.text}
        </p>
      )}
    </div>
  );
}

export function SmallSample() {
  const { t } = useWords();
  return (
    <span className="td-kpi-small" title={t('kpi.smallHint')}>
      {t('kpi.small')}
    </span>
  );
}

/** Target, sample and as-of date: without them a figure says nothing. */
export function KpiFacts({ answer, isShort = false }: { answer: KpiAnswer; isShort?: boolean }) {
  const { t } = useWords();
  return (
    <ul className="td-kpi-facts">
      <li>{answer.target === null ? t('kpi.noTarget') : t('kpi.target', { value: figureText(answer.target, answer) })}</li>
      <li title={t('kpi.nHint', { n: answer.n })}>{t('kpi.n', { n: answer.n.toLocaleString('en-US') })}</li>
      <li>
        {t('kpi.asOf')} <time dateTime={answer.period.asOf}>{isShort ? answer.period.asOf.slice(5) : answer.period.asOf}</time>
      </li>
    </ul>
  );
}
