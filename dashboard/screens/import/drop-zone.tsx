import { FileExcelOutlined, LoadingOutlined, UploadOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useRef, useState, type DragEvent } from 'react';
import { useWords } from '../../providers/i18n';

const KINDS = /\.(xlsx|csv|txt|tsv)$/i;

/** A place for the file: drop it, or choose it by click or key. */
export function DropZone({ isReading, onFile }: { isReading: boolean; onFile: (file: File) => void }) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [isWrong, setWrong] = useState(false);
  const take = (file: File | undefined) => {
    if (!file) return;
    setWrong(!KINDS.test(file.name));
    if (KINDS.test(file.name)) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!isReading) take(event.dataTransfer.files[0]);
  };
  return (
    <>
      <button
        type="button"
        className="td-drop"
        data-over={isOver || undefined}
        disabled={isReading}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <span className="td-state-icon" aria-hidden="true">
          {isReading ? <LoadingOutlined /> : <UploadOutlined />}
        </span>
        <strong>{t(isReading ? 'import.reading' : 'import.drop')}</strong>
        <span className="td-quiet">{t('import.limits')}</span>
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".xlsx,.csv,.txt,.tsv"
        onChange={(event) => {
          take(event.target.files?.[0]);
          // The same file, corrected, may be chosen again.
          event.target.value = '';
        }}
      />
      {isWrong && <Alert type="error" showIcon message={t('import.wrongType')} role="alert" />}
    </>
  );
}

/** The file that is being worked on. */
export function FileLine({ name, about, onOther }: { name: string; about: string; onOther: () => void }) {
  const { t } = useWords();
  return (
    <div className="td-row">
      <FileExcelOutlined aria-hidden="true" />
      <strong>{name}</strong>
      <span className="td-quiet td-figures">{about}</span>
      <Button size="small" className="td-end" onClick={onOther}>
        {t('import.other')}
      </Button>
    </div>
  );
}
