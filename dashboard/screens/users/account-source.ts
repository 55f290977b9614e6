import type { Words } from '../../../config/definition/types';
import { http } from '../../providers/http';
import type { Brief } from '../../providers/record-types';

/** A login as the administrator sees it. */
export type Account = {
  id: number;
  username: string;
  email: string;
  blocked: boolean;
  role: string;
  roleName: Words;
  head: boolean;
  employee: Brief | null;
  /** Logins that are alive. */
  sessions: number;
  lastSeen: string | null;
};

export type AccountInput = { username: string; email: string; role: string; employee: string | null; blocked: boolean; password?: string };
export type AccountRole = Words & { key: string };
export type Login = { id: string | number; since: string; lastSeen: string | null };

export const accountsKey = ['accounts'] as const;
export const fetchAccounts = (): Promise<Account[]> => http<Account[]>('/accounts');
export const fetchAccountRoles = (): Promise<AccountRole[]> => http<AccountRole[]>('/accounts/roles');
export const fetchLogins = (id: number): Promise<Login[]> => http<Login[]>(`/accounts/${id}/sessions`);
export const endLogins = (id: number): Promise<{ ended: number }> =>
  http<{ ended: number }>(`/accounts/${id}/end-sessions`, { method: 'POST', body: {} });

/** Creates without an id, changes with one. */
export function saveAccount(id: number | null, input: AccountInput): Promise<Account> {
  return id === null
    ? http<Account>('/accounts', { method: 'POST', body: input })
    : http<Account>(`/accounts/${id}`, { method: 'PUT', body: input });
}

export const changePassword = (current: string, next: string): Promise<unknown> =>
  http('/me/password', { method: 'POST', body: { current, next } });
