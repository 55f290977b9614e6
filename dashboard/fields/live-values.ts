import { useSyncExternalStore } from 'react';
import type { Scope } from '../../config/definition/expression/evaluate';
import type { OnTheirWay } from './media/on-its-way';
import { useRecordScope } from './record-scope';

/** What follows from the values of a form under work: formulas and conditions, worked out when typing pauses. */
export type LiveValues = {
  subscribe: (listener: () => void) => () => void;
  /** Values of formula fields, and of rows with formula columns; the same object until something changed. */
  computed: () => Record<string, unknown>;
  /** What an expression may read now. */
  scope: () => Scope;
  /** Its files that are being sent. */
  files: OnTheirWay;
};

const never = () => () => undefined;

/** Present value of a formula field, or its rows with formula columns; undefined outside a form under work. */
export function useComputed(name: string): unknown {
  const live = useRecordScope()?.live;
  return useSyncExternalStore(live?.subscribe ?? never, () => live?.computed()[name]);
}
