import type { HttpError } from '@refinedev/core';

/** One broken rule as the server says it; `path` is the full dotted path of the field (`materials.0.quantity`), '' = the record. */
export type ApiViolation = { path: string; code: string; message: string; params?: Record<string, unknown> };

/**
 * Any call that did not succeed. `errors` is keyed by the full dotted path, so that the cell of a child row can show its own
 * message; `code` is stable; `requestId` is what the operator looks up in the log.
 */
export class ApiError extends Error implements HttpError {
  [key: string]: unknown;
  readonly statusCode: number;
  readonly code: string;
  readonly violations: ApiViolation[];
  readonly errors: Record<string, string[]>;
  readonly requestId: string | null;

  constructor(options: { status: number; code: string; message: string; violations?: ApiViolation[]; requestId?: string | null }) {
    super(options.message);
    this.name = 'ApiError';
    this.statusCode = options.status;
    this.code = options.code;
    this.violations = options.violations ?? [];
    this.requestId = options.requestId ?? null;
    this.errors = {};
    for (const { path, message } of this.violations) (this.errors[path] ??= []).push(message);
  }
}

type ErrorBody = {
  error?: {
    name?: string;
    code?: string;
    message?: string;
    details?: { violations?: { path?: unknown; code?: string; message?: unknown; params?: Record<string, unknown> }[] };
  };
};

/** The error of an answer that is not ok. Bodies that are not ours (a proxy's page) give the status text. */
export function errorOf(response: Response, body: unknown): ApiError {
  const error = (body as ErrorBody | null)?.error;
  return new ApiError({
    status: response.status,
    code: error?.code ?? error?.name ?? `http_${response.status}`,
    message: error?.message || response.statusText || String(response.status),
    requestId: response.headers.get('x-request-id'),
    violations: (error?.details?.violations ?? []).map((one) => ({
      path: pathOf(one.path),
      code: one.code ?? 'invalid',
      message: messageOf(one.message) || error?.message || '',
      params: one.params,
    })),
  });
}

export const isApiError = (error: unknown): error is ApiError => error instanceof ApiError;

function pathOf(path: unknown): string {
  return Array.isArray(path) ? path.join('.') : typeof path === 'string' ? path : '';
}

function messageOf(message: unknown): string {
  if (typeof message === 'string') return message;
  const words = message as { zh?: string; en?: string } | null | undefined;
  return (document.documentElement.lang.startsWith('en') ? words?.en : words?.zh) ?? '';
}
