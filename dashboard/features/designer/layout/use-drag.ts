import {
  closestCenter,
  pointerWithin,
  type CollisionDetection,
  type DragEndEvent,
  type DragMoveEvent,
  type DragStartEvent,
} from '@dnd-kit/core';
import { useState } from 'react';
import { moveField } from '../model/fields';
import { layoutOf, placeOf, type Place } from '../model/layout';
import { useDesigner } from '../work/designer-context';
import { useAddField } from './use-add-field';

/** What is dragged: a kind from the palette, or a field. */
export type Dragged = { kind?: string; field?: string };
/** Before or behind a field, or the end of a section. */
export type Drop = { field: string; side: 'before' | 'after' } | { section: string };

/** What lies below the pointer: a field before the section that it stands in. */
export const atPointer: CollisionDetection = (args) => {
  const within = pointerWithin(args);
  const fields = within.filter((hit) => String(hit.id).startsWith('field:'));
  if (fields.length > 0) return fields;
  return within.length > 0
    ? within
    : closestCenter({ ...args, droppableContainers: args.droppableContainers.filter((one) => String(one.id).startsWith('section:')) });
};

/** Dragging on the canvas, and where it would land. */
export function useDrag() {
  const { def, view, edit, select } = useDesigner();
  const addField = useAddField();
  const [drag, setDrag] = useState<Dragged | null>(null);
  const [drop, setDrop] = useState<Drop | null>(null);
  const end = () => {
    setDrag(null);
    setDrop(null);
  };
  const onDragStart = ({ active }: DragStartEvent) => setDrag((active.data.current ?? null) as Dragged | null);
  const onDragMove = (event: DragMoveEvent) =>
    setDrop(dropOf(event, view.fields.find((field) => field.name === fieldOf(event.over?.id))?.span === 2));
  const onDragEnd = (event: DragEndEvent) => {
    const target = drop;
    end();
    if (!target || !drag) return;
    const place = placeOfDrop(target);
    if (!place) return;
    if (drag.kind !== undefined) addField(drag.kind, place);
    else if (drag.field !== undefined && !('field' in target && target.field === drag.field)) {
      const name = drag.field;
      const from = placeOf(def, name);
      // The index counts without the field itself.
      const index = from?.section === place.section && from.index < place.index ? place.index - 1 : place.index;
      edit((present) => moveField(present, name, { ...place, index }));
      select({ kind: 'field', field: name });
    }
    event.activatorEvent.stopPropagation();
  };
  const placeOfDrop = (target: Drop): Place | null => {
    if ('section' in target)
      return { section: target.section, index: layoutOf(def).find((section) => section.key === target.section)?.fields.length ?? 0 };
    const place = placeOf(def, target.field);
    return place && { section: place.section, index: place.index + (target.side === 'after' ? 1 : 0) };
  };
  return { drag, drop, handlers: { onDragStart, onDragMove, onDragEnd, onDragCancel: end } };
}

const fieldOf = (id: unknown): string | null => (typeof id === 'string' && id.startsWith('field:') ? id.slice('field:'.length) : null);

/** A wide field is passed from above to below, a narrow one from left to right. */
function dropOf({ over, activatorEvent, delta }: DragMoveEvent, isWide: boolean): Drop | null {
  if (!over) return null;
  const field = fieldOf(over.id);
  if (field === null) return { section: String(over.id).slice('section:'.length) };
  const point = pointOf(activatorEvent);
  const wide = isWide || over.rect.width > 420;
  const isAfter = wide
    ? point.y + delta.y > over.rect.top + over.rect.height / 2
    : point.x + delta.x > over.rect.left + over.rect.width / 2;
  return { field, side: isAfter ? 'after' : 'before' };
}

function pointOf(event: Event): { x: number; y: number } {
  if ('clientX' in event) return { x: Number(event.clientX), y: Number((event as MouseEvent).clientY) };
  const touch = (event as TouchEvent).touches[0];
  return { x: touch?.clientX ?? 0, y: touch?.clientY ?? 0 };
}
