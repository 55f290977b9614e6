import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { FormDefinition } from '../../../../config/definition/types';
import { isApiError } from '../../../providers/api-error';
import { designerPaths } from '../designer-paths';
import { refreshDesk } from '../queries';
import { saveDraft } from '../source';
import { useDesignerWords } from '../words/use-designer-words';

/** A new form begins as a draft, wherever it comes from; it is published from the designer, like any other. */
export function useNewDraft() {
  const { t } = useDesignerWords();
  const navigate = useNavigate();
  const [failure, setFailure] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  /** Makes the draft and leads to it; `make` gives the definition, or says in words why there is none. */
  const begin = async (make: () => FormDefinition | string | Promise<FormDefinition | string>): Promise<void> => {
    setSending(true);
    setFailure(null);
    try {
      const made = await make();
      if (typeof made === 'string') return setFailure(made);
      await saveDraft(made.key, 0, made);
      await refreshDesk();
      void navigate(designerPaths.form(made.key));
    } catch (error) {
      if (!isApiError(error)) throw error;
      setFailure(
        error.code === 'network'
          ? t('state.network')
          : [error.message, ...error.violations.slice(0, 3).map((one) => one.message)].join(' '),
      );
    } finally {
      setSending(false);
    }
  };
  return { begin, failure, isSending };
}
