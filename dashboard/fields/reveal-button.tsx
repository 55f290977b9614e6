import { EyeOutlined } from '@ant-design/icons';
import { Alert, App, Button, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import type { FieldDefinition } from '../../config/definition/types';
import { isApiError } from '../providers/api-error';
import { http } from '../providers/http';
import { useWords } from '../providers/i18n';
import { useRecordScope } from './record-scope';
import { partsOf } from './index';

/** A masked value; in a record it can be shown in full by whoever says what for. The server decides, and writes it down. */
export function RevealButton({ field, masked }: { field: FieldDefinition; masked: string }) {
  const { t, say } = useWords();
  const scope = useRecordScope();
  const [isAsking, setAsking] = useState(false);
  const [value, setValue] = useState<unknown>();
  const { Show } = partsOf(field);
  if (value !== undefined) return <Show field={field} value={value} />;
  return (
    <span className="td-masked">
      {masked}
      {scope?.documentId && (
        <Button
          type="link"
          size="small"
          icon={<EyeOutlined aria-hidden="true" />}
          aria-label={`${t('show.reveal')} ${say(field)}`}
          onClick={() => setAsking(true)}
        >
          {t('show.reveal')}
        </Button>
      )}
      {isAsking && scope?.documentId && (
        <ReasonDialog
          field={field}
          url={`/${scope.form.plural}/${scope.documentId}/reveal`}
          onClose={() => setAsking(false)}
          onShown={(shown) => {
            setValue(shown);
            setAsking(false);
          }}
        />
      )}
    </span>
  );
}

type ReasonDialogProps = { field: FieldDefinition; url: string; onClose: () => void; onShown: (value: unknown) => void };

function ReasonDialog({ field, url, onClose, onShown }: ReasonDialogProps) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const id = useId();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const send = async () => {
    setSending(true);
    setError(null);
    try {
      const { value } = await http<{ value: unknown }>(url, { method: 'POST', body: { field: field.name, reason: reason.trim() } });
      void message.success(t('show.revealed'));
      onShown(value ?? '');
    } catch (failure) {
      setError(
        isApiError(failure) && failure.code !== 'network' ? (failure.violations[0]?.message ?? failure.message) : t('state.network'),
      );
    } finally {
      setSending(false);
    }
  };
  return (
    <Modal
      open
      width={460}
      title={t('show.revealTitle')}
      onCancel={onClose}
      okText={t('show.reveal')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: reason.trim() === '', loading: isSending }}
      onOk={() => void send()}
    >
      <p>{t('show.revealBody', { field: say(field) })}</p>
      <label className="td-label" htmlFor={id}>
        {t('show.revealReason')}
      </label>
      <Input
        id={id}
        autoFocus
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onPressEnter={() => reason.trim() && void send()}
      />
      {error && <Alert type="error" role="alert" showIcon message={error} style={{ marginTop: 12 }} />}
    </Modal>
  );
}
