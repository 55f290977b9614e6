import { ArrowLeftOutlined, ExportOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { ApprovalActs, useApprovalActs } from '../../components/act/approval-acts';
import { DueTime } from '../../components/due-time';
import { paths } from '../../components/paths';
import { useActKey } from '../../components/record-form/act-key';
import { ErrorState, LoadingRows } from '../../components/screen-states';
import { StateDot } from '../../components/state-dot';
import { duration } from '../../components/time-words';
import { useKeys } from '../../components/use-keys';
import { isApiError } from '../../providers/api-error';
import { useFormVersion } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import type { WaitingItem } from '../../providers/home-source';
import { useWords } from '../../providers/i18n';
import type { ActionView, RecordAnswer } from '../../providers/record-types';
import { Approvals } from '../show/approvals';
import { ActionPanel, type PanelInput } from './action-panel';
import { DecisionBar, Obstacles, primaryOf, rejectionOf } from './decision-bar';
import { useWaitingRecord } from './inbox-source';
import { RecordBrief } from './record-brief';
import { RecordTalk } from './record-talk';
import type { Decide } from './use-decide';
import { titleOf } from './waiting-list';

type DetailProps = { form: FormView; item: WaitingItem; decide: Decide['decide']; onHandedOn: Decide['handedOn']; onBack?: () => void };

/** The item under work: what it says, what others said, and the decision. */
export function WaitingDetail({ form, item, decide, onHandedOn, onBack }: DetailProps) {
  const words = useWords();
  const { t, say } = words;
  const { data, error, refetch } = useWaitingRecord(form, item.documentId);
  return (
    <article className="td-wait-detail" aria-label={t('inbox.detail')}>
      <header>
        {onBack && <Button type="text" icon={<ArrowLeftOutlined />} aria-label={t('inbox.back')} onClick={onBack} />}
        <div>
          <p className="td-quiet">{say(form)}</p>
          <h2>{titleOf(item)}</h2>
          <p className="td-wait-facts">
            <StateDot form={form} state={data?.data.state ?? item.state} />
            <DueTime at={item.dueAt} />
            {item.since && <span>{t('inbox.waiting', { time: duration(Date.now() - Date.parse(item.since), words) })}</span>}
          </p>
        </div>
        <Link to={paths.show(form, item.documentId)} className="td-button-link" aria-keyshortcuts="Enter">
          <ExportOutlined aria-hidden="true" /> <span className="td-not-phone">{t('inbox.open')}</span>
        </Link>
      </header>
      {!data && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <LoadingRows rows={8} />)}
      {data && (
        <Work
          key={item.documentId}
          form={form}
          item={item}
          answer={data}
          decide={decide}
          onHandedOn={onHandedOn}
          onStale={() => void refetch()}
        />
      )}
    </article>
  );
}

type WorkProps = {
  form: FormView;
  item: WaitingItem;
  answer: RecordAnswer;
  decide: Decide['decide'];
  onHandedOn: Decide['handedOn'];
  onStale: () => void;
};

function Work({ form, item, answer, decide, onHandedOn, onStale }: WorkProps) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const [panel, setPanel] = useState<ActionView | null>(null);
  const [isBusy, setBusy] = useState(false);
  const key = useActKey();
  const { data: record, meta } = answer;
  const version = useFormVersion(form, record.formVersion) ?? form;
  const send = (action: ActionView, input: PanelInput) =>
    decide(form, item, action, { rev: record.rev, ...input }, key.keyFor([action.action, record.rev, input])).catch((failure: unknown) => {
      if (isApiError(failure) && failure.statusCode === 409) onStale();
      throw failure;
    });
  const start = async (action: ActionView | undefined) => {
    if (!action || isBusy) return;
    if (!action.possible)
      return void message.warning(
        [t('inbox.notPossible', { action: say(action) }), ...action.reasons.map((reason) => reason.message)].join(' '),
      );
    if (action.fields.length > 0 || action.comment === 'required' || action.undoable === false) return setPanel(action);
    setBusy(true);
    try {
      await send(action, {});
    } catch (failure) {
      if (!isApiError(failure)) throw failure;
      const reasons = failure.violations.map((violation) => violation.message).filter(Boolean);
      const general = failure.code === 'network' ? t('state.network') : failure.message;
      void message.error(
        failure.statusCode === 409 ? t('inbox.stale') : t('inbox.failed', { action: say(action), reason: reasons.join(' ') || general }),
      );
    } finally {
      setBusy(false);
    }
  };
  const approve = () => void start(primaryOf(meta.actions, item.actions));
  const reject = () => void start(rejectionOf(meta.actions));
  useKeys({ a: approve, A: approve, r: reject, R: reject }, panel === null);

  const approvals = meta.approvals ?? [];
  const acts = useApprovalActs({
    form,
    id: record.documentId,
    title: titleOf(item),
    approvals,
    enabled: panel === null,
    // A signer may leave the word with me for now; everything else has gone to others.
    onDone: ({ offer }) => void onHandedOn(form, item, offer.act !== 'add-signer'),
    onRefused: onStale,
  });
  const isGone = !meta.actions.some((action) => item.actions.includes(action.action));
  return (
    <>
      <div className="td-wait-body">
        {isGone && (
          <p className="td-note" role="status">
            <strong>{t('inbox.gone')}</strong>{' '}
            {t('inbox.goneHint', { state: say(form.states.find((one) => one.value === record.state)) || record.state })}
          </p>
        )}
        <Obstacles actions={meta.actions} waiting={item.actions} />
        {panel && (
          <ActionPanel
            key={panel.action}
            form={version}
            record={record}
            action={panel}
            onCancel={() => setPanel(null)}
            onSubmit={(input) => send(panel, input)}
          />
        )}
        {approvals.length > 0 && (
          <section className="td-wait-talk">
            <h3>{t('show.approvals')}</h3>
            <Approvals approvals={approvals} />
          </section>
        )}
        <RecordBrief form={version} record={record} />
        <RecordTalk form={version} id={record.documentId} />
      </div>
      {acts.dialog}
      {!panel && (
        <footer className="td-wait-foot">
          <DecisionBar actions={meta.actions} waiting={item.actions} isBusy={isBusy} onAct={(action) => void start(action)} />
          <ApprovalActs acts={acts.acts} onStart={acts.start} withKeys />
        </footer>
      )}
    </>
  );
}
