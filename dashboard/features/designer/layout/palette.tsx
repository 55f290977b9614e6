import {
  AlignLeftOutlined,
  CalendarOutlined,
  CameraOutlined,
  CheckSquareOutlined,
  ClockCircleOutlined,
  DollarOutlined,
  DownCircleOutlined,
  EditOutlined,
  FieldBinaryOutlined,
  FieldNumberOutlined,
  FieldTimeOutlined,
  FontSizeOutlined,
  IdcardOutlined,
  LinkOutlined,
  MailOutlined,
  PaperClipOutlined,
  PhoneOutlined,
  SwapOutlined,
  TableOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { useDraggable } from '@dnd-kit/core';
import { Input } from 'antd';
import { useState, type ComponentType } from 'react';
import { KIND_GROUPS, KINDS, type Kind } from '../model/kinds';
import { useDesigner } from '../work/designer-context';
import { useAddField } from './use-add-field';

export const KIND_ICONS: Record<string, ComponentType> = {
  line: FontSizeOutlined,
  paragraph: AlignLeftOutlined,
  phone: PhoneOutlined,
  email: MailOutlined,
  id: IdcardOutlined,
  integer: FieldNumberOutlined,
  decimal: FieldBinaryOutlined,
  money: DollarOutlined,
  choice: DownCircleOutlined,
  choices: CheckSquareOutlined,
  yesNo: SwapOutlined,
  date: CalendarOutlined,
  datetime: FieldTimeOutlined,
  time: ClockCircleOutlined,
  person: UserOutlined,
  record: LinkOutlined,
  rows: TableOutlined,
  files: PaperClipOutlined,
  photo: CameraOutlined,
  signature: EditOutlined,
};

/** Kinds of fields. A click adds one behind what is selected; dragging puts it where it is dropped. */
export function Palette() {
  const { words, selection, view } = useDesigner();
  const { d, say } = words;
  const [typed, setTyped] = useState('');
  const text = typed.trim().toLowerCase();
  const inRows = selection?.kind === 'field' && selection.column !== undefined;
  const found = KINDS.filter(
    (kind) => (!inRows || kind.inRows) && (text === '' || `${kind.zh} ${kind.en} ${kind.also ?? ''}`.toLowerCase().includes(text)),
  );
  const rows = inRows ? view.fields.find((field) => field.name === selection.field) : undefined;
  return (
    <aside className="td-dz-palette" aria-label={d('layout.palette')}>
      <Input
        size="small"
        allowClear
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        placeholder={d('layout.findKind')}
        aria-label={d('layout.findKind')}
      />
      <p className="td-dz-hint">{rows ? d('layout.addsColumn', { rows: say(rows) }) : d('layout.addHint')}</p>
      {KIND_GROUPS.map((group) => {
        const kinds = found.filter((kind) => kind.group === group);
        return kinds.length === 0 ? null : (
          <section key={group}>
            <h2>{d(`groups.${group}`)}</h2>
            <ul>
              {kinds.map((kind) => (
                <PaletteKind key={kind.key} kind={kind} />
              ))}
            </ul>
          </section>
        );
      })}
    </aside>
  );
}

function PaletteKind({ kind }: { kind: Kind }) {
  const { words } = useDesigner();
  const addField = useAddField();
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: `kind:${kind.key}`, data: { kind: kind.key } });
  const Icon = KIND_ICONS[kind.key];
  return (
    <li>
      <button
        type="button"
        ref={setNodeRef}
        className="td-dz-kind"
        data-dragging={isDragging || undefined}
        {...listeners}
        onClick={() => addField(kind.key)}
      >
        {Icon && (
          <span aria-hidden="true">
            <Icon />
          </span>
        )}
        {words.say(kind)}
      </button>
    </li>
  );
}
