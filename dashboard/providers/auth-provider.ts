import type { AuthProvider } from '@refinedev/core';
import { forgetPersonalData } from './browser-storage';
import { forgetRecent } from './recent-records';
import { isApiError } from './api-error';
import { fetchDefinitions, definitionsKey, type Me } from './definitions-source';
import { http } from './http';
import { changeLanguage, languageOfComputer } from './i18n';
import { closeStream } from './live-stream';
import { keepLanguageOfTheDoor } from './own-language';
import { queryClient } from './query-client';
import { accessToken, refreshSession, setAccessToken } from './session';

const toLogin = { authenticated: false, logout: true, redirectTo: '/login' } as const;

/** Login by name and password; the tab stays logged in over reloads by the refresh cookie. */
export const authProvider: AuthProvider = {
  async login({ identifier, password }: { identifier: string; password: string }) {
    try {
      const { jwt } = await http<{ jwt: string }>('/auth/local', { method: 'POST', body: { identifier, password } });
      setAccessToken(jwt);
      queryClient.clear();
      // Not kept, it is still this browser's: no reason to turn somebody away.
      await keepLanguageOfTheDoor().catch(() => undefined);
      return { success: true };
    } catch (error) {
      return { success: false, error: error as Error };
    }
  },

  async logout() {
    // The session ends on this computer whatever the server answers; it also ends there when it can be reached.
    await http('/auth/logout', { method: 'POST', body: {} }).catch(() => undefined);
    setAccessToken(null);
    closeStream();
    forgetPersonalData();
    forgetRecent();
    queryClient.clear();
    await changeLanguage(languageOfComputer(), false);
    return { success: true, redirectTo: '/login' };
  },

  async check() {
    if (accessToken()) return { authenticated: true };
    try {
      return (await refreshSession()) ? { authenticated: true } : toLogin;
    } catch (error) {
      // Without a network nobody is thrown out: the screens say that they cannot load, and retry.
      return isApiError(error) && error.statusCode === 0 ? { authenticated: true } : toLogin;
    }
  },

  async onError(error: unknown) {
    return isApiError(error) && error.statusCode === 401 ? { logout: true, redirectTo: '/login', error } : {};
  },

  async getIdentity(): Promise<Me['user']> {
    const known = await queryClient.ensureQueryData({ queryKey: definitionsKey, queryFn: fetchDefinitions });
    return known.me.user;
  },

  async getPermissions(): Promise<string[]> {
    const known = await queryClient.ensureQueryData({ queryKey: definitionsKey, queryFn: fetchDefinitions });
    return known.me.user.roles;
  },
};
