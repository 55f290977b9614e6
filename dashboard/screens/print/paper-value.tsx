import type { FieldDefinition } from '../../../config/definition/types';
import { isEmpty } from '../../../config/definition/expression/values';
import { textOf } from '../../fields/field-value';
import { filesOf, isPicture, isSignature } from '../../fields/media/file-words';
import type { Wording } from '../../providers/i18n';

type PaperValueProps = {
  field: FieldDefinition;
  value: unknown;
  words: Wording;
  /** In a row of a table a tick alone says it. */
  isCompact?: boolean;
};

/** A value as a paper has it: ticked boxes where there is a choice of few, drawings, the number of enclosures, else its text. */
export function PaperValue({ field, value, words, isCompact = false }: PaperValueProps) {
  const { t } = words;
  if (field.type === 'boolean' && isCompact) return <>{value === true ? t('print.tick') : t('print.box')}</>;
  if (field.type === 'boolean')
    return (
      <Ticks
        options={[
          { label: t('print.yes'), isTicked: value === true },
          { label: t('print.no'), isTicked: value === false },
        ]}
        words={words}
      />
    );
  if (field.type === 'media') return <Enclosures field={field} value={value} words={words} />;
  const options = isCompact ? null : shortOptions(field, words);
  if (options)
    return (
      <Ticks options={options.map((option) => ({ label: option.label, isTicked: String(option.value) === String(value) }))} words={words} />
    );
  return <>{isEmpty(value) ? '' : textOf(value, field, words)}</>;
}

/** Options that fit into a box beside each other. */
function shortOptions(field: FieldDefinition, { say, lang }: Wording): { value: unknown; label: string }[] | null {
  const options = (field.values ?? []).filter((option) => !option.archived).map((option) => ({ value: option.value, label: say(option) }));
  const letters = options.reduce((sum, option) => sum + option.label.length, 0);
  return field.type === 'enum' && !field.multiple && options.length > 1 && options.length <= 4 && letters <= (lang === 'zh' ? 10 : 18)
    ? options
    : null;
}

function Ticks({ options, words: { t } }: { options: { label: string; isTicked: boolean }[]; words: Wording }) {
  return (
    <span className="td-paper-ticks">
      {options.map(({ label, isTicked }) => (
        <span key={label}>
          {t(isTicked ? 'print.tick' : 'print.box')}
          {label}
        </span>
      ))}
    </span>
  );
}

/** A drawing, pictures small enough to sit in a box, or a tick that says how many papers are enclosed. */
function Enclosures({ field, value, words: { t } }: { field: FieldDefinition; value: unknown; words: Wording }) {
  const files = filesOf(value);
  if (isSignature(field)) return files[0] ? <img className="td-paper-drawing" src={files[0].url} alt={t('fields.signed')} /> : null;
  if (files.length === 0) return <>{t('print.box')}</>;
  if (files.every(isPicture) && field.format === 'photo') {
    return (
      <span className="td-paper-photos">
        {files.slice(0, 4).map((file) => (
          <img key={file.id} src={file.url} alt={file.name} />
        ))}
      </span>
    );
  }
  return <>{`${t('print.tick')} ${t('print.attached', { count: files.length })}`}</>;
}
