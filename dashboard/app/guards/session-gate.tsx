import { useIsAuthenticated } from '@refinedev/core';
import { useEffect, type ReactNode } from 'react';
import { Navigate, useLocation, useNavigate } from 'react-router';
import { ErrorState, LoadingPage } from '../../components/screen-states';
import { refreshDefinitions, useDefinitionsQuery } from '../../providers/definitions';
import { onLive } from '../../providers/live-stream';
import { useOwnLanguage } from '../../providers/own-language';
import { onSessionEnd } from '../../providers/session';

/** Below it somebody is logged in and the definitions are there. Keeps the address, so that a login leads back to it. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const { data: session, isLoading } = useIsAuthenticated();
  const isIn = session?.authenticated === true;
  const definitions = useDefinitionsQuery(isIn);
  useOwnLanguage(definitions.data?.me.user.lang);
  const back = encodeURIComponent(pathname + search);

  useEffect(() => onSessionEnd(() => void navigate(`/login?ended=1&to=${back}`)), [navigate, back]);
  useEffect(() => {
    if (!isIn) return;
    return onLive((event) => {
      if (event.type === 'form' || event.type === 'resumed') void refreshDefinitions();
    });
  }, [isIn]);

  if (isLoading) return <LoadingPage />;
  if (!isIn) return <Navigate to={pathname === '/' ? '/login' : `/login?to=${back}`} replace />;
  if (definitions.data) return children;
  if (definitions.error) return <ErrorState error={definitions.error} onRetry={() => void definitions.refetch()} />;
  return <LoadingPage />;
}
