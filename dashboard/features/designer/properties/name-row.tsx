import { Input } from 'antd';
import { useState } from 'react';
import type { FieldRef } from '../model/fields';
import { renameField } from '../model/rename';
import { useDesigner } from '../work/designer-context';
import { Row } from './row';

/** The name under which the field is kept and found by expressions; fixed from the first publish on. */
export function NameRow({ fieldRef, onNamed }: { fieldRef: FieldRef; onNamed: () => void }) {
  const { def, words, edit, isNew, select } = useDesigner();
  const { d } = words;
  const name = fieldRef.column ?? fieldRef.field;
  const [typed, setTyped] = useState<string | null>(null);
  if (!isNew(fieldRef)) {
    return (
      <p className="td-dz-name">
        {d('props.name')} <code>{name}</code>
      </p>
    );
  }
  const rows = fieldRef.column === undefined ? def.fields : (def.fields.find((field) => field.name === fieldRef.field)?.columns ?? []);
  const isTaken = rows.some((field) => field.name === typed && field.name !== name);
  const done = () => {
    setTyped(null);
    const next = typed?.trim();
    if (!next || next === name || isTaken) return;
    onNamed();
    edit((form) => renameField(form, fieldRef, next));
    select({ kind: 'field', ...(fieldRef.column === undefined ? { field: next } : { field: fieldRef.field, column: next }) });
  };
  return (
    <Row label={d('props.name')} hint={d(isTaken ? 'props.nameTaken' : 'props.nameHint')}>
      {(id) => (
        <Input
          id={id}
          size="small"
          className="td-dz-mono"
          value={typed ?? name}
          status={isTaken ? 'error' : undefined}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={done}
          onPressEnter={done}
        />
      )}
    </Row>
  );
}
