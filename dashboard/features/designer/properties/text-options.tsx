import { Input, InputNumber, Select } from 'antd';
import { patchField } from '../model/fields';
import { useDesigner } from '../work/designer-context';
import type { KindOptionsProps } from './kind-options';
import { Row } from './row';

const FORMATS = ['phone', 'email', 'url', 'id-number', 'credit-code'] as const;

/** Patterns that offices ask for most. */
const PATTERNS = [
  { key: 'plate', pattern: '^[一-龥][A-Z][A-Z0-9]{5,6}$' },
  { key: 'digits', pattern: '^\\d+$' },
  { key: 'code', pattern: '^[A-Za-z0-9-]+$' },
  { key: 'postcode', pattern: '^\\d{6}$' },
] as const;

export function TextOptions({ fieldRef, own }: KindOptionsProps) {
  const { words, edit } = useDesigner();
  const { d } = words;
  const set = (patch: Partial<typeof own>, typing?: string) => edit((form) => patchField(form, fieldRef, patch), typing);
  const preset = PATTERNS.find((one) => one.pattern === own.pattern);
  const rule =
    own.format !== undefined ? `format:${own.format}` : preset ? `pattern:${preset.key}` : own.pattern !== undefined ? 'custom' : 'any';
  const choose = (next: string) => {
    const [kind, key] = next.split(':');
    const pattern =
      kind === 'pattern' ? PATTERNS.find((one) => one.key === key)?.pattern : next === 'custom' ? (own.pattern ?? '^.+$') : undefined;
    set({ format: kind === 'format' ? (key as typeof own.format) : undefined, pattern });
  };
  return (
    <>
      <Row label={d('props.content')}>
        {(id) => (
          <Select
            id={id}
            value={rule}
            onChange={choose}
            options={[
              { value: 'any', label: d('props.anyText') },
              ...(own.type === 'string' ? FORMATS.map((format) => ({ value: `format:${format}`, label: d(`formats.${format}`) })) : []),
              ...PATTERNS.map(({ key }) => ({ value: `pattern:${key}`, label: d(`patterns.${key}`) })),
              { value: 'custom', label: d('patterns.custom') },
            ]}
          />
        )}
      </Row>
      {rule === 'custom' && (
        <Row label={d('attributes.pattern')} hint={d('props.patternHint')}>
          {(id) => (
            <Input
              id={id}
              className="td-dz-mono"
              value={own.pattern}
              onChange={(event) => event.target.value !== '' && set({ pattern: event.target.value }, `pattern.${own.name}`)}
            />
          )}
        </Row>
      )}
      <Row label={d('attributes.maxLength')}>
        {(id) => (
          <InputNumber
            id={id}
            min={1}
            max={own.type === 'string' ? 255 : 50_000}
            value={own.maxLength ?? null}
            placeholder={d('props.noLimit')}
            onChange={(value) => set({ maxLength: value ?? undefined }, `maxLength.${own.name}`)}
          />
        )}
      </Row>
    </>
  );
}
