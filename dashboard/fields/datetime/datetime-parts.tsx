import { Button, DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useIsPhone } from '../../components/use-media-query';
import { useWords } from '../../providers/i18n';
import { boundOf, rangeOf, rangeWords } from '../controls/conditions';
import { controlProps, textProps } from '../controls/control-props';
import { DayRange } from '../controls/day-range';
import { dayBefore, dayEnd, dayOf, dayStart, fromHouse, houseNow, toHouse } from '../controls/house-time';
import { emptyToNull, plainText } from '../controls/plain-text';
import type { FieldFilter, FieldParts, InputProps } from '../field-parts';

const FORMAT = 'YYYY-MM-DD HH:mm';

/**
 * An instant, shown and typed by the house's clock whatever the browser's zone. The picker reckons in plain calendar text, and its own
 * "now" button, which reads the browser's clock, is replaced by ours.
 */
function DatetimeInput(props: InputProps) {
  const { t } = useWords();
  const isPhone = useIsPhone();
  const text = toHouse(props.value);
  const set = (house: string) => props.onChange?.(house ? (fromHouse(house) ?? house) : null);
  if (isPhone) {
    return (
      <Input {...textProps(props)} type="datetime-local" value={text.replace(' ', 'T')} onChange={(event) => set(event.target.value)} />
    );
  }
  return (
    <DatePicker
      {...controlProps(props)}
      className="td-fill"
      showTime={{ format: 'HH:mm', minuteStep: 1 }}
      showNow={false}
      needConfirm={false}
      format={[FORMAT, 'YYYY-MM-DD H:mm', 'YYYYMMDD HHmm', 'YYYY/M/D H:mm']}
      renderExtraFooter={() => (
        <Button type="link" size="small" disabled={props.disabled} onClick={() => set(houseNow())}>
          {t('fields.now')}
        </Button>
      )}
      value={fromHouse(text) ? dayjs(text) : null}
      onChange={(next) => set(next ? next.format(FORMAT) : '')}
    />
  );
}

const shown = (value: unknown) => <span className="td-number">{toHouse(value)}</span>;

/** Days of the house in the condition: `from 24 Nov` starts at its midnight, `to 24 Nov` ends before the next one. */
const daysOf = (filter: FieldFilter | undefined) => ({
  from: dayOf(boundOf(filter, '$gte') ?? boundOf(filter, '$gt')),
  to: dayBefore(boundOf(filter, '$lt')) ?? dayOf(boundOf(filter, '$lte')),
});

export const datetimeParts: FieldParts = {
  Input: DatetimeInput,
  Show: ({ value }) => shown(value),
  Cell: ({ value }) => shown(value),
  filter: {
    Control: ({ value, onChange, label, id }) => (
      <DayRange
        id={id}
        label={label}
        {...daysOf(value)}
        onChange={(from, to) => onChange(rangeOf({ $gte: from && dayStart(from), $lt: to && dayEnd(to) }))}
      />
    ),
    Words: ({ value }) => <>{rangeWords(daysOf(value).from, daysOf(value).to)}</>,
  },
  text: (value) => (value === null || value === undefined ? '' : toHouse(value) || plainText(value)),
  toWire: emptyToNull,
  fromText: (text) => fromHouse(text) ?? undefined,
};
