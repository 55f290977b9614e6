import { UploadOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Select } from 'antd';
import { useRef, useState } from 'react';
import type { FieldDefinition } from '../../../../config/definition/types';
import { KINDS, newField } from '../model/kinds';
import { replaced } from '../model/assign';
import { columnsOfSheet, namesOfColumns, optionValues, type SheetColumn } from '../model/sheet';
import { useDesignerWords } from '../words/use-designer-words';
import type { About } from './about-form';
import type { NewFormProps } from './new-form-screen';
import { readSheet } from './read-sheet';
import type { CreateForm } from './use-create-form';

type Chosen = SheetColumn & { isUsed: boolean };
type SheetSourceProps = NewFormProps & { about: About; onName: (zh: string) => void; create: CreateForm };

/** The columns of the first sheet, each with the kind that was guessed: to be looked over before the form is made. */
export function SheetSource({ syllables, about, onName, create }: SheetSourceProps) {
  const { d, say, t } = useDesignerWords();
  const input = useRef<HTMLInputElement>(null);
  const [columns, setColumns] = useState<Chosen[]>([]);
  const [message, setMessage] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);
  const take = async (file: File) => {
    setReading(true);
    setMessage(null);
    try {
      const found = columnsOfSheet(await readSheet(file));
      setColumns(found.map((column) => ({ ...column, isUsed: !column.isCommon })));
      if (found.length === 0) setMessage(d('create.noColumns'));
      else onName(file.name.replace(/\.xlsx$/i, ''));
    } catch {
      // The reader's own words are about zip and xml; people need to know that it is no sheet.
      setMessage(d('create.notASheet'));
    } finally {
      setReading(false);
    }
  };
  const used = columns.filter((column) => column.isUsed && column.title.trim() !== '');
  const make = () => {
    const names = namesOfColumns(used, syllables);
    const fields = used.flatMap((column, index): FieldDefinition[] => {
      const kind = KINDS.find((one) => one.key === column.kind) ?? KINDS[0];
      if (!kind) return [];
      const field = newField(kind, { zh: column.title, en: column.title }, names[index] ?? `field${index}`, undefined);
      return [column.options.length > 0 && field.type === 'enum' ? { ...field, values: optionValues(column.options, syllables) } : field];
    });
    void create.fields(about, fields);
  };
  const put = (index: number, patch: Partial<Chosen>) =>
    setColumns(columns.map((column, at) => (at === index ? { ...column, ...patch } : column)));
  const kinds = KINDS.filter((kind) => !['rows', 'record'].includes(kind.key));
  return (
    <section className="td-card td-pad td-stack" aria-label={d('create.sources.sheet')}>
      <div className="td-row">
        <Button icon={<UploadOutlined />} loading={isReading} onClick={() => input.current?.click()}>
          {d('create.chooseSheet')}
        </Button>
        <span className="td-quiet">{d('create.sheetHint')}</span>
        <input
          ref={input}
          type="file"
          hidden
          accept=".xlsx"
          aria-label={d('create.chooseSheet')}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) void take(file);
          }}
        />
      </div>
      {message && (
        <p className="td-error" role="alert">
          {message}
        </p>
      )}
      {columns.length > 0 && (
        <>
          <table className="td-dz-table">
            <thead>
              <tr>
                <th scope="col">{d('create.use')}</th>
                <th scope="col">{d('create.column')}</th>
                <th scope="col">{d('create.kind')}</th>
                <th scope="col">{d('create.samples')}</th>
              </tr>
            </thead>
            <tbody>
              {columns.map((column, index) => (
                <tr key={index}>
                  <td>
                    <Checkbox
                      aria-label={d('create.useOf', { name: column.title })}
                      checked={column.isUsed}
                      onChange={(event) => put(index, { isUsed: event.target.checked })}
                    />
                  </td>
                  <th scope="row">
                    <Input
                      size="small"
                      aria-label={`${d('create.column')} ${index + 1}`}
                      value={column.title}
                      onChange={(event) => setColumns(replaced(columns, index, { ...column, title: event.target.value }))}
                    />
                  </th>
                  <td>
                    <Select
                      size="small"
                      aria-label={`${d('create.kind')} ${index + 1}`}
                      value={column.kind}
                      onChange={(kind) =>
                        put(index, {
                          kind,
                          options:
                            kind === 'choice' || kind === 'choices' ? (column.options.length > 0 ? column.options : column.samples) : [],
                        })
                      }
                      options={kinds.map((kind) => ({ value: kind.key, label: say(kind) }))}
                    />
                  </td>
                  <td className="td-quiet">
                    {column.isCommon && !column.isUsed
                      ? d('create.common')
                      : (column.options.length > 0 ? column.options : column.samples).slice(0, 4).join(t('common.and'))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <div className="td-row">
            <Button type="primary" disabled={used.length === 0} loading={create.isSending} onClick={make}>
              {d('create.beginWith', { count: used.length })}
            </Button>
            <span className="td-quiet">{d('create.rowsLater')}</span>
          </div>
        </>
      )}
    </section>
  );
}
