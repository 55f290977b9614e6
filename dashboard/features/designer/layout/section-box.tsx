import { ArrowDownOutlined, ArrowUpOutlined, EyeOutlined } from '@ant-design/icons';
import { useDroppable } from '@dnd-kit/core';
import { Button } from 'antd';
import { memo } from 'react';
import type { FieldDefinition } from '../../../../config/definition/types';
import { moveSection, type LayoutSection } from '../model/layout';
import { useDesigner } from '../work/designer-context';
import { FieldTile } from './field-tile';
import type { Drop } from './use-drag';

type SectionBoxProps = {
  section: LayoutSection;
  items: FieldDefinition[];
  isSelected: boolean;
  selectedField: string | null;
  isFirst: boolean;
  isLast: boolean;
  drop: Drop | null;
};

/** One section on the canvas, with its fields in the two columns of the form. */
export const SectionBox = memo(function SectionBox({ section, items, isSelected, selectedField, isFirst, isLast, drop }: SectionBoxProps) {
  const { words, select, edit, isNew, problems, lockOf } = useDesigner();
  const { d, say } = words;
  const { setNodeRef } = useDroppable({ id: `section:${section.key}` });
  const name = say(section);
  const isTarget = drop !== null && 'section' in drop && drop.section === section.key;
  return (
    <section
      ref={setNodeRef}
      className="td-dz-section"
      data-selected={isSelected || undefined}
      data-target={isTarget || undefined}
      aria-label={name}
    >
      <header>
        <button
          type="button"
          className="td-dz-section-name"
          aria-pressed={isSelected}
          onClick={() => select({ kind: 'section', section: section.key })}
        >
          {name}
          {section.visible && <EyeOutlined title={d('layout.conditional')} />}
          {section.isImplicit && <span className="td-mark">{d('layout.implicit')}</span>}
        </button>
        <span>
          <Button
            type="text"
            size="small"
            icon={<ArrowUpOutlined />}
            aria-label={d('common.up', { name })}
            disabled={isFirst || section.isImplicit}
            onClick={() => edit((def) => moveSection(def, section.key, -1))}
          />
          <Button
            type="text"
            size="small"
            icon={<ArrowDownOutlined />}
            aria-label={d('common.down', { name })}
            disabled={isLast || section.isImplicit}
            onClick={() => edit((def) => moveSection(def, section.key, 1))}
          />
        </span>
      </header>
      <div className="td-dz-fields">
        {items.map((field) => (
          <FieldTile
            key={field.name}
            field={field}
            isSelected={field.name === selectedField}
            isNew={isNew({ field: field.name })}
            isLocked={lockOf({ field: field.name }) !== null}
            isWrong={problems.some((problem) => problem.selection?.kind === 'field' && problem.selection.field === field.name)}
            side={drop && 'field' in drop && drop.field === field.name ? drop.side : null}
            onSelect={select}
          />
        ))}
        {items.length === 0 && <p className="td-dz-empty">{d('layout.emptySection')}</p>}
      </div>
    </section>
  );
});
