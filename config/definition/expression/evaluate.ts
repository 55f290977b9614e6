import { ExpressionError } from './error';
import { arityOf, FUNCTIONS, ROW_FUNCTIONS } from './functions';
import { parseExpression, type BinaryOperator, type Node } from './parser';
import { compare, equal, isEmpty, isObject, isTrue, own, roundHalfUp, sameContent, toNumber, toText, type Value } from './values';

export { ExpressionError } from './error';

/** What an expression may read. Relations are objects with `documentId` and the fields the expression names. */
export interface Scope {
  record: Record<string, unknown>;
  /** The row that is looked at inside `any(rows, …)`, a row's formula or an effect with `each`. */
  row?: Record<string, unknown>;
  /** `pick` only: the record being edited, while `record` is the candidate. Left out: `self` is the record. */
  self?: Record<string, unknown>;
  /** `parent.x` in rows; left out, the record. */
  parent?: Record<string, unknown>;
  /** Related records that a rule asked for, by name. */
  related?: Record<string, unknown[]>;
  /** The record before the change. */
  old?: Record<string, unknown> | null;
  actor: { employee: string | null; roles: string[]; head: boolean; department: string | null };
  /** Local date YYYY-MM-DD. */
  today: string;
  /** ISO instant. */
  now: string;
  settings: Record<string, unknown>;
}

export interface Compiled {
  source: string;
  node: Node;
}

/** Steps that one evaluation may take; a form's longest formula over 500 rows needs about a tenth. */
const BUDGET = 100_000;
const cache = new Map<string, Compiled>();
const CACHE_SIZE = 5000;

/** Parses once; the same source is the same object afterwards. */
export function compile(source: string): Compiled {
  const known = cache.get(source);
  if (known) return known;
  const compiled = { source, node: parseExpression(source) };
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(source, compiled);
  return compiled;
}

/** Value of an expression. Paths that lead nowhere are null; throws ExpressionError only (type, budget, syntax). */
export function evaluate(source: string | Compiled, scope: Scope): Value {
  const { node } = typeof source === 'string' ? compile(source) : source;
  return new Evaluation(scope).of(node, scope.row);
}

/** Is the condition met? Anything but `true` is no. */
export function holds(source: string | Compiled, scope: Scope): boolean {
  return evaluate(source, scope) === true;
}

class Evaluation {
  private steps = 0;
  constructor(private readonly scope: Scope) {}

  of(node: Node, row: Record<string, unknown> | undefined): Value {
    this.spend(1, node.at);
    switch (node.kind) {
      case 'literal':
        return node.value;
      case 'list':
        return node.items.map((item) => this.of(item, row));
      case 'path':
        return this.path(node.names, row, node.at);
      case 'unary':
        return node.operator === 'not' ? !isTrue(this.of(node.operand, row)) : 0 - toNumber(this.of(node.operand, row), node.at);
      case 'binary':
        return this.binary(node, row);
      case 'call':
        return this.call(node, row);
    }
  }

  private spend(steps: number, at: number): void {
    this.steps += steps;
    if (this.steps > BUDGET) throw new ExpressionError(at, '表达式计算量过大', 'The expression takes too many steps');
  }

  private path(names: string[], row: Record<string, unknown> | undefined, at: number): Value {
    const [first = '', ...rest] = names;
    const { record, self, parent, old, related } = this.scope;
    if (first === 'self') return this.walk(self ?? record, rest, at);
    if (first === 'record') return this.walk(record, rest, at);
    if (first === 'parent' && row) return this.walk(parent ?? record, rest, at);
    if (first === 'old') return old ? this.walk(old, rest, at) : null;
    if (first === 'row' && row) return this.walk(row, rest, at);
    if (first === 'related' && related) return this.walk(related, rest, at);
    if (row && Object.hasOwn(row, first)) return this.walk(row, names, at);
    return this.walk(record, names, at);
  }

  /** Follows names through records; over a list it collects the values of its items (`lines.amount`). */
  private walk(start: unknown, names: string[], at: number): Value {
    let value: unknown = start;
    for (const name of names) {
      if (Array.isArray(value)) {
        this.spend(value.length, at);
        value = value.flatMap((item: unknown) => this.walk(item, [name], at) as unknown[]);
      } else if (isObject(value)) value = own(value, name);
      else return null;
    }
    return value === undefined ? null : value;
  }

  private binary(node: Extract<Node, { kind: 'binary' }>, row: Record<string, unknown> | undefined): Value {
    const left = this.of(node.left, row);
    if (node.operator === 'and') return isTrue(left) && isTrue(this.of(node.right, row));
    if (node.operator === 'or') return isTrue(left) || isTrue(this.of(node.right, row));
    const right = this.of(node.right, row);
    if (Array.isArray(right)) this.spend(right.length, node.at);
    const value = apply(node.operator, left, right, node.at);
    if (typeof value === 'string') this.spend(Math.ceil(value.length / 64), node.at);
    return value;
  }

