import { compile } from '../../../../config/definition/expression/evaluate';
import type { Node } from '../../../../config/definition/expression/parser';
import { safely } from '../../../../config/definition/safely';

export const OPERATORS = [
  ...['is', 'isNot', 'in', 'notIn', 'less', 'atMost', 'more', 'atLeast', 'filled', 'empty'],
  ...['contains', 'notContains', 'startsWith', 'isMe', 'isNotMe', 'hasRole', 'hasNotRole'],
] as const;
export type Operator =
  | 'is'
  | 'isNot'
  | 'in'
  | 'notIn'
  | 'less'
  | 'atMost'
  | 'more'
  | 'atLeast'
  | 'filled'
  | 'empty'
  | 'contains'
  | 'notContains'
  | 'startsWith'
  | 'isMe'
  | 'isNotMe'
  | 'hasRole'
  | 'hasNotRole';

/** What a field is held against. `today` with an offset in days. */
export type ClauseValue =
  | { kind: 'none' }
  | { kind: 'literal'; value: string | number | boolean }
  | { kind: 'list'; values: (string | number)[] }
  | { kind: 'field'; path: string[] }
  | { kind: 'today'; days: number }
  | { kind: 'now' };

/** One row of the condition builder. An empty path = whoever fills the form in (`hasRole`). */
export type Clause = { path: string[]; operator: Operator; value: ClauseValue };
export type Condition = { join: 'and' | 'or'; clauses: Clause[] };

const COMPARES: Partial<Record<Operator, string>> = { is: '==', isNot: '!=', less: '<', atMost: '<=', more: '>', atLeast: '>=' };
const OPERATOR_OF: Record<string, Operator> = { '==': 'is', '!=': 'isNot', '<': 'less', '<=': 'atMost', '>': 'more', '>=': 'atLeast' };

/** The condition in the language of forms; '' for none. */
export function toSource(condition: Condition): string {
  return condition.clauses.map(clauseSource).join(` ${condition.join} `);
}

function clauseSource({ path, operator, value }: Clause): string {
  const left = path.join('.');
  switch (operator) {
    case 'filled':
    case 'empty':
      return `${operator}(${left})`;
    case 'in':
      return `${left} in ${listSource(value)}`;
    case 'notIn':
      return `not (${left} in ${listSource(value)})`;
    case 'contains':
      return `contains(${left}, ${valueSource(value)})`;
    case 'notContains':
      return `not contains(${left}, ${valueSource(value)})`;
    case 'startsWith':
      return `startsWith(${left}, ${valueSource(value)})`;
    case 'isMe':
      return `same(${left}, actor())`;
    case 'isNotMe':
      return `not same(${left}, actor())`;
    case 'hasRole':
      return `hasRole(${itemsSource(value)})`;
    case 'hasNotRole':
      return `not hasRole(${itemsSource(value)})`;
    default:
      return `${left} ${COMPARES[operator]} ${valueSource(value)}`;
  }
}

const textSource = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const literalSource = (value: string | number | boolean): string => (typeof value === 'string' ? textSource(value) : String(value));
const itemsSource = (value: ClauseValue): string => (value.kind === 'list' ? value.values.map(literalSource).join(', ') : '');
const listSource = (value: ClauseValue): string => `[${itemsSource(value)}]`;

function valueSource(value: ClauseValue): string {
  switch (value.kind) {
    case 'none':
      return 'null';
    case 'literal':
      return literalSource(value.value);
    case 'list':
      return listSource(value);
    case 'field':
      return value.path.join('.');
    case 'today':
      return value.days === 0 ? 'today()' : `addDays(today(), ${value.days})`;
    case 'now':
      return 'now()';
  }
}

/** The rows that say the same as the expression; null where rows cannot say it (it is then edited as text). */
export function fromSource(source: string): Condition | null {
  if (source.trim() === '') return { join: 'and', clauses: [] };
  const node = safely(() => compile(source).node, null);
  if (!node) return null;
  const join = node.kind === 'binary' && node.operator === 'or' ? 'or' : 'and';
  const clauses = flatten(node, join).map(clauseOf);
  return clauses.every((clause) => clause !== null) ? { join, clauses } : null;
}

