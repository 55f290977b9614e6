import type { KeyboardEvent, RefObject } from 'react';
import { stepped } from '../model/layout';
import { useDesigner } from '../work/designer-context';
import { useFieldActs } from './use-field-acts';

/**
 * Keys of the canvas: up and down go from field to field, Alt with them moves the field, Del takes it away (archives it), Ctrl+D doubles it,
 * Enter leads to its properties.
 */
export function useCanvasKeys(canvas: RefObject<HTMLDivElement | null>): (event: KeyboardEvent) => void {
  const { selection, edit } = useDesigner();
  const acts = useFieldActs();
  return (event) => {
    const tile = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-tile]') : null;
    if (!tile || event.nativeEvent.isComposing) return;
    const name = tile.dataset.tile ?? '';
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const done = (): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (step !== undefined && event.altKey) {
      done();
      edit((def) => stepped(def, name, step as 1 | -1));
      requestAnimationFrame(() => focusTile(canvas.current, name));
    } else if (step !== undefined) {
      done();
      const tiles = [...(canvas.current?.querySelectorAll<HTMLElement>('[data-tile]') ?? [])];
      const next = tiles[tiles.indexOf(tile) + step]?.dataset.tile;
      if (next !== undefined) focusTile(canvas.current, next, true);
    } else if (event.key === 'Delete' && selection) {
      done();
      acts.takeAway({ field: name });
    } else if (event.key.toLowerCase() === 'd' && (event.ctrlKey || event.metaKey)) {
      done();
      acts.duplicate({ field: name });
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      done();
      focusTile(canvas.current, name, true);
      requestAnimationFrame(() => document.querySelector<HTMLElement>('.td-dz-panel input, .td-dz-panel textarea')?.focus());
    }
  };
}

function focusTile(canvas: HTMLElement | null, name: string, select = false): void {
  const button = canvas?.querySelector<HTMLElement>(`[data-tile="${CSS.escape(name)}"] .td-dz-tile-name`);
  button?.focus();
  button?.scrollIntoView?.({ block: 'nearest' });
  if (select) button?.click();
}
