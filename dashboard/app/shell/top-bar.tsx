import { MenuOutlined, MoonOutlined, SearchOutlined, SunOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { Link } from 'react-router';
import { LanguageSwitch } from '../../components/language-switch';
import { paths } from '../../components/paths';
import { useWords } from '../../providers/i18n';
import { usePreferences } from '../preferences';
import { NotificationsMenu } from './notifications-menu';
import { UserMenu } from './user-menu';

/** The head of every page: menu, search, language, light or dark, messages, account. */
export function TopBar({ onMenu, onSearch, onHelp }: { onMenu: () => void; onSearch: () => void; onHelp: () => void }) {
  const { t } = useWords();
  const { isDark, setAppearance } = usePreferences();
  return (
    <header className="td-top">
      <Button type="text" icon={<MenuOutlined />} aria-label={t('nav.menu')} onClick={onMenu} />
      <Link to={paths.home()} className="td-brand">
        <img src="/favicon.svg" alt="" width={22} height={22} />
        <span>{t('product')}</span>
      </Link>
      <button type="button" className="td-search" onClick={onSearch} aria-keyshortcuts="Control+K">
        <SearchOutlined aria-hidden="true" />
        <span>{t('top.search')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <div className="td-top-end">
        <LanguageSwitch />
        <Tooltip title={t(isDark ? 'top.toLight' : 'top.toDark')}>
          <Button
            type="text"
            className="td-not-phone"
            icon={isDark ? <SunOutlined /> : <MoonOutlined />}
            aria-label={t(isDark ? 'top.toLight' : 'top.toDark')}
            onClick={() => setAppearance(isDark ? 'light' : 'dark')}
          />
        </Tooltip>
        <NotificationsMenu />
        <UserMenu onHelp={onHelp} />
      </div>
    </header>
  );
}
