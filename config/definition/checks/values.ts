import { references } from '../expression/references';
import { safely } from '../safely';
import type { Kind } from '../expression/functions';
import type { Type } from '../expression/types-of-fields';
import { didYouMean } from '../suggest';
import type { FieldDefinition, FormDefinition } from '../types';
import type { Checker, ExpressionOptions } from './checker';

/** Kind of value that a field takes from an expression. */
export function kindOf(field: FieldDefinition): Kind {
  if (field.multiple || field.cardinality === 'manyToMany' || field.cardinality === 'oneToMany') return 'any';
  switch (field.type) {
    case 'string':
    case 'text':
      return 'text';
    case 'integer':
    case 'decimal':
    case 'money':
      return 'number';
    case 'date':
    case 'datetime':
    case 'time':
    case 'boolean':
      return field.type;
    default:
      return 'any';
  }
}

/** An expression whose value a field receives: right kind, and a member of its list. */
export function checkValueOf(
  check: Checker,
  address: string,
  source: string,
  field: FieldDefinition,
  options: ExpressionOptions = {},
): void {
  const type = check.expression(address, source, { ...options, expected: kindOf(field) });
  if (field.type === 'enum' && field.values && !field.multiple) checkMembers(check, address, type, field);
  if (field.type === 'relation' && ['number', 'boolean', 'date', 'datetime', 'time'].includes(type.kind)) {
    check.report(address, 'wrong_type', '此处应为记录', 'This must be a record');
  }
}

function readsItself(field: FieldDefinition): boolean {
  return safely(() => references(field.formula ?? 'null').some(([first]) => first === field.name), false);
}

function checkMembers(check: Checker, address: string, type: Type, field: FieldDefinition): void {
  const known = (field.values ?? []).map((entry) => String(entry.value));
  const given = type.kind === 'text' && type.value !== undefined ? [type.value] : type.kind === 'member' ? (type.values ?? []) : [];
  for (const value of given) {
    if (known.includes(String(value))) continue;
    const hint = didYouMean(String(value), known);
    check.report(address, 'unknown_member', `可选值中没有“${value}”${hint.zh}`, `"${value}" is not one of the values${hint.en}`);
    return;
  }
}

/** `values`, `set`, `data`, `match`: expressions by field of `target`. */
export function checkAssignments(
  check: Checker,
  address: string,
  values: Record<string, string>,
  target: FormDefinition,
  options: ExpressionOptions = {},
): void {
  for (const [name, source] of Object.entries(values)) {
    const at = `${address}.${name}`;
    const names = target.fields.map((field) => field.name);
    if (!check.known(at, name, names, 'field')) continue;
    const field = target.fields.find((candidate) => candidate.name === name);
    if (!field) continue;
    // A formula that starts from its own value (`coalesce(round, 1)`) keeps what is assigned; any other would overwrite it.
    if (field.formula !== undefined && !readsItself(field))
      check.report(at, 'has_formula', '公式字段不可赋值', 'a formula field is worked out, not assigned');
    checkValueOf(check, at, source, field, options);
  }
}
