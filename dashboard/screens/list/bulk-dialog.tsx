import { useInvalidate } from '@refinedev/core';
import { App, Button, Input, Modal, Progress } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../components/paths';
import { plainTitle } from '../../fields/plain-title';
import { useMe } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import type { RecordRow } from '../../providers/record-types';
import { runBulk, type BulkResult } from './bulk-run';
import { bulkActions, type BulkAction } from './possible-actions';

export type BulkTask = { action: string; rows: RecordRow[] };
type Props = { form: FormView; task: BulkTask; onClose: () => void; onDone: (ids: string[]) => void };

/** One act on many records: how many it is possible for, a comment for all of them, then how it goes and what failed, and why. */
export function BulkDialog({ form, task, onClose, onDone }: Props) {
  const words = useWords();
  const { t, say } = words;
  const { message } = App.useApp();
  const { user } = useMe();
  const id = useId();
  const invalidate = useInvalidate();
  const [comment, setComment] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [result, setResult] = useState<BulkResult | null>(null);
  const [isRunning, setRunning] = useState(false);
  const isStopped = useRef(false);
  // Leaving the page stops what has not begun; what is done stays done.
  useEffect(() => () => void (isStopped.current = true), []);

  const action = actionOf(form, task, user, { zh: t('common.archive'), en: t('common.archive') });
  const rows = task.rows.filter((row) => action.from === null || action.from.includes(row.state));
  const name = say(action);
  const isIncomplete = action.comment === 'required' && comment.trim() === '';
  const run = async () => {
    setAsked(true);
    if (isIncomplete) return;
    isStopped.current = false;
    setRunning(true);
    setResult({ done: [], failures: [] });
    const work = {
      plural: form.plural,
      action: task.action,
      comment: comment.trim(),
      rows: rows.map((row) => ({ row, title: plainTitle(form, row, words) })),
    };
    const finished = await runBulk(work, setResult, () => isStopped.current);
    setRunning(false);
    onDone(finished.done);
    await invalidate({ resource: form.plural, invalidates: ['resourceAll'] });
    // All went well: nothing is left to read.
    if (finished.failures.length > 0 || finished.done.length < rows.length) return;
    void message.success(t('list.bulkDone', { done: finished.done.length, action: name }));
    onClose();
  };
  const handled = (result?.done.length ?? 0) + (result?.failures.length ?? 0);
  const footer = isRunning
    ? [
        <Button key="stop" onClick={() => (isStopped.current = true)}>
          {t('list.bulkStop')}
        </Button>,
      ]
    : result
      ? [
          <Button key="close" type="primary" onClick={onClose}>
            {t('common.close')}
          </Button>,
        ]
      : [
          <Button key="cancel" onClick={onClose}>
            {t('common.cancel')}
          </Button>,
          <Button key="run" type="primary" danger={action.isDanger} disabled={rows.length === 0} onClick={() => void run()}>
            {name}
          </Button>,
        ];
  return (
    <Modal
      open
      title={t('list.bulkTitle', { action: name, count: task.rows.length })}
      onCancel={isRunning ? undefined : onClose}
      closable={!isRunning}
      maskClosable={false}
      width={520}
      footer={footer}
      destroyOnHidden
    >
      <div className="td-stack">
        {!result && <BeforeRun name={name} possible={rows.length} all={task.rows.length} isArchive={task.action === 'archive'} />}
        {!result && action.comment !== 'none' && rows.length > 0 && (
          <div className="td-field">
            <label className="td-label" htmlFor={id}>
              {t(action.comment === 'required' ? 'show.commentRequired' : 'show.commentOptional')}
            </label>
            <Input.TextArea
              id={id}
              rows={3}
              maxLength={2000}
              value={comment}
              autoFocus
              status={isAsked && isIncomplete ? 'error' : undefined}
              aria-invalid={isAsked && isIncomplete}
              aria-describedby={isAsked && isIncomplete ? `${id}-error` : undefined}
              onChange={(event) => setComment(event.target.value)}
            />
            {isAsked && isIncomplete && (
              <p id={`${id}-error`} className="td-error" role="alert">
                {t('violations.required')}
              </p>
            )}
          </div>
        )}
        {result && (
          <div role="status" className="td-stack">
            <Progress
              percent={rows.length === 0 ? 100 : Math.round((100 * handled) / rows.length)}
              status={isRunning ? 'active' : result.failures.length > 0 ? 'exception' : 'success'}
              format={() => t('list.bulkRunning', { done: handled, total: rows.length })}
              aria-label={name}
            />
            {!isRunning && (
              <p>
                {t('list.bulkDone', { done: result.done.length, action: name })}
                {result.failures.length > 0 && `;${t('list.bulkFailed', { failed: result.failures.length, action: name })}`}
              </p>
            )}
            {!isRunning && handled < rows.length && (
              <p className="td-note" data-tone="warning">
                {t('list.bulkStopped', { count: rows.length - handled })}
              </p>
            )}
          </div>
        )}
        {result && result.failures.length > 0 && <Failures form={form} result={result} />}
      </div>
    </Modal>
  );
}

function BeforeRun({ name, possible, all, isArchive }: { name: string; possible: number; all: number; isArchive: boolean }) {
  const { t } = useWords();
  if (possible === 0)
    return (
      <p className="td-note" data-tone="warning">
        {t('list.bulkNone', { action: name })}
      </p>
    );
  return (
    <>
      {isArchive && <p>{t('show.archiveBody')}</p>}
      {possible < all && (
        <p
          className="td-note"
          data-tone="warning"
        >{`${t('list.bulkApplicable', { count: possible })};${t('list.bulkSkipped', { count: all - possible })}`}</p>
      )}
    </>
  );
}

function Failures({ form, result }: { form: FormView; result: BulkResult }) {
  const { t } = useWords();
  return (
    <section>
      <h3 className="td-bulk-heading">{t('list.bulkFailedTitle')}</h3>
      <ul className="td-bulk-failures">
        {result.failures.map((one) => (
          <li key={one.id}>
            <Link to={paths.show(form, one.id)} target="_blank">
              {one.title}
            </Link>
            <span>{one.reason}</span>
          </li>
        ))}
      </ul>
      <p className="td-quiet">{t('list.bulkKept')}</p>
    </section>
  );
}

type Asked = Pick<BulkAction, 'zh' | 'en' | 'comment'> & { from: string[] | null; isDanger: boolean };

function actionOf(form: FormView, task: BulkTask, person: Parameters<typeof bulkActions>[2], archive: { zh: string; en: string }): Asked {
  const found = bulkActions(
    form,
    task.rows.map((row) => row.state),
    person,
  ).find((one) => one.action === task.action);
  if (task.action === 'archive' || !found) return { ...archive, comment: 'none', from: null, isDanger: true };
  return { ...found, isDanger: found.decision === 'reject' };
}
