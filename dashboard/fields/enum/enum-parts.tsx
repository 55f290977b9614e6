import { Radio, Select } from 'antd';
import type { FieldDefinition } from '../../../config/definition/types';
import { Dot, toneOfColour } from '../../components/state-dot';
import { useWords, type Wording } from '../../providers/i18n';
import { controlProps, groupProps } from '../controls/control-props';
import { optionFilter } from '../controls/option-filter';
import { heldValues, offeredOptions, optionOf, optionWord } from '../controls/options';
import { plainText } from '../controls/plain-text';
import type { FieldParts, InputProps, ValueProps } from '../field-parts';

/** Few short options stand open: one click instead of two. Only where one must be chosen, for a radio button cannot be taken back. */
function standsOpen(field: FieldDefinition): boolean {
  const options = (field.values ?? []).filter((option) => !option.archived);
  const letters = options.reduce((sum, option) => sum + option.zh.length, 0);
  return !field.multiple && field.required === true && options.length > 1 && options.length <= 4 && letters <= 14;
}

function EnumInput(props: InputProps) {
  const { t, say } = useWords();
  const { field, value } = props;
  const options = offeredOptions(field, value).map((option) => ({ value: option.value, label: say(option) }));
  if (standsOpen(field) && !props.compact) {
    return (
      <div {...groupProps(props)} onBlur={props.onBlur}>
        <Radio.Group
          optionType="button"
          disabled={props.disabled}
          value={optionOf(field, value)?.value}
          onChange={(event) => props.onChange?.(event.target.value)}
          options={options}
        />
      </div>
    );
  }
  return (
    <Select
      {...controlProps(props)}
      mode={field.multiple ? 'multiple' : undefined}
      allowClear={!field.required}
      showSearch={options.length > 7 || field.multiple}
      optionFilterProp="label"
      popupMatchSelectWidth={!props.compact}
      placeholder={props.placeholder ?? t('fields.choose')}
      value={field.multiple ? heldValues(value) : (optionOf(field, value)?.value ?? (value || undefined))}
      onChange={(next: unknown) => props.onChange?.(next ?? null)}
      options={options}
    />
  );
}

/** Coloured lists are dots with words, as states are. */
function EnumValue({ field, value }: ValueProps) {
  const words = useWords();
  const isColoured = field.values?.some((option) => option.color);
  if (!isColoured) return <>{enumText(value, field, words)}</>;
  return (
    <span className="td-dots">
      {heldValues(value).map((held) => (
        <Dot key={plainText(held)} tone={toneOfColour(optionOf(field, held)?.color ?? 'grey')}>
          {optionWord(field, held, words)}
        </Dot>
      ))}
    </span>
  );
}

function enumText(value: unknown, field: FieldDefinition, words: Wording): string {
  return heldValues(value)
    .map((held) => optionWord(field, held, words))
    .join(words.t('common.and'));
}

export const enumParts: FieldParts = {
  Input: EnumInput,
  Show: EnumValue,
  Cell: EnumValue,
  filter: optionFilter,
  text: enumText,
  toWire: (value, field) => (field.multiple ? heldValues(value) : (heldValues(value)[0] ?? null)),
  fromText: (text, field) => {
    const found = text.split(',').flatMap((part) => optionOf(field, part)?.value ?? []);
    return field.multiple ? found : found[0];
  },
  isGroup: standsOpen,
};
