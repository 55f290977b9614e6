/** A piece of a paper as it was measured. */
export type Box = {
  height: number;
  /** Pieces of one table; whenever they start anew on a page, its head stands above them. */
  group?: string;
  head?: number;
  /** Stays with what follows: a heading, the last row before a total. */
  keep?: boolean;
};

/**
 * Puts pieces on pages, in their order: indices page by page. The browser breaks pages by itself too, but tells nobody how many there
 * are, so that no page could say `第 1 页 共 2 页`. A piece larger than a page gets one of its own.
 */
export function paginate(boxes: Box[], room: { first: number; next: number }): number[][] {
  const pages: number[][] = [[]];
  let left = room.first;
  boxes.forEach((box, index) => {
    const page = pages[pages.length - 1] ?? [];
    const need = needOf(boxes, index, page.at(-1));
    // Nothing was measured (a test without layout): everything stands on one page.
    if (room.first > 0 && page.length > 0 && need > left) {
      pages.push([index]);
      left = room.next - heightOf(box, undefined);
      return;
    }
    left -= heightOf(box, boxes[page.at(-1) ?? -1]);
    page.push(index);
  });
  return pages;
}

const heightOf = (box: Box, before: Box | undefined): number =>
  box.height + (box.group !== undefined && box.group !== before?.group ? (box.head ?? 0) : 0);

/** Height of the piece and of all that it must not be parted from. */
function needOf(boxes: Box[], start: number, last: number | undefined): number {
  let need = 0;
  let before = last === undefined ? undefined : boxes[last];
  for (let index = start; index < boxes.length; index += 1) {
    const box = boxes[index];
    if (!box) break;
    need += heightOf(box, before);
    if (!box.keep) break;
    before = box;
  }
  return need;
}
