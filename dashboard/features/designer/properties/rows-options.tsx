import { EditOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown, InputNumber, Switch } from 'antd';
import { moved } from '../model/assign';
import { addColumn, patchField, removeField, restoreField, setColumns } from '../model/fields';
import { KINDS, kindOf, newField } from '../model/kinds';
import { OrderedList } from '../pieces/ordered-list';
import { useDesigner } from '../work/designer-context';
import type { KindOptionsProps } from './kind-options';
import { Row } from './row';

/** The columns of a table of rows; each is edited like a field. */
export function RowsOptions({ fieldRef, own }: KindOptionsProps) {
  const { words, edit, add, select, isNew, nameFor } = useDesigner();
  const { d, say } = words;
  const columns = own.columns ?? [];
  const set = (patch: Partial<typeof own>, typing?: string) => edit((form) => patchField(form, fieldRef, patch), typing);
  const addOf = (key: string) => {
    const kind = KINDS.find((one) => one.key === key);
    if (!kind) return;
    const word = { zh: kind.zh, en: kind.zh };
    const column = newField(kind, word, nameFor(word, own.name), 'unit');
    add((form) => addColumn(form, own.name, column), { kind: 'field', field: own.name, column: column.name });
  };
  return (
    <div className="td-dz-options">
      <h3>{d('attributes.columns')}</h3>
      <OrderedList
        label={d('attributes.columns')}
        items={columns}
        keyOf={(column) => column.name}
        nameOf={say}
        onMove={(from, to) => edit((form) => setColumns(form, own.name, moved(columns, from, to)))}
        onRemove={(index) => edit((form) => removeField(form, { field: own.name, column: columns[index]?.name ?? '' }))}
        canRemove={(column) => isNew({ field: own.name, column: column.name }) && columns.length > 1}
      >
        {(column) => (
          <div className="td-dz-column" data-archived={column.archived || undefined}>
            <button
              type="button"
              className="td-link-button"
              onClick={() => select({ kind: 'field', field: own.name, column: column.name })}
            >
              <EditOutlined aria-hidden="true" /> {say(column)}
            </button>
            <span className="td-quiet">{say(kindOf(column))}</span>
            {column.archived && (
              <Button size="small" type="link" onClick={() => edit((form) => restoreField(form, { field: own.name, column: column.name }))}>
                {d('layout.restore')}
              </Button>
            )}
          </div>
        )}
      </OrderedList>
      <Dropdown
        trigger={['click']}
        menu={{
          items: KINDS.filter((kind) => kind.inRows).map((kind) => ({ key: kind.key, label: say(kind) })),
          onClick: ({ key }) => addOf(key),
        }}
      >
        <Button size="small" icon={<PlusOutlined />}>
          {d('props.addColumn')}
        </Button>
      </Dropdown>
      <div className="td-dz-pair">
        <Row label={d('attributes.minRows')}>
          {(id) => (
            <InputNumber
              id={id}
              min={0}
              max={500}
              precision={0}
              value={own.minRows ?? null}
              onChange={(minRows) => set({ minRows: minRows ?? undefined }, `minRows.${own.name}`)}
            />
          )}
        </Row>
        <Row label={d('attributes.maxRows')}>
          {(id) => (
            <InputNumber
              id={id}
              min={1}
              max={500}
              precision={0}
              value={own.maxRows ?? null}
              onChange={(maxRows) => set({ maxRows: maxRows ?? undefined }, `maxRows.${own.name}`)}
            />
          )}
        </Row>
      </div>
      <div className="td-dz-switches">
        <label>
          <Switch
            size="small"
            checked={own.storage === 'table'}
            disabled={!isNew(fieldRef)}
            onChange={(on) => set({ storage: on ? 'table' : undefined })}
          />{' '}
          {d('props.ownTable')}
        </label>
      </div>
      <p className="td-dz-hint">{d('props.ownTableHint')}</p>
    </div>
  );
}
