import { DownloadOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { PageHeader } from '../../components/page-header';
import { paths } from '../../components/paths';
import { csvOf, saveBlob } from '../../components/save-file';
import { ErrorState, ForbiddenState, NotFoundState } from '../../components/screen-states';
import { useTitle } from '../../components/use-title';
import { useFormByPlural } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import { CheckReport } from './check-report';
import { ColumnTable } from './column-table';
import { DropZone, FileLine } from './drop-zone';
import { importableFields, missingFields } from './import-mapping';
import { MappingBar } from './mapping-bar';
import { RunProgress, RunReport } from './run-report';
import { useImport, type ImportWork } from './use-import';

/** A sheet becomes records: file, columns, trial run, import, and the way back. */
export function ImportScreen() {
  const form = useFormByPlural(useParams().plural);
  const { t, say } = useWords();
  useTitle(form && t('import.title', { form: say(form) }));
  if (!form) return <NotFoundState />;
  if (!form.can.import) return <ForbiddenState />;
  return <ImportForm key={form.key} form={form} />;
}

function ImportForm({ form }: { form: FormView }) {
  const { t, say } = useWords();
  const work = useImport(form);
  const template = () => saveBlob(csvOf([importableFields(form).map(say)]), `${say(form)}.csv`);
  const isDone = work.run.data !== undefined;
  return (
    <div className="td-page" data-width="read">
      <PageHeader
        title={t('import.title', { form: say(form) })}
        crumbs={[{ label: say(form), to: paths.list(form) }]}
        actions={
          <Button icon={<DownloadOutlined />} onClick={template}>
            {t('import.template')}
          </Button>
        }
      />
      <p className="td-quiet">{t('import.lead')}</p>
      <ol className="td-import" aria-label={t('import.steps')}>
        <Step title={t('import.stepFile')} isOpen>
          <FileStep work={work} />
        </Step>
        <Step title={t('import.stepColumns')} isOpen={work.preview.data !== undefined && !isDone} isDone={isDone}>
          <ColumnStep work={work} />
        </Step>
        <Step title={t('import.stepCheck')} isOpen={work.preview.data !== undefined && !isDone} isDone={isDone}>
          <CheckStep work={work} />
        </Step>
        <Step title={t('import.stepRun')} isOpen={work.check.data !== undefined}>
          <RunStep work={work} />
        </Step>
      </ol>
    </div>
  );
}

function Step({ title, isOpen, isDone = false, children }: { title: string; isOpen: boolean; isDone?: boolean; children: ReactNode }) {
  return (
    <li className="td-card td-import-step" data-open={isOpen || undefined} data-done={isDone || undefined}>
      <h2>{title}</h2>
      {isOpen && <div className="td-stack">{children}</div>}
    </li>
  );
}

function FileStep({ work }: { work: ImportWork }) {
  const { t } = useWords();
  const { file, preview } = work;
  if (!file || preview.isPending || preview.error) {
    return (
      <>
        <DropZone isReading={preview.isPending} onFile={(next) => work.read(next)} />
        {preview.error && <ErrorState error={preview.error} onRetry={file ? () => work.read(file, work.sheet) : undefined} />}
      </>
    );
  }
  const seen = preview.data;
  const about = seen
    ? `${t('import.fileSize', { rows: seen.total, columns: seen.columns.length })} · ${t('import.encoding', { name: seen.encoding })}`
    : '';
  return (
    <>
      <FileLine name={file.name} about={about} onOther={work.restart} />
      {seen && seen.sheetNames.length > 1 && (
        <label className="td-row">
          <span>{t('import.sheet')}</span>
          <Select
            className="td-mapping-select"
            aria-label={t('import.sheet')}
            value={work.sheet ?? seen.sheetNames[0]}
            onChange={(sheet: string) => work.read(file, sheet)}
            options={seen.sheetNames.map((name) => ({ value: name, label: name }))}
          />
        </label>
      )}
      {seen && seen.formulas.length > 0 && (
        <p className="td-note" data-tone="warning">
          {t('import.formulas', { count: seen.formulas.length })}
        </p>
      )}
    </>
  );
}

function ColumnStep({ work }: { work: ImportWork }) {
  const { t, say } = useWords();
  const seen = work.preview.data;
  if (!seen) return null;
  const missing = work.named ? [] : missingFields(work.form, work.columns);
  return (
    <>
      <MappingBar work={work} />
      <ColumnTable form={work.form} preview={seen} columns={work.columns} isLocked={work.named !== null} onMatch={work.match} />
      {missing.length > 0 && (
        <p className="td-note" data-tone="warning">
          {t('import.missing', { fields: missing.map(say).join(t('common.and')) })}
        </p>
      )}
    </>
  );
}

function CheckStep({ work }: { work: ImportWork }) {
  const { t } = useWords();
  const { check, file } = work;
  const isEmpty = !work.named && Object.keys(work.columns).length === 0;
  return (
    <>
      <div className="td-row">
        <Button type={check.data ? 'default' : 'primary'} loading={check.isPending} disabled={isEmpty} onClick={() => check.mutate()}>
          {t('import.dryRun')}
        </Button>
        <span className="td-quiet" role="status">
          {isEmpty ? t('import.noColumns') : check.isPending ? t('import.checking') : t('import.dryRunHint')}
        </span>
      </div>
      {check.error && <ErrorState error={check.error} onRetry={() => check.mutate()} />}
      {check.data && !check.isPending && <CheckReport report={check.data} file={file?.name ?? ''} />}
    </>
  );
}

function RunStep({ work }: { work: ImportWork }) {
  const { t } = useWords();
  const { check, run } = work;
  if (run.data) return <RunReport work={work} />;
  if (run.isPending) return <RunProgress work={work} />;
  const count = check.data?.ok ?? 0;
  return (
    <>
      <div className="td-row">
        <Button type="primary" disabled={count === 0} onClick={() => run.mutate()}>
          {t('import.run', { count })}
        </Button>
        {(check.data?.errors.length ?? 0) > 0 && <span className="td-quiet">{t('import.runHint')}</span>}
      </div>
      {run.error && <ErrorState error={run.error} onRetry={() => run.mutate()} />}
    </>
  );
}
