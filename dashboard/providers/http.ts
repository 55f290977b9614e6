import { currentLanguage } from './i18n';
import { ApiError, errorOf } from './api-error';
import { queryString } from './query-string';
import { sendWatched } from './send-watched';
import { accessToken, endSession, refreshSession } from './session';

export type HttpInit = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  query?: Record<string, unknown>;
  /** Sent as JSON, unless it is FormData. */
  body?: unknown;
  signal?: AbortSignal;
  /** Same key = same act: a POST that is repeated after a lost answer is done once. A fresh one is made when left out. */
  idempotencyKey?: string;
  as?: 'json' | 'blob';
  /** Of FormData: gets the share of it that has left, 0 to 1. */
  onSent?: (share: number) => void;
};

/** A call below `/api`. Throws ApiError only (an abort passes unchanged). An expired token is renewed once, silently. */
export async function http<T>(path: string, init: HttpInit = {}): Promise<T> {
  const key = init.method === 'POST' ? (init.idempotencyKey ?? newKey()) : undefined;
  let response = await send(path, init, key);
  if (response.status === 401 && !path.startsWith('/auth/')) {
    if (await refreshSession()) response = await send(path, init, key);
    if (response.status === 401) endSession();
  }
  if (response.ok && init.as === 'blob') return (await response.blob()) as T;
  if (response.status === 204) return undefined as T;
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw errorOf(response, body);
  return body as T;
}

/** `{data: …}` or the bare value: list endpoints of our own answer without an envelope. */
export function unwrap<T>(body: { data: T } | T): T {
  return body !== null && typeof body === 'object' && 'data' in body ? body.data : body;
}

/** A key of an act; `randomUUID` exists on https only, and houses run on plain http. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function send(path: string, init: HttpInit, key: string | undefined): Promise<Response> {
  const isForm = init.body instanceof FormData;
  const headers: Record<string, string> = { 'accept-language': currentLanguage() };
  const token = accessToken();
  if (token) headers.authorization = `Bearer ${token}`;
  if (init.body !== undefined && !isForm) headers['content-type'] = 'application/json';
  if (key) headers['idempotency-key'] = key;
  const url = `/api${path}${queryString(init.query)}`;
  const method = init.method ?? 'GET';
  const { onSent, signal } = init;
  try {
    if (init.body instanceof FormData && onSent) return await sendWatched(url, { method, headers, body: init.body, signal, onSent });
    return await fetch(url, {
      method,
      credentials: 'same-origin',
      headers,
      signal,
      body: init.body === undefined ? undefined : isForm ? (init.body as FormData) : JSON.stringify(init.body),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError({ status: 0, code: 'network', message: 'network' });
  }
}
