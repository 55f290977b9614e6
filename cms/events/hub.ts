import type { RecordEvent } from '../documents/tx';

export type Listener = (event: RecordEvent) => void;

/** What has happened in this process, told to whoever listens (open screens, caches). Other processes learn it from the outbox. */
export interface EventHub {
  publish(event: RecordEvent): void;
  /** Returns the way to stop listening. */
  subscribe(listener: Listener): () => void;
}

export function createHub(onError: (error: unknown) => void): EventHub {
  const listeners = new Set<Listener>();
  return {
    publish(event) {
      for (const listener of listeners) {
        // One listener that fails must not keep the event from the others: the write is committed already.
        try {
          listener(event);
        } catch (error) {
          onError(error);
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
