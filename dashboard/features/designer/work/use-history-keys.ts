import { useEffect, useRef } from 'react';

/** Ctrl+Z and Ctrl+Y (Ctrl+Shift+Z) for the form as a whole, wherever the focus is; a dialog on top keeps its own. */
export function useHistoryKeys(undo: () => void, redo: () => void): void {
  const latest = useRef({ undo, redo });
  latest.current = { undo, redo };
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      const isUndo = key === 'z' && !event.shiftKey;
      const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing || !(isUndo || isRedo)) return;
      if (event.target instanceof HTMLElement && event.target.closest('.ant-modal, .ant-drawer')) return;
      event.preventDefault();
      (isUndo ? latest.current.undo : latest.current.redo)();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
