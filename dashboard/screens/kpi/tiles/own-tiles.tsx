import { CheckCircleFilled, CloseOutlined } from '@ant-design/icons';
import { App, Button, Skeleton } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useWords } from '../../../providers/i18n';
import { useKpi, type KpiAnswer } from '../kpi-source';
import { KpiTile } from '../kpi-tile';
import type { Period } from '../period';
import { TileMenu } from './tile-menu';
import { useTileActs } from './tile-source';
import './tiles.css';

// The charting library is larger than the rest of the board: it comes after the figures, and only where one is drawn.
const TileChart = lazy(async () => ({ default: (await import('./tile-chart')).TileChart }));

type OwnTilesProps = { answers: KpiAnswer[]; before: Map<string, KpiAnswer> | undefined; period: Period; search: string; isBusy: boolean };

/** The figures that people of the house have made, beside the shipped ones. What is taken away can be brought back at once. */
export function OwnTiles({ answers, before, period, search, isBusy }: OwnTilesProps) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const acts = useTileActs();
  const [removed, setRemoved] = useState<{ key: string; name: string } | null>(null);
  const tell = (error: unknown) => void message.error(error instanceof Error ? error.message : String(error));
  const remove = (answer: KpiAnswer) => acts.remove(answer.key).then(() => setRemoved({ key: answer.key, name: say(answer) }), tell);
  const restore = (key: string) => acts.restore(key).then(() => setRemoved(null), tell);
  return (
    <section aria-label={t('tiles.own')} aria-busy={isBusy} className="td-own-tiles">
      {answers.length > 0 && <h2>{t('tiles.own')}</h2>}
      <div role="status">
        {removed && (
          <p className="td-tile-undo">
            <CheckCircleFilled aria-hidden="true" /> {t('tiles.removed', { name: removed.name })}
            {/* The menu that was used is gone with its tile: the keyboard goes on here. */}
            <Button autoFocus size="small" type="primary" ghost onClick={() => void restore(removed.key)}>
              {t('tiles.undo')}
            </Button>
            <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t('common.close')} onClick={() => setRemoved(null)} />
          </p>
        )}
      </div>
      {answers.length > 0 && (
        <div className="td-kpi-grid">
          {answers.map((answer) => (
            <KpiTile
              key={answer.key}
              answer={answer}
              before={before?.get(answer.key)}
              period={period}
              search={search}
              isWide={answer.tile?.chartGroup != null}
              actions={answer.tile?.mayEdit && <TileMenu answer={answer} search={search} onRemove={() => void remove(answer)} />}
            >
              {answer.tile?.chartGroup != null && <Chart answer={answer} group={answer.tile.chartGroup} period={period} />}
            </KpiTile>
          ))}
        </div>
      )}
    </section>
  );
}

/** Asked for apart: the board shows its numbers first. */
function Chart({ answer, group, period }: { answer: KpiAnswer; group: string; period: Period }) {
  const { t } = useWords();
  const { data, error } = useKpi(answer.key, period, group);
  const waiting = <Skeleton active title={false} paragraph={{ rows: 3 }} />;
  if (error && !data) return <p className="td-quiet">{t('kpi.refreshFailed')}</p>;
  if (!data) return waiting;
  return (
    <Suspense fallback={waiting}>
      <TileChart answer={data} isSmall />
    </Suspense>
  );
}
