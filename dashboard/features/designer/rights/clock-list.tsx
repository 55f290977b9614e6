import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import type { SlaDefinition } from '../../../../config/definition/types';
import { assign, replaced, without } from '../model/assign';
import { RoleSelect } from '../pieces/role-select';
import { Row } from '../properties/row';
import { useDesigner } from '../work/designer-context';

/** Clocks: from one state or moment to another, how long at most, and who is told when it takes longer. */
export function ClockList() {
  const { def, view, words, edit, pause } = useDesigner();
  const { d, say } = words;
  const clocks = def.sla ?? [];
  const set = (next: SlaDefinition[], typing?: string) => edit((form) => ({ ...form, sla: next }), typing);
  const places = [
    { label: d('flow.states'), options: view.states.map((state) => ({ value: state.value, label: say(state) })) },
    {
      label: d('clocks.moments'),
      options: view.fields
        .filter((field) => ['date', 'datetime', 'media', 'relation'].includes(field.type) && !field.archived)
        .map((field) => ({ value: field.name, label: say(field) })),
    },
  ];
  const add = () =>
    set([
      ...clocks,
      {
        clock: `${def.states[0]?.value ?? ''}..${def.states.find((state) => state.final)?.value ?? ''}`,
        limit: '3d',
        breach: ['customer-service-supervisor'],
      },
    ]);
  return (
    <section className="td-card td-pad td-stack" aria-labelledby="dz-clocks">
      <h2 id="dz-clocks">{d('attributes.sla')}</h2>
      <p className="td-dz-hint">{d('clocks.hint')}</p>
      {clocks.map((clock, index) => {
        const [from = '', to = ''] = clock.clock.split('..');
        const put = (patch: Partial<SlaDefinition>, typing?: string) => set(replaced(clocks, index, assign(clock, patch)), typing);
        return (
          <div key={index} className="td-dz-clock">
            <Row label={d('attributes.from')}>
              {(id) => (
                <Select
                  id={id}
                  value={from}
                  onChange={(value) => put({ clock: `${value}..${to}` })}
                  options={places}
                  popupMatchSelectWidth={false}
                />
              )}
            </Row>
            <Row label={d('attributes.to')}>
              {(id) => (
                <Select
                  id={id}
                  value={to}
                  onChange={(value) => put({ clock: `${from}..${value}` })}
                  options={places}
                  popupMatchSelectWidth={false}
                />
              )}
            </Row>
            <Row label={d('clocks.limit')} hint={d('clocks.limitHint')}>
              {(id) => (
                <Input
                  id={id}
                  className="td-dz-mono"
                  value={clock.limit}
                  onChange={(event) => event.target.value !== '' && put({ limit: event.target.value }, `clock.${index}`)}
                  onBlur={pause}
                />
              )}
            </Row>
            <Row label={d('attributes.breach')}>
              {(id) => <RoleSelect id={id} value={clock.breach} onChange={(breach) => breach.length > 0 && put({ breach })} />}
            </Row>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={d('clocks.remove', { n: index + 1 })}
              disabled={clock.policy !== undefined}
              onClick={() => set(without(clocks, index))}
            />
          </div>
        );
      })}
      <div>
        <Button size="small" icon={<PlusOutlined />} onClick={add}>
          {d('clocks.add')}
        </Button>
      </div>
    </section>
  );
}
