import { Alert, App, Input, Modal } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import type { FieldDefinition } from '../../../../config/definition/types';
import { showInstant } from '../../../components/time-words';
import { isApiError } from '../../../providers/api-error';
import { useDesigner } from '../work/designer-context';
import { askPurge, confirmPurge, withdrawPurge, type Purge } from './purge-data';

type About = { form: string; field: FieldDefinition; onClose: () => void };

/** The first of two people: over how many records, why, and what happens next. */
export function AskPurge({ form, field, records, days, onClose }: About & { records: number; days: number }) {
  const { d, say } = useDesigner().words;
  const [reason, setReason] = useState('');
  const id = useId();
  return (
    <PurgeDialog
      title={d('purge.askTitle', { name: say(field) })}
      okText={d('purge.askOk')}
      isReady={reason.trim() !== ''}
      done={d('purge.askDone')}
      send={() => askPurge(form, field.name, reason.trim())}
      onClose={onClose}
    >
      <p>{d('purge.askLead', { count: records, days })}</p>
      <label htmlFor={id}>{d('purge.reason')}</label>
      <Input.TextArea
        id={id}
        autoFocus
        rows={3}
        maxLength={500}
        showCount
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        placeholder={d('purge.reasonHint')}
      />
    </PurgeDialog>
  );
}

/** The second: nothing brings the values back after this. */
export function ConfirmPurge({ form, field, asked, records, onClose }: About & { asked: Purge; records: number }) {
  const { d, say } = useDesigner().words;
  return (
    <PurgeDialog
      title={d('purge.confirmTitle', { name: say(field) })}
      okText={d('purge.confirmOk')}
      isReady
      done={d('purge.confirmDone', { name: say(field) })}
      send={() => confirmPurge(form, asked.id)}
      onClose={onClose}
    >
      <Alert type="warning" showIcon message={d('purge.final', { count: records })} />
      <p>{d('purge.asked', { name: asked.askedBy, time: showInstant(asked.askedAt), count: asked.records })}</p>
      <p>{d('purge.because', { reason: asked.reason })}</p>
    </PurgeDialog>
  );
}

export function WithdrawPurge({ form, field, asked, onClose }: About & { asked: Purge }) {
  const { d, say } = useDesigner().words;
  return (
    <PurgeDialog
      title={d('purge.withdrawTitle', { name: say(field) })}
      okText={d('purge.withdraw')}
      isReady
      isHarmless
      done={d('purge.withdrawDone')}
      send={() => withdrawPurge(form, asked.id)}
      onClose={onClose}
    >
      <p>{d('purge.withdrawLead')}</p>
    </PurgeDialog>
  );
}

type PurgeDialogProps = {
  title: string;
  okText: string;
  isReady: boolean;
  isHarmless?: boolean;
  done: string;
  send: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
};

function PurgeDialog({ title, okText, isReady, isHarmless, done, send, onClose, children }: PurgeDialogProps) {
  const { t } = useDesigner().words;
  const { message } = App.useApp();
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const go = async () => {
    setSending(true);
    setFailure(null);
    try {
      await send();
      void message.success(done);
      onClose();
    } catch (error) {
      if (!isApiError(error)) throw error;
      setFailure(error.code === 'network' ? t('state.network') : [error.message, ...error.violations.map((one) => one.message)].join(' '));
    } finally {
      setSending(false);
    }
  };
  return (
    <Modal
      open
      title={title}
      okText={okText}
      cancelText={t('common.cancel')}
      okButtonProps={{ danger: !isHarmless, disabled: !isReady, loading: isSending }}
      onOk={() => void go()}
      onCancel={onClose}
    >
      <div className="td-stack">
        {children}
        {failure && (
          <p className="td-error" role="alert">
            {failure}
          </p>
        )}
      </div>
    </Modal>
  );
}
