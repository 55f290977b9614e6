import { createHash } from 'node:crypto';
import type { FieldDefinition, Words } from '../../config/definition/types';
import { bare } from './cells';
import type { Condition, ValueSpec } from './mapping';
import type { Cell } from './sheet';
import { DATETIME_FORMATS, isoOf, momentOfCell, parseBoolean, parseFen, parseMoment, parseNumber } from './values';

/** The cells of one row by column name, whatever the case of the name. */
export class SourceRow {
  constructor(
    readonly line: number,
    private readonly cells: Map<string, Cell>,
  ) {}

  static of(columns: string[], row: { line: number; cells: Cell[] }): SourceRow {
    return new SourceRow(row.line, new Map(columns.map((name, index) => [name.toLowerCase(), row.cells[index] ?? null])));
  }

  cell(column: string): Cell {
    return this.cells.get(column.toLowerCase()) ?? null;
  }

  /** Trimmed text; runs of blanks stay as they are, the source's spelling is kept. What our own export has neutralised is itself again. */
  text(column: string): string {
    const cell = this.cell(column);
    if (cell === null) return '';
    if (cell instanceof Date) return cell.toISOString().replace('T', ' ').slice(0, 19);
    return bare(String(cell).replace(/^[\s\u3000]+|[\s\u3000]+$/g, ''));
  }

  /** The row by what it says: a copy saved as another kind of file, or with its columns in another order, is the same row. */
  fingerprint(): string {
    const texts = [...this.cells.keys()].sort().map((column) => [column, this.text(column)]);
    return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 32);
  }
}

export interface RowError {
  row: number;
  column: string;
  field: string;
  code: string;
  params: Record<string, unknown>;
  /** Own words of a rule. */
  message?: Words;
}

export function holds(row: SourceRow, condition: Condition | undefined): boolean {
  if (!condition) return true;
  const text = row.text(condition.column);
  if (condition.is !== undefined) return text.toLowerCase() === condition.is.toLowerCase();
  if (condition.not !== undefined) return text !== '' && text.toLowerCase() !== condition.not.toLowerCase();
  return text !== '';
}

/** Text of a value before it is read by its type; '' is nothing. */
export function textOf(row: SourceRow, spec: ValueSpec): string {
  const columns = spec.columns ?? (spec.column === undefined ? [] : [spec.column]);
  const parts = columns.map((column) => row.text(column)).filter((text) => text !== '' && !(spec.empty ?? []).includes(text));
  if (spec.hash)
    return createHash('sha256')
      .update(columns.map((column) => row.text(column)).join('\u0001'))
      .digest('hex')
      .slice(0, 24);
  const text = spec.constant !== undefined && columns.length === 0 ? String(spec.constant) : parts.join(spec.concat ?? ' ');
  return text === '' ? '' : `${spec.prefix ?? ''}${text}`;
}

type Kind = NonNullable<ValueSpec['as']>;
const KINDS: Partial<Record<FieldDefinition['type'], Kind>> = {
  integer: 'integer',
  decimal: 'number',
  money: 'money',
  date: 'date',
  datetime: 'datetime',
  boolean: 'boolean',
};

/** One plain value; an unreadable one is told in `errors` and left out. */
export function readValue(row: SourceRow, spec: ValueSpec, field: FieldDefinition | undefined, errors: RowError[]): unknown {
  if (!holds(row, spec.when)) return null;
  if (spec.constant !== undefined) return spec.constant;
  const text = textOf(row, spec);
  if (text === '') return null;
  if (spec.map) {
    const mapped = mapWord(spec.map, text);
    if (mapped === undefined) errors.push(errorAt(row, spec, field, 'not_in_list', { value: text }));
    return mapped ?? null;
  }
  const kind = spec.as ?? (field ? KINDS[field.type] : undefined) ?? 'text';
  const value = parseAs(kind, text, row.cell(spec.column ?? ''), spec, field);
  if (value === null) errors.push(errorAt(row, spec, field, field?.type === 'enum' ? 'not_in_list' : CODES[kind], { value: text }));
  return value;
}

const CODES: Record<Kind, string> = {
  text: 'invalid',
  number: 'not_a_number',
  integer: 'not_a_whole_number',
  money: 'not_an_amount',
  date: 'not_a_date',
  datetime: 'not_a_date',
  boolean: 'not_yes_or_no',
};

function errorAt(
  row: SourceRow,
  spec: ValueSpec,
  field: FieldDefinition | undefined,
  code: string,
  params: Record<string, unknown>,
): RowError {
  return { row: row.line, column: columnOfSpec(spec), field: field?.name ?? '', code, params };
}

/** Column or columns that a value is read from, for messages. */
export const columnOfSpec = (spec: ValueSpec): string => spec.column ?? spec.columns?.join(', ') ?? '';

function mapWord(map: Record<string, unknown>, text: string): unknown {
  if (text in map) return map[text];
  const key = Object.keys(map).find((word) => word.toLowerCase() === text.toLowerCase());
  return key !== undefined ? map[key] : map['*'];
}

function parseAs(kind: Kind, text: string, cell: Cell, spec: ValueSpec, field: FieldDefinition | undefined): unknown {
  switch (kind) {
    case 'text':
      return field?.type === 'enum' ? enumValue(field, text) : text;
    case 'number':
      return parseNumber(text);
    case 'integer': {
      const number = parseNumber(text);
      return number !== null && Number.isSafeInteger(number) ? number : null;
    }
    case 'money':
      // A number of a workbook is binary: its two decimals are meant, not its sixteenth digit.
      return typeof cell === 'number'
        ? Math.abs(cell * 100 - Math.round(cell * 100)) < 1e-6
          ? Math.round(cell * 100)
          : null
        : parseFen(text);
    case 'boolean':
      return parseBoolean(text);
    case 'date':
      return cell instanceof Date ? momentOfCell(cell).date : (parseMoment(text, spec.date ?? DATETIME_FORMATS)?.date ?? null);
    case 'datetime': {
      const moment = cell instanceof Date ? momentOfCell(cell) : parseMoment(text, spec.date ?? DATETIME_FORMATS);
      return moment ? isoOf(moment) : null;
    }
  }
}

/** A list takes its value or its word in either language; several are separated by commas. */
function enumValue(field: FieldDefinition, text: string): unknown {
  const one = (word: string): string | number | null => {
    const found = field.values?.find((entry) =>
      [String(entry.value), entry.zh, entry.en].some((name) => name.toLowerCase() === word.toLowerCase()),
    );
    return found ? found.value : field.values ? null : word;
  };
  if (!field.multiple) return one(text);
  const all = text.split(/[,;，；、]/).map((word) => one(word.trim()));
  return all.includes(null) ? null : all;
}
