import { useQuery } from '@tanstack/react-query';
import { Button, Pagination } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { paths } from '../../components/paths';
import { EmptyState, ErrorState, LoadingRows } from '../../components/screen-states';
import { StateDot } from '../../components/state-dot';
import { showInstant } from '../../components/time-words';
import { plainTitle } from '../../fields/plain-title';
import type { FormView } from '../../providers/definitions-source';
import { http, unwrap } from '../../providers/http';
import { useWords, type Wording } from '../../providers/i18n';
import type { RecordRow } from '../../providers/record-types';
import { useDrillForm } from './drill-link';
import { figureText, showFigure, showPart } from './figure-words';
import { useKpiRecords, type Contribution, type KpiAnswer } from './kpi-source';
import type { Period } from './period';
import { adds, denominatorUnit } from './series';

type KpiRecordsProps = { answer: KpiAnswer; period: Period; group: { by: string; key: string; label: string } | null; onClear: () => void };

const PAGE_SIZE = 25;

/** The records behind a figure, with what each adds to it. Their sum is the figure to the fen. */
export function KpiRecords({ answer, period, group, onClear }: KpiRecordsProps) {
  const { t } = useWords();
  const [params, setParams] = useSearchParams();
  const page = Math.max(1, Math.trunc(Number(params.get('page'))) || 1);
  const { data, error, refetch, isPlaceholderData } = useKpiRecords(answer.key, period, group, page, PAGE_SIZE);
  const form = useDrillForm(answer.drill);
  const goTo = (next: number) =>
    setParams(
      (before) => {
        const params = new URLSearchParams(before);
        params.set('page', String(next));
        return params;
      },
      { preventScrollReset: true },
    );
  const total = data?.meta.pagination.total ?? 0;
  return (
    <section className="td-card td-kpi-records" aria-labelledby="td-kpi-records" aria-busy={isPlaceholderData}>
      <header>
        <h2 id="td-kpi-records">{group ? t('kpi.recordsOf', { group: group.label }) : t('kpi.records')}</h2>
        {data && total > 0 && (
          <p role="status">
            {t(adds(answer) || answer.denominator !== null ? 'kpi.sumsTo' : 'kpi.amongIs', {
              count: total.toLocaleString('en-US'),
              sum: showSum(data.meta.total, answer),
            })}
          </p>
        )}
        {group && (
          <Button size="small" onClick={onClear}>
            {t('kpi.allRecords')}
          </Button>
        )}
      </header>
      {!data && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <LoadingRows rows={6} />)}
      {data && total === 0 && <EmptyState title={t('kpi.noRecords')} hint={t('kpi.noRecordsHint')} />}
      {data && total > 0 && <RecordTable answer={answer} form={form} rows={data.data} />}
      {total > PAGE_SIZE && (
        <Pagination align="end" size="small" current={page} pageSize={PAGE_SIZE} total={total} showSizeChanger={false} onChange={goTo} />
      )}
    </section>
  );
}

function showSum(total: { value: number | null; numerator: number; denominator: number | null }, answer: KpiAnswer): string {
  if (total.denominator === null) return figureText(total.value, answer);
  const unit = answer.parts?.unit ?? 'count';
  return `${showPart(total.numerator, unit, answer.tile?.digits)} / ${showPart(total.denominator, denominatorUnit(answer))} = ${figureText(total.value, answer)}`;
}

function RecordTable({ answer, form, rows }: { answer: KpiAnswer; form: FormView | undefined; rows: Contribution[] }) {
  const words = useWords();
  const { t, say } = words;
  const known = useRows(form, rows);
  const { parts } = answer;
  const isRate = answer.denominator !== null;
  const show = (value: number | null): string =>
    isRate || answer.unit !== 'fen' ? showPart(value, parts?.unit ?? 'count', answer.tile?.digits) : showFigure(value, 'fen');
  const day = dateField(form);
  return (
    <div className="td-kpi-table-frame">
      <table className="td-kpi-table">
        <caption className="td-visually-hidden">{t(adds(answer) || isRate ? 'kpi.sums' : 'kpi.among')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('kpi.record')}</th>
            {day && <th scope="col">{say(day)}</th>}
            <th scope="col">{say(form?.fields.find((field) => field.name === 'state'))}</th>
            <th scope="col" data-align="end">
              {isRate ? say(parts?.numerator) : t('kpi.contribution')}
            </th>
            {isRate && (
              <th scope="col" data-align="end">
                {say(parts?.denominator)}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const record = known.get(row.documentId);
            return (
              <tr key={row.documentId}>
                <th scope="row">
                  {form && record ? (
                    <Link to={paths.show(form, row.documentId)}>{numbered(form, record, words)}</Link>
                  ) : (
                    <span className="td-quiet">{t('kpi.hidden')}</span>
                  )}
                </th>
                {day && <td>{record && (day.type === 'date' ? String(record[day.name] ?? '') : showInstant(record[day.name]))}</td>}
                <td>{form && record && <StateDot form={form} state={record.state} />}</td>
                <td data-align="end">{show(row.numerator)}</td>
                {isRate && <td data-align="end">{showPart(row.denominator, denominatorUnit(answer))}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The records of this page as the caller may see them. */
function useRows(form: FormView | undefined, rows: Contribution[]): Map<string, RecordRow> {
  const ids = rows.map((row) => row.documentId);
  const { data } = useQuery({
    queryKey: ['kpi-rows', form?.plural, ids],
    queryFn: async ({ signal }) =>
      unwrap<RecordRow[]>(
        await http(`/${form?.plural}`, {
          query: { filters: { documentId: { $in: ids } }, pagination: { pageSize: ids.length, withCount: false } },
          signal,
        }),
      ),
    enabled: form !== undefined && ids.length > 0,
    staleTime: 60_000,
  });
  return new Map((data ?? []).map((row) => [row.documentId, row]));
}

/** The day that the list of the form shows first: when it was issued, reported, received. */
const dateField = (form: FormView | undefined) =>
  form?.list.columns.flatMap(
    (name) => form.fields.find((field) => field.name === name && (field.type === 'date' || field.type === 'datetime')) ?? [],
  )[0];

function numbered(form: FormView, record: RecordRow, words: Wording): string {
  const title = plainTitle(form, record, words);
  return record.number && !title.includes(record.number) ? `${record.number} · ${title}` : title;
}
