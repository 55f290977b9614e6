import { Alert, Select } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { PageHeader } from '../../components/page-header';
import { paths } from '../../components/paths';
import { EmptyState, ErrorState, LoadingRows } from '../../components/screen-states';
import { useKeys } from '../../components/use-keys';
import { useIsPhone } from '../../components/use-media-query';
import { useTitle } from '../../components/use-title';
import { useForms } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import type { WaitingItem } from '../../providers/home-source';
import { useWords } from '../../providers/i18n';
import { BulkBar } from './bulk-bar';
import '../show/show.css';
import './inbox.css';
import { useInbox, useInboxTotal } from './inbox-source';
import { afterLeaving, AGES, countsByForm, filtered, neighbour } from './triage';
import { UndoBar } from './undo-bar';
import { useDecide } from './use-decide';
import { useTriage, type Triage } from './use-triage';
import { WaitingDetail } from './waiting-detail';
import { WaitingList } from './waiting-list';

/** The server sends no more at once. */
const MOST = 200;

/** What waits for the caller, one decision after the other: list at the left, the record at the right, everything by keyboard. */
export function InboxScreen() {
  const { t } = useWords();
  const { data, error, refetch } = useInbox();
  useTitle(t('inbox.title'));
  return (
    <div className="td-inbox">
      {!data && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={12} />}
      {data && error && <Alert type="warning" showIcon banner message={t('inbox.refreshFailed')} />}
      {data && <Desk items={data} />}
    </div>
  );
}

function Desk({ items }: { items: WaitingItem[] }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const forms = useForms();
  const total = useInboxTotal();
  const isPhone = useIsPhone();
  const triage = useTriage(items);
  const { ids, chosen, choose } = triage;
  const [ticked, setTicked] = useState<Set<string>>(new Set());
  const tick = useCallback((some: string[], isTicked: boolean) => setTicked((before) => changed(before, some, isTicked)), []);
  // The list may have changed while the server answered: what follows is worked out from how it stands then.
  const latest = useRef(ids);
  useEffect(() => {
    latest.current = ids;
  });
  const onLeft = useCallback(
    (id: string) => {
      tick([id], false);
      choose(afterLeaving(latest.current, id));
    },
    [choose, tick],
  );
  const decide = useDecide(onLeft, choose);
  const form = forms.find((one) => one.key === chosen?.form);
  const selected = useMemo(() => items.filter((item) => ticked.has(item.documentId)), [items, ticked]);

  const move = (step: 1 | -1) => () => choose(neighbour(ids, chosen?.documentId ?? null, step));
  const toggle = () => chosen && tick([chosen.documentId], !ticked.has(chosen.documentId));
  const open = () => chosen && form && void navigate(paths.show(form, chosen.documentId));
  useKeys({ j: move(1), J: move(1), k: move(-1), K: move(-1), x: toggle, X: toggle, Enter: open });

  const isDetailAlone = isPhone && chosen !== null;
  return (
    <>
      {!isDetailAlone && (
        <aside className="td-inbox-list">
          <PageHeader title={t('inbox.title')} aside={<span className="td-quiet">{t('inbox.total', { count: items.length })}</span>} />
          {total !== undefined && items.length >= MOST && total > items.length && (
            <p className="td-inbox-limit">{t('inbox.limit', { shown: items.length, total })}</p>
          )}
          {items.length > 0 && <Filters items={items} forms={forms} triage={triage} />}
          {selected.length > 0 && (
            <BulkBar forms={forms} items={selected} onClear={() => setTicked(new Set())} onDone={(done) => tick(done, false)} />
          )}
          {items.length === 0 ? (
            <Nothing />
          ) : ids.length === 0 ? (
            <EmptyState title={t('inbox.emptyFilter')}>
              <button type="button" className="td-button-link" onClick={() => triage.setFilter({ form: null, age: 'all' })}>
                {t('inbox.clearFilter')}
              </button>
            </EmptyState>
          ) : (
            <WaitingList
              groups={triage.groups}
              forms={forms}
              chosen={chosen?.documentId ?? null}
              ticked={ticked}
              onChoose={choose}
              onTick={tick}
            />
          )}
          <p className="td-inbox-keys td-not-phone">{t('inbox.keys')}</p>
        </aside>
      )}
      {(isDetailAlone || !isPhone) && (
        <div className="td-inbox-detail">
          {chosen && form ? (
            <WaitingDetail
              key={chosen.documentId}
              form={form}
              item={chosen}
              decide={decide.decide}
              onHandedOn={decide.handedOn}
              onBack={isPhone ? () => choose(null) : undefined}
            />
          ) : (
            items.length > 0 && <EmptyState title={t('inbox.noneChosen')} />
          )}
        </div>
      )}
      <UndoBar decide={decide} />
    </>
  );
}

/** By form and by age, each with its count. */
function Filters({ items, forms, triage }: { items: WaitingItem[]; forms: FormView[]; triage: Triage }) {
  const { t, say } = useWords();
  const { filter, setFilter } = triage;
  const counts = countsByForm(filtered(items, { form: null, age: filter.age }, Date.now()));
  const formOptions = [...counts].map(([key, count]) => ({
    value: key,
    label: `${say(forms.find((form) => form.key === key)) || key} (${count})`,
  }));
  const ageOptions = AGES.map((value) => ({
    value,
    label: `${t(`inbox.ages.${value}`)} (${filtered(items, { form: filter.form, age: value }, Date.now()).length})`,
  }));
  return (
    <div className="td-inbox-filters">
      <Select
        value={filter.form ?? ''}
        aria-label={t('inbox.byForm')}
        popupMatchSelectWidth={false}
        options={[{ value: '', label: t('inbox.all') }, ...formOptions]}
        onChange={(value: string) => setFilter({ form: value || null })}
      />
      <Select
        value={filter.age}
        aria-label={t('inbox.age')}
        popupMatchSelectWidth={false}
        options={ageOptions}
        onChange={(age) => setFilter({ age })}
      />
    </div>
  );
}

function Nothing() {
  const { t } = useWords();
  return (
    <EmptyState title={t('inbox.emptyTitle')} hint={t('inbox.emptyHint')}>
      <Link to={paths.home()} className="td-button-link">
        {t('inbox.toHome')}
      </Link>
    </EmptyState>
  );
}

function changed(before: Set<string>, ids: string[], isTicked: boolean): Set<string> {
  const next = new Set(before);
  for (const id of ids) {
    if (isTicked) next.add(id);
    else next.delete(id);
  }
  return next;
}
