import { Input } from 'antd';
import { useState, type ReactNode } from 'react';
import type { InputProps } from '../field-parts';
import { textProps } from './control-props';

type NumberTextProps = InputProps & {
  /** null = nothing, undefined = not a number. */
  parse: (text: string) => number | null | undefined;
  write: (value: number) => string;
  inputMode: 'decimal' | 'numeric';
  prefix?: ReactNode;
  suffix?: ReactNode;
};

/**
 * A number as people type it. The text stays as typed while the cursor is in it and is written out when it leaves; what is no number
 * stays too, so that it can be corrected instead of typed again.
 */
export function NumberText({ parse, write, inputMode, prefix, suffix, ...props }: NumberTextProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (typeof props.value === 'number' ? write(props.value) : typeof props.value === 'string' ? props.value : '');
  return (
    <Input
      {...textProps(props)}
      className="td-number-input"
      inputMode={inputMode}
      prefix={prefix}
      suffix={suffix}
      value={shown}
      onChange={(event) => {
        const text = event.target.value;
        setTyped(text);
        const value = parse(text);
        props.onChange?.(value === undefined ? text : value);
      }}
      onBlur={() => {
        setTyped(null);
        props.onBlur?.();
      }}
    />
  );
}
