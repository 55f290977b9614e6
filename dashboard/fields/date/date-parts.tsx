import { DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { parseDate } from '../../../config/definition/calendar-date';
import { useIsPhone } from '../../components/use-media-query';
import { boundOf, rangeOf, rangeWords } from '../controls/conditions';
import { controlProps, textProps } from '../controls/control-props';
import { DayRange } from '../controls/day-range';
import { emptyToNull, plainText } from '../controls/plain-text';
import type { FieldParts, InputProps } from '../field-parts';

/** Digits alone are a date too: 20261124. */
const FORMATS = ['YYYY-MM-DD', 'YYYYMMDD', 'YYYY/M/D', 'YYYY.M.D', 'YYYY-M-D'];

function DateInput(props: InputProps) {
  const isPhone = useIsPhone();
  const text = plainText(props.value);
  if (isPhone)
    return <Input {...textProps(props)} type="date" value={text} onChange={(event) => props.onChange?.(event.target.value || null)} />;
  return (
    <DatePicker
      {...controlProps(props)}
      className="td-fill"
      format={FORMATS}
      needConfirm={false}
      value={parseDate(text) === null ? null : dayjs(text)}
      onChange={(next) => props.onChange?.(next ? next.format('YYYY-MM-DD') : null)}
    />
  );
}

/** A day of the calendar; no time, no zone. */
export const dateParts: FieldParts = {
  Input: DateInput,
  Show: ({ value }) => <span className="td-number">{plainText(value)}</span>,
  Cell: ({ value }) => <span className="td-number">{plainText(value)}</span>,
  filter: {
    Control: ({ value, onChange, label, id }) => (
      <DayRange
        id={id}
        label={label}
        from={boundOf(value, '$gte')}
        to={boundOf(value, '$lte')}
        onChange={(from, to) => onChange(rangeOf({ $gte: from, $lte: to }))}
      />
    ),
    Words: ({ value }) => (
      <>{rangeWords(boundOf(value, '$gte') ?? boundOf(value, '$gt'), boundOf(value, '$lte') ?? boundOf(value, '$lt'))}</>
    ),
  },
  text: plainText,
  toWire: emptyToNull,
  fromText: (text) => (parseDate(text) === null ? undefined : text),
};
