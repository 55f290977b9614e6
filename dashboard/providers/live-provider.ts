import type { LiveEvent as RefineEvent, LiveProvider } from '@refinedev/core';
import { knownDefinitions } from './definitions';
import { onLive } from './live-stream';

/** A sheet of 500 rows is one change for an open list, not 500. */
const GATHER = 400;

type Subscription = { stop: () => void };

/** Refine's live queries over the shared stream: the list or record asks again when one of its records changed. */
export const liveProvider: LiveProvider = {
  subscribe({ channel, params, callback }): Subscription {
    const plural = channel.replace(/^resources\//, '');
    const ids = (params?.ids ?? (params as { id?: string } | undefined)?.id ?? []) as (string | number)[] | string | number;
    const wanted = new Set([ids].flat().map(String));
    const gathered = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onLive((event) => {
      if (event.type === 'record') {
        const form = knownDefinitions()?.forms.find((one) => one.key === event.form);
        if (form?.plural !== plural || (wanted.size > 0 && event.documentId && !wanted.has(event.documentId))) return;
        gathered.add(event.documentId);
      } else if (event.type !== 'resumed') return;
      timer ??= setTimeout(() => {
        timer = undefined;
        const payload = { ids: [...gathered] };
        gathered.clear();
        callback({ channel, type: 'updated', date: new Date(), payload } as RefineEvent);
      }, GATHER);
    });
    return {
      stop: () => {
        clearTimeout(timer);
        stop();
      },
    };
  },
  unsubscribe: (subscription: Subscription) => subscription.stop(),
};
