import { useCreate, useUpdate } from '@refinedev/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useActKey } from '../../components/record-form/act-key';
import { initialValues } from '../../components/record-form/initial-values';
import { messagesOf, messagesOfAnswer, onceArrived, type Messages } from '../../components/record-form/problems';
import type { RecordForm } from '../../components/record-form/record-form';
import { isApiError, type ApiError } from '../../providers/api-error';
import type { FormView } from '../../providers/definitions-source';
import { http } from '../../providers/http';
import { useWords } from '../../providers/i18n';
import { partKey } from '../../providers/record-parts';
import type { RecordAnswer, RecordRow } from '../../providers/record-types';
import { mergeOf, type Merge } from './merge';

type Row = Record<string, unknown>;
/** Somebody saved first: their record, and what of it needs a choice. */
export type Stale = { base: Row; mine: Row; theirs: RecordRow; merge: Merge };
export type SaveResult = { saved: RecordRow } | { errors: Messages } | 'stale' | 'failed';

/**
 * Saves a form: checks first, then sends what changed. A stale revision leads to a merge, a refusal to messages at their fields; whatever
 * fails, the edits stay.
 */
export function useSave(form: FormView, record: RecordRow | null, recordForm: RecordForm) {
  const words = useWords();
  const [isSaving, setSaving] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const [stale, setStale] = useState<Stale | null>(null);
  const stored = useRef(record);
  const isRunning = useRef(false);
  const client = useQueryClient();
  const act = useActKey();
  const quiet = { resource: form.plural, successNotification: false, errorNotification: false } as const;
  const { mutateAsync: create } = useCreate<RecordRow>({ mutationOptions: { retry: false } });
  const { mutateAsync: update } = useUpdate<RecordRow>({ mutationOptions: { retry: false } });

  /** Somebody saved first: their record is fetched, and put beside this one. */
  const compare = useCallback(
    async (opened: RecordRow): Promise<SaveResult> => {
      const { data: theirs } = await http<RecordAnswer>(`/${form.plural}/${opened.documentId}`);
      const base = initialValues(form, opened);
      const mine = recordForm.present();
      setStale({ base, mine, theirs, merge: mergeOf(form, base, mine, initialValues(form, theirs)) });
      return 'stale';
    },
    [form, recordForm],
  );
  const fail = useCallback(
    (error: ApiError): SaveResult => {
      const errors = messagesOfAnswer(error.violations);
      if (Object.keys(errors).length > 0) return refuse(recordForm, errors);
      setMessage(error.code === 'network' ? words.t('state.network') : error.message);
      return 'failed';
    },
    [recordForm, words],
  );

  const send = async (): Promise<RecordRow> => {
    const changes = recordForm.changes();
    const present = stored.current;
    if (!present) {
      const { data } = await create({ ...quiet, values: changes, meta: { idempotencyKey: act.keyFor(changes) } });
      return data;
    }
    if (Object.keys(changes).length === 0) return present;
    const { data } = await update({
      ...quiet,
      id: present.documentId,
      values: { ...changes, rev: present.rev },
      mutationMode: 'pessimistic',
    });
    return data;
  };

  const refused = async (error: unknown): Promise<SaveResult> => {
    if (!isApiError(error)) throw error;
    if (error.code !== 'stale_revision' || !stored.current) return fail(error);
    try {
      return await compare(stored.current);
    } catch (failure) {
      if (!isApiError(failure)) throw failure;
      return fail(failure);
    }
  };

  const save = async (): Promise<SaveResult> => {
    if (isRunning.current) return 'failed';
    setMessage(null);
    isRunning.current = true;
    setSaving(true);
    try {
      const found = await onceArrived(recordForm.files, words, () => messagesOf(recordForm.check(), words));
      if (Object.keys(found).length > 0) return refuse(recordForm, found);
      const saved = await send();
      act.done();
      await client.invalidateQueries({ queryKey: partKey(form, saved.documentId) });
      return { saved };
    } catch (error) {
      return await refused(error);
    } finally {
      isRunning.current = false;
      setSaving(false);
    }
  };

  /** The merge was chosen: from here on the other's record is the ground. */
  const takeMerge = (values: Row) => {
    if (!stale) return;
    stored.current = stale.theirs;
    recordForm.rebase(stale.theirs, initialValues(form, stale.theirs), values);
    setStale(null);
  };
  return { save, isSaving, message, stale, takeMerge, closeMerge: () => setStale(null) };
}

function refuse(recordForm: RecordForm, errors: Messages): SaveResult {
  recordForm.errors.set(errors);
  return { errors };
}
