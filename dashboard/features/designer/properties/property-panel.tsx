import { useDesigner } from '../work/designer-context';
import { FieldPanel } from './field-panel';
import { FormPanel } from './form-panel';
import { SectionPanel } from './section-panel';

/** What is selected on the canvas; the form itself where nothing is. */
export function PropertyPanel() {
  const { def, selection, words } = useDesigner();
  const { d } = words;
  const section = selection?.kind === 'section' ? selection.section : null;
  // By place, not by name: a new field takes another name while somebody writes its label.
  const field = selection?.kind === 'field' ? def.fields.findIndex((one) => one.name === selection.field) : -1;
  const column = selection?.kind === 'field' ? def.fields[field]?.columns?.findIndex((one) => one.name === selection.column) : -1;
  return (
    <aside className="td-dz-panel" aria-label={d('props.title')}>
      {selection?.kind === 'field' ? (
        <FieldPanel key={field < 0 ? selection.field : `${field}/${column}`} field={selection.field} column={selection.column} />
      ) : section !== null ? (
        <SectionPanel key={section} section={section} />
      ) : (
        <FormPanel key={def.key} />
      )}
    </aside>
  );
}
