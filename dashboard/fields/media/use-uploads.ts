import { useEffect, useRef, useState } from 'react';
import { isApiError } from '../../providers/api-error';
import { http } from '../../providers/http';
import { useWords } from '../../providers/i18n';
import type { FileView } from '../../providers/record-types';
import { isAccepted, MOST_BYTES, sizeWord } from './file-words';

/** A file on its way, or why it did not arrive. */
export type Upload = { key: number; name: string; error: string | null };

export async function sendFile(file: File): Promise<FileView> {
  const body = new FormData();
  body.append('file', file, file.name);
  return http<FileView>('/files', { method: 'POST', body });
}

/** Sends files one after the other: a phone in a lift has one thin line, not six. What did not arrive stays listed with its reason. */
export function useUploads(onArrived: (file: FileView) => void) {
  const { t } = useWords();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const next = useRef(0);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const arrived = useRef(onArrived);
  useEffect(() => {
    arrived.current = onArrived;
  });

  const drop = (key: number) => setUploads((all) => all.filter((upload) => upload.key !== key));
  const fail = (key: number, error: string) =>
    setUploads((all) => all.map((upload) => (upload.key === key ? { ...upload, error } : upload)));
  const send = async (key: number, file: File) => {
    try {
      const stored = await sendFile(file);
      arrived.current(stored);
      drop(key);
    } catch (error) {
      const why = isApiError(error) && error.code !== 'network' ? error.message : t('state.network');
      fail(key, why);
    }
  };
  const add = (files: Iterable<File>) => {
    for (const file of files) {
      const key = next.current++;
      const refused =
        file.size > MOST_BYTES
          ? t('fields.tooLarge', { size: sizeWord(MOST_BYTES) })
          : isAccepted(file.name)
            ? null
            : t('fields.wrongType');
      setUploads((all) => [...all, { key, name: file.name, error: refused }]);
      if (!refused) queue.current = queue.current.then(() => send(key, file));
    }
  };
  return { uploads, add, drop };
}
