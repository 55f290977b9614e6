import { PlusOutlined, ReloadOutlined, FilterOutlined, ImportOutlined } from '@ant-design/icons';
import { Button, Tooltip, type InputRef } from 'antd';
import { useCallback, useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { PageHeader } from '../../components/page-header';
import { paths } from '../../components/paths';
import { EmptyState, ErrorState, LoadingRows, NotFoundState } from '../../components/screen-states';
import { useKeys } from '../../components/use-keys';
import { useIsPhone } from '../../components/use-media-query';
import { useTitle } from '../../components/use-title';
import { useFormByPlural } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import type { RecordRow } from '../../providers/record-types';
import { BulkBar } from './bulk-bar';
import { BulkDialog, type BulkTask } from './bulk-dialog';
import { ColumnsButton } from './columns-button';
import { ExportButton } from './export-button';
import { FilterChips } from './filter-chips';
import { FilterField, FilterPanel } from './filter-panel';
import { filterFields } from './list-fields';
import { ListFooter } from './list-footer';
import { ListTabs } from './list-tabs';
import { PhoneCards } from './phone-cards';
import { RecordTable } from './record-table';
import { focusedRow, stepFrom } from './row-focus';
import { SearchBox } from './search-box';
import { useRecordList, type RecordList } from './use-record-list';
import { useScrollMemory } from './use-scroll-memory';
import { useSelection } from './use-selection';
import { ViewsButton } from './views-button';
import { cleared, isNarrowed } from './view-state';

/** The list of any form: the heart of the product. */
export function ListScreen() {
  const form = useFormByPlural(useParams().plural);
  return form ? <FormList form={form} /> : <NotFoundState />;
}

function FormList({ form }: { form: FormView }) {
  const { t, say } = useWords();
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const list = useRecordList(form);
  const selection = useSelection(list.rows);
  const { box, remember } = useScrollMemory(list.query.isSuccess && !list.query.isPlaceholderData);
  const search = useRef<InputRef>(null);
  const [isFiltering, setFiltering] = useState(false);
  const [task, setTask] = useState<BulkTask | null>(null);
  useTitle(say(form));

  /** Aside: a link that opens it by itself, or another tab; the place in the list is kept all the same. */
  const open = useCallback(
    (row: RecordRow, isAside: boolean) => {
      remember(row.id);
      if (!isAside) void navigate(paths.show(form, row.id));
    },
    [remember, navigate, form],
  );
  const ofFocus = (run: (id: string) => void) => () => {
    const id = focusedRow();
    if (id) run(id);
  };
  const step = (by: number) => () => stepFrom(box.current, by);
  useKeys(
    {
      j: step(1),
      J: step(1),
      k: step(-1),
      K: step(-1),
      x: ofFocus(selection.toggle),
      X: ofFocus(selection.toggle),
      e: form.can.edit ? ofFocus((id) => void navigate(paths.edit(form, id))) : undefined,
      '.': ofFocus((id) => box.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"] [data-row-menu]`)?.click()),
      n: form.can.create ? () => void navigate(paths.create(form)) : undefined,
      '/': () => search.current?.focus({ cursor: 'all' }),
      f: () => setFiltering(true),
    },
    !isPhone,
  );
  const act = useCallback((action: string, row: RecordRow) => setTask({ action, rows: [row] }), []);
  const { selected } = selection;
  return (
    <div className="td-page td-list-page">
      <PageHeader title={say(form)} aside={<Count list={list} />} actions={<HeadActions list={list} />} />
      <ListTabs list={list} />
      {selected.length > 0 && !isPhone ? (
        <BulkBar list={list} selection={selection} onAct={(action) => setTask({ action, rows: selected })} />
      ) : (
        <Toolbar list={list} search={<SearchBox list={list} box={search} />} onFilter={() => setFiltering(true)} />
      )}
      <FilterChips list={list} />
      {list.query.isError && list.query.data && (
        <p className="td-note" data-tone="warning" role="alert">
          {t('list.refreshFailed')}{' '}
          <Button size="small" onClick={() => void list.query.refetch()}>
            {t('common.retry')}
          </Button>
        </p>
      )}
      <Records list={list} table={<RecordTable list={list} selection={selection} box={box} onOpen={open} onAct={act} />} />
      <ListFooter list={list} />
      {isPhone && form.can.create && (
        <Link to={paths.create(form)} className="td-fab" aria-label={t('common.createForm', { form: say(form) })}>
          <PlusOutlined aria-hidden="true" />
          <span>{t('common.create')}</span>
        </Link>
      )}
      <FilterPanel list={list} isOpen={isFiltering} onClose={() => setFiltering(false)} />
      {task && <BulkDialog form={form} task={task} onClose={() => setTask(null)} onDone={selection.drop} />}
    </div>
  );
}

function Count({ list }: { list: RecordList }) {
  const { t } = useWords();
  return (
    <span className="td-quiet td-figures">{list.query.data ? t('list.count', { count: list.total.toLocaleString('en-US') }) : ''}</span>
  );
}

function HeadActions({ list }: { list: RecordList }) {
  const { t } = useWords();
  const { form } = list;
  return (
    <>
      {form.can.export && (
        <span className="td-not-phone">
          <ExportButton list={list} />
        </span>
      )}
      {form.can.import && (
        <Link to={paths.import(form)} className="td-button-link td-not-phone">
          <ImportOutlined aria-hidden="true" />
          {t('common.import')}
        </Link>
      )}
      {form.can.create && (
        <Link to={paths.create(form)} className="td-button-link td-not-phone" data-primary aria-keyshortcuts="N">
          <PlusOutlined aria-hidden="true" />
          {t('common.create')}
        </Link>
      )}
    </>
  );
}

const QUICK = new Set(['enum', 'boolean', 'relation', 'date', 'datetime']);

/** Search and the form's first filters in one line; all others one key away. */
function Toolbar({ list, search, onFilter }: { list: RecordList; search: React.ReactNode; onFilter: () => void }) {
  const { t } = useWords();
  const { form, view, query } = list;
  const fields = filterFields(form);
  const count = Object.keys(view.filters).filter((name) => fields.some((field) => field.name === name)).length + view.extra.length;
  return (
    <div className="td-list-tools">
      {search}
      <div className="td-quick-filters td-not-phone" role="group" aria-label={t('list.quickFilters')}>
        {fields
          .filter((field) => QUICK.has(field.type))
          .slice(0, 2)
          .map((field) => (
            <FilterField key={field.name} list={list} field={field} />
          ))}
      </div>
      <Button icon={<FilterOutlined />} aria-keyshortcuts="F" aria-haspopup="dialog" onClick={onFilter}>
        {t('list.filters')}
        {count > 0 && <span className="td-filter-count">{count}</span>}
      </Button>
      <span className="td-not-phone td-row td-end">
        <ViewsButton list={list} />
        <ColumnsButton list={list} />
        <Tooltip title={t('common.refresh')}>
          <Button
            icon={<ReloadOutlined spin={query.isFetching && !query.isLoading} />}
            aria-label={t('common.refresh')}
            onClick={() => void query.refetch()}
          />
        </Tooltip>
      </span>
    </div>
  );
}

/** Loading, failed, empty or filled. */
function Records({ list, table }: { list: RecordList; table: React.ReactNode }) {
  const isPhone = useIsPhone();
  const { query, rows } = list;
  if (query.isLoading)
    return (
      <div className="td-card td-list-fill">
        <LoadingRows rows={12} />
      </div>
    );
  if (!query.data)
    return (
      <div className="td-card td-list-fill">
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </div>
    );
  if (rows.length === 0)
    return (
      <div className="td-card td-list-fill">
        <Nothing list={list} />
      </div>
    );
  return isPhone ? <PhoneCards list={list} /> : <>{table}</>;
}

function Nothing({ list }: { list: RecordList }) {
  const { t, say } = useWords();
  const { form, view, setView } = list;
  if (isNarrowed(view)) {
    return (
      <EmptyState title={t('list.emptyFiltered')}>
        <Button type="primary" onClick={() => setView(cleared(view))}>
          {t('list.clearFilters')}
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t('list.emptyTitle', { form: say(form) })} hint={t(form.can.create ? 'list.emptyHint' : 'list.emptyHintRead')}>
      {form.can.create && (
        <Link to={paths.create(form)} className="td-button-link" data-primary>
          {t('common.createForm', { form: say(form) })}
        </Link>
      )}
      {form.can.import && (
        <Link to={paths.import(form)} className="td-button-link">
          {t('common.import')}
        </Link>
      )}
    </EmptyState>
  );
}
