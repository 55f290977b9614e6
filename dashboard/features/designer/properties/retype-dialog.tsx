import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { FieldDefinition } from '../../../../config/definition/types';
import { hasEnglish } from '../model/naming';
import { kindsFor, retypeField } from '../model/retype';
import { useDesigner } from '../work/designer-context';
import { ConvertTry } from './convert-try';
import { Row } from './row';

/** Which kind a published field is to become, and under which name; with a place to try what becomes of a value. */
export function RetypeDialog({ field, onClose, onDone }: { field: FieldDefinition; onClose: () => void; onDone: (name: string) => void }) {
  const { view, words, edit, nameFor } = useDesigner();
  const { d, say } = words;
  const kinds = kindsFor(field);
  const [key, setKey] = useState(kinds[0]?.key ?? '');
  const kind = kinds.find((one) => one.key === key) ?? kinds[0];
  const [typed, setTyped] = useState<string | null>(null);
  if (!kind) return null;
  const proposed = nameFor({
    zh: `${field.zh}${kind.zh}`,
    en: hasEnglish(field) ? `${field.name} ${NAME_PARTS[kind.key] ?? kind.key}` : '',
  });
  const name = typed?.trim() || proposed;
  const isTaken = view.fields.some((one) => one.name.toLowerCase() === name.toLowerCase());
  const isWrong = !/^[a-z][A-Za-z0-9]*$/.test(name);
  const shown = view.fields.find((one) => one.name === field.name) ?? field;
  const sample = retypeField({ ...view, sections: undefined, fields: [shown] }, field.name, kind, name).fields[0];
  const confirm = () => {
    if (isTaken || isWrong) return;
    edit((form) => retypeField(form, field.name, kind, name, shown.values));
    onDone(name);
  };
  return (
    <Modal
      open
      title={d('retype.title', { field: say(field) })}
      onCancel={onClose}
      onOk={confirm}
      okText={d('retype.confirm')}
      cancelText={words.t('common.cancel')}
      okButtonProps={{ disabled: isTaken || isWrong }}
    >
      <div className="td-stack">
        <p>{d('retype.lead', { kind: say(kind) })}</p>
        <Row label={d('retype.kind')}>
          {(id) => (
            <Select
              id={id}
              autoFocus
              value={kind.key}
              onChange={setKey}
              options={kinds.map((one) => ({ value: one.key, label: say(one) }))}
            />
          )}
        </Row>
        <Row label={d('retype.name')} hint={isTaken ? d('props.nameTaken') : d('props.nameHint')}>
          {(id) => (
            <Input
              id={id}
              className="td-dz-mono"
              value={typed ?? proposed}
              status={isTaken || isWrong ? 'error' : undefined}
              onChange={(event) => setTyped(event.target.value)}
              onPressEnter={confirm}
            />
          )}
        </Row>
        {sample && <ConvertTry from={shown} to={sample} />}
      </div>
    </Modal>
  );
}

/** What is put behind the old name for the new one: plate -> plateText. */
const NAME_PARTS: Record<string, string> = {
  line: 'text',
  paragraph: 'text',
  integer: 'number',
  decimal: 'number',
  money: 'amount',
  choice: 'choice',
  choices: 'choices',
  yesNo: 'yes',
  date: 'day',
  datetime: 'moment',
  time: 'time',
};
