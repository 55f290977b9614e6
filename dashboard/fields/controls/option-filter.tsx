import { Select } from 'antd';
import { useWords } from '../../providers/i18n';
import type { FilterParts } from '../field-parts';
import { chosenOf, oneOf } from './conditions';
import { optionWord } from './options';

/** Any of some values; archived ones too, records may hold them. */
export const optionFilter: FilterParts = {
  Control: function OptionControl({ field, value, onChange, label, id }) {
    const { say, t } = useWords();
    return (
      <Select
        id={id}
        mode="multiple"
        allowClear
        aria-label={label}
        placeholder={t('fields.any')}
        optionFilterProp="label"
        maxTagCount="responsive"
        value={chosenOf(value)}
        onChange={(chosen: string[]) => onChange(oneOf(chosen))}
        options={(field.values ?? []).map((option) => ({ value: String(option.value), label: say(option) }))}
      />
    );
  },
  Words: function OptionWords({ field, value }) {
    const words = useWords();
    return (
      <>
        {chosenOf(value)
          .map((chosen) => optionWord(field, chosen, words))
          .join(words.t('common.and'))}
      </>
    );
  },
};
