import { UnorderedListOutlined } from '@ant-design/icons';
import { Link } from 'react-router';
import { useWords } from '../../providers/i18n';
import { drillPath, useDrillForm } from './drill-link';
import type { KpiAnswer } from './kpi-source';
import { headOf, tableOf } from './series';

type SeriesTableProps = { answer: KpiAnswer; group: string; chosen: string | null; hrefOf: (key: string) => string };

/** The numbers of the chart. A name narrows the records below to that group; the sign at the end opens them in their own list. */
export function SeriesTable({ answer, group, chosen, hrefOf }: SeriesTableProps) {
  const words = useWords();
  const { t } = words;
  const form = useDrillForm(answer.drill);
  const head = headOf(answer, words);
  const { rows, total } = tableOf(answer, words);
  return (
    <div className="td-kpi-table-frame">
      <table className="td-kpi-table">
        <caption className="td-visually-hidden">{t('kpi.series')}</caption>
        <thead>
          <tr>
            <th scope="col">{group}</th>
            {head.map((text) => (
              <th key={text} scope="col" data-align="end">
                {text}
              </th>
            ))}
            {form && (
              <th scope="col">
                <span className="td-visually-hidden">{t('kpi.openList')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const drill = answer.series[index]?.drill;
            return (
              <tr key={row.key} data-chosen={row.key === chosen || undefined}>
                <th scope="row">
                  <Link
                    to={hrefOf(row.key)}
                    replace
                    preventScrollReset
                    title={t('kpi.filterTo', { name: row.label })}
                    aria-current={row.key === chosen || undefined}
                  >
                    {row.label}
                  </Link>
                </th>
                {row.cells.map((text, column) => (
                  <td key={head[column]} data-align="end">
                    {text}
                  </td>
                ))}
                {form && (
                  <td data-align="end">
                    {drill && (
                      <Link
                        to={drillPath(form, drill)}
                        aria-label={t('kpi.openListOf', { name: row.label })}
                        title={t('kpi.openListOf', { name: row.label })}
                      >
                        <UnorderedListOutlined />
                      </Link>
                    )}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('kpi.total')}</th>
            {total.map((text, column) => (
              <td key={head[column]} data-align="end">
                {text}
              </td>
            ))}
            {form && <td />}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
