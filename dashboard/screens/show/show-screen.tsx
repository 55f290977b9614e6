import { useOne } from '@refinedev/core';
import { App } from 'antd';
import { EditOutlined } from '@ant-design/icons';
import { useEffect, useMemo, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { ApprovalActs, useApprovalActs } from '../../components/act/approval-acts';
import { ActionDialog } from '../../components/act/action-dialog';
import { useUndoOffer } from '../../components/act/use-undo-offer';
import { DueTime } from '../../components/due-time';
import { PageHeader } from '../../components/page-header';
import { paths } from '../../components/paths';
import { ErrorState, LoadingPage, NotFoundState } from '../../components/screen-states';
import { StateDot } from '../../components/state-dot';
import { useKeys } from '../../components/use-keys';
import { useIsPhone } from '../../components/use-media-query';
import { useTitle } from '../../components/use-title';
import { plainTitle } from '../../fields/plain-title';
import { RecordScopeProvider } from '../../fields/record-scope';
import { useAreas, useFormByPlural, useFormVersion } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import { rememberRecord } from '../../providers/recent-records';
import type { ActionView, RecordAnswer, RecordMeta, RecordRow } from '../../providers/record-types';
import { ActionButtons } from './action-buttons';
import { ordered } from './action-order';
import { Approvals } from './approvals';
import { Comments } from './comments';
import { History } from './history';
import { MoreMenu } from './more-menu';
import { PrintButton } from './print-button';
import { RecordFacts } from './record-facts';
import { RecordSections } from './record-sections';
import { useLiveParts, useRefreshRecord } from './record-source';
import { CreateRelated, RelatedRecords } from './related-records';
import './show.css';
import { StepsLine } from './steps-line';

/** One record: where it stands, what can be done, what it says, what happened to it. */
export function ShowScreen() {
  const { plural, id = '' } = useParams();
  const form = useFormByPlural(plural);
  return form ? <LoadedRecord form={form} id={id} /> : <NotFoundState />;
}

function LoadedRecord({ form, id }: { form: FormView; id: string }) {
  const { say } = useWords();
  const { query } = useOne<RecordRow>({ resource: form.plural, id, errorNotification: false });
  const record = query.data?.data;
  const meta = (query.data as { meta?: RecordMeta } | undefined)?.meta;
  // A record is shown by the version of the form that it was filled in under.
  const version = useFormVersion(form, record?.formVersion);
  useTitle(record ? record.number || say(form) : say(form));
  if (query.isError && (!record || query.error.statusCode === 404))
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!record || !meta || !version) return <LoadingPage />;
  return <ShowRecord present={form} form={version} record={record} meta={meta} />;
}

type ShowRecordProps = { present: FormView; form: FormView; record: RecordRow; meta: RecordMeta };

