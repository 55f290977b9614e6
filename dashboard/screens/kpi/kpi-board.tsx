import { PlusOutlined, ReloadOutlined } from '@ant-design/icons';
import { Alert, Button, Skeleton } from 'antd';
import { Link } from 'react-router';
import { PageHeader } from '../../components/page-header';
import { paths } from '../../components/paths';
import { EmptyState, ErrorState } from '../../components/screen-states';
import { showInstant } from '../../components/time-words';
import { useTitle } from '../../components/use-title';
import { useWords } from '../../providers/i18n';
import { useKpis, useKpisBefore } from './kpi-source';
import { KpiTile } from './kpi-tile';
import { PeriodBar } from './period-bar';
import { OwnTiles } from './tiles/own-tiles';
import { useMakesTiles } from './tiles/tile-source';
import { usePeriod } from './use-period';

/** The two figures that the manual holds the department to; they stand first and large (2.3-5, 3.1.13). */
const MAIN = ['collection-rate', 'satisfaction-rate'];

/** Every figure that the caller may see, for one period. */
export function KpiBoard() {
  const { t } = useWords();
  const { period, search, setPeriod } = usePeriod();
  const { data, error, isFetching, dataUpdatedAt, refetch } = useKpis(period);
  const before = useKpisBefore(period).data;
  useTitle(t('kpi.title'));
  const main = data?.filter((answer) => MAIN.includes(answer.key)) ?? [];
  const others = data?.filter((answer) => !MAIN.includes(answer.key) && !answer.tile) ?? [];
  const own = data?.filter((answer) => answer.tile) ?? [];
  const makesTiles = useMakesTiles();
  const tileOf = (isBig: boolean) => (answer: (typeof main)[number]) => (
    <KpiTile key={answer.key} answer={answer} before={before?.get(answer.key)} period={period} search={search} isBig={isBig} />
  );
  return (
    <div className="td-page td-kpi">
      <PageHeader
        title={t('kpi.title')}
        actions={
          <>
            {dataUpdatedAt > 0 && (
              <span className="td-kpi-updated">
                {t('kpi.updated', { time: showInstant(new Date(dataUpdatedAt).toISOString()).slice(11) })}
              </span>
            )}
            <Button
              type="text"
              icon={<ReloadOutlined spin={isFetching} />}
              aria-label={t('common.refresh')}
              onClick={() => void refetch()}
            />
            {makesTiles && (
              <Link to={paths.tile('new') + search} className="td-button-link">
                <PlusOutlined aria-hidden="true" />
                {t('tiles.new')}
              </Link>
            )}
          </>
        }
      />
      <PeriodBar period={period} onChange={setPeriod} />
      {error && data && <Alert type="warning" showIcon message={t('kpi.refreshFailed')} />}
      {!data && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingTiles />}
      {data?.length === 0 && <EmptyState title={t('kpi.empty')} hint={t('kpi.emptyHint')} />}
      {main.length > 0 && (
        <section aria-label={t('kpi.headline')} className="td-kpi-main-row" aria-busy={isFetching}>
          {main.map(tileOf(true))}
        </section>
      )}
      {others.length > 0 && (
        <section aria-label={t('kpi.others')} className="td-kpi-grid" aria-busy={isFetching}>
          {others.map(tileOf(false))}
        </section>
      )}
      {data && <OwnTiles answers={own} before={before} period={period} search={search} isBusy={isFetching} />}
    </div>
  );
}

/** Cards of the size that the figures will have: nothing moves when they come. */
function LoadingTiles() {
  const { t } = useWords();
  return (
    <div role="status" aria-label={t('common.loading')}>
      <div className="td-kpi-main-row">
        {MAIN.map((key) => (
          <div key={key} className="td-card td-kpi-tile" data-size="big">
            <Skeleton active title={{ width: 120 }} paragraph={{ rows: 3 }} />
          </div>
        ))}
      </div>
      <div className="td-kpi-grid">
        {Array.from({ length: 8 }, (_, index) => (
          <div key={index} className="td-card td-kpi-tile" data-size="small">
            <Skeleton active title={{ width: 90 }} paragraph={{ rows: 2 }} />
          </div>
        ))}
      </div>
    </div>
  );
}
