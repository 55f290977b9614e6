import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useBlocker } from 'react-router';
import { useWords } from '../providers/i18n';

type LeaveGuardProps = {
  /** Asked when somebody navigates, not remembered: a failed save leaves it true (Refine's own guard disarms when a save starts). */
  isDirty: () => boolean;
  /** True when saved; false keeps everybody here with the errors shown. */
  onSave: () => Promise<boolean>;
  onKeep: () => void;
  onDrop: () => void;
};

/** Asks before unsaved work is left, in our own words: save, keep as a draft, discard, or stay. */
export function LeaveGuard({ isDirty, onSave, onKeep, onDrop }: LeaveGuardProps) {
  const { t } = useWords();
  const [isSaving, setSaving] = useState(false);
  const blocker = useBlocker(({ currentLocation, nextLocation }) => isDirty() && currentLocation.pathname !== nextLocation.pathname);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (!isDirty()) return;
      onKeep();
      event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isDirty, onKeep]);

  const stay = () => blocker.reset?.();
  const leave = (before: () => void) => {
    before();
    blocker.proceed?.();
  };
  const save = async () => {
    setSaving(true);
    const isSaved = await onSave();
    setSaving(false);
    // The save may itself have navigated; only a blocker that still waits is answered.
    if (blocker.state === 'blocked') (isSaved ? blocker.proceed : blocker.reset)();
  };

  return (
    <Modal
      open={blocker.state === 'blocked'}
      title={t('leave.title')}
      onCancel={stay}
      width={460}
      footer={[
        <Button key="drop" danger type="text" onClick={() => leave(onDrop)}>
          {t('leave.drop')}
        </Button>,
        <Button key="keep" onClick={() => leave(onKeep)}>
          {t('leave.keep')}
        </Button>,
        <Button key="save" type="primary" loading={isSaving} onClick={() => void save()}>
          {t('leave.save')}
        </Button>,
      ]}
    >
      {t('leave.body')}
    </Modal>
  );
}
