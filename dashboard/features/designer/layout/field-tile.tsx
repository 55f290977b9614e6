import { CalculatorOutlined, EyeOutlined, HolderOutlined, LockOutlined, SafetyOutlined } from '@ant-design/icons';
import { useDraggable, useDroppable } from '@dnd-kit/core';
import { Tooltip } from 'antd';
import { memo, useCallback, useId } from 'react';
import type { FieldDefinition } from '../../../../config/definition/types';
import { partsOf } from '../../../fields/index';
import { isCommon } from '../model/layout';
import type { Selection } from '../model/problems';
import { useDesignerWords } from '../words/use-designer-words';

type FieldTileProps = {
  field: FieldDefinition;
  isSelected: boolean;
  isNew: boolean;
  isLocked: boolean;
  isWrong: boolean;
  side: 'before' | 'after' | null;
  onSelect: (selection: Selection) => void;
};

/** A field on the canvas: its label, what is special about it, and its control as people will see it. */
export const FieldTile = memo(
  function FieldTile({ field, isSelected, isNew, isLocked, isWrong, side, onSelect }: FieldTileProps) {
    const { d, say } = useDesignerWords();
    const id = useId();
    const { isWide } = partsOf(field);
    const drag = useDraggable({ id: `tile:${field.name}`, data: { field: field.name } });
    const drop = useDroppable({ id: `field:${field.name}` });
    const { setNodeRef: setDragRef } = drag;
    const { setNodeRef: setDropRef } = drop;
    const setRef = useCallback(
      (node: HTMLElement | null) => {
        setDragRef(node);
        setDropRef(node);
      },
      [setDragRef, setDropRef],
    );
    const choose = () => onSelect({ kind: 'field', field: field.name });
    const isCalculated = field.computed === true;
    return (
      <div
        ref={setRef}
        className="td-dz-tile"
        data-tile={field.name}
        data-selected={isSelected || undefined}
        data-wrong={isWrong || undefined}
        data-dragging={drag.isDragging || undefined}
        data-side={side ?? undefined}
        data-wide={field.span === 2 || (field.span !== 1 && isWide?.(field)) || undefined}
        onClick={choose}
        {...drag.listeners}
      >
        <div className="td-dz-tile-head">
          <HolderOutlined className="td-dz-grip" aria-hidden="true" />
          <button type="button" className="td-dz-tile-name" aria-pressed={isSelected} onClick={choose}>
            {say(field)}
            {(field.required || field.requiredIf) && <i className="td-required">{field.required ? '*' : '(*)'}</i>}
          </button>
          <span className="td-dz-badges">
            {isNew && !isCommon(field.name) && <span className="td-mark">{d('layout.new')}</span>}
            {field.visible && <Badge icon={<EyeOutlined />} text={d('layout.conditional')} />}
            {isCalculated && <Badge icon={<CalculatorOutlined />} text={d('layout.computed')} />}
            {field.sensitive && <Badge icon={<SafetyOutlined />} text={d('layout.sensitive')} />}
            {isLocked && <Badge icon={<LockOutlined />} text={d('layout.inUse')} />}
          </span>
        </div>
        <div className="td-dz-tile-control" aria-hidden="true" {...INERT}>
          <Sketch field={field} id={id} />
        </div>
      </div>
    );
  },
  (before, after) =>
    before.field === after.field &&
    before.isSelected === after.isSelected &&
    before.isNew === after.isNew &&
    before.isLocked === after.isLocked &&
    before.isWrong === after.isWrong &&
    before.side === after.side,
);

/** React 18 knows the attribute as a text only. */
const INERT = { inert: '' } as object;

function Badge({ icon, text }: { icon: React.ReactNode; text: string }) {
  return (
    <Tooltip title={text}>
      <span className="td-dz-badge" role="img" aria-label={text}>
        {icon}
      </span>
    </Tooltip>
  );
}

/** The control, for the eye only. A table of rows shows its headings. */
const Sketch = memo(function Sketch({ field, id }: { field: FieldDefinition; id: string }) {
  const { say, t } = useDesignerWords();
  const { Input } = partsOf(field);
  if (field.type === 'json-rows') {
    return (
      <table className="td-dz-rows">
        <thead>
          <tr>
            {(field.columns ?? [])
              .filter((column) => !column.archived)
              .map((column) => (
                <th key={column.name}>{say(column)}</th>
              ))}
          </tr>
        </thead>
      </table>
    );
  }
  if (field.computed) return <div className="td-fixed-value td-quiet">{t('edit.computed')}</div>;
  const shown = field.default === undefined || (typeof field.default === 'string' && field.default.startsWith('=')) ? null : field.default;
  return <Input field={field} id={id} path={field.name} label={say(field)} value={shown} disabled />;
});
