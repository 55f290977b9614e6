import { Select } from 'antd';
import type { RoleKey } from '../../../../config/definition/types';
import { useDesigner } from '../work/designer-context';

type RoleSelectProps = {
  id?: string;
  label?: string;
  value: RoleKey[];
  onChange: (roles: RoleKey[]) => void;
  withSystem?: boolean;
  disabled?: boolean;
  placeholder?: string;
};

/** Several roles of the house. */
export function RoleSelect({ id, label, value, onChange, withSystem, disabled, placeholder }: RoleSelectProps) {
  const { desk, words } = useDesigner();
  const offered = desk.roles.filter((role) => (role.login && !role.pseudo) || (withSystem && role.pseudo) || value.includes(role.key));
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
      options={offered.map((role) => ({ value: role.key, label: words.say(role) }))}
    />
  );
}
