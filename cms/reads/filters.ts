import type { Actor } from '../access/actor';
import { fieldRight, labelFilter, rowFilter } from '../access/rights';
import type { Registry } from '../definitions/registry';
import { isRowsTable, isToMany } from '../../config/projections/strapi-schema';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import { Among } from './among';
import { castValue, type CellType } from './cast';
import type { Condition, Operator } from './condition';
import { badQuery } from './problem';
import { isIndexed } from './query';

type Raw = Record<string, unknown>;
type Path = (string | number)[];

/** The records behind a figure; looked up before a filter comes here. */
export const BEHIND = '$behind';

/** Limits of one query: what a screen needs with room to spare, and nothing that makes the database sweat. */
export const LIMITS = { depth: 10, conditions: 60, list: 500, hops: 2 } as const;

const TEXT: readonly string[] = [
  '$contains',
  '$containsi',
  '$notContains',
  '$notContainsi',
  '$startsWith',
  '$startsWithi',
  '$endsWith',
  '$endsWithi',
  '$eqi',
  '$nei',
];
const ORDER: readonly string[] = ['$lt', '$lte', '$gt', '$gte', '$between'];
const EQUAL: readonly string[] = ['$eq', '$ne', '$in', '$notIn'];

export interface FilterContext {
  registry: Registry;
  actor: Actor;
  /** Written by ourselves (row scopes): rights and limits are not asked again. */
  trusted: boolean;
}

/** Where in the tree we are: whose fields count, how far from the record. */
interface Place {
  def: FormDefinition;
  /** Inside rows: the field whose columns count. */
  rows?: FieldDefinition;
  hops: number;
  depth: number;
}

/** Strapi's filter tree as a typed condition. Anything malformed, unknown, hidden, masked or too costly is 400 with its address. */
export function parseFilters(context: FilterContext, def: FormDefinition, raw: unknown): Condition {
  return new Parser(context).record(raw, { def, hops: 0, depth: 0 }, context.trusted ? [] : ['filters']);
}

/** The rows of a form that the actor may see; null = all, 'none' = nothing. */
export function rowCondition(
  registry: Registry,
  actor: Actor,
  def: FormDefinition,
  which: typeof rowFilter = rowFilter,
): Condition | null | 'none' {
  const filter = which(actor, def);
  return filter === null || filter === 'none' ? filter : parseFilters({ registry, actor, trusted: true }, def, filter);
}

class Parser {
  private conditions = 0;
  constructor(private readonly context: FilterContext) {}

  /** Conditions over the fields of a record (or the columns of a row): all of them must hold. */
  record(raw: unknown, place: Place, path: Path): Condition {
    this.spend(place.depth, path);
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw badQuery(path, 'invalid_filter');
    const items = Object.entries(raw as Raw).map(([key, value]) => this.entry(key, value, place, [...path, key]));
    return items.length === 1 ? (items[0] as Condition) : { kind: 'and', items };
  }

  private entry(key: string, value: unknown, place: Place, path: Path): Condition {
    const deeper = { ...place, depth: place.depth + 1 };
    if (key === '$and' || key === '$or') return this.list(key, value, path, (item, at) => this.record(item, deeper, at));
    if (key === '$not') return { kind: 'not', item: this.record(value, deeper, path) };
    if (key === BEHIND && value instanceof Among) return { kind: 'among', documents: value.documents };
    if (key.startsWith('$')) throw badQuery(path, 'unknown_operator');
    const special = place.rows ? undefined : SPECIAL[key];
    if (special && Object.hasOwn(SPECIAL, key)) return this.cell(key, special, value, deeper, path);
    return this.field(this.fieldOf(key, place, path), value, deeper, path);
  }

  private fieldOf(key: string, place: Place, path: Path): FieldDefinition {
    const field = (place.rows ? (place.rows.columns ?? []) : place.def.fields).find((candidate) => candidate.name === key);
    if (!field) throw badQuery(path, 'unknown_field');
    if (this.context.trusted) return field;
    const right = fieldRight(this.context.actor, place.def, field, place.rows);
    // A hidden field is told like one that is not there; a masked one would be read out value by value.
    if (!right.visible) throw badQuery(path, 'unknown_field');
    if (right.masked) throw badQuery(path, 'masked_field');
    return field;
  }

