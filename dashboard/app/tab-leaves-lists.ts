/**
 * In an open list of several choices rc-select takes Tab as "choose what is marked" and keeps the focus: with each Tab the choice goes on and
 * off, and without Escape nobody gets out (WCAG 2.1.2). Here Tab only goes on; the list closes behind it. Answers how to end it.
 */
export function letTabLeaveLists(): () => void {
  const listener = (event: KeyboardEvent) => {
    const { target, key } = event;
    if (key !== 'Tab' || !(target instanceof HTMLInputElement)) return;
    // Before React hears of it; what the browser does with the key is left as it is.
    if (target.getAttribute('aria-expanded') === 'true' && target.closest('.ant-select-multiple')) event.stopPropagation();
  };
  window.addEventListener('keydown', listener, true);
  return () => window.removeEventListener('keydown', listener, true);
}
