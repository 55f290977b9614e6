import { circles } from '../compute-order';
import { COMMON_FIELD_NAMES } from '../expand';
import { ExpressionError } from '../expression/error';
import { compilePattern } from '../expression/pattern';
import { isObject } from '../expression/values';
import { hasFormat } from '../formats';
import { normalize } from '../normalize';
import { MAX_ROWS } from '../normalize-rows';
import { MAX_STRING, normalizeValue } from '../normalize-value';
import { CREATE } from '../required';
import type { FieldDefinition, FieldType } from '../types';
import type { Checker } from './checker';

/** Attributes that only some types have. */
const ATTRIBUTES: Partial<Record<keyof FieldDefinition, readonly FieldType[]>> = {
  values: ['enum', 'integer'],
  enumRef: ['enum'],
  allow: ['enum', 'integer'],
  multiple: ['enum', 'media'],
  scaleRef: ['integer'],
  scale: ['decimal'],
  min: ['integer', 'decimal', 'money', 'date', 'datetime', 'time'],
  max: ['integer', 'decimal', 'money', 'date', 'datetime', 'time'],
  maxLength: ['string', 'text'],
  pattern: ['string', 'text'],
  format: ['string', 'text', 'media'],
  target: ['relation'],
  cardinality: ['relation'],
  pick: ['relation'],
  columns: ['json-rows'],
  storage: ['json-rows'],
  template: ['json-rows'],
  minRows: ['json-rows'],
  maxRows: ['json-rows'],
  unique: ['string', 'text', 'integer', 'decimal', 'money', 'date', 'datetime', 'time', 'enum', 'relation'],
};

/** Every field and column: attributes that fit the type, and names that are there. */
export function checkFields(check: Checker): void {
  for (const field of check.def.fields) {
    checkField(check, field, `fields.${field.name}`);
    for (const column of field.columns ?? []) checkColumn(check, field, column);
    if (field.uniqueWithin !== undefined) {
      const at = `fields.${field.name}.uniqueWithin`;
      if (check.known(at, field.uniqueWithin, names(check), 'field') && !field.unique)
        check.report(at, 'needs', '须同时设置 unique', 'needs unique: true');
    }
  }
  for (const name of circles(check.def)) {
    const [field = '', column] = name.split('.');
    const at = column === undefined ? `fields.${field}.formula` : `fields.${field}.columns.${column}.formula`;
    check.report(at, 'circle', '公式互相循环引用', 'formulas need each other in a circle');
  }
}

function checkField(check: Checker, field: FieldDefinition, at: string): void {
  const { report } = check;
  for (const [name, types] of Object.entries(ATTRIBUTES) as [keyof FieldDefinition, readonly FieldType[]][]) {
    if (field[name] !== undefined && field[name] !== false && !types.includes(field.type)) {
      report(`${at}.${name}`, 'not_for_type', `类型 ${field.type} 没有此属性`, `a field of type ${field.type} has no ${name}`);
    }
  }
  if (field.formula !== undefined && !field.computed)
    report(`${at}.formula`, 'needs', '公式字段须设置 computed', 'a formula needs computed: true');
  for (const list of ['read', 'write'] as const) {
    for (const role of field.access?.[list] ?? []) check.known(`${at}.access.${list}`, role, check.context.roles, 'role');
  }
  const actions = [CREATE, ...check.def.transitions.map((transition) => transition.action)];
  for (const action of listOf(field.requiredAt)) check.known(`${at}.requiredAt`, action, actions, 'action');
  for (const name of listOf(field.template)) check.known(`${at}.template`, name, check.context.checklists, 'checklist');
  checkList(check, field, at);
  checkRelation(check, field, at);
  checkText(check, field, at);
  checkNumbers(check, field, at);
  checkDefault(check, field, at);
}

function checkList(check: Checker, field: FieldDefinition, at: string): void {
  const shared = field.enumRef ?? field.scaleRef;
  if (shared !== undefined) {
    const attribute = field.enumRef === undefined ? 'scaleRef' : 'enumRef';
    if (!check.known(`${at}.${attribute}`, shared, Object.keys(check.context.enums), 'list')) return;
    const known = (check.context.enums[shared] ?? []).map((entry) => String(entry.value));
    for (const value of field.allow ?? []) check.known(`${at}.allow`, String(value), known, 'value');
    if (field.values?.some((entry) => !known.includes(String(entry.value)))) {
      check.report(`${at}.values`, 'values_and_list', '不能同时有自己的可选值和共享列表', 'has values of its own and a shared list');
    }
  } else if (field.type === 'enum' && !field.values)
    check.report(at, 'no_values', '枚举须有 values 或 enumRef', 'an enum needs values or enumRef');
  const seen = new Set<string>();
  for (const { value } of field.values ?? []) {
    if (seen.has(String(value)))
      check.report(`${at}.values.${value}`, 'not_unique', `可选值“${value}”重复`, `the value "${value}" stands twice`);
    seen.add(String(value));
  }
}

function checkRelation(check: Checker, field: FieldDefinition, at: string): void {
  if (field.type !== 'relation') return;
  if (field.target === undefined) return check.report(`${at}.target`, 'missing_key', '关联字段须有 target', 'a relation needs a target');
  const known = [check.def.key, ...check.context.forms.map((form) => form.key), ...check.context.laterForms];
  check.known(`${at}.target`, field.target, known, 'form');
}

