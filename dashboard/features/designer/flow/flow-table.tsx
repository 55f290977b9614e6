import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Dot } from '../../../components/state-dot';
import { moveState } from '../model/flow';
import { useDesigner } from '../work/designer-context';

/** States and actions as two tables: all of the flow without the drawing. */
export function FlowTable() {
  const { def, words, desk, selection, select, edit } = useDesigner();
  const { d, say, t } = words;
  const stateWord = (value: string): string => say(def.states.find((state) => state.value === value)) || value;
  const roleWord = (key: string): string => say(desk.roles.find((role) => role.key === key)) || key;
  return (
    <div className="td-dz-flow-tables">
      <table className="td-dz-table">
        <caption>{d('flow.states')}</caption>
        <thead>
          <tr>
            <th scope="col">{d('flow.state')}</th>
            <th scope="col">{d('flow.place')}</th>
            <th scope="col">
              <span className="td-visually-hidden">{d('common.order')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {def.states.map((state, index) => (
            <tr key={state.value} aria-selected={selection?.kind === 'state' && selection.state === state.value}>
              <th scope="row">
                <button type="button" className="td-link-button" onClick={() => select({ kind: 'state', state: state.value })}>
                  <Dot tone={state.tone ?? 'neutral'}>{say(state)}</Dot>
                </button>
              </th>
              <td>{[state.initial && d('flow.initial'), state.final && d('flow.final')].filter(Boolean).join(t('common.and'))}</td>
              <td>
                <Button
                  type="text"
                  size="small"
                  icon={<ArrowUpOutlined />}
                  disabled={index === 0}
                  aria-label={d('common.up', { name: say(state) })}
                  onClick={() => edit((form) => moveState(form, state.value, -1))}
                />
                <Button
                  type="text"
                  size="small"
                  icon={<ArrowDownOutlined />}
                  disabled={index === def.states.length - 1}
                  aria-label={d('common.down', { name: say(state) })}
                  onClick={() => edit((form) => moveState(form, state.value, 1))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className="td-dz-table">
        <caption>{d('flow.actions')}</caption>
        <thead>
          <tr>
            <th scope="col">{d('flow.action')}</th>
            <th scope="col">{d('attributes.from')}</th>
            <th scope="col">{d('attributes.to')}</th>
            <th scope="col">{d('attributes.by')}</th>
          </tr>
        </thead>
        <tbody>
          {def.transitions.map((transition, index) => (
            <tr key={`${transition.action} ${index}`} aria-selected={selection?.kind === 'transition' && selection.index === index}>
              <th scope="row">
                <button type="button" className="td-link-button" onClick={() => select({ kind: 'transition', index })}>
                  {say(transition)}
                </button>
              </th>
              <td>{transition.from.map(stateWord).join(t('common.and'))}</td>
              <td>{stateWord(transition.to)}</td>
              <td>{transition.by.map(roleWord).join(t('common.and'))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
