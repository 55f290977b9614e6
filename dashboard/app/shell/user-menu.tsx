import { BulbOutlined, LockOutlined, LogoutOutlined, QuestionCircleOutlined, UserOutlined } from '@ant-design/icons';
import { useLogout } from '@refinedev/core';
import { Button, Dropdown } from 'antd';
import { useNavigate } from 'react-router';
import { paths } from '../../components/paths';
import { useMe } from '../../providers/definitions';
import { useWords } from '../../providers/i18n';
import { usePreferences } from '../preferences';

/** Who is logged in, and what concerns the account. */
export function UserMenu({ onHelp }: { onHelp: () => void }) {
  const { t, say } = useWords();
  const { user } = useMe();
  const navigate = useNavigate();
  const { mutate: logout } = useLogout();
  const { appearance, setAppearance } = usePreferences();
  const run: Record<string, () => void> = {
    profile: () => void navigate(paths.profile()),
    password: () => void navigate(`${paths.profile()}#password`),
    help: onHelp,
    logout: () => logout(),
    light: () => setAppearance('light'),
    dark: () => setAppearance('dark'),
    system: () => setAppearance('system'),
  };
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        selectedKeys: [appearance],
        onClick: ({ key }) => run[key]?.(),
        items: [
          { key: 'who', type: 'group', label: `${user.name} · ${user.roleNames.map(say).join(t('common.and'))}` },
          { key: 'profile', icon: <UserOutlined />, label: t('top.profile') },
          { key: 'password', icon: <LockOutlined />, label: t('top.changePassword') },
          {
            key: 'theme',
            icon: <BulbOutlined />,
            label: t('top.theme'),
            children: (['light', 'dark', 'system'] as const).map((key) => ({ key, label: t(`top.${key}`) })),
          },
          { key: 'help', icon: <QuestionCircleOutlined />, label: t('top.help') },
          { type: 'divider' },
          { key: 'logout', icon: <LogoutOutlined />, label: t('top.logout') },
        ],
      }}
    >
      <Button type="text" className="td-user">
        <span className="td-visually-hidden">{t('top.account')}</span>
        {/* Drawn by the style sheet: as text it would be a part of the name that nobody reads out. */}
        <span className="td-avatar" aria-hidden="true" data-letter={[...user.name][0]} />
        <span className="td-user-name">{user.name}</span>
      </Button>
    </Dropdown>
  );
}
