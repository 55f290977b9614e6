import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import type { CastValue, CellType } from './cast';

/** Operators on one cell, after casting; `$null` and `$notNull` are `filled`. */
export type Operator =
  | '$eq'
  | '$eqi'
  | '$ne'
  | '$nei'
  | '$lt'
  | '$lte'
  | '$gt'
  | '$gte'
  | '$in'
  | '$notIn'
  | '$between'
  | '$contains'
  | '$containsi'
  | '$notContains'
  | '$notContainsi'
  | '$startsWith'
  | '$startsWithi'
  | '$endsWith'
  | '$endsWithi';

/** A typed condition over the record, row or cell it stands in. */
export type Condition =
  | { kind: 'and' | 'or'; items: Condition[] }
  | { kind: 'not'; item: Condition }
  | { kind: 'cell'; name: string; type: CellType; operator: Operator; values: CastValue[] }
  | { kind: 'filled'; name: string; filled: boolean }
  /** A list of values (enum, multiple) holds one of these. */
  | { kind: 'member'; name: string; values: string[] }
  /** The media field has a file. */
  | { kind: 'file'; field: FieldDefinition }
  /** What a relation points to; `rows` are those of the target that the caller may see. */
  | { kind: 'related'; field: FieldDefinition; target: FormDefinition; many: boolean; item: Condition; rows: Condition | null }
  /** The record is one of these. */
  | { kind: 'among'; documents: readonly string[] }
  /** One of the rows of a json-rows field; without `item`: there is one. */
  | { kind: 'row'; field: FieldDefinition; item: Condition | null };

/** The condition without what it says about one field at its top: counts of a tab ignore the tab that is open. */
export function without(condition: Condition, name: string): Condition {
  if (condition.kind === 'and') return { kind: 'and', items: condition.items.map((item) => without(item, name)) };
  return 'name' in condition && condition.name === name ? { kind: 'and', items: [] } : condition;
}
