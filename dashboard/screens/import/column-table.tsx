import { Select } from 'antd';
import { useMemo } from 'react';
import { useWords } from '../../providers/i18n';
import { importableFields, type Columns } from './import-mapping';
import type { Preview } from './import-source';
import type { FormView } from '../../providers/definitions-source';

type Props = {
  form: FormView;
  preview: Preview;
  columns: Columns;
  isLocked: boolean;
  onMatch: (column: string, field: string | undefined) => void;
};

/** Each column of the file with its first values, and the field that it fills. */
export function ColumnTable({ form, preview, columns, isLocked, onMatch }: Props) {
  const { t, say } = useWords();
  const fields = useMemo(() => importableFields(form), [form]);
  return (
    <div className="td-table-scroll" tabIndex={0} role="region" aria-label={t('import.stepColumns')}>
      <table className="td-plain-table">
        <thead>
          <tr>
            <th scope="col">{t('import.column')}</th>
            <th scope="col">{t('import.sample')}</th>
            <th scope="col">{t('import.field')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.columns.map((column) => (
            <tr key={column}>
              <th scope="row">{column}</th>
              <td className="td-sample">
                {preview.rows
                  .slice(0, 3)
                  .map((row) => textOf(row[column]))
                  .filter(Boolean)
                  .join(' · ') || t('common.none')}
              </td>
              <td>
                <Select
                  size="small"
                  className="td-column-select"
                  showSearch
                  allowClear
                  disabled={isLocked}
                  aria-label={`${t('import.field')}: ${column}`}
                  placeholder={t('import.ignore')}
                  value={isLocked ? undefined : columns[column]}
                  optionFilterProp="search"
                  onChange={(next: string | undefined) => onMatch(column, next)}
                  options={fields.map((field) => {
                    const owner = Object.entries(columns).find(([other, name]) => name === field.name && other !== column);
                    return {
                      value: field.name,
                      label: say(field) + (field.required ? ' *' : ''),
                      search: `${field.zh} ${field.en} ${field.name}`,
                      disabled: owner !== undefined,
                      title: owner ? t('import.taken', { field: say(field) }) : undefined,
                    };
                  })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  // Moments of a workbook come as ISO text; midnight means a plain day.
  return String(value)
    .replace(/T00:00:00(\.000)?Z$/, '')
    .slice(0, 60);
}
