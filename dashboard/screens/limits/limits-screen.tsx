import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, InputNumber } from 'antd';
import { useState } from 'react';
import type { Words } from '../../../config/definition/types';
import { PageHeader } from '../../components/page-header';
import { ErrorState, LoadingPage } from '../../components/screen-states';
import { useTitle } from '../../components/use-title';
import { useMe } from '../../providers/definitions';
import { http } from '../../providers/http';
import { useWords } from '../../providers/i18n';

/** A limit that is practice and not the manual's, or the target of a figure. */
type Limit = Words & { key: string; value: number; shipped: number; unit: string; source: Words };

const limitsKey = ['limits'] as const;
const EDITORS = ['customer-service-manager', 'property-general-manager', 'administrator'];

/** The numbers that a manager may set; each says what was shipped, so that nobody has to remember it. */
export function LimitsScreen() {
  const { t } = useWords();
  const query = useQuery({ queryKey: limitsKey, queryFn: () => http<Limit[]>('/settings') });
  const { user } = useMe();
  const mayEdit = user.roles.some((role) => EDITORS.includes(role));
  useTitle(t('limits.title'));
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingPage />;
  const isTarget = (limit: Limit): boolean => limit.key.startsWith('kpi.');
  return (
    <div className="td-page" data-width="read">
      <PageHeader title={t('limits.title')} />
      <p className="td-quiet">{t(mayEdit ? 'limits.hint' : 'limits.readOnly')}</p>
      <Group title={t('limits.limits')} limits={query.data.filter((limit) => !isTarget(limit))} mayEdit={mayEdit} />
      <Group title={t('limits.targets')} limits={query.data.filter(isTarget)} mayEdit={mayEdit} />
    </div>
  );
}

function Group({ title, limits, mayEdit }: { title: string; limits: Limit[]; mayEdit: boolean }) {
  return (
    <section className="td-card" aria-label={title}>
      <header className="td-card-head">
        <h2>{title}</h2>
      </header>
      <div className="td-card-body td-stack">
        {limits.map((limit) => (
          <LimitLine key={`${limit.key} ${limit.value}`} limit={limit} mayEdit={mayEdit} />
        ))}
      </div>
    </section>
  );
}

function LimitLine({ limit, mayEdit }: { limit: Limit; mayEdit: boolean }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  // Targets of rates are shares; people say them in per cent.
  const factor = limit.unit === '%' ? 100 : 1;
  const shown = Math.round(limit.value * factor * 1e6) / 1e6;
  const [value, setValue] = useState<number | null>(shown);
  const [isSaving, setSaving] = useState(false);
  const save = async (next: number) => {
    setSaving(true);
    try {
      await http(`/settings/${limit.key}`, { method: 'PUT', body: { value: next / factor } });
      void message.success(t('limits.saved', { name: say(limit) }));
      await client.invalidateQueries({ queryKey: limitsKey });
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setSaving(false);
    }
  };
  const id = `limit-${limit.key}`;
  return (
    <div className="td-limit">
      <label htmlFor={id}>
        {say(limit)}
        <small className="td-quiet">
          {t('limits.shipped', { value: Math.round(limit.shipped * factor * 1e6) / 1e6 })} · {say(limit.source)}
        </small>
      </label>
      <InputNumber
        id={id}
        min={0}
        value={value}
        disabled={!mayEdit}
        suffix={factor === 100 ? '%' : undefined}
        onChange={setValue}
        onPressEnter={() => value !== null && value !== shown && void save(value)}
      />
      {mayEdit && (
        <Button
          type={value !== shown ? 'primary' : 'default'}
          disabled={value === null || value === shown}
          loading={isSaving}
          onClick={() => value !== null && void save(value)}
        >
          {t('common.save')}
        </Button>
      )}
    </div>
  );
}
