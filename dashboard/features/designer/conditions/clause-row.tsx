import { DeleteOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import type { Clause, Operator } from '../model/conditions';
import { operatorsFor, startClause, withOperator } from '../model/operators';
import { useDesignerWords } from '../words/use-designer-words';
import { FILLER, type ConditionScope } from './condition-scope';
import { ValueInput } from './value-input';

/** A row of which the field is not chosen yet. */
export type OpenClause = Omit<Clause, 'path'> & { path: string[] | null };

type ClauseRowProps = {
  number: number;
  clause: OpenClause;
  scope: ConditionScope;
  autoFocus: boolean;
  onChange: (clause: OpenClause) => void;
  onRemove: (() => void) | undefined;
};

/** Field, operator, value: three choices, each of which narrows the next. */
export function ClauseRow({ number, clause, scope, autoFocus, onChange, onRemove }: ClauseRowProps) {
  const { d } = useDesignerWords();
  const found = clause.path === null ? undefined : scope.find(clause.path);
  const isFiller = clause.path?.length === 0;
  const operators: readonly Operator[] = isFiller ? ['hasRole', 'hasNotRole'] : found ? operatorsFor(found.field) : [];
  const choose = (key: string) => {
    if (key === FILLER) return onChange({ path: [], operator: 'hasRole', value: { kind: 'list', values: [] } });
    const next = scope.find(key.split('.'));
    if (next) onChange(startClause(next.field, next.path));
  };
  return (
    <div className="td-dz-clause">
      <Select
        aria-label={`${d('conditions.field')} ${number}`}
        placeholder={d('conditions.chooseField')}
        showSearch
        optionFilterProp="label"
        autoFocus={autoFocus}
        popupMatchSelectWidth={false}
        value={clause.path === null ? null : isFiller ? FILLER : clause.path.join('.')}
        onChange={(key: string | null) => key !== null && choose(key)}
        options={[
          ...scope.groups.map((group) => ({
            label: group.label,
            options: group.fields.map((field) => ({ value: field.key, label: field.label })),
          })),
          { label: d('conditions.ofPeople'), options: [{ value: FILLER, label: d('conditions.filler') }] },
        ]}
      />
      {clause.path !== null && (
        <Select
          aria-label={`${d('conditions.operator')} ${number}`}
          popupMatchSelectWidth={false}
          value={clause.operator}
          onChange={(operator: Operator) =>
            onChange(isFiller || !found ? { ...clause, operator } : withOperator(found.field, clause as Clause, operator))
          }
          options={operators.map((operator) => ({ value: operator, label: d(`operators.${operator}`) }))}
        />
      )}
      {(found || isFiller) && (
        <ValueInput
          number={number}
          clause={clause as Clause}
          field={found?.field}
          scope={scope}
          onChange={(value) => onChange({ ...clause, value })}
        />
      )}
      {onRemove && (
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={d('conditions.removeRow', { n: number })}
          onClick={onRemove}
        />
      )}
    </div>
  );
}
