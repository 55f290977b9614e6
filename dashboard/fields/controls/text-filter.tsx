import { Input } from 'antd';
import { useState } from 'react';
import { useWords } from '../../providers/i18n';
import type { FieldFilter, FilterParts, FilterProps } from '../field-parts';
import { listOf } from './conditions';

const wordOf = (filter: FieldFilter | undefined): string =>
  listOf(filter?.$containsi ?? filter?.$contains ?? filter?.$eq ?? filter?.$startsWith)[0] ?? '';

/** Part of a text, applied with Enter or when the box is left. */
export const textFilter: FilterParts = {
  Control: ({ value, ...props }: FilterProps) => <TextControl key={wordOf(value)} value={value} {...props} />,
  Words: ({ value }) => <>{`“${wordOf(value)}”`}</>,
};

function TextControl({ value, onChange, label, id }: FilterProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState(wordOf(value));
  const done = () => {
    const text = typed.trim();
    if (text !== wordOf(value)) onChange(text ? { $containsi: text } : undefined);
  };
  return (
    <Input
      id={id}
      allowClear
      aria-label={label}
      placeholder={t('fields.any')}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={done}
      onPressEnter={done}
    />
  );
}