  private call(node: Extract<Node, { kind: 'call' }>, row: Record<string, unknown> | undefined): Value {
    const { name, args, at } = node;
    const arity = arityOf(name);
    if (!arity) throw new ExpressionError(at, `没有函数“${name}”`, `There is no function "${name}"`);
    if (args.length < arity[0] || args.length > arity[1]) {
      throw new ExpressionError(at, `函数“${name}”的参数个数不对`, `"${name}" has the wrong number of arguments`);
    }
    if (name === 'if') return isTrue(this.arg(args, 0, row)) ? this.arg(args, 1, row) : this.arg(args, 2, row);
    if (name === 'coalesce') return this.firstFilled(args, row);
    if (name === 'changed') return this.changed(toText(this.arg(args, 0, row)));
    if (Object.hasOwn(ROW_FUNCTIONS, name)) return this.rows(name, args, row, at);
    const values = args.map((arg) => this.of(arg, row));
    for (const value of values) {
      if (Array.isArray(value)) this.spend(value.length, at);
      else if (typeof value === 'string') this.spend(Math.ceil(value.length / 64), at);
    }
    // A pattern is linear in text times pattern: the one function whose cost is more than its arguments' size.
    if (name === 'matches') this.spend(Math.ceil((toText(values[0]).length * toText(values[1]).length) / 8), at);
    const { today, now, actor, settings } = this.scope;
    return FUNCTIONS[name]?.run(values, { today, now, actor, settings, at }) ?? null;
  }

  private firstFilled(args: Node[], row: Record<string, unknown> | undefined): Value {
    for (const arg of args) {
      const value = this.of(arg, row);
      if (!isEmpty(value)) return value;
    }
    return null;
  }

  private changed(name: string): boolean {
    const { record, old } = this.scope;
    return !sameContent(own(record, name), old ? own(old, name) : null);
  }

  private rows(name: string, args: Node[], row: Record<string, unknown> | undefined, at: number): Value {
    if ((name === 'min' || name === 'max') && args.length > 1) {
      return extreme(
        name,
        args.map((arg) => this.of(arg, row)),
      );
    }
    const list = this.arg(args, 0, row);
    const items: unknown[] = Array.isArray(list) ? list : [];
    this.spend(items.length, at);
    const condition = args[1];
    const each = (item: unknown): Value => (condition ? this.of(condition, asRow(item)) : item);
    switch (name) {
      case 'count':
        return condition ? items.filter((item) => isTrue(each(item))).length : items.length;
      case 'any':
        return items.some((item) => (condition ? isTrue(each(item)) : !isEmpty(item)));
      case 'all':
        return items.every((item) => isTrue(each(item)));
      case 'sum':
        return total(items.map(each), at);
      case 'avg': {
        const filled = items.filter((item) => !isEmpty(item));
        return filled.length === 0 ? null : total(filled, at) / filled.length;
      }
      default:
        return extreme(name, items);
    }
  }

  private arg(args: Node[], index: number, row: Record<string, unknown> | undefined): Value {
    const node = args[index];
    return node ? this.of(node, row) : null;
  }
}

function asRow(item: unknown): Record<string, unknown> {
  return isObject(item) ? item : { value: item };
}

function apply(operator: BinaryOperator, left: Value, right: Value, at: number): Value {
  switch (operator) {
    case '==':
      return equal(left, right);
    case '!=':
      return !equal(left, right);
    case 'in':
      return Array.isArray(right) && right.some((item) => equal(left, item));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(operator, left, right);
    case '+':
      return typeof left === 'string' || typeof right === 'string'
        ? join(left, right, at)
        : finite(toNumber(left, at) + toNumber(right, at), at);
    case '-':
      return finite(toNumber(left, at) - toNumber(right, at), at);
    case '*':
      return finite(toNumber(left, at) * toNumber(right, at), at);
    case '/':
    case '%': {
      // Nothing can be shared among none: no value, so that a tile shows a dash.
      const [a, b] = [toNumber(left, at), toNumber(right, at)];
      return b === 0 ? null : finite(operator === '/' ? a / b : a % b, at);
    }
    case 'and':
    case 'or':
      return null;
  }
}

const MAX_TEXT = 20_000;
function join(left: Value, right: Value, at: number): string {
  const text = toText(left) + toText(right);
  if (text.length > MAX_TEXT) throw new ExpressionError(at, '文字过长', 'The text is too long');
  return text;
}

function finite(value: number, at: number): number {
  if (!Number.isFinite(value)) throw new ExpressionError(at, '数值超出范围', 'The number is out of range');
  return value;
}

/** Sum without the noise of binary fractions (0.1 + 0.2): nine places are more than any scale here. */
function total(values: Value[], at: number): number {
  return roundHalfUp(
    values.reduce<number>((sum, value) => finite(sum + toNumber(value, at), at), 0),
    9,
  );
}

function extreme(name: string, values: Value[]): Value {
  const filled = values.filter((value) => !isEmpty(value));
  if (filled.length === 0) return null;
  return filled.reduce((best, value) => (compare(name === 'min' ? '<' : '>', value, best) ? value : best));
}
