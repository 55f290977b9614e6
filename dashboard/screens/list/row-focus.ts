/** The row that holds the focus, if any. */
export const focusedRow = (): string | null => document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row ?? null;

/** Moves the focus to the next or previous row; from nowhere to the first. The focus itself is the cursor: what is read out and what is lit are one. */
export function stepFrom(body: HTMLElement | null, step: number): void {
  const links = [...(body?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])];
  const present = links.findIndex((link) => link.closest('[data-row]')?.contains(document.activeElement));
  const next = links[present < 0 ? 0 : Math.max(0, Math.min(links.length - 1, present + step))];
  next?.focus();
}
