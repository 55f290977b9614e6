import type { FormDefinition } from '../../../../config/definition/types';

/** An edit of a definition: pure, so that it can be taken back by forgetting it. */
export type Change = (definition: FormDefinition) => FormDefinition;

/** A draft with everything that led to it. `typing` names the input whose keystrokes are one step. */
export type History = { past: FormDefinition[]; present: FormDefinition; future: FormDefinition[]; typing: string | null };

export type HistoryAction =
  /** `typing`: edits of the same name in a row are one step of undo. */
  | { type: 'edit'; change: Change; typing?: string }
  | { type: 'undo' }
  | { type: 'redo' }
  /** The input was left: the next keystroke is a new step. */
  | { type: 'pause' }
  /** Another draft takes the place of this one (it was merged, or thrown away). */
  | { type: 'load'; definition: FormDefinition };

/** As many steps back as anybody remembers. */
const MOST = 200;

export const historyOf = (definition: FormDefinition): History => ({ past: [], present: definition, future: [], typing: null });

export function history(state: History, action: HistoryAction): History {
  switch (action.type) {
    case 'edit':
      return edited(state, action.change(state.present), action.typing ?? null);
    case 'undo': {
      const before = state.past.at(-1);
      return before ? { past: state.past.slice(0, -1), present: before, future: [state.present, ...state.future], typing: null } : state;
    }
    case 'redo': {
      const [next, ...future] = state.future;
      return next ? { past: [...state.past, state.present], present: next, future, typing: null } : state;
    }
    case 'pause':
      return state.typing === null ? state : { ...state, typing: null };
    case 'load':
      return historyOf(action.definition);
  }
}

function edited(state: History, present: FormDefinition, typing: string | null): History {
  if (present === state.present) return state;
  const isSameStep = typing !== null && typing === state.typing;
  const past = isSameStep ? state.past : [...state.past, state.present].slice(-MOST);
  return { past, present, future: [], typing };
}