function flatten(node: Node, join: 'and' | 'or'): Node[] {
  return node.kind === 'binary' && node.operator === join ? [...flatten(node.left, join), ...flatten(node.right, join)] : [node];
}

function clauseOf(node: Node): Clause | null {
  if (node.kind === 'binary') return comparison(node);
  if (node.kind === 'call') return callClause(node, false);
  if (node.kind !== 'unary' || node.operator !== 'not') return null;
  const { operand } = node;
  if (operand.kind === 'call') return callClause(operand, true);
  const inner = operand.kind === 'binary' && operand.operator === 'in' ? comparison(operand) : null;
  return inner && { ...inner, operator: 'notIn' };
}

function comparison(node: Extract<Node, { kind: 'binary' }>): Clause | null {
  const path = pathOf(node.left);
  if (!path) return null;
  if (node.operator === 'in') {
    const values = node.right.kind === 'list' ? plainValues(node.right.items) : null;
    return values && { path, operator: 'in', value: { kind: 'list', values } };
  }
  const operator = Object.hasOwn(OPERATOR_OF, node.operator) ? OPERATOR_OF[node.operator] : undefined;
  const value = valueOf(node.right);
  return operator && value ? { path, operator, value } : null;
}

function callClause({ name, args }: Extract<Node, { kind: 'call' }>, isNot: boolean): Clause | null {
  if (name === 'hasRole') {
    const values = plainValues(args);
    return values && values.length > 0 ? { path: [], operator: isNot ? 'hasNotRole' : 'hasRole', value: { kind: 'list', values } } : null;
  }
  const [first, second] = args;
  const path = first && pathOf(first);
  if (!path) return null;
  // Not empty is filled, and the other way round: rows say it without "not".
  if ((name === 'filled' || name === 'empty') && args.length === 1)
    return { path, operator: (name === 'filled') === isNot ? 'empty' : 'filled', value: { kind: 'none' } };
  if (!second || args.length !== 2) return null;
  if (name === 'same')
    return second.kind === 'call' && second.name === 'actor'
      ? { path, operator: isNot ? 'isNotMe' : 'isMe', value: { kind: 'none' } }
      : null;
  const value = valueOf(second);
  if (value?.kind !== 'literal' || (name === 'startsWith' && isNot)) return null;
  if (name === 'contains') return { path, operator: isNot ? 'notContains' : 'contains', value };
  return name === 'startsWith' ? { path, operator: 'startsWith', value } : null;
}

const pathOf = (node: Node): string[] | null => (node.kind === 'path' ? node.names : null);

function plainValues(items: Node[]): (string | number)[] | null {
  const values = items.map(literalOf);
  return values.every((value) => typeof value === 'string' || typeof value === 'number') ? (values as (string | number)[]) : null;
}

function literalOf(node: Node): string | number | boolean | null {
  if (node.kind === 'literal') return node.value;
  const isNegative =
    node.kind === 'unary' && node.operator === '-' && node.operand.kind === 'literal' && typeof node.operand.value === 'number';
  return isNegative && node.kind === 'unary' && node.operand.kind === 'literal' ? -Number(node.operand.value) : null;
}

function valueOf(node: Node): ClauseValue | null {
  const literal = literalOf(node);
  if (literal !== null) return { kind: 'literal', value: literal };
  if (node.kind === 'path') return { kind: 'field', path: node.names };
  if (node.kind !== 'call') return null;
  if (node.name === 'now' && node.args.length === 0) return { kind: 'now' };
  if (node.name === 'today' && node.args.length === 0) return { kind: 'today', days: 0 };
  const [from, by] = node.args;
  const days = node.name === 'addDays' && by && from?.kind === 'call' && from.name === 'today' ? literalOf(by) : null;
  return typeof days === 'number' ? { kind: 'today', days } : null;
}
