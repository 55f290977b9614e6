import { Pagination } from 'antd';
import { useState, type ReactNode } from 'react';
import type { FieldDefinition } from '../../../config/definition/types';
import { useIsPhone } from '../../components/use-media-query';
import { useWords } from '../../providers/i18n';
import { isMasked } from '../../providers/record-types';
import { partsOfColumn } from '../column-parts';
import type { ValueProps } from '../field-parts';
import { columnsOf, keyOfRow, rowsOf, sumsOf, type Row } from './row-values';

/** As many rows as a screen paints at once without a pause. */
export const PAGE = 100;

export const usePage = (count: number) => {
  const [page, setPage] = useState(1);
  const present = Math.min(page, Math.max(1, Math.ceil(count / PAGE)));
  return { start: (present - 1) * PAGE, page: present, setPage };
};

export function Pages({ count, page, onGo }: { count: number; page: number; onGo: (page: number) => void }) {
  if (count <= PAGE) return null;
  return <Pagination size="small" simple current={page} pageSize={PAGE} total={count} showSizeChanger={false} onChange={onGo} />;
}

/** Child rows that are read: a table, on phones a card each. */
export function RowsTable({ field, value }: ValueProps) {
  const { say, t } = useWords();
  const isPhone = useIsPhone();
  const rows = rowsOf(value);
  const columns = columnsOf(field, rows);
  const { start, page, setPage } = usePage(rows.length);
  const shown = rows.slice(start, start + PAGE);
  if (rows.length === 0) return <span className="td-quiet">{t('edit.noRows')}</span>;
  return (
    <div className="td-rows">
      {isPhone ? (
        shown.map((row, index) => (
          <RowCard key={keyOfRow(row, index)} row={row} columns={columns} title={t('edit.row', { row: start + index + 1 })} />
        ))
      ) : (
        <div className="td-rows-scroll" tabIndex={0} role="region" aria-label={say(field)}>
          <table>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.name} scope="col" data-align={partsOfColumn(column).align}>
                    {say(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((row, index) => (
                <tr key={keyOfRow(row, index)}>
                  {columns.map((column) => (
                    <td key={column.name} data-kind={column.type} data-align={partsOfColumn(column).align}>
                      <RowCell column={column} value={row[column.name]} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
            <SumLine columns={columns} rows={rows} />
          </table>
        </div>
      )}
      {isPhone && <SumList columns={columns} rows={rows} />}
      <Pages count={rows.length} page={page} onGo={setPage} />
    </div>
  );
}

/** One value of a row, read; `isPlain` without links and pictures to click on. */
export function RowCell({ column, value, isPlain }: { column: FieldDefinition; value: unknown; isPlain?: boolean }): ReactNode {
  const parts = partsOfColumn(column);
  if (value === null || value === undefined || value === '') return null;
  if (isMasked(value)) return <span className="td-masked">{value}</span>;
  return !isPlain && (column.type === 'media' || column.type === 'relation') ? (
    <parts.Show field={column} value={value} />
  ) : (
    <parts.Cell field={column} value={value} />
  );
}

function RowCard({ row, columns, title }: { row: Row; columns: FieldDefinition[]; title: string }) {
  const { say } = useWords();
  return (
    <section className="td-row-card" aria-label={title}>
      <dl>
        {columns
          .filter((column) => row[column.name] !== null && row[column.name] !== undefined && row[column.name] !== '')
          .map((column) => (
            <div key={column.name}>
              <dt>{say(column)}</dt>
              <dd>
                <RowCell column={column} value={row[column.name]} />
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

/** Sums below their columns. */
export function SumLine({ columns, rows, hasTail }: { columns: FieldDefinition[]; rows: Row[]; hasTail?: boolean }) {
  const { t } = useWords();
  const sums = sumsOf(columns, rows);
  if (Object.keys(sums).length === 0) return null;
  const first = columns.findIndex((column) => column.name in sums);
  return (
    <tfoot>
      <tr>
        {first > 0 && (
          <th scope="row" colSpan={first}>
            {t('fields.sum')}
          </th>
        )}
        {columns.slice(Math.max(0, first)).map((column) => (
          <td key={column.name} data-align="end" className="td-number">
            {sums[column.name]}
          </td>
        ))}
        {hasTail && <td />}
      </tr>
    </tfoot>
  );
}

/** The same where rows are cards. */
export function SumList({ columns, rows }: { columns: FieldDefinition[]; rows: Row[] }) {
  const { t, say } = useWords();
  const sums = Object.entries(sumsOf(columns, rows));
  if (sums.length === 0) return null;
  return (
    <p className="td-row-sums">
      {sums.map(([name, sum]) => {
        const column = columns.find((one) => one.name === name);
        return (
          <span key={name}>
            {t('fields.sum')} {column ? say(column) : ''} <b className="td-number">{sum}</b>
          </span>
        );
      })}
    </p>
  );
}
