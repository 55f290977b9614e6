import type { FormDefinition, StateDefinition, TransitionDefinition } from '../../../../config/definition/types';
import { assign, moved, replaced, without } from './assign';

export function addState(def: FormDefinition, state: StateDefinition): FormDefinition {
  const end = def.states.findIndex((one) => one.final);
  const at = end < 0 || state.final ? def.states.length : end;
  return { ...def, states: [...def.states.slice(0, at), state, ...def.states.slice(at)] };
}

export function patchState(def: FormDefinition, value: string, patch: Partial<StateDefinition>): FormDefinition {
  return { ...def, states: def.states.map((state) => (state.value === value ? assign(state, patch) : state)) };
}

export function moveState(def: FormDefinition, value: string, step: 1 | -1): FormDefinition {
  const at = def.states.findIndex((state) => state.value === value);
  return { ...def, states: moved(def.states, at, at + step) };
}

/** A state that nobody has been in yet gets another value, wherever the flow names it. */
export function renameState(def: FormDefinition, from: string, to: string): FormDefinition {
  const named = (value: string): string => (value === from ? to : value);
  return {
    ...def,
    states: def.states.map((state) => (state.value === from ? { ...state, value: to } : state)),
    transitions: def.transitions.map((transition) => ({ ...transition, from: transition.from.map(named), to: named(transition.to) })),
  };
}

/** The state goes, and with it every way into it; ways out of it lose this beginning. */
export function removeState(def: FormDefinition, value: string): FormDefinition {
  return {
    ...def,
    states: def.states.filter((state) => state.value !== value),
    transitions: def.transitions
      .filter((transition) => transition.to !== value)
      .map((transition) => ({ ...transition, from: transition.from.filter((from) => from !== value) }))
      .filter((transition) => transition.from.length > 0),
  };
}

export const addTransition = (def: FormDefinition, transition: TransitionDefinition): FormDefinition => ({
  ...def,
  transitions: [...def.transitions, transition],
});

/** Transitions are told apart by their place: one action may stand twice, from different states. */
export function patchTransition(def: FormDefinition, index: number, patch: Partial<TransitionDefinition>): FormDefinition {
  const transition = def.transitions[index];
  return transition ? { ...def, transitions: replaced(def.transitions, index, assign(transition, patch)) } : def;
}

export const removeTransition = (def: FormDefinition, index: number): FormDefinition => ({
  ...def,
  transitions: without(def.transitions, index),
});

/** An action gets another name, wherever the form names it. */
export function renameAction(def: FormDefinition, index: number, to: string): FormDefinition {
  const from = def.transitions[index]?.action;
  if (from === undefined || from === to) return def;
  const isTwin = def.transitions.some((transition, at) => at !== index && transition.action === from);
  const named = (name: string): string => (!isTwin && name === from ? to : name);
  const person = (name: string): string => (!isTwin && name === `action:${from}` ? `action:${to}` : name);
  return {
    ...def,
    transitions: def.transitions.map((transition, at) =>
      assign(transition, { action: at === index ? to : transition.action, notBy: transition.notBy?.map(person) }),
    ),
    ...(def.requiredCheckedAt ? { requiredCheckedAt: def.requiredCheckedAt.map(named) } : {}),
    fields: def.fields.map((field) =>
      field.requiredAt === undefined
        ? field
        : { ...field, requiredAt: Array.isArray(field.requiredAt) ? field.requiredAt.map(named) : named(field.requiredAt) },
    ),
  };
}

export type Placed = { value: string; band: number; x: number; y: number };

/** Most columns side by side; a longer flow goes on below, as lines of text do. */
const LINE = 5;

/** States from left to right, as far from the start as the shortest way there; a long flow in several bands. */
export function flowLayout(def: Pick<FormDefinition, 'states' | 'transitions'>, step: { x: number; y: number }): Placed[] {
  const rank = ranksOf(def);
  const columns: string[][] = [];
  for (const state of def.states) (columns[rank.get(state.value) ?? 0] ??= []).push(state.value);
  const width = columns.length <= LINE + 1 ? columns.length : Math.ceil(columns.length / Math.ceil(columns.length / LINE));
  const placed: Placed[] = [];
  let top = 0;
  for (let band = 0; band * width < columns.length; band += 1) {
    // A distance at which no state stands is an empty column; `map` would leave it out.
    const line = Array.from(columns.slice(band * width, (band + 1) * width), (column) => column ?? []);
    const tallest = Math.max(1, ...line.map((column) => column.length));
    for (const [column, values] of line.entries()) {
      // Each column is centred, every second one a little lower, so that long arrows pass between the boxes.
      for (const [row, value] of values.entries())
        placed.push({ value, band, x: column * step.x, y: top + (row + (tallest - values.length) / 2 + (column % 2) * 0.22) * step.y });
    }
    top += (tallest + 0.5) * step.y;
  }
  return placed;
}

/** Steps from the start by the shortest way: a step back does not push the whole flow to the right. */
function ranksOf({ states, transitions }: Pick<FormDefinition, 'states' | 'transitions'>): Map<string, number> {
  const rank = new Map(states.filter((state) => state.initial).map((state) => [state.value, 0]));
  let border = [...rank.keys()];
  for (let distance = 1; border.length > 0; distance += 1) {
    const next = transitions
      .filter((transition) => transition.from.some((from) => border.includes(from)))
      .map((transition) => transition.to);
    border = [...new Set(next)].filter((value) => !rank.has(value));
    for (const value of border) rank.set(value, distance);
  }
  const ends = new Set(states.filter((state) => state.final).map((state) => state.value));
  const last = Math.max(0, ...[...rank].flatMap(([value, distance]) => (ends.has(value) ? [] : [distance])));
  // What ends the flow stands at its end, even where one step leads there; so does what no way leads to.
  for (const state of states) if (ends.has(state.value) || !rank.has(state.value)) rank.set(state.value, last + 1);
  return rank;
}
