import { Button } from 'antd';
import { useWords } from '../../providers/i18n';

/** A manager has published the form anew while somebody fills it in. */
export function FormChanged({ version, onTake }: { version: number; onTake: () => void }) {
  const { t } = useWords();
  return (
    <div className="td-note td-row" data-tone="warning" role="status">
      <span>
        <strong>{t('designer.changed', { version })}</strong> {t('designer.changedHint')}
      </span>
      <Button size="small" type="primary" className="td-end" onClick={onTake}>
        {t('designer.take')}
      </Button>
    </div>
  );
}
