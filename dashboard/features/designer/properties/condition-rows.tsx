import type { FieldDefinition } from '../../../../config/definition/types';
import { ConditionRow } from '../conditions/condition-row';
import { FormulaRow } from '../conditions/formula-row';
import { patchField, type FieldRef } from '../model/fields';
import { useDesigner } from '../work/designer-context';

/** When a field is shown, must be filled, cannot be changed; and whether it is worked out. */
export function ConditionRows({ fieldRef, own, address }: { fieldRef: FieldRef; own: FieldDefinition; address: string }) {
  const { words, edit, isNew } = useDesigner();
  const { d } = words;
  const set = (patch: Partial<FieldDefinition>, typing?: string) => edit((form) => patchField(form, fieldRef, patch), typing);
  const rows = fieldRef.column === undefined ? undefined : fieldRef.field;
  const fixed = typeof own.readonly === 'string' ? own.readonly : own.readonly === true ? 'true' : undefined;
  return (
    <section className="td-dz-conditions" aria-label={d('conditions.title')}>
      <h3>{d('conditions.title')}</h3>
      <ConditionRow
        title={d('conditions.visible')}
        none={d('conditions.always')}
        address={`${address}.visible`}
        rows={rows}
        value={own.visible}
        onChange={(visible) => set({ visible }, `${address}.visible`)}
      />
      {!own.computed && (
        <>
          <ConditionRow
            title={d('conditions.requiredIf')}
            none={d(own.required ? 'conditions.alwaysRequired' : 'conditions.never')}
            address={`${address}.requiredIf`}
            rows={rows}
            value={own.requiredIf}
            onChange={(requiredIf) => set({ requiredIf }, `${address}.requiredIf`)}
          />
          <ConditionRow
            title={d('conditions.readonly')}
            none={d('conditions.never')}
            address={`${address}.readonly`}
            rows={rows}
            value={fixed}
            onChange={(readonly) => set({ readonly: readonly === 'true' ? true : readonly }, `${address}.readonly`)}
          />
        </>
      )}
      {own.type !== 'media' && own.type !== 'json-rows' && (
        <FormulaRow fieldRef={fieldRef} own={own} address={address} canBegin={isNew(fieldRef)} />
      )}
    </section>
  );
}
