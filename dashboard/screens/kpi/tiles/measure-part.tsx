import { Radio, Select } from 'antd';
import { groupFields, measureFields, needsField, periodFields, TILE_MEASURES } from '../../../../config/kpis/tile';
import type { FieldDefinition } from '../../../../config/definition/types';
import type { FormView } from '../../../providers/definitions-source';
import { useWords } from '../../../providers/i18n';
import { ConditionRows } from './condition-rows';
import type { TileDraft } from './tile-draft';
import { TilePart } from './tile-parts';

type PartProps = { form: FormView; draft: TileDraft; onChange: (part: Partial<TileDraft>) => void };

/** What is counted: the measure and its field, which records, by which date, split by what. */
export function MeasurePart({ form, draft, onChange }: PartProps) {
  const { t } = useWords();
  const open = (fields: FieldDefinition[]): FieldDefinition[] => fields.filter((field) => form.can.fields[field.name] !== 'masked');
  const numbers = open(measureFields(form));
  return (
    <section className="td-card td-tile-section" aria-label={t('tiles.what')}>
      <TilePart path="measure" isGroup label={t('tiles.measure')}>
        {({ id, describedBy }) => (
          <Radio.Group
            id={id}
            aria-labelledby="tile-measure-label"
            aria-describedby={describedBy}
            optionType="button"
            className="td-tile-buttons"
            value={draft.measure}
            onChange={(event) => onChange({ measure: event.target.value as TileDraft['measure'] })}
            options={TILE_MEASURES.map((value) => ({
              value,
              label: t(`tiles.measures.${value}`),
              disabled: needsField(value) && numbers.length === 0,
            }))}
          />
        )}
      </TilePart>
      {needsField(draft.measure) && (
        <TilePart path="field" label={t('tiles.field')}>
          {(part) => (
            <FieldChoice
              {...part}
              fields={numbers}
              value={draft.field}
              placeholder={t('tiles.fieldPlaceholder')}
              onChange={(field) => onChange({ field })}
            />
          )}
        </TilePart>
      )}
      {draft.measure === 'share' && (
        <TilePart path="condition" isGroup label={t('tiles.condition')} hint={t('tiles.conditionHint')}>
          {() => (
            <ConditionRows
              key={form.key}
              form={form}
              label={t('tiles.condition')}
              value={draft.condition}
              onChange={(condition) => onChange({ condition })}
            />
          )}
        </TilePart>
      )}
      <TilePart path="filter" isGroup label={t('tiles.filter')} hint={draft.filter ? undefined : t('tiles.filterHint')}>
        {() => (
          <ConditionRows
            key={form.key}
            form={form}
            label={t('tiles.filter')}
            value={draft.filter}
            onChange={(filter) => onChange({ filter })}
          />
        )}
      </TilePart>
      <div className="td-tile-pair">
        <TilePart path="period" label={t('tiles.period')} hint={draft.period === null ? t('tiles.momentHint') : undefined}>
          {(part) => (
            <FieldChoice
              {...part}
              fields={open(periodFields(form))}
              value={draft.period}
              none={t('tiles.moment')}
              onChange={(period) => onChange({ period })}
            />
          )}
        </TilePart>
        <TilePart path="group" label={t('tiles.group')}>
          {(part) => (
            <FieldChoice
              {...part}
              fields={open(groupFields(form))}
              value={draft.group}
              none={t('tiles.noGroup')}
              onChange={(group) => onChange({ group })}
            />
          )}
        </TilePart>
      </div>
    </section>
  );
}

const NONE = '';

type FieldChoiceProps = {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
  fields: FieldDefinition[];
  value: string | null;
  onChange: (name: string | null) => void;
  /** What it means that no field is chosen; left out = one has to be. */
  none?: string;
  placeholder?: string;
};

/** One field of the form, or none. */
function FieldChoice({ id, describedBy, invalid, fields, value, onChange, none, placeholder }: FieldChoiceProps) {
  const { say, t } = useWords();
  const monthly = (field: FieldDefinition): string =>
    none === t('tiles.noGroup') && (field.type === 'date' || field.type === 'datetime')
      ? t('kpi.monthsOf', { field: say(field) })
      : say(field);
  return (
    <Select
      id={id}
      aria-describedby={describedBy}
      status={invalid ? 'error' : undefined}
      showSearch
      optionFilterProp="label"
      placeholder={placeholder}
      value={value ?? (none === undefined ? undefined : NONE)}
      onChange={(next: string) => onChange(next === NONE ? null : next)}
      options={[
        ...(none === undefined ? [] : [{ value: NONE, label: none }]),
        ...fields.map((field) => ({ value: field.name, label: monthly(field) })),
      ]}
    />
  );
}
