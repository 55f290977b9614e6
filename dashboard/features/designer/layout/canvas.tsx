import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, type KeyboardEvent } from 'react';
import { addSection, layoutOf } from '../model/layout';
import { keyName } from '../model/naming';
import { useDesigner } from '../work/designer-context';
import { ArchivedFields } from './archived-fields';
import { SectionBox } from './section-box';
import { useCanvasKeys } from './use-canvas-keys';
import type { Drop } from './use-drag';

/** The form as it will look. What is selected is worked on at the right; the keys work on it here. */
export function Canvas({ drop }: { drop: Drop | null }) {
  const { def, view, words, selection, select, add, syllables } = useDesigner();
  const { d } = words;
  const canvas = useRef<HTMLDivElement>(null);
  const keys = useCanvasKeys(canvas);
  const sections = layoutOf(def);
  const shown = new Map(view.fields.map((field) => [field.name, field]));
  const selected = selection?.kind === 'field' ? selection.field : null;
  const addOne = () => {
    const name = { zh: d('layout.newSection'), en: d('layout.newSection') };
    const key = keyName(
      { zh: '', en: 'section' },
      sections.map((section) => section.key),
      syllables,
    );
    const after =
      selection?.kind === 'section' ? selection.section : (sections.filter((section) => !section.isImplicit).at(-1)?.key ?? null);
    add((present) => addSection(present, { key, ...name }, after), { kind: 'section', section: key });
  };
  const onBackground = (event: React.MouseEvent) => event.target === event.currentTarget && select(null);
  return (
    <div
      className="td-dz-canvas"
      ref={canvas}
      role="group"
      aria-label={d('layout.canvas')}
      onKeyDown={(event: KeyboardEvent) => keys(event)}
      onClick={onBackground}
    >
      {sections.map((section, index) => (
        <SectionBox
          key={section.key}
          section={section}
          items={section.items.filter((field) => !field.archived).map((field) => shown.get(field.name) ?? field)}
          isSelected={selection?.kind === 'section' && selection.section === section.key}
          selectedField={selected !== null && section.fields.includes(selected) ? selected : null}
          isFirst={index === 0}
          isLast={index === sections.length - 1}
          drop={drop}
        />
      ))}
      <div className="td-dz-canvas-foot">
        <Button icon={<PlusOutlined />} onClick={addOne}>
          {d('layout.addSection')}
        </Button>
        <span className="td-dz-hint">{d('layout.keys')}</span>
      </div>
      <ArchivedFields />
    </div>
  );
}
