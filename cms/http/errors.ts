import type { Violation } from '../../config/definition/types';

/**
 * The one error that the product throws on purpose. `code` is stable and finds its words in `config/messages`; the HTTP layer
 * writes it as `{error: {status, name, code, message, details: {violations}}}`.
 */
export class AppError extends Error {
  readonly status: number;
  readonly code: string;
  readonly violations: Violation[];
  readonly params: Record<string, unknown>;

  constructor(status: number, code: string, options: { violations?: Violation[]; params?: Record<string, unknown> } = {}) {
    super(`${status} ${code}`);
    this.name = 'AppError';
    this.status = status;
    this.code = code;
    this.violations = options.violations ?? [];
    this.params = options.params ?? {};
  }
}

/** 400 with the broken fields of a save. */
export const invalid = (violations: Violation[]): AppError => new AppError(400, 'invalid', { violations });
/** 422 with the unmet conditions of an action. */
export const guardFailed = (violations: Violation[]): AppError => new AppError(422, 'guard_failed', { violations });
export const notFound = (): AppError => new AppError(404, 'not_found');
export const forbidden = (params: Record<string, unknown> = {}): AppError => new AppError(403, 'forbidden', { params });
