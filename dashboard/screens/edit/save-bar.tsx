import { Button } from 'antd';
import { useSyncExternalStore } from 'react';
import { useRecordForm } from '../../components/record-form/form-context';
import { useAllErrors } from '../../fields/field-errors';
import { useWords } from '../../providers/i18n';

type SaveBarProps = { isSaving: boolean; keptAt: string | null; onSave: () => void; onCancel: () => void };

/** Always in reach: how much is not saved yet, and the button that saves it. */
export function SaveBar({ isSaving, keptAt, onSave, onCancel }: SaveBarProps) {
  const { t } = useWords();
  const form = useRecordForm();
  const count = useSyncExternalStore(form.subscribe, () => form.unsavedCount());
  const errors = Object.keys(useAllErrors()).length;
  const state = isSaving ? t('edit.saving') : count === 0 ? t('edit.nothing') : t('edit.unsaved', { count });
  return (
    <div className="td-save-bar">
      <span role="status">
        {state}
        {errors > 0 && <span className="td-error"> · {t('edit.errorsIn', { count: errors })}</span>}
        {keptAt && count > 0 && !isSaving && <span className="td-quiet td-not-phone"> · {t('edit.draftKept')}</span>}
      </span>
      <Button onClick={onCancel}>{t('common.cancel')}</Button>
      <Button type="primary" loading={isSaving} aria-keyshortcuts="Control+S" onClick={onSave}>
        {t('edit.saveAnd')}
      </Button>
    </div>
  );
}
