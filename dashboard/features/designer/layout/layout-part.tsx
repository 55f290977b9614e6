import { DndContext, DragOverlay, MouseSensor, TouchSensor, useSensor, useSensors } from '@dnd-kit/core';
import { KINDS } from '../model/kinds';
import { PropertyPanel } from '../properties/property-panel';
import { useDesigner } from '../work/designer-context';
import { Canvas } from './canvas';
import { Palette } from './palette';
import { atPointer, useDrag } from './use-drag';

// Made once: a new object would make every field of the canvas ready for dragging again, at each key stroke.
const BY_MOUSE = { activationConstraint: { distance: 6 } };
/** A finger that stays is a drag, one that moves on scrolls. */
const BY_TOUCH = { activationConstraint: { delay: 180, tolerance: 8 } };

/** The page to fill in: kinds of fields on the left, the form in the middle, what is selected on the right. */
export function LayoutPart() {
  const { view, words } = useDesigner();
  const sensors = useSensors(useSensor(MouseSensor, BY_MOUSE), useSensor(TouchSensor, BY_TOUCH));
  const { drag, drop, handlers } = useDrag();
  const kind = KINDS.find((one) => one.key === drag?.kind);
  const field = view.fields.find((one) => one.name === drag?.field);
  return (
    <DndContext sensors={sensors} collisionDetection={atPointer} {...handlers}>
      <div className="td-dz-layout">
        <Palette />
        <Canvas drop={drop} />
        <PropertyPanel />
      </div>
      <DragOverlay dropAnimation={null}>{(kind ?? field) && <div className="td-dz-dragged">{words.say(kind ?? field)}</div>}</DragOverlay>
    </DndContext>
  );
}
