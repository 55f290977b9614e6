import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Segmented } from 'antd';
import type { FieldDefinition, PaperDefinition } from '../../../../config/definition/types';
import { moved, orNothing, replaced, without } from '../model/assign';
import { layoutOf } from '../model/layout';
import { AddFieldSelect } from '../pieces/field-select';
import { LockNote } from '../pieces/lock-note';
import { OrderedList } from '../pieces/ordered-list';
import { WordsInputs } from '../pieces/words-inputs';
import { Row } from '../properties/row';
import { useDesigner } from '../work/designer-context';

const HEAD = ['number', 'state', 'site', 'rev', 'formVersion', 'slaDueAt', 'archivedAt', 'incomplete', 'voidReason'];
const isPrintable = (field: FieldDefinition): boolean => !HEAD.includes(field.name);

type PaperEditorProps = { paper: PaperDefinition; onChange: (patch: Partial<PaperDefinition>, typing?: string) => void };

/** One paper. A paper with a layout of its own keeps it; all others print the fields that are chosen here, in this order. */
export function PaperEditor({ paper, onChange }: PaperEditorProps) {
  const { def, view, words, pause } = useDesigner();
  const { d, say } = words;
  const word = (name: string): string => say(view.fields.find((field) => field.name === name)) || name;
  const own = layoutOf(def).flatMap((section) =>
    section.items.filter((field) => !field.archived && isPrintable(field)).map((field) => field.name),
  );
  return (
    <div className="td-card td-pad td-stack">
      <WordsInputs value={paper} onChange={(next) => onChange(next, `paper.${paper.key}`)} onDone={pause} />
      <Row label={d('attributes.layout')}>
        {(id) => (
          <Segmented
            id={id}
            disabled={paper.template !== undefined}
            value={paper.layout ?? 'record'}
            onChange={(layout) => onChange({ layout: layout === 'register' ? 'register' : undefined })}
            options={[
              { value: 'record', label: d('print.record') },
              { value: 'register', label: d('print.register') },
            ]}
          />
        )}
      </Row>
      <Copies paper={paper} onChange={onChange} />
      <Names
        label={d('attributes.signatures')}
        add={d('print.addSignature')}
        items={paper.signatures}
        onChange={(signatures, typing) => onChange({ signatures }, typing)}
      />
      {paper.template !== undefined ? (
        <LockNote>{d('print.template', { name: paper.template })}</LockNote>
      ) : paper.layout === 'register' ? (
        <p className="td-dz-hint">{d('print.registerHint')}</p>
      ) : (
        <section className="td-stack" aria-label={d('print.blocks')}>
          <Segmented
            size="small"
            value={paper.fields ? 'chosen' : 'sections'}
            onChange={(way) => onChange({ fields: way === 'chosen' ? own : undefined })}
            options={[
              { value: 'sections', label: d('print.asForm') },
              { value: 'chosen', label: d('print.chosen') },
            ]}
          />
          {paper.fields && (
            <>
              <OrderedList
                label={d('print.blocks')}
                items={paper.fields}
                keyOf={(name) => name}
                nameOf={word}
                onMove={(from, to) => onChange({ fields: moved(paper.fields ?? [], from, to) })}
                onRemove={(index) => onChange({ fields: orNothing(without(paper.fields ?? [], index)) })}
              >
                {(name) => word(name)}
              </OrderedList>
              <AddFieldSelect
                label={d('print.addField')}
                taken={paper.fields}
                fits={isPrintable}
                onAdd={(name) => onChange({ fields: [...(paper.fields ?? []), name] })}
              />
            </>
          )}
        </section>
      )}
      <WordsInputs
        value={paper.footer ?? { zh: '', en: '' }}
        labels={{ zh: d('print.footerZh'), en: d('print.footerEn') }}
        onChange={(footer) => onChange({ footer }, `footer.${paper.key}`)}
        onDone={pause}
        isLong
      />
      {paper.footer && (
        <Button size="small" type="link" onClick={() => onChange({ footer: undefined })}>
          {d('print.removeFooter')}
        </Button>
      )}
    </div>
  );
}

function Copies({ paper, onChange }: PaperEditorProps) {
  const { words } = useDesigner();
  const { d } = words;
  return (
    <>
      <Row label={d('attributes.copies')}>
        {(id) => (
          <InputNumber
            id={id}
            min={1}
            max={9}
            precision={0}
            value={paper.copies}
            onChange={(copies) =>
              onChange({ copies: copies ?? 1, copyNames: paper.copyNames.slice(0, copies ?? 1) }, `copies.${paper.key}`)
            }
          />
        )}
      </Row>
      <Names
        label={d('attributes.copyNames')}
        add={d('print.addCopy')}
        items={paper.copyNames}
        onChange={(copyNames, typing) => onChange({ copyNames, copies: Math.max(paper.copies, copyNames.length) }, typing)}
      />
    </>
  );
}

/** A list of plain names: copies, signatures. */
function Names({
  label,
  add,
  items,
  onChange,
}: {
  label: string;
  add: string;
  items: string[];
  onChange: (items: string[], typing?: string) => void;
}) {
  return (
    <section className="td-dz-options" aria-label={label}>
      <h3>{label}</h3>
      <OrderedList
        label={label}
        items={items.map((text, index) => ({ text, index }))}
        keyOf={(item) => String(item.index)}
        nameOf={(item) => item.text}
        onMove={(from, to) => onChange(moved(items, from, to))}
        onRemove={(index) => onChange(without(items, index))}
      >
        {(item, index) => (
          <Input
            size="small"
            aria-label={`${label} ${index + 1}`}
            value={item.text}
            onChange={(event) => event.target.value !== '' && onChange(replaced(items, index, event.target.value), `${label}.${index}`)}
          />
        )}
      </OrderedList>
      <Button size="small" icon={<PlusOutlined />} onClick={() => onChange([...items, `${label} ${items.length + 1}`])}>
        {add}
      </Button>
    </section>
  );
}
