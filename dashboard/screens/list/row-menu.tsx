import { Dropdown, type MenuProps } from 'antd';
import { useNavigate } from 'react-router';
import { paths } from '../../components/paths';
import { useMe } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import type { RecordRow } from '../../providers/record-types';
import { actionsOf, bulkActions } from './possible-actions';

export type MenuAt = { row: RecordRow; button: HTMLElement };
type Props = {
  form: FormView;
  at: MenuAt;
  onClose: () => void;
  onOpen: (row: RecordRow, isAside: boolean) => void;
  onAct: (action: string, row: RecordRow) => void;
};

/** What can be done with one record of the list. One menu for the whole table, opened where it was asked for. */
export function RowMenu({ form, at, onClose, onOpen, onAct }: Props) {
  const { t, say } = useWords();
  const { user } = useMe();
  const navigate = useNavigate();
  const { row, button } = at;
  const simple = new Set(bulkActions(form, [row.state], user).map((one) => one.action));
  const acts = actionsOf(form, row.state, user);
  const items: MenuProps['items'] = [
    { key: 'open', label: t('common.open') },
    ...(form.can.edit ? [{ key: 'edit', label: t('common.edit') }] : []),
    ...((form.papers ?? []).length > 0 ? [{ key: 'print', label: t('common.print') }] : []),
    ...(acts.length > 0 ? [{ type: 'divider' as const }] : []),
    // What asks for values of its own is done in the record, where they are seen.
    ...acts.map((one) => ({
      key: `act:${one.action}`,
      label: simple.has(one.action) ? say(one) : `${say(one)}…`,
      danger: one.decision === 'reject',
    })),
    ...(form.can.archive && !row.archivedAt
      ? [{ type: 'divider' as const }, { key: 'archive', label: t('common.archive'), danger: true }]
      : []),
  ];
  const choose = (key: string) => {
    onClose();
    if (key === 'edit') void navigate(paths.edit(form, row.id));
    else if (key === 'print') void navigate(paths.print(form, row.id));
    else if (key === 'archive') onAct('archive', row);
    else if (key.startsWith('act:') && simple.has(key.slice(4))) onAct(key.slice(4), row);
    else onOpen(row, false);
  };
  const place = button.getBoundingClientRect();
  return (
    <Dropdown
      open
      autoFocus
      overlayClassName="td-row-actions"
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items,
        onClick: ({ key, domEvent }) => {
          domEvent.stopPropagation();
          choose(key);
        },
      }}
      onOpenChange={(isOpen) => {
        if (isOpen) return;
        onClose();
        button.closest('[data-row]')?.querySelector<HTMLElement>('[data-row-link]')?.focus({ preventScroll: true });
      }}
    >
      <span
        aria-hidden="true"
        style={{ position: 'fixed', left: place.left, top: place.top, width: place.width, height: place.height, pointerEvents: 'none' }}
      />
    </Dropdown>
  );
}
