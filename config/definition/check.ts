import { createChecker, type CheckContext } from './checks/checker';
import { checkConverted } from './checks/converted';
import { checkExpressions } from './checks/expressions';
import { checkFields } from './checks/fields';
import { checkFlow } from './checks/flow';
import { checkNames } from './checks/names';
import { checkRest } from './checks/rest';
import type { Issue } from './issue';
import type { FormDefinition } from './types';

export type { CheckContext } from './checks/checker';
export type { Issue } from './issue';

/**
 * Everything that is wrong with a definition beyond its shape (`parseDefinition`): names that are not there, expressions that cannot be
 * right, states that cannot be reached. `def` is expanded, its shared lists resolved. The same check serves files and the designer.
 */
export function checkDefinition(def: FormDefinition, context: CheckContext): Issue[] {
  const check = createChecker(def, context);
  checkNames(check);
  checkFields(check);
  checkConverted(check);
  checkExpressions(check);
  checkFlow(check);
  checkRest(check);
  return check.issues;
}
