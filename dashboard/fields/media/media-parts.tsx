import { PaperClipOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { useWords } from '../../providers/i18n';
import type { FieldParts, FilterProps, ValueProps } from '../field-parts';
import { FileList } from './file-list';
import { filesOf, isSignature } from './file-words';
import { MediaInput } from './media-input';

function MediaShow({ field, value }: ValueProps) {
  const { t } = useWords();
  const files = filesOf(value);
  if (isSignature(field) && files[0]) return <img className="td-sign-image" src={files[0].url} alt={t('fields.signed')} />;
  return <FileList files={files} />;
}

function MediaCell({ field, value }: ValueProps) {
  const { t } = useWords();
  const count = filesOf(value).length;
  if (count === 0) return null;
  if (isSignature(field)) return <>{t('fields.signed')}</>;
  return (
    <span className="td-number">
      <PaperClipOutlined aria-hidden="true" /> {t('fields.files', { count })}
    </span>
  );
}

/** Lists can ask whether there is a file at all. */
function MediaFilter({ value, onChange, label, id }: FilterProps) {
  const { t } = useWords();
  return (
    <Select
      id={id}
      allowClear
      aria-label={label}
      placeholder={t('fields.any')}
      value={value && ('$notNull' in value ? 'yes' : 'no')}
      onChange={(chosen: string | undefined) =>
        onChange(chosen === undefined ? undefined : chosen === 'yes' ? { $notNull: true } : { $null: true })
      }
      options={[
        { value: 'yes', label: t('common.yes') },
        { value: 'no', label: t('common.no') },
      ]}
    />
  );
}

export const mediaParts: FieldParts = {
  Input: MediaInput,
  Show: MediaShow,
  Cell: MediaCell,
  filter: {
    Control: MediaFilter,
    Words: function MediaWords({ value }) {
      const { t } = useWords();
      return <>{t('$notNull' in value ? 'common.yes' : 'common.no')}</>;
    },
  },
  text: (value) =>
    filesOf(value)
      .map((file) => file.name)
      .join(', '),
  toWire: (value, field) => {
    const ids = filesOf(value).map((file) => file.id);
    return field.multiple ? ids : (ids[0] ?? null);
  },
  fromText: () => undefined,
  isGroup: () => true,
  isWide: (field) => !isSignature(field),
};
