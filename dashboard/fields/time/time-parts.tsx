import { Input } from 'antd';
import { useState } from 'react';
import { boundOf, rangeOf, rangeWords } from '../controls/conditions';
import { parseClock } from '../controls/clock-time';
import { textProps } from '../controls/control-props';
import { emptyToNull, plainText } from '../controls/plain-text';
import type { FieldParts, FilterProps, InputProps } from '../field-parts';
import { useWords } from '../../providers/i18n';

/** Typed, because four digits are quicker than two wheels. Written out when the box is left. */
function TimeInput(props: InputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Input
      {...textProps(props)}
      className="td-number-input"
      inputMode="numeric"
      placeholder={props.placeholder ?? 'HH:mm'}
      maxLength={8}
      value={typed ?? plainText(props.value)}
      onChange={(event) => {
        setTyped(event.target.value);
        const time = parseClock(event.target.value);
        props.onChange?.(time === undefined ? event.target.value : time);
      }}
      onBlur={() => {
        setTyped(null);
        props.onBlur?.();
      }}
    />
  );
}

function TimeFilter({ value, onChange, label, id }: FilterProps) {
  const { t } = useWords();
  const set = (operator: '$gte' | '$lte', text: string) =>
    onChange(rangeOf({ $gte: boundOf(value, '$gte'), $lte: boundOf(value, '$lte'), [operator]: text }));
  return (
    <div className="td-range" role="group" aria-label={label}>
      <Input
        id={id}
        type="time"
        aria-label={t('common.from')}
        value={boundOf(value, '$gte') ?? ''}
        onChange={(event) => set('$gte', event.target.value)}
      />
      <span aria-hidden="true">–</span>
      <Input
        type="time"
        aria-label={t('common.to')}
        value={boundOf(value, '$lte') ?? ''}
        onChange={(event) => set('$lte', event.target.value)}
      />
    </div>
  );
}

export const timeParts: FieldParts = {
  Input: TimeInput,
  Show: ({ value }) => <span className="td-number">{plainText(value)}</span>,
  Cell: ({ value }) => <span className="td-number">{plainText(value)}</span>,
  filter: {
    Control: TimeFilter,
    Words: ({ value }) => <>{rangeWords(boundOf(value, '$gte'), boundOf(value, '$lte'))}</>,
  },
  text: plainText,
  toWire: emptyToNull,
  fromText: (text) => parseClock(text) ?? undefined,
};
