import { Checkbox, Radio, Select } from 'antd';
import { useWords } from '../../providers/i18n';
import { chosenOf } from '../controls/conditions';
import { groupProps } from '../controls/control-props';
import type { FieldParts, InputProps, ValueProps } from '../field-parts';

/** Yes, no, or not answered: three different things on a paper. In a table a tick. */
function BooleanInput(props: InputProps) {
  const { t } = useWords();
  if (props.compact) {
    return (
      <Checkbox
        id={props.id}
        disabled={props.disabled}
        aria-label={props.label}
        aria-describedby={props.describedBy}
        checked={props.value === true}
        onChange={(event) => props.onChange?.(event.target.checked)}
        onBlur={props.onBlur}
      />
    );
  }
  return (
    <div {...groupProps(props)} onBlur={props.onBlur}>
      <Radio.Group
        optionType="button"
        disabled={props.disabled}
        value={props.value}
        onChange={(event) => props.onChange?.(event.target.value)}
        options={[
          { value: true, label: t('common.yes') },
          { value: false, label: t('common.no') },
        ]}
      />
    </div>
  );
}

function BooleanValue({ value }: ValueProps) {
  const { t } = useWords();
  if (value !== true && value !== false) return null;
  return value ? <span>{t('common.yes')}</span> : <span className="td-quiet">{t('common.no')}</span>;
}

export const booleanParts: FieldParts = {
  Input: BooleanInput,
  Show: BooleanValue,
  Cell: BooleanValue,
  filter: {
    Control: function BooleanControl({ value, onChange, label, id }) {
      const { t } = useWords();
      return (
        <Select
          id={id}
          allowClear
          aria-label={label}
          placeholder={t('fields.any')}
          value={chosenOf(value)[0]}
          onChange={(chosen: string | undefined) => onChange(chosen === undefined ? undefined : { $eq: chosen })}
          options={[
            { value: 'true', label: t('common.yes') },
            { value: 'false', label: t('common.no') },
          ]}
        />
      );
    },
    Words: function BooleanWords({ value }) {
      const { t } = useWords();
      return <>{t(chosenOf(value)[0] === 'true' ? 'common.yes' : 'common.no')}</>;
    },
  },
  text: (value, _, { t }) => (value === true ? t('common.yes') : value === false ? t('common.no') : ''),
  toWire: (value) => value ?? null,
  fromText: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  isGroup: () => true,
};
