import { DatePicker, Input, InputNumber, Select, TimePicker } from 'antd';
import dayjs from 'dayjs';
import type { FieldDefinition } from '../../../../config/definition/types';
import type { Clause, ClauseValue } from '../model/conditions';
import { useDesignerWords } from '../words/use-designer-words';
import type { ConditionScope } from './condition-scope';

type ValueInputProps = {
  number: number;
  clause: Clause;
  field: FieldDefinition | undefined;
  scope: ConditionScope;
  onChange: (value: ClauseValue) => void;
};

/** What the field is held against, by its kind: an option, a number, a day near today, another field. */
export function ValueInput({ number, clause, field, scope, onChange }: ValueInputProps) {
  const { d, say, t } = useDesignerWords();
  const { value } = clause;
  const label = `${d('conditions.value')} ${number}`;
  if (value.kind === 'none') return null;
  const options =
    field === undefined
      ? scope.roles
      : field.type === 'enum'
        ? (field.values ?? []).map((option) => ({ value: option.value, label: say(option) }))
        : null;
  if (value.kind === 'list') {
    return (
      <Select
        aria-label={label}
        mode={options ? 'multiple' : 'tags'}
        optionFilterProp="label"
        popupMatchSelectWidth={false}
        placeholder={t('fields.choose')}
        value={value.values}
        onChange={(values: (string | number)[]) =>
          onChange({ kind: 'list', values: field && isNumeric(field) ? values.map(Number).filter(Number.isFinite) : values })
        }
        options={options ?? []}
      />
    );
  }
  if (options) {
    return (
      <Select
        aria-label={label}
        showSearch={options.length > 7}
        optionFilterProp="label"
        popupMatchSelectWidth={false}
        placeholder={t('fields.choose')}
        value={value.kind === 'literal' && value.value !== '' ? (value.value as string | number) : null}
        onChange={(next: string | number | null) => next !== null && onChange({ kind: 'literal', value: next })}
        options={options}
      />
    );
  }
  if (field?.type === 'boolean') {
    return (
      <Select
        aria-label={label}
        value={value.kind === 'literal' ? value.value === true : true}
        onChange={(next: boolean) => onChange({ kind: 'literal', value: next })}
        options={[
          { value: true, label: t('common.yes') },
          { value: false, label: t('common.no') },
        ]}
      />
    );
  }
  return <ComparedValue label={label} field={field} value={value} scope={scope} onChange={onChange} />;
}

const isNumeric = (field: FieldDefinition): boolean => ['integer', 'decimal', 'money'].includes(field.type);
const isDated = (field: FieldDefinition): boolean => field.type === 'date' || field.type === 'datetime';

/** A value typed in, a day, or another field of the same kind. */
function ComparedValue({
  label,
  field,
  value,
  scope,
  onChange,
}: {
  label: string;
  field: FieldDefinition | undefined;
  value: ClauseValue;
  scope: ConditionScope;
  onChange: (value: ClauseValue) => void;
}) {
  const { d, t } = useDesignerWords();
  if (!field) return null;
  const kinds = [
    ...(isDated(field)
      ? [{ value: field.type === 'datetime' ? 'now' : 'today', label: d(field.type === 'datetime' ? 'props.now' : 'props.today') }]
      : []),
    ...(isDated(field) && field.type === 'date' ? [{ value: 'days', label: d('conditions.nearToday') }] : []),
    { value: 'literal', label: d(isDated(field) ? 'conditions.fixedDay' : 'conditions.fixed') },
    { value: 'field', label: d('conditions.otherField') },
  ];
  const kind = value.kind === 'today' ? (value.days === 0 ? 'today' : 'days') : value.kind;
  const others = scope.groups
    .map((group) => ({
      label: group.label,
      options: group.fields.filter((one) => fits(one.field, field)).map((one) => ({ value: one.key, label: one.label })),
    }))
    .filter((group) => group.options.length > 0);
  const choose = (next: string) => {
    if (next === 'today') onChange({ kind: 'today', days: 0 });
    if (next === 'days') onChange({ kind: 'today', days: 7 });
    if (next === 'now') onChange({ kind: 'now' });
    if (next === 'literal')
      onChange({
        kind: 'literal',
        value: isNumeric(field)
          ? 0
          : field.type === 'date'
            ? dayjs().format('YYYY-MM-DD')
            : field.type === 'datetime'
              ? dayjs().toISOString()
              : '',
      });
    if (next === 'field') onChange({ kind: 'field', path: (others[0]?.options[0]?.value ?? field.name).split('.') });
  };
  return (
    <>
      <Select
        aria-label={`${label} ${d('conditions.valueKind')}`}
        popupMatchSelectWidth={false}
        value={kind}
        onChange={choose}
        options={kinds}
      />
      {value.kind === 'field' && (
        <Select
          aria-label={label}
          showSearch
          optionFilterProp="label"
          popupMatchSelectWidth={false}
          value={value.path.join('.')}
          onChange={(key: string) => onChange({ kind: 'field', path: key.split('.') })}
          options={others}
        />
      )}
      {kind === 'days' && value.kind === 'today' && (
        <InputNumber
          aria-label={label}
          precision={0}
          value={value.days}
          addonAfter={d('conditions.days')}
          onChange={(days) => onChange({ kind: 'today', days: days ?? 0 })}
        />
      )}
      {value.kind === 'literal' && isNumeric(field) && (
        <InputNumber
          aria-label={label}
          value={field.type === 'money' ? Number(value.value) / 100 : Number(value.value)}
          addonAfter={field.type === 'money' ? t('fields.yuan') : undefined}
          onChange={(next) =>
            onChange({ kind: 'literal', value: field.type === 'money' ? Math.round(Number(next ?? 0) * 100) : Number(next ?? 0) })
          }
        />
      )}
      {value.kind === 'literal' && isDated(field) && (
        <DatePicker
          aria-label={label}
          allowClear={false}
          showTime={field.type === 'datetime'}
          value={dayjs(String(value.value))}
          onChange={(day) => onChange({ kind: 'literal', value: field.type === 'date' ? day.format('YYYY-MM-DD') : day.toISOString() })}
        />
      )}
      {value.kind === 'literal' && field.type === 'time' && (
        <TimePicker
          aria-label={label}
          allowClear={false}
          format="HH:mm"
          value={dayjs(`2026-01-01T${String(value.value)}`)}
          onChange={(time) => onChange({ kind: 'literal', value: time.format('HH:mm') })}
        />
      )}
      {value.kind === 'literal' && (field.type === 'string' || field.type === 'text') && (
        <Input
          aria-label={label}
          value={String(value.value)}
          onChange={(event) => onChange({ kind: 'literal', value: event.target.value })}
        />
      )}
    </>
  );
}

const fits = (other: FieldDefinition, field: FieldDefinition): boolean =>
  other !== field && (other.type === field.type || (isNumeric(other) && isNumeric(field)) || (isDated(other) && isDated(field)));
