import { createContext, useContext, useSyncExternalStore } from 'react';

type Messages = Record<string, string[]>;
const NONE: string[] = [];

/** Messages of a form by dotted path. A store of its own, so that one message repaints one field and not the form. */
export class FieldErrors {
  private messages: Messages = {};
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly all = (): Messages => this.messages;
  readonly at = (path: string): string[] => this.messages[path] ?? NONE;

  set(messages: Messages): void {
    this.messages = messages;
    this.listeners.forEach((listener) => listener());
  }

  /** The messages of one field and what is inside it are replaced; the others stay. */
  put(field: string, messages: Messages): void {
    const others = Object.entries(this.messages).filter(([path]) => !isWithin(path, field));
    if (others.length === Object.keys(this.messages).length && Object.keys(messages).length === 0) return;
    this.set({ ...Object.fromEntries(others), ...messages });
  }

  clear(path: string): void {
    this.put(path, {});
  }
}

const isWithin = (path: string, field: string): boolean => path === field || path.startsWith(`${field}.`);

const Context = createContext<FieldErrors>(new FieldErrors());
export const FieldErrorsProvider = Context.Provider;
export const useFieldErrors = (): FieldErrors => useContext(Context);

/** Messages at exactly this path. */
export function useErrorsAt(path: string): string[] {
  const errors = useFieldErrors();
  return useSyncExternalStore(errors.subscribe, () => errors.at(path));
}

/** All messages, for the summary and the counts of sections. */
export function useAllErrors(): Messages {
  const errors = useFieldErrors();
  return useSyncExternalStore(errors.subscribe, errors.all);
}
