import { http } from './http';

export type WaitingItem = {
  form: string;
  documentId: string;
  number: string | null;
  title: string;
  state: string;
  actions: string[];
  dueAt: string | null;
  since?: string | null;
  rev?: number;
};
export type DoneItem = { form: string; documentId: string; event: string; action: string | null; state: string | null; at: string };
export type Message = {
  id: number;
  form: string | null;
  documentId: string | null;
  zh: string;
  en: string;
  at: string;
  readAt: string | null;
};
export type Home = { waiting: WaitingItem[]; due: WaitingItem[]; mine: DoneItem[]; notifications: Message[] };

export const homeKey = ['home'] as const;
export const fetchHome = (): Promise<Home> => http<Home>('/home');
export const markRead = (ids: number[]): Promise<unknown> => http('/notifications/read', { method: 'POST', body: { ids } });
