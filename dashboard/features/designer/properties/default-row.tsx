import { Button, Segmented } from 'antd';
import type { FieldDefinition } from '../../../../config/definition/types';
import { partsOf } from '../../../fields/index';
import { ExpressionInput } from '../conditions/expression-input';
import { patchField, type FieldRef } from '../model/fields';
import { useDesigner } from '../work/designer-context';
import { Row } from './row';
import { TemplateRows } from './template-rows';

/** Values that most defaults are, each with the kinds of fields that take it. */
const PRESETS: { key: 'today' | 'now' | 'me'; source: string; fits: (field: FieldDefinition) => boolean }[] = [
  { key: 'today', source: 'today()', fits: (field) => field.type === 'date' },
  { key: 'now', source: 'now()', fits: (field) => field.type === 'datetime' },
  { key: 'me', source: 'actor()', fits: (field) => field.target === 'employee' && (field.cardinality ?? 'manyToOne') === 'manyToOne' },
];

/** What a new record starts with: a value, one of the usual moments, or an expression. */
export function DefaultRow({ fieldRef, own, shown }: { fieldRef: FieldRef; own: FieldDefinition; shown: FieldDefinition }) {
  const { words, edit } = useDesigner();
  const { d } = words;
  const source = typeof own.default === 'string' && own.default.startsWith('=') ? own.default.slice(1) : null;
  const takesValue = !['relation', 'media'].includes(own.type);
  const isRows = own.type === 'json-rows';
  const kind = source !== null ? 'expression' : own.default === undefined ? 'none' : 'value';
  const set = (value: unknown, typing?: string) => edit((form) => patchField(form, fieldRef, { default: value }), typing);
  const presets = PRESETS.filter((preset) => preset.fits(own));
  const choose = (next: string) => {
    if (next === 'none') set(undefined);
    if (next === 'value') set(startOf(shown));
    if (next === 'expression') set(`=${presets[0]?.source ?? 'null'}`);
  };
  const { Input } = partsOf(own);
  return (
    <Row label={d('attributes.default')}>
      {(id) => (
        <>
          <Segmented
            size="small"
            value={kind}
            onChange={choose}
            options={[
              { value: 'none', label: d('props.noDefault') },
              ...(takesValue ? [{ value: 'value', label: d(isRows ? 'props.templateRows' : 'props.fixedValue') }] : []),
              ...(isRows && kind !== 'expression' ? [] : [{ value: 'expression', label: d('props.expression') }]),
            ]}
          />
          {kind === 'value' && isRows && (
            <TemplateRows id={id} field={shown} value={own.default} onChange={(rows) => set(rows, `default.${own.name}`)} />
          )}
          {kind === 'value' && !isRows && (
            <Input
              field={{ ...shown, required: false }}
              id={id}
              path={own.name}
              label={d('attributes.default')}
              value={own.default}
              onChange={(next) => set(next === null || next === '' ? undefined : next, `default.${own.name}`)}
            />
          )}
          {source !== null && (
            <>
              {presets.map((preset) => (
                <Button
                  key={preset.key}
                  size="small"
                  type={source === preset.source ? 'primary' : 'default'}
                  onClick={() => set(`=${preset.source}`)}
                >
                  {d(`props.${preset.key}`)}
                </Button>
              ))}
              <ExpressionInput
                id={id}
                address={`fields.${fieldRef.field}.default`}
                value={source}
                onChange={(next) => set(`=${next}`, `default.${own.name}`)}
              />
            </>
          )}
        </>
      )}
    </Row>
  );
}

/** A value to begin with, so that the control has something to change. */
function startOf(field: FieldDefinition): unknown {
  switch (field.type) {
    case 'enum':
      return field.multiple
        ? [field.values?.[0]?.value].filter((value) => value !== undefined)
        : field.values?.find((entry) => !entry.archived)?.value;
    case 'json-rows':
      return [{}];
    case 'boolean':
      return false;
    case 'integer':
    case 'decimal':
    case 'money':
      return 0;
    case 'date':
      return new Date().toISOString().slice(0, 10);
    case 'time':
      return '09:00';
    case 'datetime':
      return new Date().toISOString();
    default:
      return '—';
  }
}
