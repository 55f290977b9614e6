import { ApiError } from './api-error';

/**
 * The login of this tab. The access token lives in memory only: a script that reads storage finds nothing. The refresh token is an
 * httpOnly cookie that the server rotates, so a reload asks for a new access token before anything else.
 */
let token: string | null = null;
let refreshing: Promise<boolean> | null = null;
const listeners = new Set<() => void>();

export const accessToken = (): string | null => token;

export function setAccessToken(next: string | null): void {
  token = next;
}

/** Called when the server no longer knows the session (logged out elsewhere, blocked, expired). */
export function onSessionEnd(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function endSession(): void {
  token = null;
  listeners.forEach((listener) => listener());
}

/** A new access token by the cookie. Many calls may find the token expired at once: they share one refresh, or the rotation would end them all. */
export function refreshSession(): Promise<boolean> {
  refreshing ??= refresh().finally(() => (refreshing = null));
  return refreshing;
}

async function refresh(): Promise<boolean> {
  let response: Response;
  try {
    response = await fetch('/api/auth/refresh', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
  } catch {
    // Not a refusal: the network is away, and the session may well be alive.
    throw new ApiError({ status: 0, code: 'network', message: 'network' });
  }
  if (response.status >= 500) throw new ApiError({ status: response.status, code: 'unavailable', message: response.statusText });
  const body = response.ok ? ((await response.json().catch(() => null)) as { jwt?: string } | null) : null;
  token = body?.jwt ?? null;
  return token !== null;
}
