import { Input } from 'antd';
import { emptyToNull, plainText } from '../controls/plain-text';
import { textProps } from '../controls/control-props';
import { textFilter } from '../controls/text-filter';
import type { FieldParts, InputProps, ValueProps } from '../field-parts';

const TYPES: Record<string, { type: string; inputMode: 'tel' | 'email' | 'url' }> = {
  phone: { type: 'tel', inputMode: 'tel' },
  email: { type: 'email', inputMode: 'email' },
  url: { type: 'url', inputMode: 'url' },
};

function StringInput(props: InputProps) {
  return (
    <Input
      {...textProps(props)}
      {...TYPES[props.field.format ?? '']}
      value={plainText(props.value)}
      onChange={(event) => props.onChange?.(event.target.value)}
    />
  );
}

/** A phone number calls, a mail address writes. */
function StringShow({ field, value }: ValueProps) {
  const text = plainText(value);
  if (field.format === 'phone' && /^[\d+\-\s()]{5,}$/.test(text)) return <a href={`tel:${text.replace(/[^\d+]/g, '')}`}>{text}</a>;
  if (field.format === 'email' && text.includes('@')) return <a href={`mailto:${text}`}>{text}</a>;
  if (field.format === 'url' && /^https?:\/\//.test(text))
    return (
      <a href={text} target="_blank" rel="noreferrer">
        {text}
      </a>
    );
  return <>{text}</>;
}

export const stringParts: FieldParts = {
  Input: StringInput,
  Show: StringShow,
  Cell: ({ value }) => <>{plainText(value)}</>,
  filter: textFilter,
  text: plainText,
  toWire: (value) => emptyToNull(typeof value === 'string' ? value.trim() : value),
  fromText: (text) => text,
};
