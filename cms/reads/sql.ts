import type { Registry, TableInfo } from '../definitions/registry';
import { isRowsTable } from '../../config/projections/strapi-schema';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import type { CastValue, CellType } from './cast';
import type { Condition, Operator } from './condition';
import { ALWAYS, NEVER, allOf, anyOf, fragment, quote, type Fragment } from './fragment';

type Dialect = 'sqlite' | 'postgres';
type Cell = Extract<Condition, { kind: 'cell' }>;

/** Whose columns a condition is over: a record's table, a table of rows, or one element of a JSON list. */
type Source = { def: FormDefinition; alias: string } & ({ table: TableInfo; rows?: FieldDefinition } | { json: FieldDefinition });

/** Turns typed conditions into parameterised SQL. One compiler per statement, because it hands out the aliases. */
export class Compiler {
  private aliases = 0;

  /**
   * `steer` keeps SQLite's planner from walking the index of a site, which is hardly ever selective, and sorting what it finds:
   * for pages, not for counts.
   */
  constructor(
    private readonly registry: Registry,
    private readonly dialect: Dialect,
    private readonly steer = false,
  ) {}

  /** A condition over the records of a form, whose table stands under `alias`. */
  record(def: FormDefinition, alias: string, condition: Condition): Fragment {
    return this.of({ def, alias, table: this.registry.table(def.key) }, condition);
  }

  /** A column of the form's own table, or null when it is not stored there. */
  column(def: FormDefinition, alias: string, name: string): string | null {
    return columnOf(this.registry.table(def.key), alias, name);
  }

  private of(source: Source, condition: Condition): Fragment {
    switch (condition.kind) {
      case 'and':
        return allOf(condition.items.map((item) => this.of(source, item)));
      case 'or':
        return anyOf(condition.items.map((item) => this.of(source, item)));
      case 'not': {
        const inner = this.of(source, condition.item);
        // Two-valued: "not closed" holds for a record without a value, too.
        return fragment(`NOT COALESCE((${inner.text}), ${this.dialect === 'sqlite' ? '0' : 'FALSE'})`, inner.params);
      }
      case 'cell':
        return this.cell(source, condition);
      case 'filled':
        return this.filled(source, condition.name, condition.filled);
      case 'member':
        return this.member(source, condition.name, condition.values);
      case 'file':
        return this.file(source, condition.field);
      case 'related':
        return this.related(source, condition);
      case 'row':
        return this.row(source, condition.field, condition.item);
      case 'among':
        return this.among(source, condition.documents);
    }
  }

  private filled(source: Source, name: string, filled: boolean): Fragment {
    const type = 'json' in source ? 'text' : null;
    const column = type ? this.jsonCell(source as JsonSource, name, 'text') : this.columnIn(source, name);
    return column === null ? (filled ? NEVER : ALWAYS) : fragment(`${column} IS ${filled ? 'NOT ' : ''}NULL`);
  }

  private cell(source: Source, condition: Cell): Fragment {
    const isJson = 'json' in source;
    const column = isJson ? this.jsonCell(source, condition.name, condition.type) : this.columnIn(source, condition.name);
    if (column === null) return NEVER;
    const bind = (value: CastValue): unknown => (isJson ? this.jsonValue(condition.type, value) : this.value(condition.type, value));
    return compare(column, condition.operator, condition.values.map(bind), this.dialect);
  }

  private value(type: CellType, value: CastValue): unknown {
    if (type === 'datetime' && this.dialect === 'postgres') return localTimestamp(Number(value));
    if (type === 'boolean' && this.dialect === 'sqlite') return value === true ? 1 : 0;
    return value;
  }

  private jsonValue(type: CellType, value: CastValue): unknown {
    if (type === 'datetime') return new Date(Number(value)).toISOString();
    if (type === 'boolean') return this.dialect === 'sqlite' ? (value === true ? 1 : 0) : String(value);
    return value;
  }

  /** A cell of a JSON row; what has another type than the column says is no value. */
  private jsonCell(source: JsonSource, name: string, type: CellType): string {
    const key = name.replaceAll("'", "''");
    const isNumber = type === 'integer' || type === 'money' || type === 'decimal' || type === 'id';
    if (this.dialect === 'sqlite') {
      const cell = `json_extract(${source.alias}.value, '$.${key}')`;
      return isNumber || type === 'boolean' ? cell : `CAST(${cell} AS TEXT)`;
    }
    const text = `(${source.alias}.value ->> '${key}')`;
    return isNumber
      ? `(CASE WHEN jsonb_typeof(${source.alias}.value -> '${key}') = 'number' THEN CAST(${text} AS DOUBLE PRECISION) END)`
      : text;
  }

