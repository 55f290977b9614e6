import { PlusOutlined } from '@ant-design/icons';
import { Button, Switch } from 'antd';
import { useState } from 'react';
import { addState, addTransition } from '../model/flow';
import { valueName } from '../model/naming';
import { useDesigner } from '../work/designer-context';
import { FlowCanvas } from './flow-canvas';
import { FlowTable } from './flow-table';
import { StatePanel } from './state-panel';
import { TransitionPanel } from './transition-panel';

/** How a record goes: states and the actions between them, drawn; the same as a table for those who do not point. */
export function FlowPart() {
  const { def, desk, selection, select, add, edit, words, syllables } = useDesigner();
  const { d } = words;
  const [withVoid, setWithVoid] = useState(false);
  const newState = () => {
    const word = { zh: d('flow.newState'), en: d('flow.newState') };
    const value = valueName(
      word,
      def.states.map((state) => state.value),
      syllables,
    );
    add((form) => addState(form, { value, ...word, tone: 'progress' }), { kind: 'state', state: value });
  };
  const connect = (from: string, to: string) => {
    const target = def.states.find((state) => state.value === to);
    const word = { zh: target?.zh ?? d('flow.newAction'), en: target?.en ?? d('flow.newAction') };
    const action = valueName(
      word,
      def.transitions.map((transition) => transition.action),
      syllables,
    );
    const by = def.access.edit.filter((role) => desk.roles.some((one) => one.key === role)).slice(0, 3);
    edit((form) => addTransition(form, { action, ...word, from: [from], to, by: by.length > 0 ? by : ['administrator'], inbox: false }));
    select({ kind: 'transition', index: def.transitions.length });
  };
  const newTransition = () => {
    const from = selection?.kind === 'state' ? selection.state : def.states[0]?.value;
    const to = def.states.find((state) => state.value !== from && state.final)?.value ?? def.states.at(-1)?.value;
    if (from && to) connect(from, to);
  };
  return (
    <div className="td-dz-flow">
      <div className="td-dz-flow-main">
        <div className="td-dz-toolbar">
          <Button size="small" icon={<PlusOutlined />} onClick={newState}>
            {d('flow.addState')}
          </Button>
          <Button size="small" icon={<PlusOutlined />} onClick={newTransition}>
            {d('flow.addAction')}
          </Button>
          <label className="td-dz-inline">
            <Switch size="small" checked={withVoid} onChange={setWithVoid} /> {d('flow.withVoid')}
          </label>
          <span className="td-dz-hint">{d('flow.hint')}</span>
        </div>
        <FlowCanvas onConnect={connect} withVoid={withVoid} />
        <FlowTable />
      </div>
      <aside className="td-dz-panel" aria-label={d('props.title')}>
        {selection?.kind === 'state' ? (
          <StatePanel key={def.states.findIndex((state) => state.value === selection.state)} value={selection.state} />
        ) : selection?.kind === 'transition' ? (
          <TransitionPanel key={selection.index} index={selection.index} />
        ) : (
          <p className="td-dz-hint">{d('flow.chooseOne')}</p>
        )}
      </aside>
    </div>
  );
}
