import { useWords } from '../../providers/i18n';
import { partsOfColumn } from '../column-parts';
import type { FieldParts, ValueProps } from '../field-parts';
import { rowsOf, type Row } from './row-values';
import { RowsInput } from './rows-input';
import { RowsTable } from './rows-table';

function RowsCell({ value }: ValueProps) {
  const { t } = useWords();
  const count = rowsOf(value).length;
  return count === 0 ? null : <span className="td-number">{t('fields.rows', { count })}</span>;
}

/** Rows are sent whole: known ids update, rows without one are new. What the product works out is left to it. */
export const jsonRowsParts: FieldParts = {
  Input: RowsInput,
  Show: RowsTable,
  Cell: RowsCell,
  filter: null,
  text: (value, _, { t }) => (rowsOf(value).length > 0 ? t('fields.rows', { count: rowsOf(value).length }) : ''),
  toWire: (value, field) =>
    rowsOf(value).map((row) => {
      const sent: Row = typeof row.id === 'number' ? { id: row.id } : {};
      for (const column of field.columns ?? [])
        if (!column.computed) sent[column.name] = partsOfColumn(column).toWire(row[column.name], column);
      return sent;
    }),
  fromText: () => undefined,
  isGroup: () => true,
  isWide: () => true,
};
