import { useLayoutEffect, useRef, useState } from 'react';
import type { Wording } from '../../providers/i18n';
import { paginate, type Box } from './paginate';
import { groupOf, HeadOnly, Pieces, SinglePiece } from './piece-view';
import type { Piece } from './pieces';
import { langOf, Sheet, type SheetFrame } from './sheet';

type SheetsProps = { frame: SheetFrame; pieces: Piece[]; copies: string[]; words: Wording; onPages?: (count: number) => void };

/**
 * The paper, copy by copy, as the pages that will leave the printer. Every piece is measured on a sheet out of sight first: only so can
 * each page say its number, and repeat the head of a table that goes on.
 */
export function Sheets({ frame, pieces, copies, words, onPages }: SheetsProps) {
  const ruler = useRef<HTMLDivElement>(null);
  const [pages, setPages] = useState<number[][] | null>(null);
  useLayoutEffect(() => {
    const measure = () => {
      if (ruler.current) setPages(paginate(boxesOf(ruler.current, pieces), roomOf(ruler.current)));
    };
    measure();
    // With another font lines break elsewhere.
    let isGone = false;
    void document.fonts?.ready.then(() => !isGone && measure());
    return () => {
      isGone = true;
    };
  }, [pieces, frame, words]);
  const count = pages?.length ?? 0;
  useLayoutEffect(() => onPages?.(count * copies.length), [onPages, count, copies.length]);
  // For one paint the pages may still be those of another paper: pieces that are gone are left out.
  const shown = pages?.map((page) => page.flatMap((index) => pieces[index] ?? []));
  return (
    <>
      <div ref={ruler} className="td-ruler" aria-hidden="true">
        <Sheet frame={frame} words={words} isFirst copy={copies[0]} />
        <Sheet frame={frame} words={words} isFirst={false} copy={copies[0]} />
        <div className="td-sheet" data-page={frame.page} data-orientation={frame.orientation} data-open lang={langOf(words)}>
          {pieces.map((piece, index) => (
            <div key={index} className="td-ruler-piece">
              <SinglePiece piece={piece} words={words} />
            </div>
          ))}
          {pieces.map((piece, index) => (
            <div key={index} className="td-ruler-head">
              {isGroupStart(pieces, index) && <HeadOnly piece={piece} words={words} />}
            </div>
          ))}
        </div>
      </div>
      {copies.map((copy, index) =>
        shown?.map((page, at) => (
          <Sheet key={`${index}.${at}`} frame={frame} words={words} copy={copy} page={at + 1} pages={shown.length} isFirst={at === 0}>
            <Pieces pieces={page} words={words} />
          </Sheet>
        )),
      )}
    </>
  );
}

const isGroupStart = (pieces: Piece[], index: number): boolean => {
  const [piece, before] = [pieces[index], pieces[index - 1]];
  return piece !== undefined && groupOf(piece) !== undefined && (before === undefined || groupOf(before) !== groupOf(piece));
};

/** A line of a table that is measured alone has both its borders; on the sheet the lines share them (0.25 mm). */
const SHARED_BORDER = (0.25 * 96) / 25.4;

function boxesOf(ruler: HTMLElement, pieces: Piece[]): Box[] {
  const heights = heightsOf(ruler, '.td-ruler-piece');
  const heads = heightsOf(ruler, '.td-ruler-head');
  let head = 0;
  return pieces.map((piece, index): Box => {
    if (isGroupStart(pieces, index)) head = heads[index] ?? 0;
    const group = groupOf(piece);
    const height = heights[index] ?? 0;
    return {
      height: group === undefined ? height : Math.max(0, height - SHARED_BORDER),
      group,
      head,
      keep: staysWithNext(piece, pieces[index + 1]),
    };
  });
}

/** Headings with their text, the last line of a table with its total, of a roster with its legend. */
function staysWithNext(piece: Piece, next: Piece | undefined): boolean {
  if (piece.kind === 'heading') return true;
  if (piece.kind === 'prose') return piece.isHeading;
  return (piece.kind === 'row' && next?.kind === 'total') || (piece.kind === 'grid' && next?.kind === 'text');
}

const heightsOf = (ruler: HTMLElement, selector: string): number[] =>
  [...ruler.querySelectorAll(selector)].map((element) => element.getBoundingClientRect().height);

/** Room for pieces on a first and on a later sheet, less a line's breadth for what rounding takes. */
function roomOf(ruler: HTMLElement): { first: number; next: number } {
  const [first = 0, next = 0] = heightsOf(ruler, '.td-sheet-body');
  return { first: Math.max(0, first - 2), next: Math.max(0, next - 2) };
}
