import { NumberText } from '../controls/number-text';
import { parseDecimal, showNumber } from '../controls/number-values';
import { emptyToNull, plainText } from '../controls/plain-text';
import { rangeFilterOf } from '../controls/range-filter';
import type { FieldParts } from '../field-parts';

const DEFAULT_SCALE = 2;
const text = (value: unknown): string => (typeof value === 'number' ? showNumber(value) : plainText(value));

export const decimalParts: FieldParts = {
  Input: (props) => (
    <NumberText {...props} parse={(typed) => parseDecimal(typed, props.field.scale ?? DEFAULT_SCALE)} write={String} inputMode="decimal" />
  ),
  Show: ({ value }) => <span className="td-number">{text(value)}</span>,
  Cell: ({ value }) => <span className="td-number">{text(value)}</span>,
  filter: rangeFilterOf({ parse: (typed) => parseDecimal(typed, 6), write: String, show: showNumber }),
  text,
  toWire: emptyToNull,
  fromText: (typed) => parseDecimal(typed, 6) ?? undefined,
  align: 'end',
};
