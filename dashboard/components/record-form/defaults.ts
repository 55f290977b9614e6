import { initialStateOf } from '../../../config/definition/expand';
import { evaluate, type Scope } from '../../../config/definition/expression/evaluate';
import { safely } from '../../../config/definition/safely';
import type { FormDefinition } from '../../../config/definition/types';

type Row = Record<string, unknown>;

const isExpression = (value: unknown): value is string => typeof value === 'string' && value.startsWith('=');

/** What a new record starts with: its first state, and defaults that are plain values. */
export function literalDefaults(form: FormDefinition): Row {
  const plain = form.fields.filter((field) => field.default !== undefined && !isExpression(field.default));
  return { ...Object.fromEntries(plain.map((field) => [field.name, field.default])), state: initialStateOf(form) };
}

/** Defaults that are worked out (`=now()`, `=application.contractor`), for the fields that `isOpen` names, as far as they can be. */
export function workedDefaults(
  form: FormDefinition,
  scope: Scope,
  isOpen: (name: string) => boolean,
  isKnown: (expression: string) => boolean,
): Row {
  const values: Row = {};
  for (const field of form.fields) {
    if (!isExpression(field.default) || field.computed || !isOpen(field.name)) continue;
    const expression = field.default.slice(1);
    if (isKnown(expression)) values[field.name] = safely(() => evaluate(expression, scope), null);
  }
  return values;
}
