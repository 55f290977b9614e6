import { pointOn, type Arrow, type Box, type Point } from './flow-paths';

/** An arrow whose word wants a place; `size` = how large it is drawn, in px. */
export type Worded = { arrow: Arrow; size: { width: number; height: number } };

const STEPS = [0, ...Array.from({ length: 10 }, (_, n) => [-(n + 1) * 0.04, (n + 1) * 0.04]).flat()];
/** Those that chose early move once more for those that found no room. */
const ROUNDS = 3;
/** Above or below the arrow, where there is no room on it. */
const ABOVE = [0, -15, 15, -30, 30];
/** A word on a box hides a state; two words on each other hide both. */
const ON_BOX = 2;
const ON_WORD = 3;

/**
 * Where the word of each arrow stands: on its arrow, as near to its middle as there is room, so that no word lies on another or on a state.
 * Short arrows choose first: they have the fewest places.
 */
export function placeWords(worded: readonly Worded[], boxes: readonly Box[]): Point[] {
  const order = worded.map((_, index) => index).sort((a, b) => lengthOf(worded[a]) - lengthOf(worded[b]) || a - b);
  const taken = new Map<number, Box>();
  const places: Point[] = worded.map(({ arrow }) => pointOn(arrow, arrow.at));
  let isCrowded = true;
  for (let round = 0; isCrowded && round < ROUNDS; round += 1) {
    isCrowded = false;
    for (const index of order) {
      const one = worded[index];
      if (!one) continue;
      taken.delete(index);
      const { place, covered } = bestPlace(one, boxes, [...taken.values()]);
      places[index] = place;
      taken.set(index, around(place, one.size));
      isCrowded ||= covered > 0;
    }
  }
  return places;
}

function bestPlace({ arrow, size }: Worded, boxes: readonly Box[], taken: readonly Box[]): { place: Point; covered: number } {
  let best = { place: pointOn(arrow, arrow.at), covered: 0, cost: Infinity };
  const beside = size.width / 2 + 8;
  for (const aside of [...ABOVE.map((y) => ({ x: 0, y })), { x: beside, y: 0 }, { x: -beside, y: 0 }]) {
    for (const step of STEPS) {
      const on = pointOn(arrow, Math.min(0.9, Math.max(0.1, arrow.at + step)));
      const place = { x: on.x + aside.x, y: on.y + aside.y };
      const box = around(place, size);
      const shared = (others: readonly Box[]): number => others.reduce((sum, other) => sum + overlap(box, other), 0);
      const covered = ON_WORD * shared(taken) + ON_BOX * shared(boxes);
      const cost = covered + Math.abs(step) * 30 + Math.abs(aside.x) + Math.abs(aside.y);
      if (cost < best.cost) best = { place, covered, cost };
    }
  }
  return best;
}

const around = ({ x, y }: Point, { width, height }: Worded['size']): Box => ({ x: x - width / 2, y: y - height / 2, width, height });

/** Area that two boxes share, in square px. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

function lengthOf(worded: Worded | undefined): number {
  if (!worded) return 0;
  const [a, , , d] = worded.arrow.points;
  return Math.hypot(d.x - a.x, d.y - a.y);
}
