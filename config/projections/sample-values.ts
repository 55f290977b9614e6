import { evaluate, type Scope } from '../definition/expression/evaluate';
import { MAX_STRING } from '../definition/normalize-value';
import { safely } from '../definition/safely';
import type { FieldDefinition } from '../definition/types';

/** Valid texts of the formats; the numbers of persons and companies are of the kind that examples use and belong to nobody. */
const TEXTS: Record<string, string> = {
  phone: '13800138000',
  email: 'sample@example.com',
  url: 'https://example.com',
  'id-number': '110101199003077715',
  'credit-code': '91350100M000100Y43',
};

/** A valid value of a field that is neither relation, file nor rows; `n` tells unique values apart. */
export function plainSample(field: FieldDefinition, scope: Scope, n: number): unknown {
  switch (field.type) {
    case 'string':
    case 'text':
      return text(field, n);
    case 'integer':
    case 'decimal':
    case 'money':
      return field.values ? member(field) : within(field, scope, field.unique ? n : field.type === 'money' ? 10_000 : 1);
    case 'date':
      return within(field, scope, scope.today);
    case 'datetime':
      return within(field, scope, scope.now);
    case 'time':
      return within(field, scope, '09:00');
    case 'boolean':
      return false;
    case 'enum':
      return field.multiple ? [member(field)] : member(field);
    default:
      return null;
  }
}

function text(field: FieldDefinition, n: number): string {
  const own = field.format === undefined ? undefined : TEXTS[field.format];
  if (own !== undefined) return own;
  const value = `${field.zh}${field.unique ? n : ''}`;
  const max = field.maxLength ?? (field.type === 'string' ? MAX_STRING : 1000);
  return [...value].slice(-max).join('');
}

function member(field: FieldDefinition): string | number | undefined {
  return (field.values ?? []).find((entry) => !entry.archived)?.value;
}

/** The value, moved to the nearest limit when it is outside. */
function within<T extends string | number>(field: FieldDefinition, scope: Scope, value: T): unknown {
  const limit = (source: number | string | undefined): unknown =>
    typeof source === 'string' ? safely(() => evaluate(source, scope), null) : source;
  const [min, max] = [limit(field.min), limit(field.max)];
  if (typeof min === typeof value && value < (min as T)) return min;
  return typeof max === typeof value && value > (max as T) ? max : value;
}
