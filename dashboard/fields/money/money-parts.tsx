import { NumberText } from '../controls/number-text';
import { parseYuan, showYuan, typedYuan } from '../controls/number-values';
import { emptyToNull, plainText } from '../controls/plain-text';
import { rangeFilterOf } from '../controls/range-filter';
import type { FieldParts } from '../field-parts';

const text = (value: unknown): string => (typeof value === 'number' ? showYuan(value) : plainText(value));

/** Typed in yuan, kept in fen. */
export const moneyParts: FieldParts = {
  Input: (props) => (
    <NumberText {...props} parse={parseYuan} write={typedYuan} inputMode="decimal" prefix={<span aria-hidden="true">¥</span>} />
  ),
  Show: ({ value }) => <span className="td-number">{text(value)}</span>,
  Cell: ({ value }) => <span className="td-number">{text(value)}</span>,
  filter: rangeFilterOf({ parse: parseYuan, write: typedYuan, show: showYuan }),
  text,
  toWire: emptyToNull,
  fromText: (typed) => (/^-?\d+$/.test(typed) ? Number(typed) : undefined),
  align: 'end',
};
