export type Box = { x: number; y: number; width: number; height: number };
export type Point = { x: number; y: number };
/** A cubic curve by its four points; `at` = how far along it its word stands best, 0 to 1. */
export type Arrow = { points: [Point, Point, Point, Point]; at: number };

/**
 * An arrow between two boxes. Forward from side to side; from one band to another out below and in above; back to the neighbour beside the way
 * there; within a column around the right; and far back below all boxes. `nth` tells apart the arrows between the same two; `step` = from one
 * column to the next.
 */
export function arrowBetween(
  from: Box,
  to: Box,
  { nth, lowest, bands, step }: { nth: number; lowest: number; bands: number; step: number },
): Arrow {
  if (bands !== 0) return across(from, to, nth, bands);
  const start = { x: from.x + from.width, y: from.y + from.height / 2 + nth * 9 };
  const end = { x: to.x, y: to.y + to.height / 2 + nth * 9 };
  if (to.x >= from.x + from.width) return curve(start, bend(start, 0.5, end), bend(end, -0.5, start), end, 0.6);
  const isColumn = to.x < from.x + from.width && to.x + to.width > from.x;
  if (isColumn) return around(from, to, nth);
  const isNear = from.x + from.width / 2 - (to.x + to.width / 2) < step * 1.5;
  return isNear ? beside(from, to, nth) : below(from, to, nth, lowest);
}

const bend = (point: Point, way: number, other: Point): Point => ({ x: point.x + Math.abs(other.x - point.x) * way, y: point.y });

/** To another band: down from the bottom to the top, or up again a little beside. */
function across(from: Box, to: Box, nth: number, bands: number): Arrow {
  const shift = nth * 12 + (bands < 0 ? 18 : 0);
  const start = { x: from.x + from.width / 2 + shift, y: bands > 0 ? from.y + from.height : from.y };
  const end = { x: to.x + to.width / 2 + shift, y: bands > 0 ? to.y : to.y + to.height };
  const middle = (start.y + end.y) / 2;
  return curve(start, { x: start.x, y: middle }, { x: end.x, y: middle }, end, bands > 0 ? 0.5 : 0.42);
}

function around(from: Box, to: Box, nth: number): Arrow {
  const [start, end] = [
    { x: from.x + from.width, y: from.y + from.height * 0.7 },
    { x: to.x + to.width, y: to.y + to.height * 0.3 },
  ];
  const reach = 24 + Math.abs(end.y - start.y) * 0.22 + nth * 14;
  return curve(start, { x: start.x + reach, y: start.y }, { x: end.x + reach, y: end.y }, end, 0.5);
}

/** Back to the column on the left: the other way of the arrow that leads here, a little lower. */
function beside(from: Box, to: Box, nth: number): Arrow {
  const start = { x: from.x, y: from.y + from.height * 0.75 + nth * 9 };
  const end = { x: to.x + to.width, y: to.y + to.height * 0.75 + nth * 9 };
  return curve(start, bend(start, -0.5, end), bend(end, 0.5, start), end, 0.3);
}

function below(from: Box, to: Box, nth: number, lowest: number): Arrow {
  const start = { x: from.x + from.width / 2, y: from.y + from.height };
  const end = { x: to.x + to.width / 2, y: to.y + to.height };
  const depth = lowest + 24 + nth * 16 + Math.abs(start.x - end.x) * 0.05;
  return curve(start, { x: start.x, y: depth }, { x: end.x, y: depth }, end, 0.5);
}

const curve = (a: Point, b: Point, c: Point, d: Point, at: number): Arrow => ({ points: [a, b, c, d], at });

/** The arrow as an SVG path. */
export function pathOf({ points: [a, b, c, d] }: Arrow): string {
  return `M ${a.x} ${a.y} C ${b.x} ${b.y}, ${c.x} ${c.y}, ${d.x} ${d.y}`;
}

/** The point of an arrow that lies `at` of the way along it, 0 to 1. */
export function pointOn({ points: [a, b, c, d] }: Arrow, at: number): Point {
  const u = 1 - at;
  const on = (key: 'x' | 'y'): number => u ** 3 * a[key] + 3 * u * u * at * b[key] + 3 * u * at * at * c[key] + at ** 3 * d[key];
  return { x: on('x'), y: on('y') };
}
