import { CopyOutlined, DeleteOutlined, EditOutlined, MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useNavigate } from 'react-router';
import { paths } from '../../../components/paths';
import { useWords } from '../../../providers/i18n';
import type { KpiAnswer } from '../kpi-source';

/** What can be done to a figure made on screen, by who may. */
export function TileMenu({ answer, search, onRemove }: { answer: KpiAnswer; search: string; onRemove: () => void }) {
  const { t, say } = useWords();
  const navigate = useNavigate();
  const acts: Record<string, () => void> = {
    edit: () => void navigate(paths.tile(answer.key) + search),
    copy: () => void navigate(`${paths.tile('new')}?copy=${answer.key}`),
    remove: onRemove,
  };
  return (
    <Dropdown
      autoFocus
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: [
          { key: 'edit', icon: <EditOutlined />, label: t('tiles.editShort') },
          { key: 'copy', icon: <CopyOutlined />, label: t('tiles.copy') },
          { type: 'divider' },
          { key: 'remove', icon: <DeleteOutlined />, label: t('tiles.remove'), danger: true },
        ],
        onClick: ({ key }) => acts[key]?.(),
      }}
    >
      <Button
        type="text"
        size="small"
        className="td-kpi-info td-tile-menu"
        icon={<MoreOutlined />}
        aria-label={t('tiles.menu', { name: say(answer) })}
      />
    </Dropdown>
  );
}