  private columnIn(source: Source, name: string): string | null {
    return 'table' in source ? columnOf(source.table, source.alias, name) : null;
  }

  private member(source: Source, name: string, values: string[]): Fragment {
    const alias = this.alias('e');
    const places = values.map(() => '?').join(', ');
    if (values.length === 0) return NEVER;
    if ('json' in source) {
      const list =
        this.dialect === 'sqlite'
          ? `json_each(${source.alias}.value, '$.${name}') ${alias}`
          : `jsonb_array_elements_text(${this.arrayOf(`${source.alias}.value -> '${name}'`)}) ${alias}(value)`;
      return fragment(`EXISTS (SELECT 1 FROM ${list} WHERE CAST(${alias}.value AS TEXT) IN (${places}))`, values);
    }
    const column = this.columnIn(source, name);
    if (column === null) return NEVER;
    const list =
      this.dialect === 'sqlite'
        ? `json_each(${this.arrayOf(column)}) ${alias}`
        : `jsonb_array_elements_text(${this.arrayOf(column)}) ${alias}(value)`;
    return fragment(`EXISTS (SELECT 1 FROM ${list} WHERE CAST(${alias}.value AS TEXT) IN (${places}))`, values);
  }

  /** A JSON column as a list, whatever stands in it. */
  private arrayOf(column: string): string {
    return this.dialect === 'sqlite'
      ? `CASE WHEN json_valid(${column}) AND json_type(${column}) = 'array' THEN ${column} ELSE '[]' END`
      : `CASE WHEN jsonb_typeof(CAST(${column} AS JSONB)) = 'array' THEN CAST(${column} AS JSONB) ELSE CAST('[]' AS JSONB) END`;
  }

  private file(source: Source, field: FieldDefinition): Fragment {
    const alias = this.alias('f');
    return fragment(
      `EXISTS (SELECT 1 FROM files_related_mph ${alias} WHERE ${alias}.related_id = ${source.alias}.id AND ${alias}.related_type = ? AND ${alias}.field = ?)`,
      [this.registry.uid(source.def.key), field.name],
    );
  }

  private related(source: Source, condition: Extract<Condition, { kind: 'related' }>): Fragment {
    const { field, target, many, item, rows } = condition;
    if (!('table' in source)) return NEVER;
    const alias = this.alias('r');
    const inner = (): Fragment =>
      allOf([
        this.of({ def: target, alias, table: this.registry.table(target.key) }, item),
        ...(rows ? [this.record(target, alias, rows)] : []),
      ]);
    if (many) {
      const join = source.table.joins[field.name];
      if (!join) return NEVER;
      const link = this.alias('l');
      const where = inner();
      return fragment(
        `EXISTS (SELECT 1 FROM ${quote(join.table)} ${link} JOIN ${quote(this.registry.table(target.key).table)} ${alias} ON ${alias}.id = ${link}.${quote(join.targetColumn)} WHERE ${link}.${quote(join.sourceColumn)} = ${source.alias}.id AND (${where.text}))`,
        where.params,
      );
    }
    const column = columnOf(source.table, source.alias, field.name);
    if (column === null) return NEVER;
    if (rows === null && item.kind === 'cell' && item.type === 'id') {
      // The foreign key is that id: no look at the other table.
      const steered = this.steer && this.dialect === 'sqlite' && field.name === 'site' ? `+${column}` : column;
      return compare(steered, item.operator, item.values, this.dialect);
    }
    const where = inner();
    return fragment(
      `${column} IN (SELECT ${alias}.id FROM ${quote(this.registry.table(target.key).table)} ${alias} WHERE ${where.text})`,
      where.params,
    );
  }

  private row(source: Source, field: FieldDefinition, item: Condition | null): Fragment {
    if (!('table' in source)) return NEVER;
    const alias = this.alias('w');
    if (isRowsTable(field)) {
      const table = this.registry.rowsTable(source.def.key, field.name);
      const parent = columnOf(table, alias, 'parent');
      if (parent === null) return NEVER;
      const where = item ? this.of({ def: source.def, alias, table, rows: field }, item) : ALWAYS;
      return fragment(
        `EXISTS (SELECT 1 FROM ${quote(table.table)} ${alias} WHERE ${parent} = ${source.alias}.id AND (${where.text}))`,
        where.params,
      );
    }
    const column = columnOf(source.table, source.alias, field.name);
    if (column === null) return NEVER;
    const list =
      this.dialect === 'sqlite'
        ? `json_each(${this.arrayOf(column)}) ${alias}`
        : `jsonb_array_elements(${this.arrayOf(column)}) ${alias}(value)`;
    const where = item ? this.of({ def: source.def, alias, json: field }, item) : ALWAYS;
    return fragment(`EXISTS (SELECT 1 FROM ${list} WHERE ${where.text})`, where.params);
  }

