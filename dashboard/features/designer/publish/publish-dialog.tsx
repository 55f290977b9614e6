import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Input, Modal, Skeleton } from 'antd';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../../components/paths';
import { isApiError } from '../../../providers/api-error';
import { refreshDefinitions } from '../../../providers/definitions';
import { refreshDesk } from '../queries';
import { fetchImpact, publishDraft } from '../source';
import { useDesigner } from '../work/designer-context';
import type { useDraftSync } from '../work/use-draft-sync';
import { ImpactReport } from './impact-report';
import { SimulationPanel } from './simulation-panel';

type PublishDialogProps = { sync: ReturnType<typeof useDraftSync>; onClose: () => void; onPublished: () => void };

/** What publishing would do; a note; and then everybody has it. */
export function PublishDialog({ sync, onClose, onPublished }: PublishDialogProps) {
  const { def, problems, published, words } = useDesigner();
  const { d, say, t } = words;
  const { notification } = App.useApp();
  const id = useId();
  const [note, setNote] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const isValid = problems.length === 0;
  const impact = useQuery({
    queryKey: ['designer', 'impact', def.key],
    queryFn: async () => {
      const isSaved = await sync.flush();
      return isSaved ? fetchImpact(def.key) : null;
    },
    enabled: isValid,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const report = impact.data ?? null;
  const isNothing = report !== null && report.changes.length === 0;
  const canPublish = isValid && report !== null && !isNothing && report.blocked.length === 0;
  const send = async () => {
    if (note.trim() === '') {
      setMissing(true);
      document.getElementById(id)?.focus();
      return;
    }
    if (!report) return;
    setSending(true);
    setFailure(null);
    try {
      const version = await publishDraft(def.key, report.revision, note.trim());
      await sync.stop();
      await Promise.all([refreshDefinitions(), refreshDesk()]);
      notification.success({
        message: d('publish.done', { form: say(def), version: version.version }),
        description: (
          <>
            {d('publish.doneHint')} <Link to={paths.list(def)}>{d('publish.open')}</Link>
          </>
        ),
        duration: 8,
      });
      onPublished();
    } catch (error) {
      if (!isApiError(error)) throw error;
      setFailure(
        [error.code === 'network' ? t('state.network') : error.message, ...error.violations.map((violation) => violation.message)].join(
          ' ',
        ),
      );
      await impact.refetch();
    } finally {
      setSending(false);
    }
  };
  return (
    <Modal
      open
      width={720}
      title={d('publish.title', { form: say(def) })}
      onCancel={onClose}
      footer={[
        <Button key="close" onClick={onClose}>
          {t('common.cancel')}
        </Button>,
        <Button key="publish" type="primary" loading={isSending} disabled={!canPublish} onClick={() => void send()}>
          {d('publish.confirm')}
        </Button>,
      ]}
    >
      <div className="td-stack">
        {!isValid && <Alert type="error" showIcon role="alert" message={d('publish.invalid', { count: problems.length })} />}
        {isValid && impact.data === null && <Alert type="warning" showIcon role="alert" message={d('publish.notSaved')} />}
        {impact.error && (
          <Alert type="error" showIcon role="alert" message={isApiError(impact.error) ? impact.error.message : t('state.errorTitle')} />
        )}
        {isValid && impact.isPending && <Skeleton active paragraph={{ rows: 4 }} />}
        {isNothing && <Alert type="info" showIcon message={d('publish.nothing')} />}
        {report && !isNothing && (
          <>
            <div className="td-field">
              <label className="td-label" htmlFor={id}>
                {d('publish.note')}
              </label>
              <Input.TextArea
                id={id}
                autoFocus
                autoSize={{ minRows: 2, maxRows: 4 }}
                maxLength={500}
                value={note}
                status={isMissing ? 'error' : undefined}
                placeholder={d('publish.notePlaceholder')}
                onChange={(event) => {
                  setNote(event.target.value);
                  setMissing(false);
                }}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
                }}
              />
              {isMissing && <span className="td-error">{d('publish.noteMissing')}</span>}
            </div>
            <ImpactReport impact={report} isFirst={published === null} onLead={onClose} />
            {published !== null && <SimulationPanel key={report.revision} revision={report.revision} />}
          </>
        )}
        {failure && <Alert type="error" showIcon role="alert" message={failure} />}
      </div>
    </Modal>
  );
}