  private field(field: FieldDefinition, value: unknown, place: Place, path: Path): Condition {
    switch (field.type) {
      case 'relation':
        return place.rows && !isRowsTable(place.rows)
          ? this.cell(field.name, 'key', keyOf(value), place, path)
          : this.relation(field, value, place, path);
      case 'media':
        if (place.rows) throw badQuery(path, 'operator_not_allowed');
        return this.presence(value, path, (filled) => (filled ? { kind: 'file', field } : { kind: 'not', item: { kind: 'file', field } }));
      case 'json-rows': {
        if (place.rows) throw badQuery(path, 'unknown_field');
        const some: Condition = { kind: 'row', field, item: null };
        if (isPresence(value)) return this.presence(value, path, (filled) => (filled ? some : { kind: 'not', item: some }));
        return { kind: 'row', field, item: this.record(value, { ...place, rows: field }, path) };
      }
      case 'enum':
        return field.multiple ? this.members(field, value, place, path) : this.cell(field.name, 'enum', value, place, path);
      default:
        return this.cell(field.name, field.type, value, place, path);
    }
  }

  private relation(field: FieldDefinition, value: unknown, place: Place, path: Path): Condition {
    const target = this.context.registry.get(field.target ?? '');
    if (!target) throw badQuery(path, 'not_stored');
    const hops = place.hops + 1;
    if (!this.context.trusted && hops > LIMITS.hops) throw badQuery(path, 'too_deep', { max: LIMITS.hops });
    const many = isToMany(field);
    if (isPresence(value)) {
      const some: Condition = many
        ? { kind: 'related', field, target, many, item: { kind: 'and', items: [] }, rows: null }
        : { kind: 'filled', name: field.name, filled: true };
      return this.presence(value, path, (filled) =>
        filled ? some : many ? { kind: 'not', item: some } : ({ ...some, filled: false } as Condition),
      );
    }
    const nested = asNested(value);
    const item = this.record(nested, { def: target, hops, depth: place.depth }, path);
    return { kind: 'related', field, target, many, item, rows: this.targetRows(target, nested, path) };
  }

  /** A relation is no way around the rows of its target. Which record it points to may be asked by whoever may know its name. */
  private targetRows(target: FormDefinition, nested: Raw, path: Path): Condition | null {
    if (this.context.trusted) return null;
    const byKey = Object.keys(nested).every((key) => key === 'documentId' || key === 'id');
    const rows = rowCondition(this.context.registry, this.context.actor, target, byKey ? labelFilter : rowFilter);
    if (rows === 'none') throw badQuery(path, 'not_readable');
    return rows;
  }

  private members(field: FieldDefinition, value: unknown, place: Place, path: Path): Condition {
    if (isPresence(value)) return this.presence(value, path, (filled) => ({ kind: 'filled', name: field.name, filled }));
    return this.operators(value, place, path, (operator, operand, at) => {
      const values = this.values(
        'enum',
        operator === '$contains' || operator === '$containsi' ? '$eq' : operator === '$notContains' ? '$ne' : operator,
        operand,
        at,
      ).map(String);
      const held: Condition = { kind: 'member', name: field.name, values };
      if (['$eq', '$in', '$contains', '$containsi'].includes(operator)) return held;
      if (['$ne', '$notIn', '$notContains'].includes(operator)) return { kind: 'not', item: held };
      throw badQuery(at, 'operator_not_allowed');
    });
  }

  private cell(name: string, type: CellType, value: unknown, place: Place, path: Path): Condition {
    return this.operators(value, place, path, (operator, operand, at) => {
      if (operand === null && (operator === '$eq' || operator === '$ne')) return { kind: 'filled', name, filled: operator === '$ne' };
      if (operator === '$null' || operator === '$notNull')
        return { kind: 'filled', name, filled: yes(operand, at) === (operator === '$notNull') };
      const allowed =
        EQUAL.includes(operator) ||
        (TEXT.includes(operator) && isText(type)) ||
        (ORDER.includes(operator) && type !== 'key' && type !== 'boolean');
      if (!allowed) throw badQuery(at, TEXT.includes(operator) || ORDER.includes(operator) ? 'operator_not_allowed' : 'unknown_operator');
      return { kind: 'cell', name, type, operator: operator as Operator, values: this.values(type, operator, operand, at) };
    });
  }

