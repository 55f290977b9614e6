import { CloseOutlined, FileOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useWords } from '../../providers/i18n';
import type { FileView } from '../../providers/record-types';
import { isPicture, sizeWord } from './file-words';

/** Files as small pictures or names; a picture opens large, everything else in another tab. */
export function FileList({ files, onRemove, isDisabled }: { files: FileView[]; onRemove?: (id: number) => void; isDisabled?: boolean }) {
  const { t } = useWords();
  const [open, setOpen] = useState<number | null>(null);
  const pictures = files.filter(isPicture);
  return (
    <>
      <ul className="td-files">
        {files.map((file) => (
          <li key={file.id} className="td-file">
            {isPicture(file) ? (
              <button
                type="button"
                className="td-thumb"
                aria-label={t('fields.preview', { name: file.name })}
                onClick={() => setOpen(pictures.indexOf(file))}
              >
                <img src={file.url} alt="" loading="lazy" />
              </button>
            ) : (
              <span className="td-thumb" aria-hidden="true">
                <FileOutlined />
              </span>
            )}
            <a href={file.url} target="_blank" rel="noreferrer" title={file.name}>
              {file.name}
            </a>
            <span className="td-quiet">{sizeWord(file.size)}</span>
            {onRemove && (
              <Button
                type="text"
                size="small"
                icon={<CloseOutlined />}
                disabled={isDisabled}
                aria-label={t('fields.removeFile', { name: file.name })}
                onClick={() => onRemove(file.id)}
              />
            )}
          </li>
        ))}
      </ul>
      <PictureDialog pictures={pictures} index={open} onGo={setOpen} onClose={() => setOpen(null)} />
    </>
  );
}

type PictureDialogProps = { pictures: FileView[]; index: number | null; onGo: (index: number) => void; onClose: () => void };

/** One picture large; arrow keys go to the next. */
function PictureDialog({ pictures, index, onGo, onClose }: PictureDialogProps) {
  const { t } = useWords();
  const file = index === null ? undefined : pictures[index];
  const go = (step: number) => index !== null && pictures[index + step] && onGo(index + step);
  return (
    <Modal
      open={file !== undefined}
      onCancel={onClose}
      title={file?.name}
      width="min(1100px, 94vw)"
      footer={
        pictures.length > 1 && (
          <>
            <Button disabled={!index} onClick={() => go(-1)}>
              {t('fields.previousFile')}
            </Button>
            <Button disabled={index === pictures.length - 1} onClick={() => go(1)}>
              {t('fields.nextFile')}
            </Button>
          </>
        )
      }
    >
      <div
        className="td-picture"
        onKeyDown={(event) => {
          if (event.key === 'ArrowLeft') go(-1);
          if (event.key === 'ArrowRight') go(1);
        }}
      >
        {file && <img src={file.url} alt={file.name} />}
      </div>
    </Modal>
  );
}
