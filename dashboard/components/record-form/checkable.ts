import type { FieldCheck, FieldDefinition, FormDefinition } from '../../../config/definition/types';

/**
 * The form with only those conditions that the browser can decide for these values. The rest is checked by the server, which sees
 * everything; a save is never held back by a condition that was guessed.
 */
export function checkable(form: FormDefinition, isKnown: (expression: string, rows?: string) => boolean): FormDefinition {
  return {
    ...form,
    fields: form.fields.map((field) => checkableField(field, isKnown)),
    rules: form.rules?.filter((rule) => rule.check === undefined || isKnown(rule.check)),
  };
}

/** A column's conditions must be known in every row. */
function checkableField(field: FieldDefinition, isKnown: (expression: string, rows?: string) => boolean): FieldDefinition {
  const known = <T extends unknown>(value: T): T | undefined => (typeof value === 'string' && !isKnown(value) ? undefined : value);
  return {
    ...field,
    requiredIf: known(field.requiredIf),
    min: known(field.min),
    max: known(field.max),
    checks: field.checks?.filter((one: FieldCheck) => isKnown(one.check)),
    columns: field.columns?.map((column) => checkableField(column, (expression) => isKnown(expression, field.name))),
  };
}
