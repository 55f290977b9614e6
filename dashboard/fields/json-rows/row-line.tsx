import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { memo, useState, type ReactNode } from 'react';
import type { FieldDefinition } from '../../../config/definition/types';
import { useWords } from '../../providers/i18n';
import { isMasked } from '../../providers/record-types';
import { partsOfColumn } from '../column-parts';
import { useErrorsAt } from '../field-errors';
import { useRecordScope } from '../record-scope';
import { cellRules, type Row } from './row-values';
import { RowCell } from './rows-table';

export type RowLineProps = {
  id: string;
  path: string;
  index: number;
  row: Row;
  /** The row with its formulas worked out. */
  computed: Row | undefined;
  columns: FieldDefinition[];
  disabled?: boolean;
  /** Long tables paint a control only where somebody works. */
  isLazy: boolean;
  asCard: boolean;
  onCell: (index: number, column: string, next: unknown) => void;
  onRemove: (index: number) => void;
};

/** One row under work. Repainted when the row itself changed: the other rows are not. */
export const RowLine = memo(function RowLine(props: RowLineProps) {
  const { index, columns, asCard, disabled, onRemove } = props;
  const { t, say } = useWords();
  const remove = (
    <Button
      type="text"
      size="small"
      icon={<DeleteOutlined />}
      disabled={disabled}
      aria-label={t('edit.removeRow', { row: index + 1 })}
      onClick={() => onRemove(index)}
    />
  );
  if (asCard) {
    return (
      <section className="td-row-card" data-row={index} aria-label={t('edit.row', { row: index + 1 })}>
        <header>
          <b>{t('edit.row', { row: index + 1 })}</b>
          {remove}
        </header>
        {columns.map((column) => (
          <Cell key={column.name} column={column} {...props}>
            {(cell, isRequired) => (
              <div className="td-row-field">
                <span className="td-label" aria-hidden="true">
                  {say(column)}
                  {isRequired && <i className="td-required">*</i>}
                </span>
                {cell}
              </div>
            )}
          </Cell>
        ))}
      </section>
    );
  }
  return (
    <tr data-row={index}>
      {columns.map((column) => (
        <Cell key={column.name} column={column} {...props}>
          {(cell) => <td data-align={partsOfColumn(column).align}>{cell}</td>}
        </Cell>
      ))}
      <td>{remove}</td>
    </tr>
  );
});

type CellProps = RowLineProps & { column: FieldDefinition; children: (cell: ReactNode, isRequired: boolean) => ReactNode };

function Cell({ column, children, ...props }: CellProps) {
  const { id, path, index, row, computed, disabled, isLazy, asCard, onCell } = props;
  const { say, t } = useWords();
  const scope = useRecordScope();
  const at = `${path}.${index}.${column.name}`;
  const errors = useErrorsAt(at);
  const [isActive, setActive] = useState(false);
  const { isShown, isRequired, isFixed } = cellRules(column, computed ?? row, scope?.live?.scope);
  const mayWrite = scope?.form.can.fields[`${path}.${column.name}`] !== 'read';
  const label = `${say(column)}, ${t('edit.row', { row: index + 1 })}`;
  if (!isShown) return children(<span data-column={column.name} />, false);
  if (isFixed || !mayWrite || isMasked(row[column.name])) {
    return children(
      <span data-column={column.name} className="td-fixed">
        <RowCell column={column} value={column.formula && computed ? computed[column.name] : row[column.name]} />
      </span>,
      false,
    );
  }
  const { Input } = partsOfColumn(column);
  const describedBy = errors.length > 0 ? `${id}-${index}-${column.name}-error` : undefined;
  const control =
    isLazy && !isActive && errors.length === 0 && column.type !== 'boolean' ? (
      <button type="button" className="td-lazy" disabled={disabled} aria-label={label} onFocus={() => setActive(true)}>
        <RowCell column={column} value={row[column.name]} isPlain />
      </button>
    ) : (
      <WakeFocus isOn={isLazy && isActive}>
        <Input
          compact={!asCard}
          field={column}
          id={`${id}-${index}-${column.name}`}
          path={at}
          label={label}
          disabled={disabled}
          required={isRequired}
          invalid={errors.length > 0}
          describedBy={describedBy}
          placeholder={column.type === 'relation' ? '' : undefined}
          value={row[column.name]}
          onChange={(next) => onCell(index, column.name, next)}
        />
      </WakeFocus>
    );
  return children(
    <div data-column={column.name} onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setActive(false)}>
      {control}
      {errors.length > 0 && (
        <div id={describedBy} className="td-error">
          {errors.join(' ')}
        </div>
      )}
    </div>,
    isRequired,
  );
}

/** Hands the focus of the sleeping cell on to the control that took its place. */
function WakeFocus({ isOn, children }: { isOn: boolean; children: ReactNode }) {
  if (!isOn) return children;
  return (
    <div ref={(box) => box && !box.contains(document.activeElement) && box.querySelector<HTMLElement>('input, textarea, button')?.focus()}>
      {children}
    </div>
  );
}
