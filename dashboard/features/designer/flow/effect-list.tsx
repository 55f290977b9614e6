import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import type { Effect, TransitionDefinition } from '../../../../config/definition/types';
import { ConditionRow } from '../conditions/condition-row';
import { assign, orNothing, replaced, without } from '../model/assign';
import { LockNote } from '../pieces/lock-note';
import { RoleSelect } from '../pieces/role-select';
import { WordsInputs } from '../pieces/words-inputs';
import { Fold, Row } from '../properties/row';
import { useDesigner } from '../work/designer-context';

type Notify = Extract<Effect, { notify: unknown }>;
type Shipped = Exclude<Effect, Notify>;
type EffectListProps = { transition: TransitionDefinition; address: string; onChange: (effects: Effect[], typing?: string) => void };

/** What follows from the action. Messages are the manager's; what opens or moves other records was shipped, and is only shown. */
export function EffectList({ transition, address, onChange }: EffectListProps) {
  const { words } = useDesigner();
  const { d } = words;
  const effects = transition.effects ?? [];
  const others = effects.filter((effect): effect is Shipped => !('notify' in effect));
  const add = () =>
    onChange([...effects, { notify: { roles: ['customer-service-supervisor'], zh: d('flow.newMessage'), en: d('flow.newMessage') } }]);
  return (
    <Fold title={d('attributes.effects')} count={effects.length} open={effects.length > 0}>
      {effects.map((effect, index) =>
        'notify' in effect ? (
          <NotifyEditor
            key={index}
            effect={effect}
            address={`${address}.effects[${index}]`}
            onChange={(next, typing) => onChange(replaced(effects, index, next), typing)}
            onRemove={() => onChange(without(effects, index))}
          />
        ) : null,
      )}
      <Button size="small" icon={<PlusOutlined />} onClick={add}>
        {d('flow.addMessage')}
      </Button>
      {others.length > 0 && (
        <>
          <LockNote>{d('flow.effectsHint')}</LockNote>
          <ul className="td-dz-plain">
            {others.map((effect, index) => (
              <li key={index}>
                <EffectWords effect={effect} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Fold>
  );
}

function NotifyEditor({
  effect,
  address,
  onChange,
  onRemove,
}: {
  effect: Notify;
  address: string;
  onChange: (effect: Notify, typing?: string) => void;
  onRemove: () => void;
}) {
  const { view, words, pause } = useDesigner();
  const { d, say } = words;
  const { notify } = effect;
  const set = (patch: Partial<Notify['notify']>, typing?: string) => onChange({ ...effect, notify: assign(notify, patch) }, typing);
  const people = view.fields.filter((field) => field.target === 'employee' && !field.archived);
  return (
    <div className="td-dz-check">
      <WordsInputs
        value={notify}
        labels={{ zh: d('props.messageZh'), en: d('props.messageEn') }}
        onChange={(next) => set(next, address)}
        onDone={pause}
      />
      <Row label={d('flow.toRoles')}>
        {(id) => <RoleSelect id={id} value={notify.roles ?? []} onChange={(roles) => set({ roles: orNothing(roles) })} />}
      </Row>
      {people.length > 0 && (
        <Row label={d('flow.toPeople')}>
          {(id) => (
            <Select
              id={id}
              mode="multiple"
              value={notify.employees ?? []}
              onChange={(names: string[]) => set({ employees: orNothing(names) })}
              options={people.map((field) => ({ value: field.name, label: say(field) }))}
            />
          )}
        </Row>
      )}
      <ConditionRow
        title={d('attributes.when')}
        none={d('conditions.always')}
        address={`${address}.when`}
        value={effect.when}
        onChange={(when) => onChange(assign(effect, { when }), `${address}.when`)}
      />
      <Button size="small" type="text" icon={<DeleteOutlined />} onClick={onRemove}>
        {d('flow.removeMessage')}
      </Button>
    </div>
  );
}

/** An effect that was shipped, in a sentence. */
function EffectWords({ effect }: { effect: Shipped }) {
  const { view, desk, words } = useDesigner();
  const { d, say } = words;
  const formWord = (key: string | undefined): string => say(desk.forms.find((form) => form.key === key)) || (key ?? '');
  const fieldWord = (name: string | undefined): string => say(view.fields.find((field) => field.name === name)) || (name ?? '');
  if ('create' in effect) return <>{d('effects.create', { form: formWord(effect.create.form) })}</>;
  if ('act' in effect) {
    const target = effect.act.form ?? view.fields.find((field) => field.name === effect.act.on)?.target;
    const action = desk.forms.find((form) => form.key === target)?.transitions.find((one) => one.action === effect.act.action);
    return (
      <>
        {d('effects.act', {
          what: effect.act.on ? fieldWord(effect.act.on) : formWord(effect.act.form),
          action: action ? say(action) : effect.act.action,
        })}
      </>
    );
  }
  if ('update' in effect) return <>{d('effects.update', { what: fieldWord(effect.update.on) })}</>;
  return (
    <>
      {d('effects.run')} <code>{effect.run}</code>
    </>
  );
}
