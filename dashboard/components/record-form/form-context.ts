import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Conditions } from './derive';
import type { RecordForm } from './record-form';

const Context = createContext<RecordForm | null>(null);
export const RecordFormContext = Context.Provider;

export function useRecordForm(): RecordForm {
  const form = useContext(Context);
  if (!form) throw new Error('useRecordForm stands below RecordFormProvider');
  return form;
}

/** One value; repaints when it changes and not before. */
export function useFormValue(name: string): unknown {
  const form = useRecordForm();
  return useSyncExternalStore(form.subscribe, () => form.value(name));
}

export function useConditions(name: string): Conditions {
  const form = useRecordForm();
  return useSyncExternalStore(form.subscribe, () => form.conditionsOf(name));
}
