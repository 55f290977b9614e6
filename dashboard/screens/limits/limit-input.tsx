import { Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { isTarget, type Limit, type LimitValue } from '../../../config/settings/limit';
import { useWords } from '../../providers/i18n';
import { fromShown, toShown, unitOf } from './limit-words';

type LimitInputProps = {
  id: string;
  limit: Limit;
  value: LimitValue;
  isDisabled: boolean;
  isWrong: boolean;
  onChange: (value: LimitValue) => void;
  onEnter: () => void;
};

/** A number in the unit that people use, rising days with commas between them, or one of some words. */
export function LimitInput({ id, limit, value, isDisabled, isWrong, onChange, onEnter }: LimitInputProps) {
  const words = useWords();
  const { say, t } = words;
  const common = { id, disabled: isDisabled, ...(isWrong ? { status: 'error' as const } : {}) };
  if (limit.unit === 'choice')
    return (
      <Select
        {...common}
        value={value as string}
        popupMatchSelectWidth={false}
        options={(limit.values ?? []).map((one) => ({ value: one.value, label: say(one) }))}
        onChange={onChange}
      />
    );
  if (limit.unit === 'days_list') return <DaysInput {...common} value={value as number[]} onChange={onChange} onEnter={onEnter} />;
  const unit = unitOf(limit, words);
  return (
    <InputNumber
      {...common}
      min={0}
      value={typeof value === 'number' ? toShown(limit, value) : null}
      {...(isTarget(limit) ? { placeholder: t('limits.none') } : {})}
      {...(unit === undefined ? {} : { suffix: unit })}
      onChange={(shown) => onChange(shown === null ? null : fromShown(limit, shown))}
      onPressEnter={onEnter}
    />
  );
}

/** Keeps what is typed as it is typed; a comma, Chinese or not, or a blank parts two days. */
function DaysInput({
  value,
  onChange,
  onEnter,
  ...rest
}: { value: number[]; onChange: (days: number[]) => void; onEnter: () => void } & Pick<
  Parameters<typeof Input>[0],
  'id' | 'disabled' | 'status'
>) {
  const [text, setText] = useState(value.join(', '));
  return (
    <Input
      {...rest}
      value={text}
      inputMode="numeric"
      onChange={({ target }) => {
        setText(target.value);
        onChange(daysOf(target.value));
      }}
      onPressEnter={onEnter}
    />
  );
}

export const daysOf = (text: string): number[] =>
  text
    .split(/[\s,,、;;]+/)
    .filter((part) => part !== '')
    .map(Number);
