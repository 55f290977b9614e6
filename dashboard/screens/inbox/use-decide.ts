import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { actOn, undoAct, type ActInput } from '../../components/act/act-on';
import { isApiError } from '../../providers/api-error';
import type { FormView } from '../../providers/definitions-source';
import type { WaitingItem } from '../../providers/home-source';
import { useWords } from '../../providers/i18n';
import type { ActionView, UndoOffer } from '../../providers/record-types';
import { dropItems, recordKey, refreshInbox } from './inbox-source';

/** What was done last, and until when it can be taken back. `until` is reckoned by this computer's clock. */
export type Done = { item: WaitingItem; form: FormView; name: string; action: ActionView; token: string | null; until: number };
export type Decide = {
  done: Done | null;
  /** Said when an undo has happened or could not. */
  note: string | null;
  decide: (form: FormView, item: WaitingItem, action: ActionView, input: ActInput, key: string) => Promise<void>;
  /** Handed over, sent back or asked of somebody else: no longer the caller's unless the server says so. */
  handedOn: (form: FormView, item: WaitingItem, isLeft: boolean) => Promise<void>;
  takeBack: () => Promise<void>;
  forget: () => void;
};

const USUAL = 5000;

/** Acts on an item and takes it off the list; for some seconds the act can be taken back. Failures are the caller's to show. */
export function useDecide(onLeft: (id: string) => void, onBack: (id: string) => void): Decide {
  const client = useQueryClient();
  const { t } = useWords();
  const [done, setDone] = useState<Done | null>(null);
  const [note, setNote] = useState<string | null>(null);

  const decide = useCallback<Decide['decide']>(
    async (form, item, action, input, key) => {
      const answer = await actOn(form, item.documentId, action.action, input, key).catch(handedOn);
      onLeft(item.documentId);
      dropItems(client, [item.documentId]);
      if (answer) client.setQueryData(recordKey(form, item.documentId), answer);
      setNote(null);
      setDone({ item, form, name: item.number ?? item.title, action, ...offerOf(answer?.meta.undo ?? null) });
      await refreshInbox(client);
    },
    [client, onLeft],
  );

  const handedOver = useCallback<Decide['handedOn']>(
    async (form, item, isLeft) => {
      setDone(null);
      if (isLeft) {
        onLeft(item.documentId);
        dropItems(client, [item.documentId]);
      }
      await Promise.all([client.invalidateQueries({ queryKey: recordKey(form, item.documentId) }), refreshInbox(client)]);
    },
    [client, onLeft],
  );

  const takeBack = useCallback(async () => {
    if (!done?.token) return;
    setDone(null);
    try {
      const answer = await undoAct(done.form, done.item.documentId, done.token);
      client.setQueryData(recordKey(done.form, done.item.documentId), answer);
      setNote(t('inbox.undone', { name: done.name }));
      await refreshInbox(client);
      onBack(done.item.documentId);
    } catch (error) {
      setNote(t('inbox.undoFailed', { reason: isApiError(error) && error.code !== 'network' ? error.message : t('state.network') }));
    }
  }, [client, done, onBack, t]);

  const forget = useCallback(() => {
    setDone(null);
    setNote(null);
  }, []);
  return { done, note, decide, handedOn: handedOver, takeBack, forget };
}

/** An act may hand the record on to others: then it is done, and no longer among the caller's records. */
function handedOn(error: unknown): null {
  if (isApiError(error) && error.code === 'not_found') return null;
  throw error;
}

/** The server's clock may be minutes off from this one: an end that makes no sense here is the usual time from now. */
function offerOf(offer: UndoOffer | null): Pick<Done, 'token' | 'until'> {
  const now = Date.now();
  const left = offer ? Date.parse(offer.until) - now : 0;
  return { token: offer?.token ?? null, until: now + (left > 0 && left <= 2 * USUAL ? left : USUAL) };
}
