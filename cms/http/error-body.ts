import { messageOf } from '../../config/messages/messages';
import type { Violation } from '../../config/definition/types';
import { AppError } from './errors';

interface ErrorBody {
  error: {
    status: number;
    name: string;
    code: string;
    message: string;
    details: { violations: unknown[]; params?: Record<string, unknown> };
  };
}

const NAMES: Record<number, string> = {
  400: 'ValidationError',
  401: 'UnauthorizedError',
  403: 'ForbiddenError',
  404: 'NotFoundError',
  409: 'ConflictError',
  413: 'PayloadTooLargeError',
  422: 'UnprocessableEntityError',
  429: 'RateLimitError',
  503: 'ServiceUnavailableError',
};

/** Any error as the API answers it. What is not ours is logged by the caller and told as 500 without its inside. */
export function errorBody(error: unknown, lang: 'zh' | 'en'): { status: number; body: ErrorBody; isOurs: boolean } {
  const known = error instanceof AppError ? error : fromHttp(error);
  const isOurs = known !== null;
  const { status, code, params, violations } = known ?? new AppError(500, 'internal');
  return {
    status,
    isOurs,
    body: {
      error: {
        status,
        name: NAMES[status] ?? 'ApplicationError',
        code,
        message: messageOf(code, params, lang),
        details: {
          violations: violations.map((violation) => wordsOf(violation, lang)),
          ...(Object.keys(params).length > 0 ? { params } : {}),
        },
      },
    },
  };
}

/** A violation with its words in the reader's language. */
export function wordsOf(violation: Violation, lang: 'zh' | 'en'): Record<string, unknown> {
  const { path, code, params, message } = violation;
  return { path, code, params: params ?? {}, message: message ? message[lang] || message.zh : messageOf(code, params ?? {}, lang) };
}

/** What Koa, its body parser and PostgreSQL refuse on the client's behalf; everything else is a fault of ours. */
function fromHttp(error: unknown): AppError | null {
  const { status, statusCode, code, expose } = (error ?? {}) as { status?: number; statusCode?: number; code?: string; expose?: boolean };
  // PostgreSQL: a number out of range, a text with a NUL or in another encoding, a lock that was not to be had in time.
  if (code === '22003' || code === '22021' || code === '22P02' || code === '22P05' || code === '22008')
    return new AppError(400, 'invalid_value');
  if (code === '40001' || code === '40P01' || code === '55P03' || code === 'SQLITE_BUSY') return new AppError(409, 'busy');
  // What took longer than a statement may, and a connection that was not to be had: nothing has been written, and later it will go.
  if (code === '57014' || (error as Error | null)?.name === 'KnexTimeoutError') return new AppError(503, 'busy');
  const number = status ?? statusCode;
  if (number === 413) return new AppError(413, 'too_much');
  return number !== undefined && number >= 400 && number < 500 && expose !== false ? new AppError(number, 'bad_request') : null;
}
