import { App, Button } from 'antd';
import { useCallback } from 'react';
import { isApiError } from '../../providers/api-error';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import type { RecordAnswer } from '../../providers/record-types';
import { undoAct } from './act-on';

/** Says that something is done and, while it can be, offers to take it back. `onUndone` gets the record as it was. */
export function useUndoOffer(form: FormView, onUndone: (answer: RecordAnswer) => void) {
  const { notification, message } = App.useApp();
  const { t } = useWords();
  return useCallback(
    (answer: RecordAnswer, action: string) => {
      const { data, meta } = answer;
      const left = meta.undo ? Date.parse(meta.undo.until) - Date.now() : 0;
      if (!meta.undo || left < 1000) return void message.success(t('show.actDone', { action }));
      const key = `undo-${data.documentId}`;
      const { token } = meta.undo;
      const undo = async () => {
        notification.destroy(key);
        try {
          const before = await undoAct(form, data.documentId, token);
          void message.success(t('show.undone'));
          onUndone(before);
        } catch (error) {
          void message.error(
            `${t('show.undoFailed')}: ${isApiError(error) && error.code !== 'network' ? error.message : t('state.network')}`,
          );
        }
      };
      notification.success({
        key,
        message: t('show.undoOffer', { action }),
        duration: left / 1000,
        placement: 'bottomRight',
        role: 'status',
        actions: (
          <Button size="small" onClick={() => void undo()}>
            {t('show.undo')}
          </Button>
        ),
      });
    },
    [form, message, notification, onUndone, t],
  );
}
