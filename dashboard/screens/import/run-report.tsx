import { Button, Popconfirm, Progress } from 'antd';
import { Link } from 'react-router';
import { paths } from '../../components/paths';
import { isApiError } from '../../providers/api-error';
import { useForms } from '../../providers/definitions';
import { useWords } from '../../providers/i18n';
import { CheckReport } from './check-report';
import type { ImportWork } from './use-import';

/** A running import: how far it is, as the server tells it. */
export function RunProgress({ work }: { work: ImportWork }) {
  const { t } = useWords();
  const { progress } = work;
  const percent = progress && progress.total > 0 ? Math.floor((100 * progress.done) / progress.total) : 0;
  return (
    <div role="status" aria-live="polite" className="td-stack">
      <strong>{t('import.running')}</strong>
      <Progress
        percent={percent}
        status="active"
        format={() => (progress ? t('import.progress', progress) : '')}
        aria-label={t('import.running')}
      />
    </div>
  );
}

/** What was written, where it is, and the way back. */
export function RunReport({ work }: { work: ImportWork }) {
  const { t } = useWords();
  const { form, run, undo, file } = work;
  const report = run.data;
  if (!report) return null;
  const canUndo = report.batch !== null && report.created > 0 && !undo.data;
  return (
    <div className="td-stack">
      <p className="td-note" data-tone={report.created > 0 ? 'success' : 'warning'} role="status">
        {report.created > 0 ? t('import.done', { count: report.created }) : t('import.nothingNew')}
      </p>
      {(report.errors.length > 0 || report.formulas.length > 0) && <CheckReport report={report} file={file?.name ?? form.key} />}
      {undo.data && <Undone work={work} />}
      {undo.error && (
        <p className="td-note" data-tone="danger" role="alert">
          {isApiError(undo.error) ? undo.error.message : t('state.errorTitle')}
        </p>
      )}
      <div className="td-row">
        <Link to={paths.list(form)} className="td-button-link" data-primary>
          {t('import.openList')}
        </Link>
        <Button onClick={work.restart}>{t('import.again')}</Button>
        {canUndo && (
          <Popconfirm
            title={t('import.undoTitle')}
            description={t('import.undoBody')}
            okText={t('import.undo')}
            cancelText={t('common.cancel')}
            okButtonProps={{ danger: true }}
            onConfirm={() => undo.mutateAsync(report).catch(() => undefined)}
          >
            <Button danger type="text" loading={undo.isPending}>
              {t('import.undo')}
            </Button>
          </Popconfirm>
        )}
      </div>
    </div>
  );
}

function Undone({ work }: { work: ImportWork }) {
  const { t, say } = useWords();
  const forms = useForms();
  const answer = work.undo.data;
  if (!answer) return null;
  return (
    <div className="td-note" data-tone={answer.kept.length > 0 ? 'warning' : 'success'} role="status">
      <p>{t('import.undone', { count: answer.archived })}</p>
      {answer.kept.length > 0 && (
        <>
          <p>{t('import.kept', { count: answer.kept.length })}</p>
          <ul className="td-row">
            {answer.kept.slice(0, 20).map((one, index) => {
              const form = forms.find((candidate) => candidate.key === one.form);
              return form ? (
                <li key={one.documentId}>
                  <Link to={paths.show(form, one.documentId)}>{`${say(form)} ${index + 1}`}</Link>
                </li>
              ) : null;
            })}
          </ul>
        </>
      )}
    </div>
  );
}
