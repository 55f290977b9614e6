import { DeleteOutlined } from '@ant-design/icons';
import { Button, Select, Switch } from 'antd';
import type { TransitionDefinition } from '../../../../config/definition/types';
import { orNothing } from '../model/assign';
import { patchTransition, removeTransition, renameAction } from '../model/flow';
import { actionLock } from '../model/flow-locks';
import { valueName } from '../model/naming';
import { FieldsSelect } from '../pieces/field-select';
import { LockNote } from '../pieces/lock-note';
import { RoleSelect } from '../pieces/role-select';
import { WordsInputs } from '../pieces/words-inputs';
import { Fold, Row } from '../properties/row';
import { problemsAt, useDesigner } from '../work/designer-context';
import { ApprovalEditor } from './approval-editor';
import { EffectList } from './effect-list';
import { GuardList } from './guard-list';
import { SetList } from './set-list';

/** An action: who may do it, from where to where, what it asks for, and what follows from it. */
export function TransitionPanel({ index }: { index: number }) {
  const { def, published, desk, view, words, edit, pause, select, problems, syllables } = useDesigner();
  const { d, say, t } = words;
  const transition = def.transitions[index];
  if (!transition) return null;
  const set = (patch: Partial<TransitionDefinition>, typing?: string) => edit((form) => patchTransition(form, index, patch), typing);
  const isKept = published?.transitions.some((old) => old.action === transition.action) ?? false;
  const lock = actionLock(def, published, desk.forms, transition);
  const address = `transitions.${transition.action}`;
  const wrong = problemsAt(problems, def.key, address);
  const named = () => {
    pause();
    if (isKept) return;
    const next = valueName(
      transition,
      def.transitions.filter((_, at) => at !== index).map((one) => one.action),
      syllables,
    );
    if (next !== transition.action) edit((form) => renameAction(form, index, next), `action.${index}`);
  };
  const states = def.states.map((state) => ({ value: state.value, label: say(state) }));
  const people = [
    ...view.fields.filter((field) => field.target === 'employee').map((field) => ({ value: field.name, label: say(field) })),
    ...def.transitions
      .filter((_, at) => at !== index)
      .map((other) => ({ value: `action:${other.action}`, label: d('flow.whoDid', { action: say(other) }) })),
  ];
  return (
    <>
      <h2>{d('flow.action')}</h2>
      <WordsInputs value={transition} onChange={(next) => set(next, `action.${index}`)} onDone={named} />
      {wrong.length > 0 && (
        <ul className="td-dz-wrong" role="alert">
          {wrong.map((problem) => (
            <li key={problem.address + problem.zh}>{say(problem)}</li>
          ))}
        </ul>
      )}
      <div className="td-dz-pair">
        <Row label={d('attributes.from')}>
          {(id) => (
            <Select
              id={id}
              mode="multiple"
              disabled={lock === 'system'}
              value={transition.from}
              onChange={(from: string[]) => from.length > 0 && set({ from })}
              options={states}
            />
          )}
        </Row>
        <Row label={d('attributes.to')}>
          {(id) => <Select id={id} disabled={lock !== null} value={transition.to} onChange={(to) => set({ to })} options={states} />}
        </Row>
      </div>
      <Row label={d('attributes.by')}>
        {(id) => (
          <RoleSelect
            id={id}
            value={transition.by}
            withSystem
            disabled={lock === 'system'}
            onChange={(by) => by.length > 0 && set({ by })}
          />
        )}
      </Row>
      <div className="td-dz-switches">
        <label>
          <Switch size="small" checked={transition.headOnly === true} onChange={(on) => set({ headOnly: on || undefined })} />{' '}
          {d('attributes.headOnly')}
        </label>
        <label>
          <Switch size="small" checked={transition.inbox ?? transition.decision !== undefined} onChange={(on) => set({ inbox: on })} />{' '}
          {d('attributes.inbox')}
        </label>
      </div>
      <div className="td-dz-pair">
        <Row label={d('attributes.decision')}>
          {(id) => (
            <Select
              id={id}
              value={transition.decision ?? 'none'}
              onChange={(decision: 'none' | 'approve' | 'reject') => set({ decision: decision === 'none' ? undefined : decision })}
              options={(['none', 'approve', 'reject'] as const).map((one) => ({ value: one, label: d(`decisions.${one}`) }))}
            />
          )}
        </Row>
        <Row label={t('common.comment')}>
          {(id) => (
            <Select
              id={id}
              value={transition.comment ?? 'default'}
              onChange={(comment: 'default' | 'required' | 'optional' | 'none') =>
                set({ comment: comment === 'default' ? undefined : comment })
              }
              options={(['default', 'required', 'optional', 'none'] as const).map((one) => ({ value: one, label: d(`comments.${one}`) }))}
            />
          )}
        </Row>
      </div>
      <Row label={d('attributes.notBy')} hint={d('flow.notByHint')}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={transition.notBy ?? []}
            onChange={(notBy: string[]) => set({ notBy: orNothing(notBy) })}
            options={people}
          />
        )}
      </Row>
      <Row label={d('flow.asks')}>
        {(id) => (
          <FieldsSelect
            id={id}
            value={transition.fields ?? []}
            fits={(field) => !field.computed}
            onChange={(fields) =>
              set({ fields: orNothing(fields), require: orNothing((transition.require ?? []).filter((name) => fields.includes(name))) })
            }
          />
        )}
      </Row>
      {(transition.fields ?? []).length > 0 && (
        <Row label={d('flow.mustBeFilled')}>
          {(id) => (
            <FieldsSelect
              id={id}
              value={transition.require ?? []}
              fits={(field) => transition.fields?.includes(field.name) === true}
              onChange={(names) => set({ require: orNothing(names) })}
            />
          )}
        </Row>
      )}
      <GuardList transition={transition} address={address} onChange={(guard, typing) => set({ guard: orNothing(guard) }, typing)} />
      <ApprovalEditor transition={transition} onChange={(approval, typing) => set({ approval }, typing)} />
      <SetList
        transition={transition}
        address={address}
        onChange={(values, typing) => set({ set: Object.keys(values).length > 0 ? values : undefined }, typing)}
      />
      <EffectList transition={transition} address={address} onChange={(effects, typing) => set({ effects: orNothing(effects) }, typing)} />
      {(transition.rules ?? []).length > 0 && (
        <Fold title={d('flow.rules')} count={transition.rules?.length ?? 0}>
          <LockNote>{d('flow.rulesHint')}</LockNote>
          <ul>
            {transition.rules?.map((use) => (
              <li key={use.rule}>
                <code>{use.rule}</code>
              </li>
            ))}
          </ul>
        </Fold>
      )}
      {lock ? (
        <LockNote>{d(`flow.locks.${lock}`)}</LockNote>
      ) : (
        <Button
          danger
          size="small"
          icon={<DeleteOutlined />}
          onClick={() => {
            edit((form) => removeTransition(form, index));
            select(null);
          }}
        >
          {d('flow.removeAction')}
        </Button>
      )}
    </>
  );
}
