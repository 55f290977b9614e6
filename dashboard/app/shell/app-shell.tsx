import { Drawer } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { ErrorBoundary } from '../../components/error-boundary';
import { paths } from '../../components/paths';
import { LoadingPage } from '../../components/screen-states';
import { useKeys } from '../../components/use-keys';
import { useIsPhone, useMediaQuery } from '../../components/use-media-query';
import { usePageScroll } from '../../components/use-page-scroll';
import { readStored, store } from '../../providers/browser-storage';
import { useWords } from '../../providers/i18n';
import { BottomBar } from './bottom-bar';
import { SideMenu } from './side-menu';
import { TopBar } from './top-bar';

const CommandPalette = lazy(async () => ({ default: (await import('../palette/command-palette')).CommandPalette }));
const KeysHelp = lazy(async () => ({ default: (await import('../palette/keys-help')).KeysHelp }));

/** The frame around every page: menu at the side (a drawer where there is no room), head, content, and on phones a bar below. */
export function AppShell() {
  const { t } = useWords();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const isWide = useMediaQuery('(min-width: 1024px)');
  const isPhone = useIsPhone();
  const [isFolded, setFolded] = useState(() => readStored<boolean>('screen', 'menu-folded') ?? false);
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const [overlay, setOverlay] = useState<'palette' | 'help' | null>(null);
  const toggleMenu = () => {
    if (!isWide) return setDrawerOpen(true);
    store('screen', 'menu-folded', !isFolded);
    setFolded(!isFolded);
  };
  usePageScroll();
  const close = () => setOverlay(null);
  useKeys({
    'mod+k': () => setOverlay('palette'),
    '?': () => setOverlay('help'),
    'g h': () => void navigate(paths.home()),
    'g i': () => void navigate(paths.inbox()),
    'g k': () => void navigate(paths.kpi()),
  });
  return (
    <div className="td-shell" data-menu={isWide && !isFolded ? 'open' : 'closed'}>
      <a className="td-skip" href="#content">
        {t('nav.skip')}
      </a>
      <TopBar onMenu={toggleMenu} onSearch={() => setOverlay('palette')} onHelp={() => setOverlay('help')} />
      {isWide && !isFolded && (
        <div className="td-sider">
          <SideMenu />
        </div>
      )}
      {!isWide && (
        <Drawer
          placement="left"
          width={300}
          open={isDrawerOpen}
          onClose={() => setDrawerOpen(false)}
          title={t('nav.menu')}
          styles={{ body: { padding: 0 } }}
        >
          <SideMenu onGo={() => setDrawerOpen(false)} />
        </Drawer>
      )}
      <main id="content" className="td-content" tabIndex={-1}>
        <ErrorBoundary resetKey={pathname}>
          <Suspense fallback={<LoadingPage />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </main>
      {isPhone && <BottomBar onMenu={() => setDrawerOpen(true)} onSearch={() => setOverlay('palette')} />}
      <Suspense fallback={null}>
        {overlay === 'palette' && <CommandPalette onClose={close} onHelp={() => setOverlay('help')} />}
        {overlay === 'help' && <KeysHelp onClose={close} />}
      </Suspense>
    </div>
  );
}
