import type { FieldDefinition } from '../types';

/** Type of a value in an expression, as far as a definition tells. */
export type Type =
  | { kind: 'any' | 'null' | 'boolean' | 'number' | 'date' | 'datetime' | 'time' | 'file' }
  /** `values`: members of a list, to find misspelt ones. */
  | { kind: 'text' | 'member'; values?: (string | number)[]; value?: string }
  /** A record of a form; `null` = of a form that is not known here. */
  | { kind: 'record'; form: string | null }
  | { kind: 'row'; columns: FieldDefinition[] }
  | { kind: 'list'; of: Type };

export const ANY: Type = { kind: 'any' };
export const BOOLEAN: Type = { kind: 'boolean' };
export const NUMBER: Type = { kind: 'number' };
export const TEXT: Type = { kind: 'text' };

/** What every record has beside its own fields. */
const BUILT_IN: Record<string, Type> = {
  id: NUMBER,
  documentId: TEXT,
  number: TEXT,
  title: TEXT,
  createdAt: { kind: 'datetime' },
  updatedAt: { kind: 'datetime' },
};

export function builtIn(name: string): Type | undefined {
  return Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
}

export const BUILT_IN_NAMES: readonly string[] = Object.keys(BUILT_IN);

/** Type of a field or column. `states` types the field `state`. */
export function typeOfField(field: FieldDefinition, states: readonly string[] = []): Type {
  const one = single(field, states);
  const many =
    field.type === 'json-rows' || (field.multiple ?? false) || field.cardinality === 'manyToMany' || field.cardinality === 'oneToMany';
  return many ? { kind: 'list', of: one } : one;
}

function single(field: FieldDefinition, states: readonly string[]): Type {
  switch (field.type) {
    case 'string':
    case 'text':
      return field.name === 'state' && states.length > 0 ? { kind: 'member', values: [...states] } : TEXT;
    case 'integer':
    case 'decimal':
    case 'money':
      return NUMBER;
    case 'date':
    case 'datetime':
    case 'time':
    case 'boolean':
      return { kind: field.type };
    case 'enum':
      return field.values ? { kind: 'member', values: field.values.map((entry) => entry.value) } : ANY;
    case 'relation':
      return { kind: 'record', form: field.target ?? null };
    case 'media':
      return { kind: 'file' };
    case 'json-rows':
      return { kind: 'row', columns: field.columns ?? [] };
  }
}
