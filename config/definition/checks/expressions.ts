import type { FieldDefinition } from '../types';
import type { Checker } from './checker';
import { checkValueOf, kindOf } from './values';

/** Every expression of fields, sections and rules: it parses, its names are there, its kind fits its place. */
export function checkExpressions(check: Checker): void {
  const { def } = check;
  for (const field of def.fields) {
    expressionsOf(check, field, `fields.${field.name}`);
    for (const column of field.columns ?? []) expressionsOf(check, column, `fields.${field.name}.columns.${column.name}`, field);
  }
  for (const section of def.sections ?? []) {
    if (section.visible !== undefined) check.expression(`sections.${section.key}.visible`, section.visible, { expected: 'boolean' });
  }
  for (const rule of def.rules ?? []) {
    if (rule.check !== undefined) check.expression(`rules.${rule.id}.check`, rule.check, { expected: 'boolean' });
  }
}

function expressionsOf(check: Checker, field: FieldDefinition, at: string, rows?: FieldDefinition): void {
  const row = rows?.columns;
  const condition = (name: string, source: unknown): void => {
    if (typeof source === 'string') check.expression(`${at}.${name}`, source, { expected: 'boolean', row });
  };
  condition('requiredIf', field.requiredIf);
  condition('visible', field.visible);
  condition('readonly', field.readonly);
  (field.checks ?? []).forEach((entry, index) => condition(`checks[${index}]`, entry.check));
  if (field.formula !== undefined) checkValueOf(check, `${at}.formula`, field.formula, field, { row });
  if (typeof field.default === 'string' && field.default.startsWith('='))
    checkValueOf(check, `${at}.default`, field.default.slice(1), field, { row });
  for (const limit of ['min', 'max'] as const) {
    const source = field[limit];
    if (typeof source === 'string')
      check.expression(`${at}.${limit}`, source, { expected: field.type === 'datetime' ? 'moment' : kindOf(field), row });
  }
  checkPick(check, field, at);
}

/** In `pick` bare names are the candidate's; `self` is the record that is being edited. */
function checkPick(check: Checker, field: FieldDefinition, at: string): void {
  const target = field.pick === undefined ? undefined : check.form(field.target ?? '');
  if (field.pick !== undefined && target)
    check.expression(`${at}.pick`, field.pick, { expected: 'boolean', of: target, self: check.def.fields });
}