  /** However many they are, they are one parameter. */
  private among(source: Source, documents: readonly string[]): Fragment {
    if (!('table' in source)) return NEVER;
    const [list, given] =
      this.dialect === 'sqlite'
        ? ['SELECT value FROM json_each(?)', JSON.stringify(documents)]
        : ['SELECT unnest(CAST(? AS TEXT[]))', documents];
    return fragment(`${source.alias}.document_id IN (${list})`, [given]);
  }

  private alias(letter: string): string {
    this.aliases += 1;
    return `${letter}${this.aliases}`;
  }
}

type JsonSource = Extract<Source, { json: FieldDefinition }>;

function columnOf(table: TableInfo, alias: string, name: string): string | null {
  if (name === 'id') return `${alias}.id`;
  const column = Object.hasOwn(table.columns, name) ? table.columns[name]?.column : undefined;
  return column === undefined ? null : `${alias}.${quote(column)}`;
}

/** `timestamp without time zone` in the zone of the process, as Strapi writes it. */
export function localTimestamp(time: number): string {
  const date = new Date(time);
  const pad = (n: number, width = 2): string => String(n).padStart(width, '0');
  return `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}.${pad(date.getMilliseconds(), 3)}`;
}

const ORDER_SIGNS: Partial<Record<Operator, string>> = { $lt: '<', $lte: '<=', $gt: '>', $gte: '>=' };

/** As Strapi compares: a missing value is neither equal nor unequal. No LIKE: nothing a client types has a second meaning. */
function compare(column: string, operator: Operator, values: readonly unknown[], dialect: Dialect): Fragment {
  const text = 'CAST(? AS TEXT)';
  const first = values[0];
  const find = (subject: string, sought: string): string =>
    dialect === 'sqlite' ? `instr(${subject}, ${sought})` : `strpos(${subject}, ${sought})`;
  switch (operator) {
    case '$eq':
      return fragment(`${column} = ?`, [first]);
    case '$ne':
      return fragment(`${column} <> ?`, [first]);
    case '$eqi':
      return fragment(`lower(${column}) = lower(${text})`, [first]);
    case '$nei':
      return fragment(`lower(${column}) <> lower(${text})`, [first]);
    case '$lt':
    case '$lte':
    case '$gt':
    case '$gte':
      return fragment(`${column} ${ORDER_SIGNS[operator] ?? '='} ?`, [first]);
    case '$between':
      return fragment(`${column} BETWEEN ? AND ?`, values);
    case '$in':
      if (values.length === 0) return NEVER;
      return values.length === 1
        ? fragment(`${column} = ?`, values)
        : fragment(`${column} IN (${values.map(() => '?').join(', ')})`, values);
    case '$notIn':
      return values.length === 0 ? ALWAYS : fragment(`${column} NOT IN (${values.map(() => '?').join(', ')})`, values);
    case '$contains':
      return fragment(`${find(column, text)} > 0`, [first]);
    case '$notContains':
      return fragment(`${find(column, text)} = 0`, [first]);
    case '$containsi':
      return fragment(`${find(`lower(${column})`, `lower(${text})`)} > 0`, [first]);
    case '$notContainsi':
      return fragment(`${find(`lower(${column})`, `lower(${text})`)} = 0`, [first]);
    case '$startsWith':
      return fragment(`substr(${column}, 1, length(${text})) = ${text}`, [first, first]);
    case '$startsWithi':
      return fragment(`lower(substr(${column}, 1, length(${text}))) = lower(${text})`, [first, first]);
    case '$endsWith':
      return ending(column, first, (subject) => subject);
    case '$endsWithi':
      return ending(column, first, (subject) => `lower(${subject})`);
  }
}

function ending(column: string, value: unknown, fold: (subject: string) => string): Fragment {
  if (value === '') return fragment(`${column} IS NOT NULL`);
  const text = 'CAST(? AS TEXT)';
  const from = `length(${column}) - length(${text}) + 1`;
  return fragment(`length(${column}) >= length(${text}) AND ${fold(`substr(${column}, ${from})`)} = ${fold(text)}`, [value, value, value]);
}
