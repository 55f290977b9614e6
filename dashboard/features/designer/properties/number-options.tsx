import { Input, InputNumber } from 'antd';
import { patchField } from '../model/fields';
import { useDesigner } from '../work/designer-context';
import type { KindOptionsProps } from './kind-options';
import { Row } from './row';

/** Least and greatest value; money is typed in yuan and kept in fen. A limit that is an expression stays one. */
export function NumberOptions({ fieldRef, own }: KindOptionsProps) {
  const { words, edit, isNew } = useDesigner();
  const { d } = words;
  const set = (patch: Partial<typeof own>, typing?: string) => edit((form) => patchField(form, fieldRef, patch), typing);
  const factor = own.type === 'money' ? 100 : 1;
  const limit = (name: 'min' | 'max') => {
    const value = own[name];
    return (
      <Row label={d(`attributes.${name}`)}>
        {(id) =>
          typeof value === 'string' ? (
            <Input
              id={id}
              className="td-dz-mono"
              value={value}
              onChange={(event) => set({ [name]: event.target.value === '' ? undefined : event.target.value }, `${name}.${own.name}`)}
            />
          ) : (
            <InputNumber
              id={id}
              value={value === undefined ? null : value / factor}
              placeholder={d('props.noLimit')}
              addonAfter={own.type === 'money' ? words.t('fields.yuan') : undefined}
              precision={own.type === 'integer' ? 0 : own.type === 'money' ? 2 : undefined}
              onChange={(next) =>
                set({ [name]: next === null ? undefined : own.type === 'money' ? Math.round(next * factor) : next }, `${name}.${own.name}`)
              }
            />
          )
        }
      </Row>
    );
  };
  return (
    <div className="td-dz-pair">
      {limit('min')}
      {limit('max')}
      {own.type === 'decimal' && (
        <Row label={d('attributes.scale')}>
          {(id) => (
            <InputNumber
              id={id}
              min={0}
              max={9}
              precision={0}
              disabled={!isNew(fieldRef)}
              value={own.scale ?? 2}
              onChange={(scale) => set({ scale: scale ?? 2 }, `scale.${own.name}`)}
            />
          )}
        </Row>
      )}
    </div>
  );
}
