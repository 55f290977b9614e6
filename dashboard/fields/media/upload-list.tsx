import { CloseOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useWords } from '../../providers/i18n';
import { sizeWord } from './file-words';
import type { Upload } from './use-uploads';

type UploadListProps = { uploads: Upload[]; onDrop: (key: number) => void; onRetry: (key: number) => void };

/** Files on their way with how much of each has left, and those that did not arrive with the reason. */
export function UploadList({ uploads, onDrop, onRetry }: UploadListProps) {
  const { t } = useWords();
  if (uploads.length === 0) return null;
  return (
    <ul className="td-files">
      {uploads.map(({ key, name, size, share, error, canRetry }) => (
        <li key={key} className="td-file" data-failed={error !== null || undefined}>
          <span title={name}>{name}</span>
          <span className="td-quiet">{sizeWord(size)}</span>
          {error === null ? (
            <Progress percent={Math.floor(share * 100)} status="active" size="small" aria-label={t('fields.uploading', { name })} />
          ) : (
            <span className="td-error" role="alert">
              {error}
            </span>
          )}
          {canRetry && (
            <Button type="link" size="small" onClick={() => onRetry(key)}>
              {t('common.retry')}
            </Button>
          )}
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={t(error === null ? 'fields.callBack' : 'fields.removeFile', { name })}
            onClick={() => onDrop(key)}
          />
        </li>
      ))}
    </ul>
  );
}
