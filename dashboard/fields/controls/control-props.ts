import type { InputProps } from '../field-parts';

/** What every control takes over from its field. `aria-required` is for text controls only: antd puts it where axe forbids it. */
export function controlProps(props: InputProps) {
  return {
    id: props.id,
    disabled: props.disabled,
    placeholder: props.placeholder,
    size: props.compact ? ('small' as const) : undefined,
    status: props.invalid ? ('error' as const) : undefined,
    onBlur: props.onBlur,
    'aria-label': props.label,
    'aria-invalid': props.invalid || undefined,
    'aria-describedby': props.describedBy,
  };
}

/** The same for text boxes. */
export const textProps = (props: InputProps) => ({
  ...controlProps(props),
  'aria-required': props.required || undefined,
  autoComplete: 'off',
});

/** The same for a group of elements, named by its label. */
export function groupProps(props: InputProps) {
  return {
    id: props.id,
    role: 'group' as const,
    tabIndex: -1,
    'aria-label': props.label,
    'aria-labelledby': props.label ? undefined : props.labelledBy,
    'aria-describedby': props.describedBy,
  };
}