function checkText(check: Checker, field: FieldDefinition, at: string): void {
  if (field.maxLength !== undefined && (field.maxLength < 1 || (field.type === 'string' && field.maxLength > MAX_STRING))) {
    check.report(
      `${at}.maxLength`,
      'out_of_range',
      `须在 1 与 ${MAX_STRING} 之间(更长请用 text)`,
      `must be between 1 and ${MAX_STRING} (use type text for more)`,
    );
  }
  const isFile = field.format === 'signature' || field.format === 'photo';
  if (field.format !== undefined && isFile !== (field.type === 'media')) {
    check.report(
      `${at}.format`,
      'not_for_type',
      `类型 ${field.type} 不能用格式 ${field.format}`,
      `a field of type ${field.type} has no format ${field.format}`,
    );
  }
  if (field.pattern === undefined) return;
  try {
    compilePattern(field.pattern);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    check.report(`${at}.pattern`, 'bad_pattern', error.zh, error.en);
  }
}

function checkNumbers(check: Checker, field: FieldDefinition, at: string): void {
  const { report } = check;
  const { min, max, minRows, maxRows, scale } = field;
  if (typeof min === 'number' && typeof max === 'number' && min > max)
    report(`${at}.min`, 'out_of_range', '最小值大于最大值', 'min is above max');
  if (scale !== undefined && (scale < 0 || scale > 9))
    report(`${at}.scale`, 'out_of_range', '小数位数须在 0 与 9 之间', 'must be between 0 and 9');
  if (minRows !== undefined && (minRows < 0 || minRows > (maxRows ?? MAX_ROWS)))
    report(`${at}.minRows`, 'out_of_range', '最少行数不合理', 'must be between 0 and maxRows');
  if (maxRows !== undefined && (maxRows < 1 || maxRows > MAX_ROWS))
    report(`${at}.maxRows`, 'out_of_range', `最多行数须在 1 与 ${MAX_ROWS} 之间`, `must be between 1 and ${MAX_ROWS}`);
}

/** A literal must be a value of the field; expressions are checked with the others. */
function checkDefault(check: Checker, field: FieldDefinition, at: string): void {
  const { default: value } = field;
  if (value === undefined || (typeof value === 'string' && value.startsWith('='))) return;
  if (field.type === 'json-rows') return checkTemplateRows(check, field, value, at);
  if (field.type === 'relation' || field.type === 'media') {
    return check.report(
      `${at}.default`,
      'not_for_type',
      '此类型的默认值须为表达式(=…)',
      'the default of this type must be an expression (=…)',
    );
  }
  const codes: string[] = [];
  const fitted = normalizeValue(field, value, (code) => void codes.push(code));
  const isText = typeof fitted === 'string' && field.format !== undefined;
  if (codes.length > 0)
    check.report(
      `${at}.default`,
      'bad_default',
      `默认值不合字段类型(${codes.join(', ')})`,
      `is no value of this field (${codes.join(', ')})`,
    );
  else if (isText && !hasFormat(field.format ?? '', fitted))
    check.report(`${at}.default`, 'bad_default', '默认值不合字段格式', 'has not the format of the field');
}

/** Rows that a new record starts with: each a row of the field, of plain values. */
function checkTemplateRows(check: Checker, field: FieldDefinition, value: unknown, at: string): void {
  const linked = (field.columns ?? []).filter((column) => column.type === 'relation' || column.type === 'media');
  const { violations } = normalize({ ...check.def, fields: [{ ...field, computed: false }] }, { [field.name]: value });
  for (const { path, code } of violations.slice(0, MOST_ROW_PROBLEMS)) {
    const [, index, column] = path;
    const place = index === undefined ? `${at}.default` : `${at}.default[${index}]${column === undefined ? '' : `.${column}`}`;
    check.report(place, 'bad_default', `预填的行不合表格列(${code})`, `is no row of this field (${code})`);
  }
  for (const column of Array.isArray(value) ? linked : []) {
    const has = (value as unknown[]).some((row) => isObject(row) && row[column.name] !== undefined && row[column.name] !== null);
    if (has)
      check.report(
        `${at}.default`,
        'not_for_type',
        `预填的行不能含关联或文件(${column.zh})`,
        `rows to start with cannot name records or files (${column.en})`,
      );
  }
}

/** The first problems lead to the rest. */
const MOST_ROW_PROBLEMS = 20;

function checkColumn(check: Checker, rows: FieldDefinition, column: FieldDefinition): void {
  const at = `fields.${rows.name}.columns.${column.name}`;
  checkField(check, column, at);
  const toMany = column.cardinality === 'manyToMany' || column.cardinality === 'oneToMany';
  if (column.type === 'json-rows' || toMany || (rows.storage === 'table' && column.type === 'media')) {
    check.report(`${at}.type`, 'not_in_rows', '表格列不支持此类型', 'rows cannot hold this type');
  }
  if (column.unique) check.report(`${at}.unique`, 'not_in_rows', '表格列不支持 unique', 'a column cannot be unique');
}

function names(check: Checker): string[] {
  return [...check.def.fields.map((field) => field.name), ...COMMON_FIELD_NAMES];
}

function listOf(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
