import { useCallback, useEffect, useRef, useState } from 'react';
import type { RecordForm } from '../../components/record-form/record-form';
import { forget, readStored, store } from '../../providers/browser-storage';

export type Draft = { at: string; rev: number | null; values: Record<string, unknown> };

/** After this pause what was typed is kept on this computer. */
const PAUSE = 800;

/** The draft's name; one of a new record of the form, one of each record. */
export const draftName = (plural: string, id: string | null): string => `draft.${plural}.${id ?? 'new'}`;

/**
 * Keeps unsaved work on this computer until it is saved or dropped, and offers what an earlier visit left. While the offer stands it is not
 * overwritten by itself; leaving with new work does.
 */
export function useDraft(form: RecordForm, name: string, rev: number | null) {
  const [offer, setOffer] = useState<Draft | null>(() => readStored<Draft>('own', name));
  const [keptAt, setKeptAt] = useState<string | null>(null);
  const isOffered = useRef(offer !== null);
  isOffered.current = offer !== null;

  const keep = useCallback(() => {
    const dirty = form.dirty();
    if (dirty.length === 0) return;
    const values = Object.fromEntries(dirty.map((field) => [field, form.value(field) ?? null]));
    const at = new Date().toISOString();
    if (store('own', name, { at, rev, values } satisfies Draft)) setKeptAt(at);
  }, [form, name, rev]);
  const drop = useCallback(() => {
    forget('own', name);
    setOffer(null);
    setKeptAt(null);
  }, [name]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = form.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (!isOffered.current) keep();
      }, PAUSE);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [form, keep]);

  const restore = () => {
    if (!offer) return;
    for (const [field, value] of Object.entries(offer.values)) form.set(field, value);
    setOffer(null);
  };
  return { offer, restore, keep, drop, keptAt };
}
