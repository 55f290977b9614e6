import { CloseOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useWords } from '../../providers/i18n';

/** One condition that a list is narrowed by, with the way to take it off. */
export function Chip({ label, children, onRemove }: { label: string; children?: ReactNode; onRemove: () => void }) {
  const { t } = useWords();
  return (
    <span className="td-chip">
      <span>
        {label}
        {children !== undefined && (
          <>
            : <b>{children}</b>
          </>
        )}
      </span>
      <button type="button" aria-label={t('list.removeFilter', { field: label })} onClick={onRemove}>
        <CloseOutlined aria-hidden="true" />
      </button>
    </span>
  );
}
