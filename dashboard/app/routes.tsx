import { lazy, Suspense } from 'react';
import { Outlet, useParams, type RouteObject } from 'react-router';
import { ErrorBoundary } from '../components/error-boundary';
import { ForbiddenState, LoadingPage, NotFoundState } from '../components/screen-states';
import { useMe } from '../providers/definitions';
import { App } from './app';
import { SessionGate } from './guards/session-gate';
import { AppShell } from './shell/app-shell';

const LoginScreen = lazy(async () => ({ default: (await import('../screens/login/login-screen')).LoginScreen }));
const HomeScreen = lazy(async () => ({ default: (await import('../screens/home/home-screen')).HomeScreen }));
const ListScreen = lazy(async () => ({ default: (await import('../screens/list/list-screen')).ListScreen }));
const EditScreen = lazy(async () => ({ default: (await import('../screens/edit/edit-screen')).EditScreen }));
const ShowScreen = lazy(async () => ({ default: (await import('../screens/show/show-screen')).ShowScreen }));
const UsersScreen = lazy(async () => ({ default: (await import('../screens/users/users-screen')).UsersScreen }));
const ProfileScreen = lazy(async () => ({ default: (await import('../screens/users/profile-screen')).ProfileScreen }));
const LimitsScreen = lazy(async () => ({ default: (await import('../screens/limits/limits-screen')).LimitsScreen }));
const InboxScreen = lazy(async () => ({ default: (await import('../screens/inbox/inbox-screen')).InboxScreen }));
const KpiScreen = lazy(async () => ({ default: (await import('../screens/kpi/kpi-screen')).KpiScreen }));
const TileScreen = lazy(async () => ({ default: (await import('../screens/kpi/tiles/tile-screen')).TileScreen }));
const PrintScreen = lazy(async () => ({ default: (await import('../screens/print/print-screen')).PrintScreen }));
const ImportScreen = lazy(async () => ({ default: (await import('../screens/import/import-screen')).ImportScreen }));

const DeskScreen = lazy(async () => ({ default: (await import('../features/designer/desk/desk-screen')).DeskScreen }));
const NewFormScreen = lazy(async () => ({ default: (await import('../features/designer/new/new-form-screen')).NewFormScreen }));
const DesignerHelp = lazy(async () => ({ default: (await import('../features/designer/help/help-screen')).HelpScreen }));
const DesignerScreen = lazy(async () => ({ default: (await import('../features/designer/work/designer-screen')).DesignerScreen }));

/** Every address of the product. Screens are loaded when they are first opened. */
export const routes: RouteObject[] = [
  {
    element: <App />,
    errorElement: <Failed />,
    children: [
      {
        path: '/login',
        element: (
          <Bare>
            <LoginScreen />
          </Bare>
        ),
      },
      // The paper alone: no menu around it.
      {
        path: '/print/:plural/:id/:paper?',
        element: (
          <SessionGate>
            <Bare>
              <PrintScreen />
            </Bare>
          </SessionGate>
        ),
      },
      {
        element: (
          <SessionGate>
            <AppShell />
          </SessionGate>
        ),
        children: [
          { index: true, element: <HomeScreen /> },
          { path: '/inbox', element: <InboxScreen /> },
          { path: '/kpi/:key?', element: <KpiScreen /> },
          { path: '/kpi/tiles/:tile', element: <TileScreen /> },
          { path: '/import/:plural', element: <ImportScreen /> },
          { path: '/users', element: <UsersScreen /> },
          {
            element: <ForDesigners />,
            children: [
              { path: '/designer', element: <DeskScreen /> },
              { path: '/designer/new', element: <NewFormScreen /> },
              { path: '/designer/help', element: <DesignerHelp /> },
              { path: '/designer/:key/:part?', element: <DesignerScreen /> },
            ],
          },
          { path: '/profile', element: <ProfileScreen /> },
          { path: '/limits', element: <LimitsScreen /> },
          { path: '/records/:plural', element: <PerForm of={ListScreen} /> },
          { path: '/records/:plural/new', element: <PerForm of={EditScreen} /> },
          { path: '/records/:plural/:id', element: <PerForm of={ShowScreen} /> },
          { path: '/records/:plural/:id/edit', element: <PerForm of={EditScreen} /> },
          { path: '/403', element: <ForbiddenState /> },
          { path: '*', element: <NotFoundState /> },
        ],
      },
    ],
  },
];

/** Another form or record is another screen: nothing of the last one (selection, edits, scroll) may stay. */
function PerForm({ of: Screen }: { of: React.ComponentType }) {
  const { plural, id } = useParams();
  return <Screen key={`${plural}/${id ?? ''}`} />;
}

/** Who may change no form is told so, without asking the server for what it would refuse. */
function ForDesigners() {
  const { user } = useMe();
  return (user.designs ?? []).length > 0 ? <Outlet /> : <ForbiddenState />;
}

function Bare({ children }: { children: React.ReactNode }) {
  return (
    <ErrorBoundary>
      <Suspense fallback={<LoadingPage />}>{children}</Suspense>
    </ErrorBoundary>
  );
}

/** The frame itself failed. */
function Failed() {
  return (
    <ErrorBoundary>
      <NotFoundState />
      <Outlet />
    </ErrorBoundary>
  );
}