  /** The operators on one field: `{$gt: 1, $lt: 5}`, a bare value, a list, or these under $and, $or, $not. */
  private operators(
    value: unknown,
    place: Place,
    path: Path,
    leaf: (operator: string, operand: unknown, at: Path) => Condition,
  ): Condition {
    this.spend(place.depth, path);
    if (Array.isArray(value)) return leaf('$in', value, path);
    if (typeof value !== 'object' || value === null) return leaf('$eq', value, path);
    const deeper = { ...place, depth: place.depth + 1 };
    const items = Object.entries(value as Raw).map(([operator, operand]): Condition => {
      const at = [...path, operator];
      if (operator === '$and' || operator === '$or')
        return this.list(operator, operand, at, (item, inner) => this.operators(item, deeper, inner, leaf));
      if (operator === '$not') return { kind: 'not', item: this.operators(operand, deeper, at, leaf) };
      if (!operator.startsWith('$')) throw badQuery(at, 'unknown_operator');
      this.spend(place.depth, at);
      return leaf(operator, operand, at);
    });
    if (items.length === 0) throw badQuery(path, 'invalid_filter');
    return items.length === 1 ? (items[0] as Condition) : { kind: 'and', items };
  }

  private values(type: CellType, operator: string, operand: unknown, path: Path): (string | number | boolean)[] {
    const isList = operator === '$in' || operator === '$notIn' || operator === '$between';
    if (!isList) return [castValue(type, operand, path)];
    const list = Array.isArray(operand) ? (operand as unknown[]) : isIndexed(operand) ? Object.values(operand) : [operand];
    if (!this.context.trusted && list.length > LIMITS.list) throw badQuery(path, 'too_many', { max: LIMITS.list });
    if (operator === '$between' && list.length !== 2) throw badQuery(path, 'not_a_range');
    return list.map((entry, index) => castValue(type, entry, [...path, index]));
  }

  private list(key: '$and' | '$or', value: unknown, path: Path, of: (item: unknown, at: Path) => Condition): Condition {
    const list = Array.isArray(value) ? (value as unknown[]) : isIndexed(value) ? Object.values(value) : [value];
    return { kind: key === '$and' ? 'and' : 'or', items: list.map((item, index) => of(item, [...path, index])) };
  }

  private presence(value: unknown, path: Path, of: (filled: boolean) => Condition): Condition {
    this.spend(0, path);
    if (value === null) return of(false);
    if (!isPresence(value)) throw badQuery(path, 'operator_not_allowed');
    const [operator = '', operand] = Object.entries(value as Raw)[0] ?? [];
    if (operator === '$eq' || operator === '$ne') return of(operator === '$ne');
    return of(yes(operand, [...path, operator]) === (operator === '$notNull'));
  }

  private spend(depth: number, path: Path): void {
    this.conditions += 1;
    if (this.context.trusted) return;
    if (depth > LIMITS.depth) throw badQuery(path.slice(0, 12), 'too_deep', { max: LIMITS.depth });
    if (this.conditions > LIMITS.conditions) throw badQuery(['filters'], 'too_many', { max: LIMITS.conditions });
  }
}

/** Strapi's own attributes that every record has. */
const SPECIAL: Record<string, CellType> = { id: 'id', documentId: 'key', createdAt: 'datetime', updatedAt: 'datetime' };

const isText = (type: CellType): boolean => type === 'string' || type === 'text' || type === 'enum' || type === 'time';

/** `null`, `{$null: …}`, `{$notNull: …}`, `{$eq: null}`, `{$ne: null}`. */
function isPresence(value: unknown): boolean {
  if (value === null) return true;
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  const entries = Object.entries(value as Raw);
  const [operator, operand] = entries[0] ?? [];
  return (
    entries.length === 1 &&
    (operator === '$null' || operator === '$notNull' || ((operator === '$eq' || operator === '$ne') && operand === null))
  );
}

/** `customer=abc` and `customer[$eq]=abc` mean the documentId, as a relation is written. */
function asNested(value: unknown): Raw {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && !isIndexed(value)) {
    const keys = Object.keys(value);
    if (keys.length > 0 && keys.every((key) => key.startsWith('$') && key !== '$and' && key !== '$or' && key !== '$not'))
      return { documentId: value };
    return value as Raw;
  }
  return { documentId: value };
}

/** Rows kept as JSON hold documentIds: `{documentId: {$eq: …}}` and `{$eq: …}` are the same there. */
function keyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0] === 'documentId' ? (value as Raw).documentId : value;
}

function yes(operand: unknown, path: Path): boolean {
  return castValue('boolean', operand, path) === true;
}
