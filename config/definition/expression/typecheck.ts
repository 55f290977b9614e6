import { didYouMean } from '../suggest';
import type { FieldDefinition } from '../types';
import { ExpressionError } from './error';
import { compile } from './evaluate';
import { arityOf, FUNCTION_NAMES, FUNCTIONS, ROW_FUNCTIONS, type Kind } from './functions';
import type { Node } from './parser';
import { compilePattern } from './pattern';
import { checkBinary, describe, fits, itemOf, union } from './typecheck-rules';
import { ANY, BOOLEAN, BUILT_IN_NAMES, builtIn, NUMBER, TEXT, typeOfField, type Type } from './types-of-fields';

/** What names mean where the expression stands. */
export interface TypeEnv {
  /** Fields of the record, common ones among them. */
  fields: readonly FieldDefinition[];
  states?: readonly string[];
  /** Columns, when the expression is about one row. */
  row?: readonly FieldDefinition[] | undefined;
  /** Fields of `self` where it is another record (`pick`). */
  self?: readonly FieldDefinition[] | undefined;
  /** Fields and states of another form; undefined = the form is not known (comes later). */
  form?: (key: string) => { fields: readonly FieldDefinition[]; states: readonly string[] } | undefined;
  /** Keys of `setting('…')`; left out = not checked. */
  settings?: readonly string[] | undefined;
  roles?: readonly string[] | undefined;
}

export interface TypeProblem {
  position: number;
  code: string;
  zh: string;
  en: string;
}
export type Report = (at: number, code: string, zh: string, en: string) => void;

/** Type of the expression and everything that can be known to be wrong with it. `expected` is what its place needs. */
export function typecheck(source: string, env: TypeEnv, expected: Kind = 'any'): { type: Type; problems: TypeProblem[] } {
  const problems: TypeProblem[] = [];
  const report: Report = (position, code, zh, en) => problems.push({ position, code, zh, en });
  try {
    const { node } = compile(source);
    const type = new Check(env, report).of(node, env.row);
    if (!fits(type, expected))
      report(
        node.at,
        'wrong_type',
        `此处应为${words(expected).zh},却是${describe(type).zh}`,
        `This must be ${words(expected).en} but is ${describe(type).en}`,
      );
    return { type, problems };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    report(error.position, 'syntax', error.zh, error.en);
    return { type: ANY, problems };
  }
}

class Check {
  constructor(
    private readonly env: TypeEnv,
    private readonly report: Report,
  ) {}

  of(node: Node, row: readonly FieldDefinition[] | undefined): Type {
    switch (node.kind) {
      case 'literal':
        return literal(node.value);
      case 'list':
        return { kind: 'list', of: union(node.items.map((item) => this.of(item, row))) };
      case 'path':
        return this.path(node, row);
      case 'unary': {
        const operand = this.of(node.operand, row);
        const wanted = node.operator === 'not' ? 'boolean' : 'number';
        if (!fits(operand, wanted)) this.wrongOperand(node.at, node.operator, wanted, operand);
        return node.operator === 'not' ? BOOLEAN : NUMBER;
      }
      case 'binary':
        return checkBinary(node, this.of(node.left, row), this.of(node.right, row), this.report);
      case 'call':
        return this.call(node, row);
    }
  }

  private wrongOperand(at: number, operator: string, wanted: Kind, found: Type): void {
    const [w, f] = [words(wanted), describe(found)];
    this.report(at, 'wrong_type', `“${operator}”需要${w.zh},却是${f.zh}`, `"${operator}" needs ${w.en}, not ${f.en}`);
  }

  private path(node: Extract<Node, { kind: 'path' }>, row: readonly FieldDefinition[] | undefined): Type {
    const [first = '', ...rest] = node.names;
    const { fields, states = [], self } = this.env;
    if (first === 'self')
      return rest.length === 0 ? { kind: 'record', form: null } : this.follow(rest, self ?? fields, self ? [] : states, node);
    if (first === 'record' || first === 'old' || (first === 'parent' && !this.has(fields, 'parent'))) {
      return rest.length === 0 ? { kind: 'record', form: null } : this.follow(rest, fields, states, node);
    }
    if (first === 'row' && row && !this.has(row, 'row')) return rest.length === 0 ? ANY : this.follow(rest, row, [], node);
    if (first === 'related') return ANY;
    if (row && this.has(row, first)) return this.follow(node.names, row, [], node);
    return this.follow(node.names, fields, states, node, row);
  }

  private has(fields: readonly FieldDefinition[], name: string): boolean {
    return fields.some((field) => field.name === name);
  }

  private follow(
    names: string[],
    fields: readonly FieldDefinition[],
    states: readonly string[],
    node: Node,
    also: readonly FieldDefinition[] = [],
  ): Type {
    const [name = '', ...rest] = names;
    const field = fields.find((candidate) => candidate.name === name);
    const type = field ? typeOfField(field, states) : builtIn(name);
    if (!type) {
      const hint = didYouMean(name, [...fields, ...also].map((candidate) => candidate.name).concat(BUILT_IN_NAMES));
      this.report(node.at, 'unknown_path', `没有字段“${names.join('.')}”${hint.zh}`, `There is no field "${names.join('.')}"${hint.en}`);
      return ANY;
    }
    return this.into(type, rest, node);
  }

  private into(type: Type, rest: string[], node: Node): Type {
    if (rest.length === 0) return type;
    if (type.kind === 'any') return ANY;
    if (type.kind === 'list') {
      const inner = this.into(type.of, rest, node);
      return inner.kind === 'list' ? inner : { kind: 'list', of: inner };
    }
    if (type.kind === 'row') return this.follow(rest, type.columns, [], node);
    if (type.kind === 'record') {
      const form = type.form === null ? undefined : this.env.form?.(type.form);
      return form ? this.follow(rest, form.fields, form.states, node) : ANY;
    }
    const found = describe(type);
    this.report(node.at, 'not_a_record', `${found.zh}没有字段“${rest[0]}”`, `${found.en} has no field "${rest[0]}"`);
    return ANY;
  }

