import { Button } from 'antd';
import { ago, showInstant } from '../../components/time-words';
import { useWords } from '../../providers/i18n';
import type { Draft } from './use-draft';

/** What an earlier visit left behind: restore it, or be rid of it. */
export function DraftOffer({
  draft,
  isStale,
  onRestore,
  onDrop,
}: {
  draft: Draft;
  isStale: boolean;
  onRestore: () => void;
  onDrop: () => void;
}) {
  const words = useWords();
  const { t } = words;
  return (
    <div className="td-note td-draft" role="status">
      <span title={showInstant(draft.at)}>
        {t('edit.draftFound', { time: ago(draft.at, words) })}
        {isStale && <> {t('edit.draftStale')}</>}
      </span>
      <Button size="small" type="primary" onClick={onRestore}>
        {t('edit.draftRestore')}
      </Button>
      <Button size="small" onClick={onDrop}>
        {t('edit.draftDiscard')}
      </Button>
    </div>
  );
}
