import { Button, Input, Modal } from 'antd';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { plainTitle } from '../../fields/plain-title';
import { useErrorsAt } from '../../fields/field-errors';
import { isApiError } from '../../providers/api-error';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import type { ActionView, RecordAnswer, RecordRow } from '../../providers/record-types';
import { useActKey } from '../record-form/act-key';
import { ErrorSummary } from '../record-form/error-summary';
import { FieldFrame } from '../record-form/field-frame';
import { focusField } from '../record-form/focus-field';
import { initialValues } from '../record-form/initial-values';
import { messagesOfAnswer, onceArrived, type Messages } from '../record-form/problems';
import { RecordFormProvider } from '../record-form/record-form-provider';
import { RequiredMark } from '../record-form/required-mark';
import { useNewRecordForm } from '../record-form/use-new-record-form';
import { actOn } from './act-on';
import { fieldsOfAction, formOfAction, problemsOfAction } from './action-form';

export type ActionDialogProps = {
  form: FormView;
  record: RecordRow;
  action: ActionView;
  /** null: the record has left the caller's sight. */
  onDone: (answer: RecordAnswer | null) => void;
  onClose: () => void;
  /** The record was changed by somebody else meanwhile: ask for it again. */
  onStale: () => void;
};

/** What an action asks for: its fields, an opinion, and in place whatever stands in the way. */
export function ActionDialog({ form, record, action, onDone, onClose, onStale }: ActionDialogProps) {
  const words = useWords();
  const { t, say } = words;
  const asked = new Set(action.fields);
  const [setup] = useState(() => ({
    form: formOfAction(form),
    documentId: record.documentId,
    stored: record,
    values: initialValues(form, record),
  }));
  const recordForm = useNewRecordForm({ ...setup, isWritable: (name) => asked.has(name) });
  const [comment, setComment] = useState('');
  const [message, setMessage] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const act = useActKey();
  const fields = fieldsOfAction(form, action);
  // antd's modal takes the focus when it opens; ours goes to where the typing begins.
  useEffect(() => {
    const timer = setTimeout(
      () =>
        box.current?.querySelector<HTMLElement>('[data-field] input:not([hidden]), [data-field] textarea, [data-field] button')?.focus(),
      60,
    );
    return () => clearTimeout(timer);
  }, []);

  const refuse = (errors: Messages) => {
    recordForm.errors.set(errors);
    requestAnimationFrame(() => Object.keys(errors).some((path) => box.current && focusField(path, box.current)));
  };
  const fail = (error: unknown) => {
    if (!isApiError(error)) throw error;
    // Handed on, by this act or by another one before it: the record is out of the caller's sight either way.
    if (error.code === 'not_found') return onDone(null);
    if (error.statusCode === 409) onStale();
    refuse(messagesOfAnswer(error.violations));
    const text = error.code === 'network' ? t('state.network') : error.code === 'stale_revision' ? t('show.stale') : error.message;
    setMessage(error.violations.length > 0 && error.statusCode === 422 ? null : text);
  };
  const submit = async () => {
    if (isSending) return;
    setMessage(null);
    setSending(true);
    try {
      const problems = await onceArrived(recordForm.files, words, () => problemsOfAction(recordForm, action, comment, words));
      if (Object.keys(problems).length > 0) return refuse(problems);
      recordForm.errors.set({});
      const data = recordForm.changes();
      const body = {
        rev: record.rev,
        ...(comment.trim() ? { comment: comment.trim() } : {}),
        ...(Object.keys(data).length > 0 ? { data } : {}),
      };
      const answer = await actOn(form, record.documentId, action.action, body, act.keyFor(body));
      act.done();
      onDone(answer);
    } catch (error) {
      fail(error);
    } finally {
      setSending(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isSend = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing;
    // In rows the same keys add a row.
    if (!isSend || event.defaultPrevented) return;
    event.preventDefault();
    void submit();
  };
  return (
    <Modal
      open
      width={fields.some((field) => field.type === 'json-rows') ? 900 : 560}
      title={t('show.actTitle', { action: say(action), title: plainTitle(form, record, words) })}
      onCancel={onClose}
      maskClosable={false}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {t('common.cancel')}
        </Button>,
        <Button key="act" type="primary" danger={action.decision === 'reject'} loading={isSending} onClick={() => void submit()}>
          {say(action)}
        </Button>,
      ]}
    >
      <RecordFormProvider form={recordForm}>
        <div ref={box} className="td-stack" onKeyDown={onKeyDown}>
          {action.undoable === false && (
            <p className="td-note" data-tone="warning">
              {t(action.vote ? 'approval.vote' : 'inbox.final')}
            </p>
          )}
          <ErrorSummary message={message} />
          {fields.length > 0 && (
            <div className="td-fields" data-columns="1">
              {fields.map((field) => (
                <FieldFrame key={field.name} field={field} isAsked={action.require.includes(field.name)} />
              ))}
            </div>
          )}
          {action.comment !== 'none' && (
            <CommentField
              isRequired={action.comment === 'required'}
              value={comment}
              onChange={setComment}
              onClear={() => recordForm.errors.clear('comment')}
            />
          )}
        </div>
      </RecordFormProvider>
    </Modal>
  );
}

type CommentFieldProps = { isRequired: boolean; value: string; onChange: (text: string) => void; onClear: () => void };

function CommentField({ isRequired, value, onChange, onClear }: CommentFieldProps) {
  const { t } = useWords();
  const id = useId();
  const errors = useErrorsAt('comment');
  return (
    <div className="td-field" data-field="comment" data-wide>
      <label className="td-label" htmlFor={id}>
        {isRequired ? t('common.comment') : t('show.commentOptional')}
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
        onChange={(event) => {
          onChange(event.target.value);
          if (errors.length > 0) onClear();
        }}
      />
      {errors.length > 0 && (
        <div id={`${id}-error`} className="td-error">
          {errors.join(' ')}
        </div>
      )}
    </div>
  );
}
