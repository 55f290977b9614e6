const CONTROL = 'input:not([hidden]):not([disabled]), textarea:not([disabled]), button:not([disabled])';

/** Brings the control of a dotted path into sight and into focus: of a field, or of a cell of its rows. */
export function focusField(path: string, root: ParentNode = document): boolean {
  const [name = '', index, column] = path.split('.');
  const frame = root.querySelector<HTMLElement>(`[data-field="${quoted(name)}"]`);
  const cell =
    index === undefined ? null : frame?.querySelector<HTMLElement>(`[data-row="${quoted(index)}"] [data-column="${quoted(column ?? '')}"]`);
  const box = cell ?? frame;
  if (!box) return false;
  box.scrollIntoView?.({ block: 'center' });
  // A group without a control of its own (nothing may be changed in it) can hold the focus itself.
  (box.querySelector<HTMLElement>(CONTROL) ?? box.querySelector<HTMLElement>('[tabindex]'))?.focus({ preventScroll: true });
  return true;
}

/** Inside the quotes of a selector. */
const quoted = (text: string): string => text.replace(/["\\]/g, '\\$&');
