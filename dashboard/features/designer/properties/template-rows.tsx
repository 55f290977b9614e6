import { EditOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import type { FieldDefinition } from '../../../../config/definition/types';
import { partsOf } from '../../../fields/index';
import { rowsOf, type Row } from '../../../fields/json-rows/row-values';
import { useDesigner } from '../work/designer-context';

type TemplateRowsProps = { id: string; field: FieldDefinition; value: unknown; onChange: (rows: Row[] | undefined) => void };

/** The rows that a new record starts with, edited as people will see them: the points of a checklist, the usual papers. */
export function TemplateRows({ id, field, value, onChange }: TemplateRowsProps) {
  const { d, say, t } = useDesigner().words;
  const [isOpen, setOpen] = useState(false);
  const [rows, setRows] = useState<Row[]>([]);
  const { Input } = partsOf(field);
  const count = rowsOf(value).length;
  // Of a record, or a file, that is chosen anew each time nothing can be filled in beforehand.
  const columns = (field.columns ?? []).filter(
    (column) => !column.archived && !column.computed && column.type !== 'relation' && column.type !== 'media',
  );
  const open = () => {
    setRows(rowsOf(value));
    setOpen(true);
  };
  const take = () => {
    const kept = rows.map(filledIn).filter((row) => Object.keys(row).length > 0);
    onChange(kept.length > 0 ? kept : undefined);
    setOpen(false);
  };
  return (
    <>
      <Button id={id} size="small" icon={<EditOutlined aria-hidden="true" />} onClick={open}>
        {d('props.editTemplate', { count })}
      </Button>
      <p className="td-dz-hint">{d('props.templateHint')}</p>
      <Modal
        open={isOpen}
        width={900}
        title={`${d('props.templateRows')} · ${say(field)}`}
        okText={d('props.takeTemplate')}
        cancelText={t('common.cancel')}
        onOk={take}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <Input
          field={{ ...field, required: false, minRows: undefined, columns }}
          id={`${id}-rows`}
          path={field.name}
          label={d('props.templateRows')}
          value={rows}
          onChange={(next) => setRows(rowsOf(next))}
        />
      </Modal>
    </>
  );
}

/** What is written down of a row: no mark of the screen, no empty cell. */
function filledIn(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).filter(([name, cell]) => name !== '_key' && name !== 'id' && cell !== null && cell !== undefined && cell !== ''),
  );
}
