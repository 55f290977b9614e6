import { Select } from 'antd';
import type { FieldDefinition } from '../../../../config/definition/types';
import { useDesigner } from '../work/designer-context';

type FieldsSelectProps = {
  id?: string;
  label?: string;
  value: string[];
  onChange: (names: string[]) => void;
  fits?: (field: FieldDefinition) => boolean;
  disabled?: boolean;
  placeholder?: string;
};

/** Several fields of the form. */
export function FieldsSelect({ id, label, value, onChange, fits, disabled, placeholder }: FieldsSelectProps) {
  const { view, words } = useDesigner();
  const offered = view.fields.filter((field) => value.includes(field.name) || (!field.archived && (fits?.(field) ?? true)));
  return (
    <Select
      id={id}
      aria-label={label}
      mode="multiple"
      showSearch
      optionFilterProp="label"
      disabled={disabled}
      placeholder={placeholder}
      value={value}
      onChange={onChange}
      options={offered.map((field) => ({ value: field.name, label: words.say(field) }))}
    />
  );
}

/** Fields to add to a list, one at a time: choose, and it stands at the end. */
export function AddFieldSelect({
  label,
  taken,
  onAdd,
  fits,
}: {
  label: string;
  taken: string[];
  onAdd: (name: string) => void;
  fits?: (field: FieldDefinition) => boolean;
}) {
  const { view, words } = useDesigner();
  const offered = view.fields.filter((field) => !taken.includes(field.name) && !field.archived && (fits?.(field) ?? true));
  return (
    <Select
      aria-label={label}
      placeholder={label}
      showSearch
      optionFilterProp="label"
      value={null}
      disabled={offered.length === 0}
      onChange={(name: string | null) => name !== null && onAdd(name)}
      options={offered.map((field) => ({ value: field.name, label: words.say(field) }))}
    />
  );
}
