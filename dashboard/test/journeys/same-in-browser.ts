import { outcomeOfDefinition, outcomeOfExpression } from '../../../config/definition/testing/outcome';

/** Built for the browser by same.e2e.ts, and asked there. */
declare global {
  interface Window {
    same: { outcomeOfDefinition: typeof outcomeOfDefinition; outcomeOfExpression: typeof outcomeOfExpression };
  }
}
window.same = { outcomeOfDefinition, outcomeOfExpression };
