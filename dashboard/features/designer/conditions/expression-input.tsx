import { Input, Select } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useRef } from 'react';
import { FUNCTION_NAMES } from '../../../../config/definition/expression/functions';
import { problemsAt, useDesigner } from '../work/designer-context';
import { conditionScope, type ConditionScope } from './condition-scope';

type ExpressionInputProps = {
  id?: string;
  label?: string;
  address: string;
  value: string;
  scope?: ConditionScope;
  onChange: (source: string) => void;
};

/** An expression by hand: names and functions are put in by choosing, and what is wrong is said while it is written. */
export function ExpressionInput({ id, label, address, value, scope, onChange }: ExpressionInputProps) {
  const designer = useDesigner();
  const { def, problems, words, pause } = designer;
  const { d, say } = words;
  const area = useRef<TextAreaRef>(null);
  const { groups } = scope ?? conditionScope(designer, {});
  const wrong = problemsAt(problems, def.key, address);
  const insert = (text: string, back = 0) => {
    const box = area.current?.resizableTextArea?.textArea;
    const [from, to] = [box?.selectionStart ?? value.length, box?.selectionEnd ?? value.length];
    onChange(value.slice(0, from) + text + value.slice(to));
    requestAnimationFrame(() => {
      box?.focus();
      box?.setSelectionRange(from + text.length - back, from + text.length - back);
    });
  };
  return (
    <div className="td-dz-expression">
      <Input.TextArea
        ref={area}
        id={id}
        aria-label={label}
        className="td-dz-mono"
        autoSize={{ minRows: 2, maxRows: 8 }}
        spellCheck={false}
        status={wrong.length > 0 ? 'error' : undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onBlur={pause}
      />
      {wrong.length > 0 ? (
        <ul className="td-dz-wrong" role="alert">
          {wrong.map((problem) => (
            <li key={problem.address + problem.zh}>{say(problem)}</li>
          ))}
        </ul>
      ) : (
        value.trim() !== '' && <span className="td-dz-ok">{d('conditions.valid')}</span>
      )}
      <div className="td-dz-inserts">
        <Select
          size="small"
          aria-label={d('conditions.insertField')}
          placeholder={d('conditions.insertField')}
          showSearch
          optionFilterProp="label"
          popupMatchSelectWidth={false}
          value={null}
          onChange={(key: string | null) => key !== null && insert(key)}
          options={groups.map((group) => ({
            label: group.label,
            options: group.fields.map((field) => ({ value: field.key, label: `${field.label} · ${field.key}` })),
          }))}
        />
        <Select
          size="small"
          aria-label={d('conditions.insertFunction')}
          placeholder={d('conditions.insertFunction')}
          showSearch
          popupMatchSelectWidth={false}
          value={null}
          onChange={(name: string | null) => name !== null && insert(`${name}()`, 1)}
          options={FUNCTION_NAMES.map((name) => ({ value: name, label: `${name}()` }))}
        />
      </div>
    </div>
  );
}
