import { Button, Input } from 'antd';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { fieldsOfAction, formOfAction, problemsOfAction } from '../../components/act/action-form';
import { ErrorSummary } from '../../components/record-form/error-summary';
import { FieldFrame } from '../../components/record-form/field-frame';
import { focusField } from '../../components/record-form/focus-field';
import { initialValues } from '../../components/record-form/initial-values';
import { messagesOfAnswer, onceArrived, type Messages } from '../../components/record-form/problems';
import { RecordFormProvider } from '../../components/record-form/record-form-provider';
import { RequiredMark } from '../../components/record-form/required-mark';
import { useNewRecordForm } from '../../components/record-form/use-new-record-form';
import { useErrorsAt } from '../../fields/field-errors';
import { isApiError } from '../../providers/api-error';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import type { ActionView, RecordRow } from '../../providers/record-types';

export type PanelInput = { comment?: string; data?: Record<string, unknown> };
type ActionPanelProps = {
  form: FormView;
  record: RecordRow;
  action: ActionView;
  onCancel: () => void;
  /** Rejects with the server's answer when it is refused. */
  onSubmit: (input: PanelInput) => Promise<void>;
};

/** What an action asks for: its fields and an opinion or reason. It stands in the detail, so that the record stays in sight. */
export function ActionPanel({ form, record, action, onCancel, onSubmit }: ActionPanelProps) {
  const words = useWords();
  const { t, say } = words;
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  const [setup] = useState(() => ({
    form: formOfAction(form),
    documentId: record.documentId,
    stored: record,
    values: initialValues(form, record),
    isWritable: (name: string) => action.fields.includes(name),
  }));
  const own = useNewRecordForm(setup);
  const [comment, setComment] = useState('');
  const [message, setMessage] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const fields = fieldsOfAction(form, action);

  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('input:not([type=hidden]), textarea, button')?.focus();
    panel.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  const refuse = (errors: Messages) => {
    own.errors.set(errors);
    requestAnimationFrame(() => Object.keys(errors).some((path) => panel.current && focusField(path, panel.current)));
  };
  const submit = async () => {
    if (isSending) return;
    setMessage(null);
    setSending(true);
    try {
      const problems = await onceArrived(own.files, words, () => problemsOfAction(own, action, comment, words));
      if (Object.keys(problems).length > 0) return refuse(problems);
      own.errors.set({});
      const data = own.changes();
      await onSubmit({ ...(comment.trim() ? { comment: comment.trim() } : {}), ...(Object.keys(data).length > 0 ? { data } : {}) });
    } catch (error) {
      if (!isApiError(error)) throw error;
      const text = error.code === 'network' ? t('state.network') : error.code === 'stale_revision' ? t('inbox.stale') : error.message;
      setMessage(error.violations.length > 0 && error.statusCode === 422 ? null : text);
      refuse(messagesOfAnswer(error.violations));
    } finally {
      setSending(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // An open list or calendar takes the Escape for itself; in rows Ctrl+Enter adds a row.
    if (event.key === 'Escape' && !(event.target as HTMLElement).closest('.ant-select-open, .ant-picker')) onCancel();
    const isSend = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing;
    if (!isSend || event.defaultPrevented) return;
    event.preventDefault();
    void submit();
  };

  return (
    <section
      ref={panel}
      className="td-card td-wait-act"
      data-decision={action.decision ?? undefined}
      aria-labelledby={`${id}-title`}
      onKeyDown={onKeyDown}
    >
      <h3 id={`${id}-title`}>{say(action)}</h3>
      {action.undoable === false && (
        <p className="td-note" data-tone="warning">
          {t(action.vote ? 'approval.vote' : 'inbox.final')}
        </p>
      )}
      <RecordFormProvider form={own}>
        <ErrorSummary message={message} />
        {fields.length > 0 && (
          <div className="td-fields">
            {fields.map((field) => (
              <FieldFrame key={field.name} field={field} isAsked={action.require.includes(field.name)} />
            ))}
          </div>
        )}
        {action.comment !== 'none' && (
          <CommentField
            label={t(action.decision === 'reject' ? 'common.reason' : 'common.comment')}
            isRequired={action.comment === 'required'}
            value={comment}
            onChange={(next) => {
              setComment(next);
              own.errors.clear('comment');
            }}
          />
        )}
      </RecordFormProvider>
      <div className="td-wait-act-foot">
        <Button type="primary" danger={action.decision === 'reject'} loading={isSending} onClick={() => void submit()}>
          {t('inbox.submit', { action: say(action) })}
        </Button>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <span className="td-quiet td-not-phone">{t('inbox.submitHint')}</span>
      </div>
    </section>
  );
}

type CommentFieldProps = { label: string; isRequired: boolean; value: string; onChange: (text: string) => void };

function CommentField({ label, isRequired, value, onChange }: CommentFieldProps) {
  const id = useId();
  const errors = useErrorsAt('comment');
  return (
    <div className="td-field" data-field="comment" data-wide>
      <label className="td-label" htmlFor={id}>
        {label}
        {isRequired && <RequiredMark />}
      </label>
      <Input.TextArea
        id={id}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={2000}
        status={errors.length > 0 ? 'error' : undefined}
        aria-invalid={errors.length > 0 || undefined}
        aria-describedby={errors.length > 0 ? `${id}-error` : undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {errors.length > 0 && (
        <div id={`${id}-error`} className="td-error">
          {errors.join(' ')}
        </div>
      )}
    </div>
  );
}
