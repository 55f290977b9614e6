import {
  BarChartOutlined,
  ControlOutlined,
  FormOutlined,
  HomeOutlined,
  InboxOutlined,
  SearchOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { Input } from 'antd';
import { useDeferredValue, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { NavLink, useLocation } from 'react-router';
import { paths } from '../../components/paths';
import { useAreas, useForms, useMe } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import { useFavourites } from '../../providers/favourites';
import { useWords } from '../../providers/i18n';
import { usePinyinMatch } from '../../providers/pinyin';
import { onRecentChange, recentRecords } from '../../providers/recent-records';
import { AreaIcon } from './area-icon';
import { FormLink } from './form-link';
import { MenuSection } from './menu-section';
import { menuGroups } from './menu-groups';
import { useWaitingCount } from './use-waiting';

/** The menu of the house: search, favourites, recent records, then the areas of the manual. */
export function SideMenu({ onGo }: { onGo?: () => void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed.trim());
  return (
    <nav className="td-menu" aria-label={t('nav.main')} onClick={(event) => (event.target as HTMLElement).closest('a') && onGo?.()}>
      <div className="td-menu-search">
        <Input
          size="small"
          allowClear
          prefix={<SearchOutlined aria-hidden="true" />}
          placeholder={t('nav.findForm')}
          aria-label={t('nav.findForm')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      {text ? <FoundForms text={text} /> : <FullMenu />}
    </nav>
  );
}

function FoundForms({ text }: { text: string }) {
  const { t } = useWords();
  const forms = useForms();
  const match = usePinyinMatch(true);
  const found = useMemo(
    () => forms.filter((form) => match(form.zh, text) || form.en.toLowerCase().includes(text.toLowerCase())),
    [forms, match, text],
  );
  if (found.length === 0)
    return (
      <p className="td-menu-none" role="status">
        {t('nav.noForm', { text })}
      </p>
    );
  return (
    <ul className="td-menu-list">
      {found.map((form) => (
        <FormLink key={form.key} form={form} />
      ))}
    </ul>
  );
}

function FullMenu() {
  const { t } = useWords();
  const forms = useForms();
  const areas = useAreas();
  const { user } = useMe();
  const { pathname } = useLocation();
  const favourites = useFavourites();
  const waiting = useWaitingCount();
  const recent = useSyncExternalStore(onRecentChange, recentRecords);
  const groups = useMemo(() => menuGroups(areas, forms), [areas, forms]);
  const plural = /^\/(?:records|import)\/([^/]+)/.exec(pathname)?.[1];
  const present = forms.find((form) => form.plural === plural)?.area;
  const starred = favourites.flatMap((key) => forms.find((form) => form.key === key) ?? []);
  return (
    <>
      <ul className="td-menu-list">
        <Item to={paths.home()} icon={<HomeOutlined />} end>
          {t('nav.home')}
        </Item>
        <Item to={paths.inbox()} icon={<InboxOutlined />} count={waiting}>
          {t('nav.inbox')}
        </Item>
        <Item to={paths.kpi()} icon={<BarChartOutlined />}>
          {t('nav.kpi')}
        </Item>
        {(user.designs ?? []).length > 0 && (
          <Item to={paths.designer()} icon={<FormOutlined />}>
            {t('designer.menu')}
          </Item>
        )}
        {(user.designs ?? []).includes('*') && (
          <Item to={paths.limits()} icon={<ControlOutlined />}>
            {t('limits.menu')}
          </Item>
        )}
        {user.roles.includes('administrator') && (
          <Item to={paths.users()} icon={<UserOutlined />}>
            {t('nav.users')}
          </Item>
        )}
      </ul>
      {starred.length > 0 && (
        <MenuSection title={t('nav.favourites')} open>
          {starred.map((form) => (
            <FormLink key={form.key} form={form} />
          ))}
        </MenuSection>
      )}
      {recent.length > 0 && (
        <MenuSection title={t('nav.recent')} name="recent">
          {recent.slice(0, 6).map((one) => (
            <RecentLink key={one.documentId} {...one} form={forms.find((form) => form.key === one.form)} />
          ))}
        </MenuSection>
      )}
      <h2 className="td-menu-heading">{t('nav.forms')}</h2>
      {groups.map(({ area, forms: own }) => (
        <MenuSection key={area.key} title={area} name={area.key} icon={<AreaIcon name={area.icon} />} isPresent={area.key === present}>
          {own.map((form) => (
            <FormLink key={form.key} form={form} />
          ))}
        </MenuSection>
      ))}
    </>
  );
}

function Item({ to, icon, count, end, children }: { to: string; icon: ReactNode; count?: number; end?: boolean; children: string }) {
  return (
    <li>
      <NavLink to={to} end={end} className="td-menu-link">
        <span className="td-menu-icon" aria-hidden="true">
          {icon}
        </span>
        <span className="td-menu-label">{children}</span>
        {count ? <span className="td-count">{count > 99 ? '99+' : count}</span> : null}
      </NavLink>
    </li>
  );
}

function RecentLink({
  form,
  documentId,
  number,
  title,
}: {
  form: FormView | undefined;
  documentId: string;
  number: string | null;
  title: string;
}) {
  if (!form) return null;
  return (
    <li>
      <NavLink to={paths.show(form, documentId)} className="td-menu-link td-menu-sub" title={title}>
        <span className="td-menu-label">{number ? `${number} ${title === number ? '' : title}` : title}</span>
      </NavLink>
    </li>
  );
}
