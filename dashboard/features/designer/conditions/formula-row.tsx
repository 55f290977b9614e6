import { Button, Select } from 'antd';
import type { FieldDefinition } from '../../../../config/definition/types';
import { patchField, type FieldRef } from '../model/fields';
import { formulaTemplates } from '../model/formulas';
import { useDesigner } from '../work/designer-context';
import { ExpressionInput } from './expression-input';

/** A value that is worked out from others, on every save and while somebody types. The usual ones are begun with a click. */
export function FormulaRow({
  fieldRef,
  own,
  address,
  canBegin,
}: {
  fieldRef: FieldRef;
  own: FieldDefinition;
  address: string;
  canBegin: boolean;
}) {
  const { view, words, edit } = useDesigner();
  const { d } = words;
  const set = (patch: Partial<FieldDefinition>, typing?: string) => edit((form) => patchField(form, fieldRef, patch), typing);
  const begin = (formula: string) =>
    set({ computed: true, formula, required: undefined, requiredIf: undefined, readonly: undefined, default: undefined });
  const columns = fieldRef.column === undefined ? undefined : view.fields.find((field) => field.name === fieldRef.field)?.columns;
  const templates = formulaTemplates(own, columns ?? view.fields, words);
  if (own.formula !== undefined) {
    return (
      <div className="td-dz-condition" data-open>
        <div className="td-dz-condition-head">
          <b>{d('conditions.formula')}</b>
          {canBegin && (
            <Button size="small" type="link" danger onClick={() => set({ computed: undefined, formula: undefined })}>
              {d('conditions.byHand')}
            </Button>
          )}
        </div>
        <ExpressionInput
          label={d('conditions.formula')}
          address={`${address}.formula`}
          value={own.formula}
          onChange={(formula) => formula !== '' && set({ formula }, `${address}.formula`)}
        />
      </div>
    );
  }
  if (own.computed) return <p className="td-dz-hint">{d('conditions.filledBySystem')}</p>;
  if (!canBegin) return null;
  return (
    <div className="td-dz-condition">
      <div className="td-dz-condition-head">
        <span>
          <b>{d('conditions.formula')}</b>
          <span className="td-dz-said">{d('conditions.typedIn')}</span>
        </span>
        <Select
          size="small"
          aria-label={d('conditions.formula')}
          placeholder={d('conditions.set')}
          popupMatchSelectWidth={false}
          value={null}
          onChange={(source: string | null) => source !== null && begin(source)}
          options={[
            ...templates.map(({ label, source }) => ({ value: source, label })),
            { value: 'null', label: d('conditions.ownFormula') },
          ]}
        />
      </div>
    </div>
  );
}
