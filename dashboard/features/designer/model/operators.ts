import type { FieldDefinition } from '../../../../config/definition/types';
import { isToMany } from '../../../../config/projections/strapi-schema';
import type { Clause, ClauseValue, Operator } from './conditions';

const ORDERED: readonly Operator[] = ['is', 'isNot', 'less', 'atMost', 'more', 'atLeast', 'filled', 'empty'];
const NOTHING: ClauseValue = { kind: 'none' };

/** What can be asked of a field, the likeliest first. */
export function operatorsFor(field: FieldDefinition): readonly Operator[] {
  switch (field.type) {
    case 'enum':
      return field.multiple ? ['contains', 'notContains', 'filled', 'empty'] : ['is', 'isNot', 'in', 'notIn', 'filled', 'empty'];
    case 'boolean':
      return ['is', 'isNot', 'filled', 'empty'];
    case 'integer':
    case 'decimal':
    case 'money':
    case 'date':
    case 'datetime':
    case 'time':
      return ORDERED;
    case 'string':
    case 'text':
      return ['is', 'isNot', 'contains', 'notContains', 'startsWith', 'filled', 'empty'];
    case 'relation':
      return field.target === 'employee' && !isToMany(field) ? ['filled', 'empty', 'isMe', 'isNotMe'] : ['filled', 'empty'];
    case 'media':
    case 'json-rows':
      return ['filled', 'empty'];
  }
}

/** The value that an operator starts with. */
export function startValue(field: FieldDefinition, operator: Operator): ClauseValue {
  if (['filled', 'empty', 'isMe', 'isNotMe'].includes(operator)) return NOTHING;
  if (operator === 'in' || operator === 'notIn') return { kind: 'list', values: [] };
  switch (field.type) {
    case 'enum':
      // Nothing is chosen for anybody: a row without its value says nothing yet.
      return { kind: 'literal', value: '' };
    case 'boolean':
      return { kind: 'literal', value: true };
    case 'integer':
    case 'decimal':
    case 'money':
      return { kind: 'literal', value: 0 };
    case 'date':
      return { kind: 'today', days: 0 };
    case 'datetime':
      return { kind: 'now' };
    case 'time':
      return { kind: 'literal', value: '09:00' };
    default:
      return { kind: 'literal', value: '' };
  }
}

/** A row about a field, as likely as can be guessed. */
export function startClause(field: FieldDefinition, path: string[]): Clause {
  const operator = operatorsFor(field)[0] ?? 'filled';
  return { path, operator, value: startValue(field, operator) };
}

/** The same row about the same field with another operator; the value stays where it still fits. */
export function withOperator(field: FieldDefinition, clause: Clause, operator: Operator): Clause {
  const { value } = clause;
  const wanted = startValue(field, operator);
  if (wanted.kind === 'none') return { ...clause, operator, value: NOTHING };
  if (wanted.kind === 'list') {
    const single = value.kind === 'literal' && typeof value.value !== 'boolean' ? [value.value] : [];
    return { ...clause, operator, value: value.kind === 'list' ? value : { kind: 'list', values: single } };
  }
  const first = value.kind === 'list' ? value.values[0] : undefined;
  if (first !== undefined) return { ...clause, operator, value: { kind: 'literal', value: first } };
  return { ...clause, operator, value: value.kind === 'none' || value.kind === 'list' ? wanted : value };
}

/** A row that still misses its value says nothing yet. */
export const isComplete = (clause: Clause): boolean =>
  clause.value.kind === 'list' ? clause.value.values.length > 0 : !(clause.value.kind === 'literal' && clause.value.value === '');
