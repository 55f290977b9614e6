import { useEffect, useRef } from 'react';

type Handler = (event: KeyboardEvent) => void;

/**
 * Keys of a screen: `j`, `Enter`, `?`, `mod+s`, `g i` (one after the other). Letters do nothing while somebody types or a dialog is
 * open; `mod+…` always works. A handler that is undefined leaves the key to the browser.
 */
export function useKeys(keys: Record<string, Handler | undefined>, enabled = true): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  const first = useRef<{ key: string; at: number } | null>(null);
  useEffect(() => {
    if (!enabled) return;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      const withMod = event.ctrlKey || event.metaKey;
      const name = withMod ? `mod+${event.key.toLowerCase()}` : event.key;
      if (!withMod && (isTyping(event.target) || hasDialog())) return;
      const before = first.current && event.timeStamp - first.current.at < 900 ? `${first.current.key} ${name}` : null;
      const handler = (before ? latest.current[before] : undefined) ?? latest.current[name];
      first.current = { key: name, at: event.timeStamp };
      if (!handler) return;
      // A focused button or link keeps its own Enter and space.
      if ((name === 'Enter' || name === ' ') && isControl(event.target)) return;
      event.preventDefault();
      handler(event);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [enabled]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) && !isTick(target);
}

/** The tick box of a row takes no letters. */
const isTick = (target: HTMLElement): boolean =>
  target instanceof HTMLInputElement && (target.type === 'checkbox' || target.type === 'radio');
const isControl = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('a, button, [role=button], [role=menuitem], input') !== null;
const hasDialog = (): boolean =>
  document.querySelector(
    '.ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open .ant-drawer-mask, .ant-dropdown:not(.ant-dropdown-hidden)',
  ) !== null;
