import { EllipsisOutlined } from '@ant-design/icons';
import { memo, type MouseEvent } from 'react';
import { Link } from 'react-router';
import type { FieldDefinition } from '../../../config/definition/types';
import { DueTime } from '../../components/due-time';
import { paths } from '../../components/paths';
import { StateDot } from '../../components/state-dot';
import { partsOf } from '../../fields';
import { FieldCell, textOf } from '../../fields/field-value';
import { plainTitle } from '../../fields/plain-title';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import type { RecordRow } from '../../providers/record-types';
import type { MenuAt } from './row-menu';

type RowProps = {
  form: FormView;
  fields: FieldDefinition[];
  row: RecordRow;
  isSelected: boolean;
  onToggle: (id: string, isRange?: boolean) => void;
  onOpen: (row: RecordRow, isAside: boolean) => void;
  onMenu: (at: MenuAt) => void;
};

/** A record on one line. The whole line opens it; its link, tick and menu are the parts that the keyboard reaches. */
export const TableRow = memo(function TableRow({ form, fields, row, isSelected, onToggle, onOpen, onMenu }: RowProps) {
  const words = useWords();
  const { t } = words;
  const title = plainTitle(form, row, words);
  const onClick = (event: MouseEvent) => {
    if ((event.target as HTMLElement).closest('a, button, input, label') || window.getSelection()?.toString()) return;
    onOpen(row, event.ctrlKey || event.metaKey);
  };
  const isFinal = form.states.find((state) => state.value === row.state)?.final === true;
  return (
    <tr data-row={row.id} aria-selected={isSelected} data-archived={row.archivedAt ? true : undefined} onClick={onClick}>
      <td className="td-tick">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={t('list.selectRow', { name: title })}
          checked={isSelected}
          onChange={(event) => onToggle(row.id, (event.nativeEvent as unknown as MouseEvent).shiftKey)}
        />
      </td>
      {fields.map((field, index) => (
        <td key={field.name} data-align={partsOf(field).align} title={isLong(field) ? textOf(row[field.name], field, words) : undefined}>
          {index === 0 ? (
            <Link to={paths.show(form, row.id)} data-row-link className="td-row-link" onClick={() => onOpen(row, true)}>
              <Cell form={form} field={field} row={row} isFinal={isFinal} fallback={title} />
            </Link>
          ) : (
            <Cell form={form} field={field} row={row} isFinal={isFinal} />
          )}
        </td>
      ))}
      <td className="td-row-end">
        <button
          type="button"
          tabIndex={-1}
          className="td-row-menu"
          data-row-menu
          aria-haspopup="menu"
          aria-label={`${t('list.rowActions')}: ${title}`}
          onClick={(event) => onMenu({ row, button: event.currentTarget })}
        >
          <EllipsisOutlined aria-hidden="true" />
        </button>
      </td>
    </tr>
  );
});

function Cell({
  form,
  field,
  row,
  isFinal,
  fallback,
}: {
  form: FormView;
  field: FieldDefinition;
  row: RecordRow;
  isFinal: boolean;
  fallback?: string;
}) {
  const value = row[field.name];
  if (field.name === 'state') return <StateDot form={form} state={value} />;
  if (field.name === 'slaDueAt' && !isFinal) return <DueTime at={value} />;
  // The first column is the link: it is never without a word.
  if ((value === null || value === undefined || value === '') && fallback) return <>{fallback}</>;
  return <FieldCell field={field} value={value} />;
}

const isLong = (field: FieldDefinition): boolean => field.type === 'text' || field.type === 'string' || field.type === 'relation';
