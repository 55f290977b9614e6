import { Radio } from 'antd';
import { useWords } from '../../providers/i18n';
import { groupProps } from '../controls/control-props';
import { NumberText } from '../controls/number-text';
import { parseScaled, showNumber } from '../controls/number-values';
import { optionFilter } from '../controls/option-filter';
import { optionOf, offeredOptions } from '../controls/options';
import { emptyToNull, plainText } from '../controls/plain-text';
import { rangeFilterOf } from '../controls/range-filter';
import type { FieldParts, FilterParts, InputProps, ValueProps } from '../field-parts';

const parse = (typed: string): number | null | undefined => parseScaled(typed, 0);

/** Numbers with names (a scale of five) are picked; others are typed. */
function IntegerInput(props: InputProps) {
  return hasScale(props.field) && !props.compact ? (
    <ScaleInput {...props} />
  ) : (
    <NumberText {...props} parse={parse} write={String} inputMode="numeric" />
  );
}

function ScaleInput(props: InputProps) {
  const { say } = useWords();
  return (
    <div {...groupProps(props)} onBlur={props.onBlur}>
      <Radio.Group
        className="td-scale"
        optionType="button"
        disabled={props.disabled}
        value={props.value}
        onChange={(event) => props.onChange?.(event.target.value)}
        options={offeredOptions(props.field, props.value).map((option) => ({
          value: Number(option.value),
          label: (
            <>
              <b>{option.value}</b> {say(option)}
            </>
          ),
        }))}
      />
    </div>
  );
}

/** `5 非常满意`. */
function IntegerValue({ field, value }: ValueProps) {
  const { say } = useWords();
  const option = optionOf(field, value);
  const number = typeof value === 'number' ? showNumber(value) : plainText(value);
  return <span className="td-number">{option ? `${number} ${say(option)}` : number}</span>;
}

const hasScale = (field: InputProps['field']): boolean => (field.values?.length ?? 0) > 0;
const range = rangeFilterOf({ parse, write: String, show: showNumber });
const filter: FilterParts = {
  Control: (props) => (hasScale(props.field) ? <optionFilter.Control {...props} /> : <range.Control {...props} />),
  Words: (props) =>
    hasScale(props.field) && ('$in' in props.value || '$eq' in props.value) ? (
      <optionFilter.Words {...props} />
    ) : (
      <range.Words {...props} />
    ),
};

export const integerParts: FieldParts = {
  Input: IntegerInput,
  Show: IntegerValue,
  Cell: IntegerValue,
  filter,
  text: (value, field, { say }) => {
    const option = optionOf(field, value);
    return option ? `${plainText(value)} ${say(option)}` : typeof value === 'number' ? showNumber(value) : plainText(value);
  },
  toWire: emptyToNull,
  fromText: (typed) => parse(typed) ?? undefined,
  isGroup: hasScale,
  align: 'end',
};
