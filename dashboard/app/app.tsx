import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntdApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useMemo } from 'react';
import { Outlet } from 'react-router';
import { useWords } from '../providers/i18n';
import { queryClient } from '../providers/query-client';
import { PreferencesProvider, usePreferences } from './preferences';
import { RefineRoot } from './refine-root';
import { letTabLeaveLists } from './tab-leaves-lists';
import { themeOf } from './theme';

/** Everything that stands around the routes. */
export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <PreferencesProvider>
        <Look />
      </PreferencesProvider>
    </QueryClientProvider>
  );
}

function Look() {
  const { lang } = useWords();
  const { isDark, isStill } = usePreferences();
  const theme = useMemo(() => themeOf(isDark, isStill), [isDark, isStill]);
  useEffect(() => document.body.classList.add('td'), []);
  useEffect(letTabLeaveLists, []);
  return (
    <ConfigProvider locale={lang === 'zh' ? zhCN : enUS} theme={theme} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
      <AntdApp message={{ maxCount: 3 }} notification={{ placement: 'bottomRight' }}>
        <RefineRoot>
          <Outlet />
        </RefineRoot>
      </AntdApp>
    </ConfigProvider>
  );
}
