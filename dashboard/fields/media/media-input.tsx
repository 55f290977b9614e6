import { CameraOutlined, UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState, type DragEvent } from 'react';
import { useIsPhone } from '../../components/use-media-query';
import { useWords } from '../../providers/i18n';
import type { FileView } from '../../providers/record-types';
import { groupProps } from '../controls/control-props';
import type { InputProps } from '../field-parts';
import { FileList } from './file-list';
import { ACCEPTED, filesOf, IMAGES, isSignature } from './file-words';
import { SignatureInput } from './signature-input';
import { UploadList } from './upload-list';
import { useUploads } from './use-uploads';

/** Files by button, drop, paste or camera; a signature is drawn. */
export function MediaInput(props: InputProps) {
  return isSignature(props.field) ? <SignatureInput {...props} /> : <FilesInput {...props} />;
}

function FilesInput(props: InputProps) {
  const { t } = useWords();
  const isPhone = useIsPhone();
  const { field, compact, disabled } = props;
  const files = filesOf(props.value);
  const [isOver, setOver] = useState(false);
  // Several uploads may end between two paints: each adds to what is there by then.
  const held = useRef(files);
  held.current = files;
  const set = (next: FileView[]) => {
    held.current = next;
    props.onChange?.(field.multiple ? next : (next.at(-1) ?? null));
  };
  const { uploads, add, drop, retry } = useUploads(props.path, (file) => set(field.multiple ? [...held.current, file] : [file]));
  const take = (list: FileList | null | undefined) =>
    list && list.length > 0 && !disabled && add(field.multiple ? [...list] : [...list].slice(0, 1));
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div
      {...groupProps(props)}
      className="td-upload"
      data-over={isOver || undefined}
      data-invalid={props.invalid || undefined}
      data-compact={compact || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      onPaste={(event) => take(event.clipboardData.files)}
    >
      {files.length > 0 && <FileList files={files} isDisabled={disabled} onRemove={(id) => set(files.filter((file) => file.id !== id))} />}
      <UploadList uploads={uploads} onDrop={drop} onRetry={retry} />
      <div className="td-upload-buttons">
        <PickButton
          icon={<UploadOutlined />}
          accept={field.format === 'photo' ? IMAGES : ACCEPTED}
          isMany={field.multiple}
          disabled={disabled}
          compact={compact}
          onPick={take}
        >
          {t('fields.upload')}
        </PickButton>
        {(isPhone || field.format === 'photo') && (
          <PickButton icon={<CameraOutlined />} accept="image/*" capture disabled={disabled} compact={compact} onPick={take}>
            {t('fields.takePhoto')}
          </PickButton>
        )}
        {!compact && !isPhone && <span className="td-quiet">{t('fields.dropHere')}</span>}
      </div>
    </div>
  );
}

type PickButtonProps = {
  icon: React.ReactNode;
  accept: string;
  isMany?: boolean;
  /** The back camera of a phone. */
  capture?: boolean;
  disabled?: boolean;
  compact?: boolean;
  onPick: (files: globalThis.FileList | null) => void;
  children: string;
};

function PickButton({ icon, accept, isMany, capture, disabled, compact, onPick, children }: PickButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon={icon} size={compact ? 'small' : undefined} disabled={disabled} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        hidden
        type="file"
        accept={accept}
        multiple={isMany}
        capture={capture ? 'environment' : undefined}
        onChange={(event) => {
          onPick(event.target.files);
          // The same file again is a change again.
          event.target.value = '';
        }}
      />
    </>
  );
}
