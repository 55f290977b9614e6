import { checkDefinition } from '../check';
import { checkRecord } from '../check-record';
import { computeFields } from '../compute';
import { expand } from '../expand';
import { evaluate } from '../expression/evaluate';
import { ExpressionError } from '../expression/error';
import { CONTEXT } from './any-definition';
import { resolveLists } from '../lists';
import { normalize } from '../normalize';
import { definitionOf } from '../parse';
import { scope } from '../test-forms';

/** What comes of an expression over a record, in one line: its value or its error. */
export const outcomeOfExpression = (source: string, values: Record<string, unknown>): string =>
  outcome(() => evaluate(source, scope(values, { old: values, settings: { fee: 1 } })));

/** What comes of a definition, and of values under it: its issues, or what is worked out and what is broken. */
export function outcomeOfDefinition(given: unknown, values: Record<string, unknown>): string {
  const { definition, issues } = definitionOf(given, 'paper');
  const found = definition ? checkDefinition(expand(resolveLists(definition, {})), CONTEXT) : issues;
  if (!definition || found.length > 0) return JSON.stringify(found);
  const full = expand(resolveLists(definition, {}));
  return outcome(() => {
    const { values: own, violations } = normalize(full, values);
    const next = { ...own, state: 'open', ...computeFields(full, { ...own, state: 'open' }, scope(own)) };
    return [next, violations, checkRecord(full, next, scope(next), { kind: 'save' })];
  });
}

function outcome(work: () => unknown): string {
  try {
    return JSON.stringify(work()) ?? 'undefined';
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return `${error.position}: ${error.zh} ${error.en}`;
  }
}
