import { Select, Switch } from 'antd';
import { isToMany } from '../../../../config/projections/strapi-schema';
import { ConditionRow } from '../conditions/condition-row';
import { patchField } from '../model/fields';
import { useDesigner } from '../work/designer-context';
import type { KindOptionsProps } from './kind-options';
import { Row } from './row';

/** Which records a field points to, one or several, and which of them are offered. */
export function RecordOptions({ fieldRef, own }: KindOptionsProps) {
  const { words, edit, isNew, desk } = useDesigner();
  const { d, say } = words;
  const isFresh = isNew(fieldRef);
  const set = (patch: Partial<typeof own>, typing?: string) => edit((form) => patchField(form, fieldRef, patch), typing);
  return (
    <>
      <Row label={d('attributes.target')}>
        {(id) => (
          <Select
            id={id}
            showSearch
            optionFilterProp="label"
            disabled={!isFresh}
            value={own.target}
            onChange={(target) => set({ target, pick: undefined, default: undefined })}
            options={desk.forms.map((form) => ({ value: form.key, label: say(form) }))}
          />
        )}
      </Row>
      {fieldRef.column === undefined && (
        <div className="td-dz-switches">
          <label>
            <Switch
              size="small"
              checked={isToMany(own)}
              disabled={!isFresh}
              onChange={(on) => set({ cardinality: on ? 'manyToMany' : undefined, unique: undefined })}
            />{' '}
            {d('props.severalRecords')}
          </label>
        </div>
      )}
      <ConditionRow
        title={d('attributes.pick')}
        none={d('props.allRecords')}
        address={`fields.${fieldRef.field}${fieldRef.column === undefined ? '' : `.columns.${fieldRef.column}`}.pick`}
        of={own.target}
        value={own.pick}
        onChange={(pick) => set({ pick }, `pick.${own.name}`)}
      />
    </>
  );
}
