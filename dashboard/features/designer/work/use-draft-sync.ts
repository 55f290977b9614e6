import { useCallback, useEffect, useRef, useState } from 'react';
import { same } from '../../../../config/definition/changes';
import type { FormDefinition } from '../../../../config/definition/types';
import { isApiError } from '../../../providers/api-error';
import { forget, readStored, store } from '../../../providers/browser-storage';
import { toSend } from '../model/problems';
import { fetchDraft, saveDraft, type Draft } from '../source';

export type SyncStatus = 'saved' | 'waiting' | 'saving' | 'invalid' | 'failed' | 'conflict';
/** Somebody else has saved: where both began, and what each made of it. */
export type DraftConflict = { base: FormDefinition; mine: FormDefinition; theirs: Draft };
/** What this computer keeps while the server cannot take it. */
export type KeptDraft = { at: string; revision: number; base: FormDefinition; definition: FormDefinition };

/** A pause in the work of this length is a good moment to save. */
const PAUSE = 900;
const AGAIN = 8000;

export const keptName = (form: string): string => `designer.${form}`;
export const keptDraft = (form: string): KeptDraft | null => readStored<KeptDraft>('own', keptName(form));

/**
 * Keeps the server's draft in step: saved in every pause as long as nothing is wrong with it; what is not valid yet stays on this computer.
 * One save at a time; the revision tells when somebody else was faster, and then nothing is overwritten.
 */
export function useDraftSync({ form, start, def, isValid }: { form: string; start: Draft; def: FormDefinition; isValid: boolean }) {
  const server = useRef({ revision: start.revision, definition: start.definition });
  const latest = useRef({ def, isValid });
  latest.current = { def, isValid };
  const running = useRef<Promise<boolean> | null>(null);
  const [status, setStatus] = useState<SyncStatus>('saved');
  const [savedAt, setSavedAt] = useState<string | null>(start.at);
  const [revision, setRevision] = useState(start.revision);
  const [baseVersion, setBaseVersion] = useState(start.baseVersion);
  const [conflict, setConflict] = useState<DraftConflict | null>(null);
  const isStopped = useRef(false);

  const keep = useCallback(() => {
    const { revision: known, definition } = server.current;
    store('own', keptName(form), {
      at: new Date().toISOString(),
      revision: known,
      base: definition,
      definition: latest.current.def,
    } satisfies KeptDraft);
  }, [form]);

  const take = useCallback((draft: Draft, definition: FormDefinition) => {
    server.current = { revision: draft.revision, definition };
    setRevision(draft.revision);
    setBaseVersion(draft.baseVersion);
    setSavedAt(draft.at);
  }, []);

  const saveOnce = useCallback(async (): Promise<boolean> => {
    const mine = toSend(latest.current.def);
    if (!latest.current.isValid) return false;
    if (same(mine, server.current.definition)) {
      forget('own', keptName(form));
      setStatus('saved');
      return true;
    }
    setStatus('saving');
    try {
      take(await saveDraft(form, server.current.revision, mine), mine);
      forget('own', keptName(form));
      setStatus('saved');
      return true;
    } catch (error) {
      if (!isApiError(error)) throw error;
      keep();
      if (error.code !== 'stale_draft') {
        setStatus('failed');
        return false;
      }
      setConflict({ base: server.current.definition, mine: latest.current.def, theirs: await fetchDraft(form) });
      setStatus('conflict');
      return false;
    }
  }, [form, keep, take]);

  /** Saves what there is now; true when the server has it. */
  const flush = useCallback(async (): Promise<boolean> => {
    // Of several that wait for the same save each waits for the next one too: two with one revision would be a quarrel with oneself.
    while (running.current) await running.current;
    running.current = saveOnce();
    try {
      return await running.current;
    } finally {
      running.current = null;
    }
  }, [saveOnce]);

  useEffect(() => {
    if (isStopped.current || conflict) return;
    if (same(toSend(def), server.current.definition)) {
      setStatus('saved');
      return;
    }
    setStatus(isValid ? 'waiting' : 'invalid');
    const timer = setTimeout(() => (isValid ? void flush() : keep()), PAUSE);
    return () => clearTimeout(timer);
  }, [def, isValid, conflict, flush, keep]);

  // A lost connection is tried again until it is back.
  useEffect(() => {
    if (status !== 'failed') return;
    const timer = setTimeout(() => void flush(), AGAIN);
    return () => clearTimeout(timer);
  }, [status, flush]);

  // Left before the pause was over: saved now, or kept here.
  useEffect(
    () => () => {
      if (isStopped.current || same(toSend(latest.current.def), server.current.definition)) return;
      keep();
      if (latest.current.isValid) void flush();
    },
    [flush, keep],
  );

  return {
    status,
    savedAt,
    revision,
    /** Version that the draft goes on from. */
    baseVersion,
    conflict,
    flush,
    /** The revision of this very moment, also right after `flush`. */
    latestRevision: (): number => server.current.revision,
    /** The conflict was settled: from here on theirs is the ground. */
    settle: (theirs: Draft) => {
      take(theirs, theirs.definition);
      setConflict(null);
    },
    /** The draft is gone (published, thrown away): nothing more is saved from here. */
    stop: async (): Promise<void> => {
      isStopped.current = true;
      forget('own', keptName(form));
      await running.current;
    },
  };
}
