import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons';
import { useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { FieldDefinition } from '../../../config/definition/types';
import { partsOf } from '../../fields';
import { presentField } from '../../fields/present-field';
import { useForms } from '../../providers/definitions';
import { useWords } from '../../providers/i18n';
import type { RecordRow } from '../../providers/record-types';
import { isSortable } from './list-fields';
import { RowMenu, type MenuAt } from './row-menu';
import { stepFrom } from './row-focus';
import { TableRow } from './table-row';
import type { RecordList } from './use-record-list';
import type { Selection } from './use-selection';
import { nextSort, sortOf, type SortKey } from './view-state';

type TableProps = {
  list: RecordList;
  selection: Selection;
  box: RefObject<HTMLDivElement>;
  onOpen: (row: RecordRow, isAside: boolean) => void;
  onAct: (action: string, row: RecordRow) => void;
};

/** The dense table of records: head and first column stay in sight, one tab stop a row, everything by keyboard. */
export function RecordTable({ list, selection, box, onOpen, onAct }: TableProps) {
  const { t, say } = useWords();
  const { form, view, columns, rows, query, density } = list;
  const [menu, setMenu] = useState<MenuAt | null>(null);
  const fields = useMemo(() => columns.flatMap((name) => presentField(form, name) ?? []), [form, columns]);
  const sort = view.sort ?? sortOf(form.list.sort, form);
  const body = useRef<HTMLTableSectionElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    // In a row the arrows go from row to row; elsewhere they scroll.
    if (step === undefined || !(event.target as HTMLElement).matches('[data-row-link], input[type=checkbox]')) return;
    event.preventDefault();
    stepFrom(body.current, step);
  };
  const isAll = rows.length > 0 && selection.selected.length === rows.length;
  return (
    <div ref={box} className="td-table-wrap" data-busy={query.isPlaceholderData || undefined} aria-busy={query.isFetching}>
      <table className="td-table" data-density={density} aria-rowcount={list.total}>
        <caption className="td-visually-hidden">{t('list.table', { form: say(form) })}</caption>
        <thead>
          <tr>
            <th scope="col" className="td-tick">
              <input
                type="checkbox"
                aria-label={t('list.selectAll')}
                checked={isAll}
                ref={(box) => box && (box.indeterminate = !isAll && selection.selected.length > 0)}
                onChange={(event) => selection.selectAll(event.target.checked)}
              />
            </th>
            {fields.map((field) => (
              <Heading key={field.name} list={list} field={field} sort={sort} />
            ))}
            <th scope="col" className="td-row-end">
              <span className="td-visually-hidden">{t('list.rowActions')}</span>
            </th>
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={onKeyDown}>
          {rows.map((row) => (
            <TableRow
              key={row.id}
              form={form}
              fields={fields}
              row={row}
              isSelected={selection.ids.has(row.id)}
              onToggle={selection.toggle}
              onOpen={onOpen}
              onMenu={setMenu}
            />
          ))}
        </tbody>
      </table>
      {menu && <RowMenu form={form} at={menu} onClose={() => setMenu(null)} onAct={onAct} onOpen={onOpen} />}
    </div>
  );
}

function Heading({ list, field, sort }: { list: RecordList; field: FieldDefinition; sort: SortKey | null }) {
  const { t, say } = useWords();
  const forms = useForms();
  const { form, view, setView } = list;
  const order = sort?.field === field.name ? sort.order : null;
  const align = partsOf(field).align;
  if (!isSortable(form, forms, field))
    return (
      <th scope="col" data-align={align}>
        {say(field)}
      </th>
    );
  return (
    <th scope="col" data-align={align} aria-sort={order ? (order === 'asc' ? 'ascending' : 'descending') : undefined}>
      <button
        type="button"
        className="td-sort"
        data-order={order ?? undefined}
        title={t('list.sortBy', { field: say(field) })}
        onClick={() => setView({ ...view, page: 1, sort: nextSort(view.sort, field.name) })}
      >
        {say(field)}
        <span aria-hidden="true">{order === 'asc' ? <CaretUpOutlined /> : <CaretDownOutlined />}</span>
      </button>
    </th>
  );
}
