import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import type { Guard, TransitionDefinition } from '../../../../config/definition/types';
import { ConditionEditor } from '../conditions/condition-editor';
import { assign, replaced, without } from '../model/assign';
import { WordsInputs } from '../pieces/words-inputs';
import { Fold, Row } from '../properties/row';
import { useDesigner } from '../work/designer-context';

/** Conditions of an action, each with what is said when it is not met. */
export function GuardList({
  transition,
  address,
  onChange,
}: {
  transition: TransitionDefinition;
  address: string;
  onChange: (guard: Guard[], typing?: string) => void;
}) {
  const { view, words, pause } = useDesigner();
  const { d, say } = words;
  const guards = transition.guard ?? [];
  const start = view.fields.find((field) => !field.computed && !field.archived)?.name ?? 'remark';
  return (
    <Fold title={d('attributes.guard')} count={guards.length} open={guards.length > 0}>
      {guards.map((guard, index) => (
        <div key={index} className="td-dz-check">
          <ConditionEditor
            label={d('props.mustBeTrue')}
            address={`${address}.guard[${index}]`}
            value={guard.check}
            onChange={(check) =>
              onChange(replaced(guards, index, { ...guard, check: check ?? `filled(${start})` }), `${address}.guard.${index}`)
            }
          />
          <WordsInputs
            value={guard}
            labels={{ zh: d('props.messageZh'), en: d('props.messageEn') }}
            onChange={(next) => onChange(replaced(guards, index, { ...guard, ...next }), `${address}.message.${index}`)}
            onDone={pause}
          />
          <Row label={d('flow.shownAt')}>
            {(id) => (
              <Select
                id={id}
                allowClear
                showSearch
                optionFilterProp="label"
                value={guard.field ?? null}
                onChange={(field: string | null) => onChange(replaced(guards, index, assign(guard, { field: field ?? undefined })))}
                options={view.fields.filter((field) => !field.archived).map((field) => ({ value: field.name, label: say(field) }))}
              />
            )}
          </Row>
          {guard.ref && <span className="td-dz-hint">{d('flow.clause', { ref: guard.ref })}</span>}
          <Button size="small" type="text" icon={<DeleteOutlined />} onClick={() => onChange(without(guards, index))}>
            {d('props.removeCheck')}
          </Button>
        </div>
      ))}
      <Button
        size="small"
        icon={<PlusOutlined />}
        onClick={() => onChange([...guards, { check: `filled(${start})`, zh: d('flow.newGuard'), en: d('flow.newGuard') }])}
      >
        {d('flow.addGuard')}
      </Button>
    </Fold>
  );
}
