import { Spin } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Link } from 'react-router';
import { chartGroup } from '../../../../config/kpis/tile';
import { isApiError } from '../../../providers/api-error';
import type { FormView } from '../../../providers/definitions-source';
import { useWords } from '../../../providers/i18n';
import { drillPath } from '../drill-link';
import { figureText, unitWord } from '../figure-words';
import type { KpiAnswer } from '../kpi-source';
import { FigureWords, KpiFacts, SmallSample } from '../kpi-tile';
import type { Period } from '../period';
import { previewOf, type TileDraft } from './tile-draft';
import { useTilePreview } from './tile-source';

const TileChart = lazy(async () => ({ default: (await import('./tile-chart')).TileChart }));

/** Typing comes to rest first: every change is a query over all records. */
const REST = 350;

type Preview = { asked: TileDraft | null; data: KpiAnswer | undefined; error: Error | null; isFetching: boolean };
type TilePreviewProps = { draft: TileDraft; form: FormView | undefined; period: Period; preview: Preview };

/** What the draft comes to; nothing while it is not whole. */
export function usePreview(draft: TileDraft, form: FormView | undefined, period: Period): Preview {
  const asked = useRested(form ? previewOf(draft) : null);
  const group = asked && form && asked.form === form.key ? chartGroup(asked, form) : null;
  const { data, error, isFetching } = useTilePreview(asked, period, group);
  return { asked, data: asked && !error ? data : undefined, error, isFetching };
}

/** The figure in one line, for the bar that is always in sight. */
export function PreviewLine({ preview }: { preview: Preview }) {
  const words = useWords();
  const { data } = preview;
  if (!data) return null;
  return (
    <span className="td-tile-now">
      {words.t('tiles.preview')} <b>{figureText(data.value, data)}</b> {data.value !== null && unitWord(data, words)}
    </span>
  );
}

/** The figure as it would stand on the page, with its definition in words; it follows every click. */
export function TilePreview({ draft, form, period, preview }: TilePreviewProps) {
  const words = useWords();
  const { t } = words;
  const { asked, data, error, isFetching } = preview;
  const name = words.say(draft) || t('tiles.nameless');
  return (
    <aside className="td-card td-tile-preview" aria-label={t('tiles.preview')} aria-busy={isFetching}>
      <header>
        <h2>{t('tiles.preview')}</h2>
        <span className="td-quiet">{t('kpi.range', { from: period.from, to: period.to })}</span>
        {isFetching && <Spin size="small" />}
      </header>
      {!asked && <p className="td-quiet">{t(form ? 'tiles.notWhole' : 'tiles.chooseForm')}</p>}
      {asked && error && (
        <p className="td-error" role="alert">
          {isApiError(error) && error.violations.length > 0 ? error.violations.map((one) => one.message).join(' ') : error.message}
        </p>
      )}
      {asked && !error && data && <Shown answer={data} name={name} form={form} />}
    </aside>
  );
}

function Shown({ answer, name, form }: { answer: KpiAnswer; name: string; form: FormView | undefined }) {
  const words = useWords();
  const { t, say } = words;
  return (
    <>
      <h3>
        {name} {answer.small && <SmallSample />}
      </h3>
      <p className="td-kpi-value" role="status" data-small={answer.small || undefined}>
        {figureText(answer.value, answer)}
        {answer.value !== null && <small>{unitWord(answer, words)}</small>}
      </p>
      <FigureWords answer={answer} before={undefined} />
      <KpiFacts answer={answer} />
      {answer.tile?.chart !== 'number' && answer.groupBy !== null && (
        <Suspense fallback={<Spin />}>
          <TileChart answer={{ ...answer, zh: name, en: name }} isSmall />
        </Suspense>
      )}
      <p className="td-tile-words">{say(answer.definition)}</p>
      {form && (
        <Link to={drillPath(form, answer.drill)} target="_blank">
          {t('tiles.seeRecords', { count: answer.n.toLocaleString('en-US') })}
        </Link>
      )}
    </>
  );
}

/** The value when it has not changed for a moment. */
function useRested<T>(value: T): T {
  const text = JSON.stringify(value);
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(JSON.parse(text) as T), REST);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
