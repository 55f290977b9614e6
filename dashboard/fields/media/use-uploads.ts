import { useEffect, useRef, useState } from 'react';
import { isApiError } from '../../providers/api-error';
import { http } from '../../providers/http';
import { useWords } from '../../providers/i18n';
import type { FileView } from '../../providers/record-types';
import { useRecordScope } from '../record-scope';
import { isAccepted, MOST_BYTES, sizeWord } from './file-words';
import type { Missing } from './on-its-way';

/** A file on its way, or why it did not arrive. `share` = how much of it has left, 0 to 1; `canRetry` = the same file may arrive yet. */
export type Upload = { key: number; name: string; size: number; share: number; error: string | null; canRetry: boolean };

type SendOptions = { signal?: AbortSignal; onSent?: (share: number) => void };

export async function sendFile(file: File, options: SendOptions = {}): Promise<FileView> {
  const body = new FormData();
  body.append('file', file, file.name);
  return http<FileView>('/files', { method: 'POST', body, ...options });
}

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/**
 * Sends files one after the other: a phone in a lift has one thin line, not six. What did not arrive stays listed with its reason, and can be
 * sent again; one on its way can be called back.
 */
export function useUploads(path: string, onArrived: (file: FileView) => void) {
  const { t } = useWords();
  const files = useRecordScope()?.live?.files;
  const [uploads, setUploads] = useState<Upload[]>([]);
  const next = useRef(0);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const held = useRef(new Map<number, { file: File; calledBack: AbortController }>());
  const arrived = useRef(onArrived);
  useEffect(() => {
    arrived.current = onArrived;
  });

  const change = (key: number, more: Partial<Upload>) =>
    setUploads((all) => all.map((upload) => (upload.key === key ? { ...upload, ...more } : upload)));
  const drop = (key: number) => {
    held.current.get(key)?.calledBack.abort();
    held.current.delete(key);
    setUploads((all) => all.filter((upload) => upload.key !== key));
  };
  const send = async (key: number): Promise<Missing | null> => {
    const waiting = held.current.get(key);
    if (!waiting) return null;
    try {
      const stored = await sendFile(waiting.file, { signal: waiting.calledBack.signal, onSent: (share) => change(key, { share }) });
      // Called back after the last byte had left: it lies in the house, but belongs to nothing.
      if (!held.current.has(key)) return null;
      arrived.current(stored);
      drop(key);
      return null;
    } catch (error) {
      if (isAbort(error)) return null;
      const isRefusal = isApiError(error) && error.code !== 'network';
      change(key, { error: isRefusal ? error.message : t('state.network'), canRetry: !isRefusal || error.statusCode >= 500 });
      return { path, name: waiting.file.name };
    }
  };
  const enqueue = (key: number) => {
    const turn = queue.current.then(() => send(key));
    queue.current = turn;
    files?.add(turn);
  };
  const add = (files: Iterable<File>) => {
    for (const file of files) {
      const key = next.current++;
      const { name, size } = file;
      const error =
        size > MOST_BYTES ? t('fields.tooLarge', { size: sizeWord(MOST_BYTES) }) : isAccepted(name) ? null : t('fields.wrongType');
      setUploads((all) => [...all, { key, name, size, share: 0, error, canRetry: false }]);
      if (error) continue;
      held.current.set(key, { file, calledBack: new AbortController() });
      enqueue(key);
    }
  };
  const retry = (key: number) => {
    change(key, { error: null, share: 0, canRetry: false });
    enqueue(key);
  };
  return { uploads, add, drop, retry };
}
