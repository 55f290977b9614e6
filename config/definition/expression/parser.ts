import { ExpressionError } from './error';
import { tokenize, type Token } from './lexer';

/** Syntax tree of an expression. `at` is the position in the source, for messages. */
export type Node =
  | { kind: 'literal'; value: string | number | boolean | null; at: number }
  | { kind: 'path'; names: string[]; at: number }
  | { kind: 'list'; items: Node[]; at: number }
  | { kind: 'unary'; operator: 'not' | '-'; operand: Node; at: number }
  | { kind: 'binary'; operator: BinaryOperator; left: Node; right: Node; at: number }
  | { kind: 'call'; name: string; args: Node[]; at: number };
export type BinaryOperator = 'or' | 'and' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | '+' | '-' | '*' | '/' | '%';

/** Binding strength; higher binds tighter. */
const STRENGTH: Record<BinaryOperator, number> = {
  or: 1,
  and: 2,
  '==': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  in: 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};
const NOT_STRENGTH = 3;
const MINUS_STRENGTH = 7;
/** Deepest nesting and most parts; beyond them it is a mistake or an attack. */
const MAX_DEPTH = 60;
const MAX_NODES = 1000;
const KEYWORDS = new Set(['and', 'or', 'in', 'not', 'true', 'false', 'null']);

/** Parses a source; throws ExpressionError with the position of the first mistake. */
export function parseExpression(source: string): Node {
  const tokens = tokenize(source);
  let index = 0;
  let nodes = 0;
  const peek = (): Token => tokens[index] ?? { kind: 'end', text: '', position: source.length };
  const take = (): Token => {
    const token = peek();
    index += 1;
    return token;
  };
  const isOperator = (text: string): boolean => peek().kind === 'operator' && peek().text === text;
  const expect = (text: string): void => {
    if (!isOperator(text)) throw unexpected(peek(), `“${text}”`, `"${text}"`);
    take();
  };

  const parse = (strength: number, depth: number): Node => {
    if (depth > MAX_DEPTH) throw new ExpressionError(peek().position, '表达式嵌套过深', 'The expression is nested too deeply');
    nodes += 1;
    if (nodes > MAX_NODES) throw new ExpressionError(peek().position, '表达式过长', 'The expression has too many parts');
    let left = parsePrefix(depth);
    for (;;) {
      const operator = binaryOf(peek());
      if (!operator || STRENGTH[operator] <= strength) return left;
      const at = take().position;
      left = { kind: 'binary', operator, left, right: parse(STRENGTH[operator], depth + 1), at };
    }
  };

  const parsePrefix = (depth: number): Node => {
    const token = take();
    const at = token.position;
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text), at };
    if (token.kind === 'text') return { kind: 'literal', value: token.text, at };
    if (token.kind === 'name') return parseName(token, depth);
    if (token.text === '-') return { kind: 'unary', operator: '-', operand: parse(MINUS_STRENGTH, depth + 1), at };
    if (token.text === '(') {
      const inner = parse(0, depth + 1);
      expect(')');
      return inner;
    }
    if (token.text === '[') return { kind: 'list', items: parseItems(']', depth), at };
    throw unexpected(token, '一个值', 'a value');
  };

  const parseName = (token: Token, depth: number): Node => {
    const at = token.position;
    if (token.text === 'true' || token.text === 'false') return { kind: 'literal', value: token.text === 'true', at };
    if (token.text === 'null') return { kind: 'literal', value: null, at };
    if (token.text === 'not') return { kind: 'unary', operator: 'not', operand: parse(NOT_STRENGTH, depth + 1), at };
    if (KEYWORDS.has(token.text)) throw unexpected(token, '一个值', 'a value');
    if (isOperator('(')) {
      take();
      return { kind: 'call', name: token.text, args: parseItems(')', depth), at };
    }
    const names = [token.text];
    while (isOperator('.')) {
      take();
      const next = take();
      if (next.kind !== 'name') throw unexpected(next, '字段名', 'a field name');
      names.push(next.text);
    }
    return { kind: 'path', names, at };
  };

  const parseItems = (close: string, depth: number): Node[] => {
    const items: Node[] = [];
    while (!isOperator(close)) {
      items.push(parse(0, depth + 1));
      if (!isOperator(close)) expect(',');
    }
    take();
    return items;
  };

  const node = parse(0, 0);
  if (peek().kind !== 'end') throw unexpected(peek(), '表达式结束', 'the end of the expression');
  return node;
}

function binaryOf(token: Token): BinaryOperator | undefined {
  if (token.kind === 'operator' || (token.kind === 'name' && ['or', 'and', 'in'].includes(token.text))) {
    return token.text in STRENGTH && Object.hasOwn(STRENGTH, token.text) ? (token.text as BinaryOperator) : undefined;
  }
  return undefined;
}

function unexpected(token: Token, zh: string, en: string): ExpressionError {
  const found = token.kind === 'end' ? { zh: '表达式结束', en: 'the end' } : { zh: `“${token.text}”`, en: `"${token.text}"` };
  return new ExpressionError(token.position, `此处应为${zh}，却是${found.zh}`, `Expected ${en}, found ${found.en}`);
}
