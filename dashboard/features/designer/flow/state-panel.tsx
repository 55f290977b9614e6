import { DeleteOutlined } from '@ant-design/icons';
import { Button, Segmented, Select, Switch } from 'antd';
import type { StateTone } from '../../../../config/definition/types';
import { Dot } from '../../../components/state-dot';
import { patchState, removeState, renameState } from '../model/flow';
import { isStateKept } from '../model/flow-locks';
import { valueName } from '../model/naming';
import { FieldsSelect } from '../pieces/field-select';
import { LockNote } from '../pieces/lock-note';
import { WordsInputs } from '../pieces/words-inputs';
import { Row } from '../properties/row';
import { problemsAt, useDesigner } from '../work/designer-context';

const TONES: StateTone[] = ['neutral', 'info', 'progress', 'success', 'warning', 'danger'];

/** A state: its word and colour, whether records start or end in it, and what can still be changed in it. */
export function StatePanel({ value }: { value: string }) {
  const { def, published, words, edit, pause, select, added, problems, syllables } = useDesigner();
  const { d, say } = words;
  const state = def.states.find((one) => one.value === value);
  if (!state) return null;
  const isKept = isStateKept(published, value);
  const set = (patch: Partial<typeof state>, typing?: string) => edit((form) => patchState(form, value, patch), typing);
  const named = () => {
    pause();
    if (isKept) return;
    const next = valueName(
      state,
      def.states.filter((one) => one.value !== value).map((one) => one.value),
      syllables,
    );
    if (next === value) return;
    edit((form) => renameState(form, value, next), `state.${value}`);
    select({ kind: 'state', state: next });
  };
  const editable = state.editable === true ? 'all' : Array.isArray(state.editable) ? 'some' : state.editable === false ? 'none' : 'default';
  const wrong = problemsAt(problems, def.key, `states.${value}`);
  return (
    <>
      <h2>{d('flow.state')}</h2>
      <WordsInputs value={state} autoFocus={added === value} onChange={(next) => set(next, `state.${value}`)} onDone={named} />
      {wrong.length > 0 && (
        <ul className="td-dz-wrong" role="alert">
          {wrong.map((problem) => (
            <li key={problem.address + problem.zh}>{say(problem)}</li>
          ))}
        </ul>
      )}
      <Row label={d('attributes.tone')}>
        {(id) => (
          <Select
            id={id}
            value={state.tone ?? 'neutral'}
            onChange={(tone: StateTone) => set({ tone })}
            options={TONES.map((tone) => ({ value: tone, label: <Dot tone={tone}>{d(`tones.${tone}`)}</Dot> }))}
          />
        )}
      </Row>
      <div className="td-dz-switches">
        <label>
          <Switch size="small" checked={state.initial === true} onChange={(on) => set({ initial: on || undefined })} />{' '}
          {d('flow.isInitial')}
        </label>
        <label>
          <Switch size="small" checked={state.final === true} onChange={(on) => set({ final: on || undefined })} /> {d('flow.isFinal')}
        </label>
      </div>
      <Row label={d('attributes.editable')}>
        {(id) => (
          <>
            <Segmented
              size="small"
              value={editable}
              onChange={(next) =>
                set({ editable: next === 'all' ? true : next === 'none' ? false : next === 'some' ? ['remark'] : undefined })
              }
              options={(['default', 'all', 'some', 'none'] as const).map((one) => ({ value: one, label: d(`editable.${one}`) }))}
            />
            {Array.isArray(state.editable) && (
              <FieldsSelect
                id={id}
                value={state.editable}
                onChange={(names) => set({ editable: names })}
                fits={(field) => !field.computed}
              />
            )}
          </>
        )}
      </Row>
      {isKept ? (
        <LockNote>{d('flow.stateKept')}</LockNote>
      ) : (
        <Button
          danger
          size="small"
          icon={<DeleteOutlined />}
          disabled={def.states.length < 2}
          onClick={() => {
            edit((form) => removeState(form, value));
            select(null);
          }}
        >
          {d('flow.removeState')}
        </Button>
      )}
    </>
  );
}
