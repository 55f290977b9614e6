import { CloseOutlined, EditOutlined, UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useWords } from '../../providers/i18n';
import { groupProps } from '../controls/control-props';
import type { InputProps } from '../field-parts';
import { filesOf, IMAGES } from './file-words';
import { SignaturePad } from './signature-pad';
import { UploadList } from './upload-list';
import { useUploads } from './use-uploads';

/** A signature: drawn on the screen, or a picture of one for whoever cannot draw here. */
export function SignatureInput(props: InputProps) {
  const { t, say } = useWords();
  const [isOpen, setOpen] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const { uploads, add, drop, retry } = useUploads(props.path, (file) => props.onChange?.(file));
  const [file] = filesOf(props.value);
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <div {...groupProps(props)} className="td-sign" data-invalid={props.invalid || undefined}>
      {file ? (
        <img className="td-sign-image" src={file.url} alt={t('fields.signed')} />
      ) : (
        <span className="td-quiet">{t('fields.notSigned')}</span>
      )}
      <Button
        ref={opener}
        icon={<EditOutlined aria-hidden="true" />}
        size={props.compact ? 'small' : undefined}
        disabled={props.disabled}
        onClick={() => setOpen(true)}
      >
        {t(file ? 'fields.signAgain' : 'fields.sign')}
      </Button>
      {!props.compact && (
        <Button icon={<UploadOutlined aria-hidden="true" />} type="text" disabled={props.disabled} onClick={() => picker.current?.click()}>
          {t('fields.upload')}
        </Button>
      )}
      {file && (
        <Button
          type="text"
          icon={<CloseOutlined />}
          disabled={props.disabled}
          aria-label={t('fields.removeFile', { name: t('fields.signature') })}
          onClick={() => props.onChange?.(null)}
        />
      )}
      <input
        ref={picker}
        hidden
        type="file"
        accept={IMAGES}
        onChange={(event) => event.target.files && add([...event.target.files].slice(0, 1))}
      />
      <UploadList uploads={uploads} onDrop={drop} onRetry={retry} />
      {isOpen && (
        <SignaturePad
          title={props.label ?? say(props.field)}
          onClose={close}
          onDone={(signed) => {
            props.onChange?.(signed);
            close();
          }}
        />
      )}
    </div>
  );
}
