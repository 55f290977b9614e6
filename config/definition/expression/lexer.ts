import { ExpressionError } from './error';

export type TokenKind = 'number' | 'text' | 'name' | 'operator' | 'end';
export interface Token {
  kind: TokenKind;
  text: string;
  position: number;
}

/** Longest source of an expression, in characters. */
export const MAX_SOURCE = 4000;

const OPERATORS = ['==', '!=', '<=', '>=', '<', '>', '+', '-', '*', '/', '%', '(', ')', '[', ']', ',', '.'];

/** Splits a source into tokens; the last one is `end`. */
export function tokenize(source: string): Token[] {
  if (source.length > MAX_SOURCE)
    throw new ExpressionError(0, `表达式不得超过 ${MAX_SOURCE} 个字符`, `An expression has at most ${MAX_SOURCE} characters`);
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const rest = source.slice(at);
    const space = /^\s+/.exec(rest);
    if (space) {
      at += space[0].length;
      continue;
    }
    const token =
      textToken(rest, at) ??
      match(/^\d+(\.\d+)?/, rest, 'number', at) ??
      match(/^[\p{L}_][\p{L}\p{N}_]*/u, rest, 'name', at) ??
      operator(rest, at);
    if (!token) throw new ExpressionError(at, `无法识别的字符“${rest[0]}”`, `Unexpected character "${rest[0]}"`);
    tokens.push(token.token);
    at += token.length;
  }
  tokens.push({ kind: 'end', text: '', position: source.length });
  return tokens;
}

interface Found {
  token: Token;
  length: number;
}

function match(pattern: RegExp, rest: string, kind: TokenKind, position: number): Found | undefined {
  const found = pattern.exec(rest);
  return found ? { token: { kind, text: found[0], position }, length: found[0].length } : undefined;
}

function operator(rest: string, position: number): Found | undefined {
  const text = OPERATORS.find((candidate) => rest.startsWith(candidate));
  return text ? { token: { kind: 'operator', text, position }, length: text.length } : undefined;
}

/** 'text' or "text"; a quote inside is doubled. */
function textToken(rest: string, position: number): Found | undefined {
  const quote = rest[0];
  if (quote !== "'" && quote !== '"') return undefined;
  let text = '';
  for (let at = 1; at < rest.length; at += 1) {
    if (rest[at] !== quote) text += rest[at];
    else if (rest[at + 1] === quote) {
      text += quote;
      at += 1;
    } else return { token: { kind: 'text', text, position }, length: at + 1 };
  }
  throw new ExpressionError(position, '文字缺少结束引号', 'The text has no closing quote');
}