function ShowRecord({ present, form, record, meta }: ShowRecordProps) {
  const words = useWords();
  const { t, say } = words;
  const { message } = App.useApp();
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const area = useAreas().find((one) => one.key === form.area);
  const id = record.documentId;
  const title = plainTitle(form, record, words);
  const [acting, setActing] = useState<ActionView | null>(null);
  const refresh = useRefreshRecord(present, id);
  const offerUndo = useUndoOffer(present, () => void refresh());
  const scope = useMemo(() => ({ form, documentId: id, values: () => record }), [form, id, record]);
  useLiveParts(present, id);
  useEffect(
    () => rememberRecord({ form: present.key, documentId: id, title, number: record.number ?? null }),
    [present.key, id, title, record.number],
  );

  const done = (answer: RecordAnswer | null) => {
    const name = acting ? say(acting) : '';
    setActing(null);
    void refresh();
    if (answer) return offerUndo(answer, name);
    void message.info(t('show.handedOn'));
    void navigate(paths.list(present));
  };
  const decide = (decision: 'approve' | 'reject') =>
    ordered(meta.actions).find((action) => action.decision === decision && action.possible);
  const acts = useApprovalActs({
    form: present,
    id,
    title,
    approvals: meta.approvals ?? [],
    enabled: acting === null,
    onDone: () => void refresh(),
    onRefused: () => void refresh(),
  });
  const keyOf = (action: ActionView | undefined) => action && (() => setActing(action));
  useKeys({
    e: meta.canEdit ? () => void navigate(paths.edit(present, id)) : undefined,
    p: () => void navigate(paths.print(form, id, form.papers?.[0]?.key)),
    a: keyOf(decide('approve')),
    r: keyOf(decide('reject')),
  });
  const actions = <ActionButtons form={form} id={id} meta={meta} most={isPhone ? 2 : 3} onAct={setActing} />;
  return (
    <RecordScopeProvider value={scope}>
      <div className="td-page td-show">
        <PageHeader
          title={title}
          crumbs={[
            ...(area ? [{ label: say(area) }] : []),
            { label: say(form), to: paths.list(present) },
            ...(record.number ? [{ label: record.number }] : []),
          ]}
          aside={
            <>
              <StateDot form={form} state={record.state} />
              <DueTime at={record.slaDueAt} isFinal={form.states.find((state) => state.value === record.state)?.final} />
            </>
          }
          actions={
            <>
              {!isPhone && actions}
              {meta.canEdit && (
                <Link className="td-button-link" to={paths.edit(present, id)} aria-keyshortcuts="E">
                  <EditOutlined aria-hidden="true" />
                  {t('show.edit')}
                </Link>
              )}
              <PrintButton form={form} id={id} />
              <MoreMenu form={present} record={record} meta={meta} onChanged={() => void refresh()} />
            </>
          }
        />
        <Notes form={form} present={present} record={record} />
        {form.kind !== 'master' && <StepsLine form={form} id={id} state={record.state} />}
        <div className="td-show-body">
          <div className="td-stack">
            <RecordSections form={form} record={record} />
            <Card id="related" title={t('show.related')} aside={<CreateRelated form={present} id={id} />}>
              <RelatedRecords form={present} id={id} />
            </Card>
          </div>
          <div className="td-stack">
            <Card id="record" title={t('show.record')}>
              <RecordFacts form={form} record={record} />
            </Card>
            {(meta.approvals ?? []).length > 0 && (
              <Card id="approvals" title={t('show.approvals')}>
                <Approvals approvals={meta.approvals ?? []} />
                <ApprovalActs acts={acts.acts} onStart={acts.start} />
              </Card>
            )}
            <Card id="comments" title={t('show.comments')}>
              <Comments form={present} id={id} />
            </Card>
            <Card id="history" title={t('show.history')}>
              <History form={form} id={id} />
            </Card>
          </div>
        </div>
        {isPhone && meta.actions.length > 0 && <div className="td-action-bar">{actions}</div>}
      </div>
      {acts.dialog}
      {acting && (
        <ActionDialog
          key={acting.action}
          form={present}
          record={record}
          action={acting}
          onDone={done}
          onStale={() => void refresh()}
          onClose={() => setActing(null)}
        />
      )}
    </RecordScopeProvider>
  );
}

/** What must be known before reading on: an older form, gaps of an imported paper, out of the lists. */
function Notes({ form, present, record }: { form: FormView; present: FormView; record: RecordRow }) {
  const { t } = useWords();
  const version = record.formVersion;
  return (
    <>
      {record.archivedAt ? (
        <p className="td-note" data-tone="warning">
          {t('show.archivedAt')}
        </p>
      ) : null}
      {record.incomplete === true && (
        <p className="td-note" data-tone="warning">
          {t('list.incomplete')}
        </p>
      )}
      {form.version !== present.version && typeof version === 'number' && <p className="td-note">{t('show.version', { version })}</p>}
    </>
  );
}

function Card({ id, title, aside, children }: { id: string; title: string; aside?: React.ReactNode; children: React.ReactNode }) {
  return (
    <section className="td-card" aria-labelledby={`card-${id}`}>
      <div className="td-card-head">
        <h2 id={`card-${id}`}>{title}</h2>
        {aside && <span className="td-end">{aside}</span>}
      </div>
      <div className="td-card-body">{children}</div>
    </section>
  );
}
