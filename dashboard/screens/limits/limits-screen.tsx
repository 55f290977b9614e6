import { useQuery } from '@tanstack/react-query';
import { isTarget } from '../../../config/settings/limit';
import { PageHeader } from '../../components/page-header';
import { ErrorState, LoadingPage } from '../../components/screen-states';
import { useTitle } from '../../components/use-title';
import { useMe } from '../../providers/definitions';
import { http } from '../../providers/http';
import { useWords } from '../../providers/i18n';
import { LimitLine, limitsKey, type ShownLimit } from './limit-line';
import './limits.css';

const EDITORS = ['customer-service-manager', 'property-general-manager', 'administrator'];

/** What a manager may set without code; each says what was shipped, so that nobody has to remember it. */
export function LimitsScreen() {
  const { t } = useWords();
  const query = useQuery({ queryKey: limitsKey, queryFn: () => http<ShownLimit[]>('/settings') });
  const { user } = useMe();
  const mayEdit = user.roles.some((role) => EDITORS.includes(role));
  useTitle(t('limits.title'));
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingPage />;
  return (
    <div className="td-page" data-width="read">
      <PageHeader title={t('limits.title')} />
      <p className="td-quiet">{t(mayEdit ? 'limits.hint' : 'limits.readOnly')}</p>
      <Group title={t('limits.limits')} limits={query.data.filter((limit) => !isTarget(limit))} mayEdit={mayEdit} />
      <Group title={t('limits.targets')} limits={query.data.filter(isTarget)} mayEdit={mayEdit} />
    </div>
  );
}

function Group({ title, limits, mayEdit }: { title: string; limits: ShownLimit[]; mayEdit: boolean }) {
  return (
    <section className="td-card" aria-label={title}>
      <header className="td-card-head">
        <h2>{title}</h2>
      </header>
      <div className="td-card-body td-stack">
        {limits.map((limit) => (
          <LimitLine key={`${limit.key} ${JSON.stringify(limit.value)}`} limit={limit} mayEdit={mayEdit} />
        ))}
      </div>
    </section>
  );
}
