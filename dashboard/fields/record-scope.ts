import { createContext, useContext } from 'react';
import type { FormView } from '../providers/definitions-source';
import type { LiveValues } from './live-values';

/** The record around a field: pickers narrow by its values, masked values are revealed by its id. */
export type RecordScope = {
  form: FormView;
  /** null while it is new. */
  documentId: string | null;
  /** Present values, asked for when needed: a control must not repaint because another one changed. */
  values: () => Record<string, unknown>;
  /** Only while the record is written. */
  live?: LiveValues;
};

const Context = createContext<RecordScope | null>(null);
export const RecordScopeProvider = Context.Provider;
export const useRecordScope = (): RecordScope | null => useContext(Context);
