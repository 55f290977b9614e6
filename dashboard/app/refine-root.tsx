import { Refine, type IResourceItem } from '@refinedev/core';
import routerProvider from '@refinedev/react-router';
import { App as AntdApp } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { paths } from '../components/paths';
import { accessProvider } from '../providers/access-provider';
import { authProvider } from '../providers/auth-provider';
import { dataProvider } from '../providers/data-provider';
import { useDefinitionsQuery } from '../providers/definitions';
import { i18nProvider, useWords } from '../providers/i18n';
import { liveProvider } from '../providers/live-provider';
import { notificationProviderOf } from '../providers/notification-provider';
import { queryClient } from '../providers/query-client';

/** Refine with our providers. Its resources are the forms that the caller sees: one list for menu, rights and routes. */
export function RefineRoot({ children }: { children: ReactNode }) {
  const { notification } = AntdApp.useApp();
  const { say } = useWords();
  const forms = useDefinitionsQuery(false).data?.forms;
  const resources = useMemo<IResourceItem[]>(
    () =>
      (forms ?? []).map((form) => ({
        name: form.plural,
        list: paths.list(form),
        create: paths.create(form),
        show: paths.show(form, ':id'),
        edit: paths.edit(form, ':id'),
        meta: { label: say(form) },
      })),
    [forms, say],
  );
  const notificationProvider = useMemo(() => notificationProviderOf(notification), [notification]);
  return (
    <Refine
      dataProvider={dataProvider}
      authProvider={authProvider}
      accessControlProvider={accessProvider}
      liveProvider={liveProvider}
      notificationProvider={notificationProvider}
      i18nProvider={i18nProvider}
      routerProvider={routerProvider}
      resources={resources}
      options={{
        disableTelemetry: true,
        syncWithLocation: false,
        warnWhenUnsavedChanges: false,
        liveMode: 'auto',
        reactQuery: { clientConfig: queryClient },
      }}
    >
      {children}
    </Refine>
  );
}
