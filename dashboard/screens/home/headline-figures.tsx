import { RightOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { paths } from '../../components/paths';
import { ErrorState } from '../../components/screen-states';
import { houseDate } from '../../components/time-words';
import { useWords } from '../../providers/i18n';
import { figureText, verdictOf } from '../kpi/figure-words';
import { useKpis } from '../kpi/kpi-source';
import { readPeriod } from '../kpi/period';

const SHOWN = 6;

/** For those who read instead of filling in: the figures of the month first, each leading to its details. */
export function HeadlineFigures() {
  const words = useWords();
  const { t, say } = words;
  const period = useMemo(() => readPeriod(new URLSearchParams(), houseDate()), []);
  const { data, error, isLoading, refetch } = useKpis(period);
  return (
    <section className="td-card" aria-labelledby="home-figures">
      <header className="td-card-head">
        <h2 id="home-figures">{t('home.kpi')}</h2>
        <Link to={paths.kpi()} className="td-end">
          {t('home.allKpis')} <RightOutlined aria-hidden="true" />
        </Link>
      </header>
      {isLoading && (
        <div className="td-card-body">
          <Skeleton active paragraph={{ rows: 2 }} title={false} />
        </div>
      )}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      <ul className="td-headlines">
        {(data ?? []).slice(0, SHOWN).map((answer) => {
          const verdict = verdictOf(answer, words);
          return (
            <li key={answer.key}>
              <Link to={paths.kpi(answer.key)}>
                <span className="td-quiet">{say(answer)}</span>
                <strong className="td-figures">{figureText(answer.value, answer)}</strong>
                <span className="td-headline-verdict" data-tone={verdict.tone}>
                  {verdict.text || t('kpi.n', { n: answer.n })}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
