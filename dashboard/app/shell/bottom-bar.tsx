import { BarChartOutlined, HomeOutlined, InboxOutlined, MenuOutlined, SearchOutlined } from '@ant-design/icons';
import { NavLink } from 'react-router';
import { paths } from '../../components/paths';
import { useWords } from '../../providers/i18n';
import { useWaitingCount } from './use-waiting';

/** The phone's navigation, within reach of the thumb. */
export function BottomBar({ onMenu, onSearch }: { onMenu: () => void; onSearch: () => void }) {
  const { t } = useWords();
  const waiting = useWaitingCount();
  return (
    <nav className="td-bottom" aria-label={t('nav.bottom')}>
      <NavLink to={paths.home()} end>
        <HomeOutlined aria-hidden="true" />
        {t('nav.home')}
      </NavLink>
      <NavLink to={paths.inbox()}>
        <InboxOutlined aria-hidden="true" />
        {t('nav.inbox')}
        {waiting > 0 && <span className="td-count">{waiting > 99 ? '99+' : waiting}</span>}
      </NavLink>
      <button type="button" onClick={onSearch}>
        <SearchOutlined aria-hidden="true" />
        {t('common.search')}
      </button>
      <NavLink to={paths.kpi()}>
        <BarChartOutlined aria-hidden="true" />
        {t('nav.kpi')}
      </NavLink>
      <button type="button" onClick={onMenu}>
        <MenuOutlined aria-hidden="true" />
        {t('nav.menu')}
      </button>
    </nav>
  );
}
