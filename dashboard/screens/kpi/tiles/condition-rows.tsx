import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { conditionFields, type FilterTree } from '../../../../config/kpis/tile';
import { partsOf } from '../../../fields';
import type { FieldFilter } from '../../../fields/field-parts';
import { presentField } from '../../../fields/present-field';
import type { FormView } from '../../../providers/definitions-source';
import { useWords } from '../../../providers/i18n';
import { conditionsOf, treeOf } from '../../list/view-filters';
import { chosenIn, conditionOf, modeOf, modesOf } from './condition-modes';

type ConditionRowsProps = { form: FormView; label: string; value: FilterTree | null; onChange: (tree: FilterTree | null) => void };

/** Conditions on fields, clicked together with the very controls of the lists' filters; all of them must hold. */
export function ConditionRows({ form, label, value, onChange }: ConditionRowsProps) {
  const { t, say } = useWords();
  const { filters, extra } = conditionsOf(value, form);
  // Fields that were chosen, of which nothing is asked yet.
  const [begun, setBegun] = useState<string[]>([]);
  const names = [...Object.keys(filters), ...begun.filter((name) => !(name in filters))];
  const offered = conditionFields(form).filter(
    (field) => form.can.fields[field.name] !== 'masked' && partsOf(presentField(form, field.name) ?? field).filter !== null,
  );
  const put = (name: string, filter: FieldFilter) => {
    const { [name]: _old, ...others } = filters;
    const next = Object.keys(filter).length === 0 ? others : { ...filters, [name]: filter };
    setBegun((before) => (before.includes(name) ? before : [...before, name]));
    onChange(treeOf({ filters: next, extra }) ?? null);
  };
  const drop = (name: string) => {
    const { [name]: _old, ...others } = filters;
    setBegun((before) => before.filter((one) => one !== name));
    onChange(treeOf({ filters: others, extra }) ?? null);
  };
  return (
    <div className="td-tile-conditions" role="group" aria-label={label}>
      {names.map((name) => (
        <ConditionRow
          key={name}
          form={form}
          name={name}
          filter={filters[name] ?? {}}
          onChange={(filter) => put(name, filter)}
          onRemove={() => drop(name)}
        />
      ))}
      {extra.length > 0 && (
        <div className="td-tile-condition">
          <span className="td-quiet">{t('tiles.otherConditions', { count: extra.length })}</span>
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('tiles.removeOther')}
            onClick={() => onChange(treeOf({ filters, extra: [] }) ?? null)}
          />
        </div>
      )}
      <Select
        className="td-tile-add"
        aria-label={`${label}: ${t('tiles.addCondition')}`}
        placeholder={
          <>
            <PlusOutlined aria-hidden="true" /> {t('tiles.addCondition')}
          </>
        }
        showSearch
        optionFilterProp="label"
        value={null}
        onChange={(name: string | null) => name !== null && setBegun((before) => [...before, name])}
        options={offered.filter((field) => !names.includes(field.name)).map((field) => ({ value: field.name, label: say(field) }))}
      />
    </div>
  );
}

type ConditionRowProps = {
  form: FormView;
  name: string;
  filter: FieldFilter;
  onChange: (filter: FieldFilter) => void;
  onRemove: () => void;
};

function ConditionRow({ form, name, filter, onChange, onRemove }: ConditionRowProps) {
  const { t, say } = useWords();
  const [begun, setBegun] = useState<'isNot' | 'is'>('is');
  const field = presentField(form, name);
  const Control = field && partsOf(field).filter?.Control;
  if (!field || !Control) return null;
  const mode = Object.keys(filter).length === 0 ? begun : modeOf(filter);
  const modes = modesOf(field);
  return (
    <div className="td-tile-condition" data-condition={name}>
      <span className="td-tile-condition-name">{say(field)}</span>
      {modes.length > 1 && (
        <Select
          className="td-tile-mode"
          aria-label={t('tiles.how', { field: say(field) })}
          value={mode}
          onChange={(next) => {
            if (next === 'is' || next === 'isNot') setBegun(next);
            onChange(conditionOf(next, chosenIn(filter)));
          }}
          options={modes.map((value) => ({ value, label: t(`tiles.modes.${value}`) }))}
        />
      )}
      {(mode === 'is' || mode === 'isNot') && (
        <div className="td-tile-control">
          <Control
            form={form}
            field={field}
            label={say(field)}
            value={chosenIn(filter)}
            onChange={(next) => onChange(conditionOf(mode, next))}
          />
        </div>
      )}
      <Button type="text" icon={<DeleteOutlined />} aria-label={t('tiles.removeCondition', { field: say(field) })} onClick={onRemove} />
    </div>
  );
}