  private call(node: Extract<Node, { kind: 'call' }>, row: readonly FieldDefinition[] | undefined): Type {
    const { name, args, at } = node;
    const arity = arityOf(name);
    if (!arity) {
      const hint = didYouMean(name, FUNCTION_NAMES);
      this.report(at, 'unknown_function', `没有函数“${name}”${hint.zh}`, `There is no function "${name}"${hint.en}`);
      return ANY;
    }
    if (args.length < arity[0] || args.length > arity[1]) {
      const count = arity[0] === arity[1] ? `${arity[0]}` : `${arity[0]}–${arity[1]}`;
      this.report(at, 'wrong_arity', `函数“${name}”需要 ${count} 个参数`, `"${name}" takes ${count} arguments`);
      return ANY;
    }
    if (Object.hasOwn(ROW_FUNCTIONS, name) && !((name === 'min' || name === 'max') && args.length > 1))
      return this.rows(name, args, row, at);
    const types = args.map((arg) => this.of(arg, row));
    this.names(name, args, row);
    if (name === 'if') {
      if (!fits(types[0] ?? ANY, 'boolean')) this.wrongOperand(at, 'if', 'boolean', types[0] ?? ANY);
      return union(types.slice(1));
    }
    if (name === 'coalesce' || name === 'min' || name === 'max') return union(types);
    const spec = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (!spec) return BOOLEAN;
    types.forEach((type, index) => {
      const wanted = spec.takes[Math.min(index, spec.takes.length - 1)] ?? 'any';
      if (!fits(type, wanted)) this.wrongOperand(args[index]?.at ?? at, name, wanted, type);
    });
    return kindType(spec.returns);
  }

  private rows(name: string, args: Node[], row: readonly FieldDefinition[] | undefined, at: number): Type {
    const list = this.of(args[0] as Node, row);
    if (list.kind !== 'list' && list.kind !== 'any' && list.kind !== 'null') {
      this.report(
        at,
        'not_rows',
        `“${name}”需要表格或多个记录,却是${describe(list).zh}`,
        `"${name}" needs rows or several records, not ${describe(list).en}`,
      );
    }
    const item = itemOf(list);
    const inner = args[1] ? this.of(args[1], this.columnsOf(item)) : item;
    const each = name === 'sum' || name === 'avg' ? 'number' : args[1] ? 'boolean' : 'any';
    if (!fits(inner, each)) this.wrongOperand(args[1]?.at ?? at, name, each, inner);
    if (name === 'any' || name === 'all') return BOOLEAN;
    return name === 'min' || name === 'max' ? inner : NUMBER;
  }

  private columnsOf(item: Type): readonly FieldDefinition[] | undefined {
    if (item.kind === 'row') return item.columns;
    if (item.kind === 'record' && item.form !== null) return this.env.form?.(item.form)?.fields;
    return undefined;
  }

  /** Names given as text: roles, settings, fields, patterns. */
  private names(name: string, args: Node[], row: readonly FieldDefinition[] | undefined): void {
    for (const arg of args) {
      if (arg.kind !== 'literal' || typeof arg.value !== 'string') continue;
      const value = arg.value;
      if (name === 'hasRole') this.known(arg.at, value, this.env.roles, 'unknown_role', '角色', 'role');
      if (name === 'setting') this.known(arg.at, value, this.env.settings, 'unknown_setting', '设置', 'setting');
      if (name === 'changed')
        this.known(
          arg.at,
          value,
          [...this.env.fields, ...(row ?? [])].map((field) => field.name),
          'unknown_path',
          '字段',
          'field',
        );
    }
    const pattern = name === 'matches' ? args[1] : undefined;
    if (pattern?.kind !== 'literal' || typeof pattern.value !== 'string') return;
    try {
      compilePattern(pattern.value);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      this.report(pattern.at, 'bad_pattern', error.zh, error.en);
    }
  }

  private known(at: number, value: string, known: readonly string[] | undefined, code: string, zh: string, en: string): void {
    if (!known || known.includes(value)) return;
    const hint = didYouMean(value, known);
    this.report(at, code, `没有${zh}“${value}”${hint.zh}`, `There is no ${en} "${value}"${hint.en}`);
  }
}

function literal(value: string | number | boolean | null): Type {
  if (value === null) return { kind: 'null' };
  if (typeof value === 'string') return { kind: 'text', value };
  return typeof value === 'number' ? NUMBER : BOOLEAN;
}

function kindType(kind: Kind): Type {
  if (kind === 'moment' || kind === 'any') return ANY;
  return kind === 'list' ? { kind: 'list', of: ANY } : kind === 'text' ? TEXT : { kind };
}

const KIND_WORDS: Record<Kind, { zh: string; en: string }> = {
  any: { zh: '一个值', en: 'a value' },
  boolean: { zh: '是/否', en: 'yes or no' },
  number: { zh: '数字', en: 'a number' },
  text: { zh: '文字', en: 'a text' },
  date: { zh: '日期', en: 'a date' },
  datetime: { zh: '日期时间', en: 'a date and time' },
  time: { zh: '时刻', en: 'a time' },
  moment: { zh: '日期或日期时间', en: 'a date or a date and time' },
  list: { zh: '列表', en: 'a list' },
};
function words(kind: Kind): { zh: string; en: string } {
  return KIND_WORDS[kind];
}
