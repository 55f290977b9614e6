import { Select } from 'antd';
import { assign } from '../model/assign';
import { LockNote } from '../pieces/lock-note';
import { WordsInputs } from '../pieces/words-inputs';
import { useDesigner } from '../work/designer-context';
import { Row } from './row';

/** The form as a whole: its name, where it stands in the menu, what it is for, when it counts as complete. */
export function FormPanel() {
  const { def, view, words, edit, pause, desk, published } = useDesigner();
  const { d, say } = words;
  const mine = desk.allAreas.filter((area) => desk.areas.includes('*') || desk.areas.includes(area.key) || area.key === def.area);
  const actions = [
    { value: 'create', label: d('props.atCreate') },
    ...view.transitions.map((transition) => ({ value: transition.action, label: say(transition) })),
  ];
  return (
    <>
      <h2>{d('props.form')}</h2>
      <p className="td-dz-hint">{d('props.nothingSelected')}</p>
      <WordsInputs value={def} onChange={(next) => edit((form) => ({ ...form, ...next }), 'form.words')} onDone={pause} />
      <Row label={d('attributes.area')}>
        {(id) => (
          <Select
            id={id}
            showSearch
            optionFilterProp="label"
            value={def.area}
            onChange={(area) => edit((form) => ({ ...form, area }))}
            options={mine.map((area) => ({ value: area.key, label: say(area) }))}
          />
        )}
      </Row>
      <Row label={d('props.requiredWhen')} hint={d('props.requiredWhenHint')}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            placeholder={d('props.everySave')}
            value={def.requiredCheckedAt ?? []}
            onChange={(at: string[]) => edit((form) => assign(form, { requiredCheckedAt: at.length > 0 ? at : undefined }))}
            options={actions.filter((action, index) => actions.findIndex((one) => one.value === action.value) === index)}
          />
        )}
      </Row>
      <WordsInputs
        value={def.purpose ?? { zh: '', en: '' }}
        labels={{ zh: d('props.purposeZh'), en: d('props.purposeEn') }}
        onChange={(purpose) => edit((form) => ({ ...form, purpose }), 'form.purpose')}
        onDone={pause}
        isLong
      />
      <dl className="td-facts td-dz-facts">
        <dt>{d('props.key')}</dt>
        <dd>
          <code>{def.key}</code>
        </dd>
        <dt>{d('attributes.kind')}</dt>
        <dd>{d(`kinds.${def.kind}`)}</dd>
      </dl>
      {published && <LockNote>{d('props.keyFixed')}</LockNote>}
    </>
  );
}
