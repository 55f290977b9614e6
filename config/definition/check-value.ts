import { parseDate, parseInstant } from './calendar-date';
import { evaluate, type Scope } from './expression/evaluate';
import { compilePattern } from './expression/pattern';
import { compare, isEmpty, sameContent } from './expression/values';
import { hasFormat } from './formats';
import { lengthOf } from './normalize-value';
import { safely } from './safely';
import type { FieldDefinition, Violation } from './types';

/**
 * What is wrong with one value by its field's own limits. `before` is the value so far: what has not changed was checked under the rules
 * of its day and does not stand in the way of another change.
 */
export function checkValue(field: FieldDefinition, value: unknown, before: unknown, path: (string | number)[], scope: Scope): Violation[] {
  if (isEmpty(value) || sameContent(value, before)) return [];
  switch (field.type) {
    case 'string':
    case 'text':
      return typeof value === 'string' ? text(field, value, path) : [];
    case 'integer':
      return field.values ? members(field, value, before, path) : limits(field, value, path, scope);
    case 'decimal':
    case 'money':
    case 'date':
    case 'datetime':
    case 'time':
      return limits(field, value, path, scope);
    case 'enum':
      return members(field, value, before, path);
    default:
      return [];
  }
}

function text(field: FieldDefinition, value: string, path: (string | number)[]): Violation[] {
  const found: Violation[] = [];
  const length = lengthOf(value);
  if (field.maxLength !== undefined && length > field.maxLength)
    found.push({ path, code: 'too_long', params: { max: field.maxLength, length } });
  if (field.pattern !== undefined && !compilePattern(field.pattern).test(value)) found.push({ path, code: 'wrong_pattern' });
  if (field.format !== undefined && !hasFormat(field.format, value)) found.push({ path, code: `not_${field.format.replace(/-/g, '_')}` });
  return found;
}

function limits(field: FieldDefinition, value: unknown, path: (string | number)[], scope: Scope): Violation[] {
  const [min, max] = [limitOf(field.min, scope), limitOf(field.max, scope)];
  const [below, above] = isTimeLike(field) ? ['too_early', 'too_late'] : ['too_small', 'too_large'];
  const [low, high] = [comparable(value, min), comparable(value, max)];
  if (low && compare('<', low[0], low[1])) return [{ path, code: below, params: { min, ...moneyHint(field) } }];
  if (high && compare('>', high[0], high[1])) return [{ path, code: above, params: { max, ...moneyHint(field) } }];
  return [];
}

function isTimeLike(field: FieldDefinition): boolean {
  return field.type === 'date' || field.type === 'datetime' || field.type === 'time';
}

/** Amounts are fen; the message says yuan. */
function moneyHint(field: FieldDefinition): Record<string, unknown> {
  return field.type === 'money' ? { unit: 'fen' } : {};
}

/** A limit is a number or an expression; one that gives nothing, or cannot be worked out, is none. */
function limitOf(limit: number | string | undefined, scope: Scope): unknown {
  if (typeof limit !== 'string') return limit;
  return safely(() => evaluate(limit, scope), null);
}

/** Value and limit on one scale: a moment against a date is compared by instant. */
function comparable(value: unknown, limit: unknown): [unknown, unknown] | undefined {
  if (isEmpty(limit)) return undefined;
  if (typeof value === 'string' && typeof limit === 'string' && value.length !== limit.length) {
    const [a, b] = [instantOf(value), instantOf(limit)];
    return a === null || b === null ? undefined : [a, b];
  }
  return [value, limit];
}

function instantOf(text: string): number | null {
  return parseDate(text) === null ? parseInstant(text) : parseInstant(`${text}T00:00`);
}

/** Members of the list. One that is no longer offered stays with the record that has it. */
function members(field: FieldDefinition, value: unknown, before: unknown, path: (string | number)[]): Violation[] {
  if (!field.values) return [];
  const had: unknown[] = Array.isArray(before) ? before : [before];
  const given: unknown[] = Array.isArray(value) ? value : [value];
  for (const one of given) {
    const entry = field.values.find((candidate) => candidate.value === one);
    if (had.includes(one) || (entry && !entry.archived)) continue;
    return [{ path, code: entry ? 'no_longer_offered' : 'not_a_member', params: { value: String(one) } }];
  }
  return [];
}
