import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { blobOfDataUrl, saveBlob } from '../../components/save-file';
import { useForms } from '../../providers/definitions';
import { useWords } from '../../providers/i18n';
import type { ImportReport } from './import-source';

const SHOWN = 200;

/** What a run found: counts first, then every problem by row and column, and the file to correct them in. */
export function CheckReport({ report, file }: { report: ImportReport; file: string }) {
  const { t } = useWords();
  return (
    <div className="td-stack">
      <Counts report={report} />
      {report.formulas.length > 0 && (
        <p className="td-note" data-tone="warning">
          {t('import.formulas', { count: report.formulas.length })}
        </p>
      )}
      {report.errors.length === 0 ? (
        <p className="td-note" data-tone="success" role="status">
          {t('import.noErrors')}
        </p>
      ) : (
        <Problems report={report} file={file} />
      )}
    </div>
  );
}

function Counts({ report }: { report: ImportReport }) {
  const { t, say } = useWords();
  const forms = useForms();
  const made = Object.entries(report.byForm).map(([key, count]) =>
    t('import.byForm', { form: say(forms.find((form) => form.key === key)) || key, count }),
  );
  const figures: [string, number, string?][] = [
    [t('import.rows'), report.rows],
    [t('import.ok'), report.ok, 'success'],
    [t(report.dryRun ? 'import.created' : 'import.made'), report.created],
    [t('import.known'), report.known],
    [t('import.bad'), report.rows - report.ok, report.rows > report.ok ? 'danger' : undefined],
  ];
  return (
    <div>
      <dl className="td-counts">
        {figures.map(([label, count, tone]) => (
          <div key={label} data-tone={tone}>
            <dt>{label}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      {made.length > 1 && <p className="td-quiet">{made.join(t('common.and'))}</p>}
    </div>
  );
}

function Problems({ report, file }: { report: ImportReport; file: string }) {
  const { t, say } = useWords();
  const forms = useForms();
  const labelOf = (name: string): string => {
    const field = forms
      .flatMap((form) => (form.key in report.byForm || forms.length === 1 ? form.fields : []))
      .find((one) => one.name === name);
    return field ? say(field) : name;
  };
  const download = () =>
    report.markedCopy && saveBlob(blobOfDataUrl(report.markedCopy), `${file.replace(/\.[^.]+$/, '')}-${t('import.problem')}.xlsx`);
  const rest = report.errors.length - SHOWN;
  return (
    <section aria-labelledby="import-problems" className="td-stack">
      <div className="td-row">
        <h3 id="import-problems">{t('import.errorsTitle')}</h3>
        {report.markedCopy && (
          <Button size="small" icon={<DownloadOutlined />} onClick={download}>
            {t('import.markedCopy')}
          </Button>
        )}
        <span className="td-quiet">{t('import.markedHint')}</span>
      </div>
      <div className="td-table-scroll" tabIndex={0} role="region" aria-labelledby="import-problems">
        <table className="td-plain-table">
          <thead>
            <tr>
              <th scope="col">{t('import.line')}</th>
              <th scope="col">{t('import.column')}</th>
              <th scope="col">{t('import.problem')}</th>
            </tr>
          </thead>
          <tbody>
            {report.errors.slice(0, SHOWN).map((error, index) => (
              <tr key={index}>
                <td className="td-figures">{error.row}</td>
                <td>{error.column || labelOf(error.field) || t('common.none')}</td>
                <td>{say(error)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rest > 0 && <p className="td-quiet">{t('import.moreErrors', { count: rest })}</p>}
    </section>
  );
}
