import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { FieldDefinition } from '../../../../config/definition/types';
import { ConditionEditor } from '../conditions/condition-editor';
import { orNothing, replaced, without } from '../model/assign';
import { patchField, type FieldRef } from '../model/fields';
import { WordsInputs } from '../pieces/words-inputs';
import { useDesigner } from '../work/designer-context';
import { Fold } from './row';

/** Own checks of a field: what must be so, and what is said when it is not. */
export function ChecksEditor({ fieldRef, own, address }: { fieldRef: FieldRef; own: FieldDefinition; address: string }) {
  const { words, edit, pause } = useDesigner();
  const { d } = words;
  const checks = own.checks ?? [];
  const set = (next: typeof checks, typing?: string) => edit((form) => patchField(form, fieldRef, { checks: orNothing(next) }), typing);
  const name = fieldRef.column ?? fieldRef.field;
  const rows = fieldRef.column === undefined ? undefined : fieldRef.field;
  return (
    <Fold title={d('props.checks')} count={checks.length} open={checks.length > 0}>
      <p className="td-dz-hint">{d('props.checksHint')}</p>
      {checks.map((check, index) => (
        <div key={index} className="td-dz-check">
          <ConditionEditor
            label={d('props.mustBeTrue')}
            address={`${address}.checks[${index}]`}
            rows={rows}
            value={check.check}
            onChange={(source) =>
              set(replaced(checks, index, { ...check, check: source ?? `filled(${name})` }), `${address}.check.${index}`)
            }
          />
          <WordsInputs
            value={check}
            labels={{ zh: d('props.messageZh'), en: d('props.messageEn') }}
            onChange={(next) => set(replaced(checks, index, { ...check, ...next }), `${address}.message.${index}`)}
            onDone={pause}
          />
          <Button size="small" type="text" icon={<DeleteOutlined />} onClick={() => set(without(checks, index))}>
            {d('props.removeCheck')}
          </Button>
        </div>
      ))}
      <Button
        size="small"
        icon={<PlusOutlined />}
        onClick={() => set([...checks, { check: `filled(${name})`, zh: d('props.newMessage'), en: d('props.newMessage') }])}
      >
        {d('props.addCheck')}
      </Button>
    </Fold>
  );
}
