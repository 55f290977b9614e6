import { ExpressionError } from './expression/error';

/** Result of an evaluation, or `otherwise` when the expression cannot be worked out for these values. */
export function safely<T>(evaluate: () => T, otherwise: T): T {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof ExpressionError) return otherwise;
    throw error;
  }
}
