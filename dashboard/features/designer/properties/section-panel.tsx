import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { ConditionRow } from '../conditions/condition-row';
import { layoutOf, patchSection, removeSection } from '../model/layout';
import { LockNote } from '../pieces/lock-note';
import { WordsInputs } from '../pieces/words-inputs';
import { useDesigner } from '../work/designer-context';

/** A section: its name, and when it is shown. */
export function SectionPanel({ section: key }: { section: string }) {
  const { def, words, edit, pause, select, added } = useDesigner();
  const { d } = words;
  const sections = layoutOf(def);
  const section = sections.find((one) => one.key === key);
  if (!section) return null;
  return (
    <>
      <h2>{d('props.section')}</h2>
      <WordsInputs
        value={section}
        autoFocus={added === key}
        onChange={(next) => edit((form) => patchSection(form, key, next), `section.${key}`)}
        onDone={pause}
      />
      {section.isImplicit ? (
        <LockNote>{d('props.implicitSection')}</LockNote>
      ) : (
        <ConditionRow
          title={d('conditions.visible')}
          none={d('conditions.always')}
          address={`sections.${key}.visible`}
          value={section.visible}
          onChange={(visible) => edit((form) => patchSection(form, key, { visible }), `section.${key}.visible`)}
        />
      )}
      <Button
        danger
        icon={<DeleteOutlined />}
        disabled={section.isImplicit || sections.length < 2}
        onClick={() => {
          edit((form) => removeSection(form, key));
          select(null);
        }}
      >
        {d('props.removeSection')}
      </Button>
      <p className="td-dz-hint">{d('props.removeSectionHint')}</p>
    </>
  );
}
