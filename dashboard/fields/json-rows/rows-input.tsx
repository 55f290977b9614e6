import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useCallback, useEffect, useRef, type KeyboardEvent } from 'react';
import { useIsPhone } from '../../components/use-media-query';
import { useWords } from '../../providers/i18n';
import { partsOfColumn } from '../column-parts';
import { groupProps } from '../controls/control-props';
import { useFieldErrors } from '../field-errors';
import type { InputProps } from '../field-parts';
import { useComputed } from '../live-values';
import { useRecordScope } from '../record-scope';
import { RowLine } from './row-line';
import { columnsOf, focusCell, keyOfRow, newRow, rowsOf, type Row } from './row-values';
import { PAGE, Pages, SumLine, SumList, usePage } from './rows-table';

/** From here on cells are text until somebody steps into them. */
const LAZY_FROM = 16;

/** Child rows under work: a table for the keyboard, cards for the thumb. */
export function RowsInput(props: InputProps) {
  const { field, id, path, disabled } = props;
  const { t, say } = useWords();
  const isPhone = useIsPhone();
  const errors = useFieldErrors();
  const scope = useRecordScope();
  const table = useRef<HTMLDivElement>(null);
  const rows = rowsOf(props.value);
  const columns = columnsOf(field, rows);
  const hasFormulas = columns.some((column) => column.formula);
  const worked = rowsOf(useComputed(path));
  const { start, page, setPage } = usePage(rows.length);
  const isFull = field.maxRows !== undefined && rows.length >= field.maxRows;

  const latest = useRef({ rows, onChange: props.onChange });
  latest.current = { rows, onChange: props.onChange };
  const set = useCallback((next: Row[]) => {
    latest.current.rows = next;
    latest.current.onChange?.(next);
  }, []);
  const onCell = useCallback(
    (index: number, column: string, next: unknown) => {
      errors.clear(`${path}.${index}.${column}`);
      set(latest.current.rows.map((row, at) => (at === index ? { ...row, [column]: next } : row)));
    },
    [errors, path, set],
  );
  const wanted = useRef<number | null>(null);
  const onRemove = useCallback(
    (index: number) => {
      // Messages are addressed by place, and the places move up.
      errors.clear(path);
      set(latest.current.rows.filter((_, at) => at !== index));
      wanted.current = Math.max(0, index - 1);
    },
    [errors, path, set],
  );
  const add = () => {
    if (isFull || disabled) return;
    const next = [...latest.current.rows, newRow(field, scope?.live?.scope())];
    wanted.current = next.length - 1;
    setPage(Math.ceil(next.length / PAGE));
    set(next);
  };
  useEffect(() => {
    if (wanted.current !== null && focusCell(table.current, wanted.current, null)) wanted.current = null;
  });

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'Enter' || event.defaultPrevented || event.nativeEvent.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      return add();
    }
    const target = event.target as HTMLElement;
    // An open list takes Enter for its choice, a text for a new line, a button for a click.
    if (event.shiftKey || target.tagName !== 'INPUT' || target.getAttribute('aria-expanded') === 'true') return;
    const index = Number(target.closest('[data-row]')?.getAttribute('data-row'));
    const column = target.closest('[data-column]')?.getAttribute('data-column') ?? null;
    if (focusCell(table.current, index + 1, column)) event.preventDefault();
  };

  const line = (row: Row, at: number) => (
    <RowLine
      key={keyOfRow(row, start + at)}
      id={id}
      path={path}
      index={start + at}
      row={row}
      computed={hasFormulas ? worked[start + at] : undefined}
      columns={columns}
      disabled={disabled}
      isLazy={rows.length >= LAZY_FROM}
      asCard={isPhone}
      onCell={onCell}
      onRemove={onRemove}
    />
  );
  const shown = rows.slice(start, start + PAGE);
  const sumRows = hasFormulas && worked.length === rows.length ? worked : rows;
  return (
    <div
      {...groupProps(props)}
      ref={table}
      className="td-rows"
      data-invalid={props.invalid || undefined}
      onKeyDown={onKeyDown}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && props.onBlur?.()}
    >
      {isPhone ? (
        shown.map(line)
      ) : (
        <div className="td-rows-scroll">
          <table>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.name} scope="col" data-type={column.type} data-align={partsOfColumn(column).align}>
                    {say(column)}
                    {column.required && !column.computed && (
                      <i className="td-required" aria-hidden="true">
                        *
                      </i>
                    )}
                  </th>
                ))}
                <th scope="col" className="td-rows-tail">
                  <span className="td-visually-hidden">{t('edit.rowActions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>{shown.map(line)}</tbody>
            <SumLine columns={columns} rows={sumRows} hasTail />
          </table>
        </div>
      )}
      {rows.length === 0 && <p className="td-quiet">{t('edit.noRows')}</p>}
      {isPhone && <SumList columns={columns} rows={sumRows} />}
      <Pages count={rows.length} page={page} onGo={setPage} />
      <div className="td-rows-foot">
        <Button icon={<PlusOutlined aria-hidden="true" />} size="small" disabled={disabled || isFull} onClick={add}>
          {t('edit.addRow')}
        </Button>
        <span className="td-quiet">{isFull ? t('edit.rowsLimit', { count: field.maxRows ?? 0 }) : isPhone ? '' : t('edit.moveKeys')}</span>
      </div>
    </div>
  );
}
