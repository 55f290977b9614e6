import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, HolderOutlined } from '@ant-design/icons';
import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type DragCancelEvent,
  type DragEndEvent,
  type DragOverEvent,
  type DragStartEvent,
  type UniqueIdentifier,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useDesignerWords } from '../words/use-designer-words';

const BY_POINTER = { activationConstraint: { distance: 5 } };
const BY_KEYS = { coordinateGetter: sortableKeyboardCoordinates };

type OrderedListProps<T> = {
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  nameOf: (item: T) => string;
  children: (item: T, index: number) => ReactNode;
  onMove: (from: number, to: number) => void;
  onRemove?: (index: number) => void;
  /** Left out: all can be removed. */
  canRemove?: (item: T) => boolean;
};

/** A list whose order counts: by the handle with mouse, finger or keyboard, or by the buttons. */
export function OrderedList<T>({ label, items, keyOf, nameOf, children, onMove, onRemove, canRemove }: OrderedListProps<T>) {
  const sensors = useSensors(useSensor(PointerSensor, BY_POINTER), useSensor(KeyboardSensor, BY_KEYS));
  const keys = items.map(keyOf);
  const { d } = useDesignerWords();
  const named = (id: UniqueIdentifier): string =>
    items
      .filter((item) => keyOf(item) === String(id))
      .map(nameOf)
      .join('');
  const place = (id: UniqueIdentifier | undefined): number => keys.indexOf(String(id)) + 1;
  const accessibility = {
    screenReaderInstructions: { draggable: d('common.dragHint') },
    announcements: {
      onDragStart: ({ active }: DragStartEvent) => d('common.dragged', { name: named(active.id) }),
      onDragOver: ({ active, over }: DragOverEvent) => d('common.over', { name: named(active.id), n: place(over?.id) }),
      onDragEnd: ({ active, over }: DragEndEvent) => d('common.dropped', { name: named(active.id), n: place(over?.id ?? active.id) }),
      onDragCancel: ({ active }: DragCancelEvent) => d('common.dragCancelled', { name: named(active.id) }),
    },
  };
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    const [from, to] = [keys.indexOf(String(active.id)), keys.indexOf(String(over?.id ?? active.id))];
    if (from >= 0 && to >= 0 && from !== to) onMove(from, to);
  };
  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} accessibility={accessibility} onDragEnd={onDragEnd}>
      <SortableContext items={keys} strategy={verticalListSortingStrategy}>
        <ul className="td-dz-ordered" aria-label={label}>
          {items.map((item, index) => (
            <Line
              key={keyOf(item)}
              id={keyOf(item)}
              name={nameOf(item)}
              onUp={index > 0 ? () => onMove(index, index - 1) : undefined}
              onDown={index < items.length - 1 ? () => onMove(index, index + 1) : undefined}
              onRemove={onRemove && (canRemove?.(item) ?? true) ? () => onRemove(index) : undefined}
            >
              {children(item, index)}
            </Line>
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  );
}

type LineProps = { id: string; name: string; onUp?: () => void; onDown?: () => void; onRemove?: () => void; children: ReactNode };

function Line({ id, name, onUp, onDown, onRemove, children }: LineProps) {
  const { d } = useDesignerWords();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id });
  return (
    <li
      ref={setNodeRef}
      className="td-dz-line"
      data-dragging={isDragging || undefined}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <button
        type="button"
        ref={setActivatorNodeRef}
        className="td-dz-handle"
        {...attributes}
        {...listeners}
        aria-label={d('common.drag', { name })}
      >
        <HolderOutlined aria-hidden="true" />
      </button>
      <div className="td-dz-line-body">{children}</div>
      <span className="td-dz-line-acts">
        <Button type="text" size="small" icon={<ArrowUpOutlined />} aria-label={d('common.up', { name })} disabled={!onUp} onClick={onUp} />
        <Button
          type="text"
          size="small"
          icon={<ArrowDownOutlined />}
          aria-label={d('common.down', { name })}
          disabled={!onDown}
          onClick={onDown}
        />
        {onRemove && (
          <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={d('common.remove', { name })} onClick={onRemove} />
        )}
      </span>
    </li>
  );
}
