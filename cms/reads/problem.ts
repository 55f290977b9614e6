import { AppError } from '../http/errors';

/** 400 with the address in the query: `filters.fee.$gt`. */
export function badQuery(path: (string | number)[], code: string, params: Record<string, unknown> = {}): AppError {
  return new AppError(400, 'invalid_query', { violations: [{ path, code, params }] });
}
