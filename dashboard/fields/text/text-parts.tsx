import { Input } from 'antd';
import { textProps } from '../controls/control-props';
import { emptyToNull, plainText } from '../controls/plain-text';
import { textFilter } from '../controls/text-filter';
import type { FieldParts, InputProps } from '../field-parts';

/** Several lines; in a table one line that grows while it is written in. */
function TextInput(props: InputProps) {
  return (
    <Input.TextArea
      {...textProps(props)}
      autoSize={props.compact ? { minRows: 1, maxRows: 4 } : { minRows: 2, maxRows: 10 }}
      count={props.field.maxLength && !props.compact ? { show: true, max: props.field.maxLength } : undefined}
      value={plainText(props.value)}
      onChange={(event) => props.onChange?.(event.target.value)}
    />
  );
}

export const textParts: FieldParts = {
  Input: TextInput,
  Show: ({ value }) => <span className="td-lines">{plainText(value)}</span>,
  Cell: ({ value }) => <>{plainText(value).replace(/\s+/g, ' ')}</>,
  filter: textFilter,
  text: plainText,
  toWire: (value) => emptyToNull(typeof value === 'string' ? value.trim() : value),
  fromText: (text) => text,
  isWide: () => true,
};
