import { DownloadOutlined, EditOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Alert, Button, Segmented } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { PageHeader } from '../../components/page-header';
import { paths } from '../../components/paths';
import { csvOf, saveBlob } from '../../components/save-file';
import { EmptyState, ErrorState, LoadingPage } from '../../components/screen-states';
import { useTitle } from '../../components/use-title';
import { useWords } from '../../providers/i18n';
import { Definition } from './definition-button';
import { drillPath, useDrillForm } from './drill-link';
import { figureText, unitWord } from './figure-words';
import { GroupChart } from './group-chart';
import { KpiRecords } from './kpi-records';
import { useKpi, useKpisBefore, useTrend, type KpiAnswer } from './kpi-source';
import { FigureWords, KpiFacts, SmallSample } from './kpi-tile';
import { PeriodBar } from './period-bar';
import { monthsOf, trendOf, type Period } from './period';
import { groupName, labelOf, orderSeries, sheetOf } from './series';
import { SeriesTable } from './series-table';
import { ShareChart } from './tiles/share-chart';
import './tiles/tiles.css';
import { usePeriod } from './use-period';

/** One figure: what it is, how it splits, and the records it comes from. */
export function KpiDetail({ kpi }: { kpi: string }) {
  const [params] = useSearchParams();
  const { period, search, setPeriod } = usePeriod();
  const { data, error, refetch } = useKpi(kpi, period, params.get('by'));
  const { t, say } = useWords();
  // One or two points are no line: a short period is shown among the months before it.
  const isShort = data?.groupBy === 'month' && monthsOf(period) < 3;
  const trend = useTrend(kpi, period, isShort).data;
  useTitle(say(data));
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <LoadingPage />;
  const split = isShort && trend ? trend : data;
  const shown: KpiAnswer = { ...split, series: orderSeries(split.series, split.groupBy) };
  return (
    <div className="td-page td-kpi">
      <PageHeader
        title={say(data)}
        crumbs={[{ label: t('kpi.title'), to: paths.kpi() + search }, { label: say(data) }]}
        aside={
          <>
            {data.live && (
              <span className="td-kpi-live" title={t('kpi.liveHint')}>
                {t('kpi.live')}
              </span>
            )}
            {data.small && <SmallSample />}
          </>
        }
        actions={<DetailActions answer={data} shown={shown} />}
      />
      <PeriodBar period={period} onChange={setPeriod} />
      {error && <Alert type="warning" showIcon message={t('kpi.refreshFailed')} />}
      <Head answer={data} period={period} />
      <Groups answer={data} shown={shown} period={period} isTrend={split !== data} />
    </div>
  );
}

function Head({ answer, period }: { answer: KpiAnswer; period: Period }) {
  const words = useWords();
  const before = useKpisBefore(period).data?.get(answer.key);
  return (
    <section className="td-card td-kpi-head">
      <div>
        <p className="td-kpi-value" data-small={answer.small || undefined}>
          {figureText(answer.value, answer)}
          {answer.value !== null && <small>{unitWord(answer, words)}</small>}
        </p>
        <FigureWords answer={answer} before={before} />
        <KpiFacts answer={answer} />
      </div>
      <Definition answer={answer} isBrief />
    </section>
  );
}

function DetailActions({ answer, shown }: { answer: KpiAnswer; shown: KpiAnswer }) {
  const words = useWords();
  const { t } = words;
  const form = useDrillForm(answer.drill);
  const download = () => {
    const group = groupName(shown.groupBy ?? '', form, words);
    saveBlob(csvOf(sheetOf(shown, group, words)), `${words.say(shown)}-${group}-${shown.period.asOf}.csv`);
  };
  return (
    <>
      {form && (
        <Link to={drillPath(form, answer.drill)} className="td-button-link">
          <UnorderedListOutlined aria-hidden="true" />
          {t('kpi.openList')}
        </Link>
      )}
      {answer.tile?.mayEdit && (
        <Link to={paths.tile(answer.key)} className="td-button-link">
          <EditOutlined aria-hidden="true" />
          {t('tiles.editShort')}
        </Link>
      )}
      {shown.series.length > 0 && (
        <Button icon={<DownloadOutlined />} onClick={download}>
          {t('kpi.csv')}
        </Button>
      )}
    </>
  );
}

/** Chart and table of one way to split, and the records of all groups or of the one chosen. */
function Groups({ answer, shown, period, isTrend }: { answer: KpiAnswer; shown: KpiAnswer; period: Period; isTrend: boolean }) {
  const words = useWords();
  const { t, say } = words;
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const form = useDrillForm(answer.drill);
  const by = answer.groupBy;
  const addressOf = (changes: Record<string, string | null>): string => {
    const next = new URLSearchParams(params);
    next.delete('page');
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    return `?${next.toString()}`;
  };
  const chosen = by !== null && params.has('group') ? (params.get('group') ?? '') : null;
  const point = chosen === null ? undefined : shown.series.find((one) => one.key === chosen);
  const name = by ? groupName(by, form, words) : '';
  const title = t('kpi.chart', { name: say(answer), group: name });
  return (
    <>
      {by && (
        <section className="td-card td-kpi-split" aria-labelledby="td-kpi-split">
          <header>
            <h2 id="td-kpi-split">{title}</h2>
            {isTrend && (
              <span className="td-quiet" title={t('kpi.twelveHint')}>
                {t('kpi.twelve')}
              </span>
            )}
            {answer.groups.length > 1 && (
              <Segmented
                size="small"
                value={by}
                aria-label={t('kpi.groupBy')}
                options={answer.groups.map((value) => ({ value, label: groupName(value, form, words) }))}
                onChange={(value) => void navigate(addressOf({ by: value, group: null }), { replace: true, preventScrollReset: true })}
              />
            )}
          </header>
          {shown.series.length === 0 ? (
            <EmptyState title={t('kpi.noSeries')} hint={t('kpi.noSeriesHint')} />
          ) : (
            <div className="td-kpi-split-body">
              {answer.tile?.chart === 'share' && by === answer.tile.chartGroup ? (
                <ShareChart answer={shown} group={by} title={title} />
              ) : (
                <GroupChart answer={shown} group={by} title={title} {...(answer.tile?.chart === 'line' ? { isLine: true } : {})} />
              )}
              <SeriesTable answer={shown} group={name} chosen={chosen} hrefOf={(key) => addressOf({ group: key })} />
            </div>
          )}
        </section>
      )}
      <KpiRecords
        answer={answer}
        // A month before the period is found in the twelve months only.
        period={isTrend && chosen !== null ? { ...period, ...trendOf(period) } : period}
        group={by !== null && chosen !== null ? { by, key: chosen, label: point ? labelOf(point, words) : chosen } : null}
        onClear={() => void navigate(addressOf({ group: null }), { replace: true, preventScrollReset: true })}
      />
    </>
  );
}
