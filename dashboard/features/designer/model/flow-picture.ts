import type { FormDefinition, StateDefinition, TransitionDefinition, Words } from '../../../../config/definition/types';
import { flowLayout } from './flow';
import { placeWords } from './flow-labels';
import { arrowBetween, type Arrow, type Box, type Point } from './flow-paths';
import { textWidth } from './text-width';

type Flow = Pick<FormDefinition, 'states' | 'transitions'>;
export type DrawnArrow = { index: number; transition: TransitionDefinition; from: string; arrow: Arrow; word: Point };
export type FlowPicture = { boxes: ReadonlyMap<string, Box>; arrows: DrawnArrow[] };

const HEIGHT = 34;
const LEAST_WIDTH = 96;
/** Border, padding and dot of a state. */
const AROUND_STATE = 44;
const STATE_SIZE = 13;
const WORD_SIZE = 11;
/** Padding of a word. */
const AROUND_WORD = 8;
const WORD_HEIGHT = 16;
const STEP_Y = 66;
/** Room between two columns: at least this, and most of the time the longest word. */
const GAP = { least: 72, most: 116 };

/**
 * The flowchart as it is drawn: a box for each state, an arrow for each way of each action, and the place of its word. Worked out before
 * anything is on screen, so that it can be judged without one. `draws` says which actions are shown.
 */
export function flowPicture(
  flow: Flow,
  say: (words: Words | undefined) => string,
  draws: (transition: TransitionDefinition) => boolean,
): FlowPicture {
  const widthOf = (state: StateDefinition): number => Math.max(LEAST_WIDTH, textWidth(say(state), STATE_SIZE) + AROUND_STATE);
  const wordWidth = (transition: TransitionDefinition): number => textWidth(say(transition), WORD_SIZE) + AROUND_WORD;
  const shown = flow.transitions.flatMap((transition, index) => (draws(transition) ? [{ transition, index }] : []));
  const widest = Math.max(LEAST_WIDTH, ...flow.states.map(widthOf));
  const longest = Math.max(0, ...shown.map(({ transition }) => wordWidth(transition)));
  const step = { x: widest + Math.min(GAP.most, Math.max(GAP.least, longest + 20)), y: STEP_Y };
  const places = new Map(flowLayout(flow, step).map((place) => [place.value, place]));
  const boxes = new Map(
    flow.states.map((state): [string, Box] => {
      const width = widthOf(state);
      const { x = 0, y = 0 } = places.get(state.value) ?? {};
      return [state.value, { x: x + (widest - width) / 2, y, width, height: HEIGHT }];
    }),
  );
  const lowest = Math.max(...[...boxes.values()].map((box) => box.y)) + HEIGHT;
  const ways = shown.flatMap(({ transition, index }) =>
    transition.from.flatMap((from) => {
      const [start, end] = [boxes.get(from), boxes.get(transition.to)];
      if (!start || !end) return [];
      const bands = (places.get(transition.to)?.band ?? 0) - (places.get(from)?.band ?? 0);
      const arrow = arrowBetween(start, end, { nth: parallelOf(flow.transitions, index, from), lowest, bands, step: step.x });
      return [{ index, transition, from, arrow }];
    }),
  );
  const worded = ways.map(({ transition, arrow }) => ({ arrow, size: { width: wordWidth(transition), height: WORD_HEIGHT } }));
  const words = placeWords(worded, [...boxes.values()]);
  return { boxes, arrows: ways.map((way, at) => ({ ...way, word: words[at] ?? { x: 0, y: 0 } })) };
}

/** How many arrows between the same two states stand before this one: they are drawn beside each other. */
function parallelOf(transitions: { from: string[]; to: string }[], index: number, from: string): number {
  const to = transitions[index]?.to;
  return transitions
    .slice(0, index)
    .filter((other) => (other.to === to && other.from.includes(from)) || (other.to === from && to !== undefined && other.from.includes(to)))
    .length;
}
