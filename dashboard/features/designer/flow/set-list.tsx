import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { TransitionDefinition } from '../../../../config/definition/types';
import { ExpressionInput } from '../conditions/expression-input';
import { AddFieldSelect } from '../pieces/field-select';
import { Fold } from '../properties/row';
import { useDesigner } from '../work/designer-context';

/** Values that the action writes by itself: the hour, the person, a counter. */
export function SetList({
  transition,
  address,
  onChange,
}: {
  transition: TransitionDefinition;
  address: string;
  onChange: (values: Record<string, string>, typing?: string) => void;
}) {
  const { view, words } = useDesigner();
  const { d, say } = words;
  const values = transition.set ?? {};
  const names = Object.keys(values);
  const startOf = (name: string): string => {
    const field = view.fields.find((one) => one.name === name);
    if (field?.type === 'datetime') return 'now()';
    if (field?.type === 'date') return 'today()';
    return field?.target === 'employee' ? 'actor()' : 'null';
  };
  return (
    <Fold title={d('attributes.set')} count={names.length}>
      {names.map((name) => (
        <div key={name} className="td-dz-check">
          <div className="td-dz-condition-head">
            <b>{say(view.fields.find((field) => field.name === name)) || name}</b>
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined />}
              aria-label={d('common.remove', { name })}
              onClick={() => onChange(Object.fromEntries(Object.entries(values).filter(([key]) => key !== name)))}
            />
          </div>
          <ExpressionInput
            label={name}
            address={`${address}.set.${name}`}
            value={values[name] ?? ''}
            onChange={(source) => onChange({ ...values, [name]: source }, `${address}.set.${name}`)}
          />
        </div>
      ))}
      <AddFieldSelect
        label={d('flow.addSet')}
        taken={names}
        fits={(field) => field.formula === undefined && !['state', 'site', 'rev', 'formVersion', 'number'].includes(field.name)}
        onAdd={(name) => onChange({ ...values, [name]: startOf(name) })}
      />
    </Fold>
  );
}
