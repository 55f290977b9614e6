import { Select } from 'antd';
import { ExpressionInput } from '../conditions/expression-input';
import { patchField } from '../model/fields';
import { useDesigner } from '../work/designer-context';
import type { KindOptionsProps } from './kind-options';
import { Row } from './row';

/** Not before, not after: today, now, or an expression. */
export function DateOptions({ fieldRef, own }: KindOptionsProps) {
  const { words, edit } = useDesigner();
  const { d } = words;
  const today = own.type === 'date' ? 'today()' : 'now()';
  const set = (patch: Partial<typeof own>, typing?: string) => edit((form) => patchField(form, fieldRef, patch), typing);
  const limit = (name: 'min' | 'max') => {
    const value = own[name] === undefined ? null : String(own[name]);
    return (
      <Row label={d(name === 'min' ? 'props.notBefore' : 'props.notAfter')}>
        {(id) => (
          <>
            <Select
              id={id}
              value={value === null ? 'none' : value === today ? 'today' : 'custom'}
              onChange={(next) =>
                set({ [name]: next === 'none' ? undefined : next === 'today' ? today : `addDays(today(), ${name === 'min' ? -7 : 7})` })
              }
              options={[
                { value: 'none', label: d('props.noLimit') },
                { value: 'today', label: d(own.type === 'date' ? 'props.today' : 'props.now') },
                { value: 'custom', label: d('props.expression') },
              ]}
            />
            {value !== null && value !== today && (
              <ExpressionInput
                label={d(name === 'min' ? 'props.notBefore' : 'props.notAfter')}
                address={`fields.${fieldRef.field}.${name}`}
                value={value}
                onChange={(next) => set({ [name]: next }, `${name}.${own.name}`)}
              />
            )}
          </>
        )}
      </Row>
    );
  };
  return (
    <div className="td-dz-pair">
      {limit('min')}
      {limit('max')}
    </div>
  );
}
