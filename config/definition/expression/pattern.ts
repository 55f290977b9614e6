import { ExpressionError } from './error';

/**
 * A small regular-expression language that is matched in linear time (Thompson's construction), so that a pattern written in
 * the form designer can never hang a server: literals, `.`, classes, \d \w \s, groups, `|`, `* + ? {n,m}`, `^` and `$`.
 * No look-around and no back references.
 */
export interface Pattern {
  test(text: string): boolean;
}

type Test = (char: string) => boolean;
type Step = { on: Test; next: number } | { split: number[] } | { at: 'start' | 'end'; next: number } | { done: true };
type Part =
  | { kind: 'char'; on: Test }
  | { kind: 'at'; at: 'start' | 'end' }
  | { kind: 'all'; parts: Part[] }
  | { kind: 'any'; parts: Part[] }
  | { kind: 'repeat'; part: Part; min: number; max: number };

const MAX_PATTERN = 300;
const MAX_STEPS = 2000;
const MAX_GROUPS = 30;
const CLASSES: Record<string, Test> = {
  d: (char) => /^\d$/.test(char),
  D: (char) => !/^\d$/.test(char),
  w: (char) => /^\w$/.test(char),
  W: (char) => !/^\w$/.test(char),
  s: (char) => /^\s$/.test(char),
  S: (char) => !/^\s$/.test(char),
};
const cache = new Map<string, Pattern>();

/** Compiles a pattern (cached); throws ExpressionError for what is outside the safe subset. */
export function compilePattern(source: string): Pattern {
  const known = cache.get(source);
  if (known) return known;
  const steps = build(parse(source));
  const pattern = { test: (text: string): boolean => run(steps, [...text]) };
  if (cache.size > 500) cache.clear();
  cache.set(source, pattern);
  return pattern;
}

function parse(source: string): Part {
  const chars = [...source];
  if (chars.length > MAX_PATTERN) throw bad(0, `不得超过 ${MAX_PATTERN} 个字符`, `has at most ${MAX_PATTERN} characters`);
  let at = 0;
  const anyOf = (depth: number): Part => {
    if (depth > MAX_GROUPS) throw bad(at, '嵌套过深', 'is nested too deeply');
    const parts = [sequence(depth)];
    while (chars[at] === '|') {
      at += 1;
      parts.push(sequence(depth));
    }
    return parts.length === 1 ? (parts[0] as Part) : { kind: 'any', parts };
  };
  const sequence = (depth: number): Part => {
    const parts: Part[] = [];
    while (at < chars.length && chars[at] !== '|' && chars[at] !== ')') parts.push(repeated(atom(depth)));
    return { kind: 'all', parts };
  };
  const atom = (depth: number): Part => {
    const char = chars[at] as string;
    at += 1;
    if (char === '^') return { kind: 'at', at: 'start' };
    if (char === '$') return { kind: 'at', at: 'end' };
    if (char === '.') return { kind: 'char', on: (other) => other !== '\n' };
    if (char === '[') return { kind: 'char', on: charClass() };
    if (char === '\\') return { kind: 'char', on: escaped() };
    if (char !== '(') {
      if ('*+?{}'.includes(char)) throw bad(at - 1, `“${char}”前缺少内容`, `has a "${char}" with nothing before it`);
      return { kind: 'char', on: (other) => other === char };
    }
    if (chars[at] === '?') {
      if (chars[at + 1] !== ':') throw bad(at, '不支持此种分组', 'uses a kind of group that is not supported');
      at += 2;
    }
    const inner = anyOf(depth + 1);
    if (chars[at] !== ')') throw bad(at, '缺少右括号', 'lacks a closing bracket');
    at += 1;
    return inner;
  };
  const repeated = (part: Part): Part => {
    const char = chars[at];
    const bounds = char === '*' ? [0, Infinity] : char === '+' ? [1, Infinity] : char === '?' ? [0, 1] : char === '{' ? counts() : null;
    if (!bounds) return part;
    if (char !== '{') at += 1;
    const [min = 0, max = 0] = bounds;
    if (chars[at] === '*' || chars[at] === '+' || chars[at] === '{') throw bad(at, '重复符号连用', 'repeats a repetition');
    // A lazy `?` changes what is captured, never whether it matches.
    if (chars[at] === '?') at += 1;
    return { kind: 'repeat', part, min, max };
  };
  const counts = (): [number, number] => {
    const found = /^\{(\d{1,3})(,(\d{1,3})?)?\}/.exec(chars.slice(at, at + 9).join(''));
    if (!found) throw bad(at, '次数写法有误', 'has a malformed count');
    at += found[0].length;
    const min = Number(found[1]);
    const max = found[2] === undefined ? min : found[3] === undefined ? Infinity : Number(found[3]);
    if (max < min) throw bad(at, '次数写法有误', 'has a malformed count');
    return [min, max];
  };
  const escaped = (): Test => {
    const char = chars[at];
    at += 1;
    if (char === undefined) throw bad(at - 1, '末尾多余的反斜杠', 'ends with a backslash');
    if (Object.hasOwn(CLASSES, char)) return CLASSES[char] as Test;
    if (char === 'n') return (other) => other === '\n';
    if (char === 't') return (other) => other === '\t';
    if (/^[A-Za-z0-9]$/.test(char)) throw bad(at - 1, `不支持“\\${char}”`, `uses "\\${char}", which is not supported`);
    return (other) => other === char;
  };
  const charClass = (): Test => {
    const negated = chars[at] === '^';
    if (negated) at += 1;
    const tests: Test[] = [];
    while (at < chars.length && chars[at] !== ']') tests.push(classItem());
    if (chars[at] !== ']') throw bad(at, '缺少“]”', 'lacks a "]"');
    at += 1;
    return (char) => tests.some((on) => on(char)) !== negated;
  };
  const classItem = (): Test => {
    const first = chars[at] as string;
    at += 1;
    if (first === '\\') return escaped();
    if (chars[at] !== '-' || chars[at + 1] === undefined || chars[at + 1] === ']') return (char) => char === first;
    const last = chars[at + 1] as string;
    at += 2;
    const [low, high] = [first.codePointAt(0) ?? 0, last.codePointAt(0) ?? 0];
    return (char) => (char.codePointAt(0) ?? 0) >= low && (char.codePointAt(0) ?? 0) <= high;
  };
  const part = anyOf(0);
  if (at < chars.length) throw bad(at, '多余的右括号', 'has a closing bracket too many');
  return part;
}

/** The steps of the machine; the first is where it starts. */
function build(part: Part): Step[] {
  const steps: Step[] = [{ done: true }];
  const push = (step: Step): number => {
    if (steps.length >= MAX_STEPS) throw bad(0, '过于复杂', 'is too complicated');
    steps.push(step);
    return steps.length - 1;
  };
  const make = (node: Part, next: number): number => {
    switch (node.kind) {
      case 'char':
        return push({ on: node.on, next });
      case 'at':
        return push({ at: node.at, next });
      case 'all':
        return node.parts.reduceRight((following, inner) => make(inner, following), next);
      case 'any':
        return push({ split: node.parts.map((inner) => make(inner, next)) });
      case 'repeat': {
        let following = next;
        if (node.max === Infinity) {
          const loop = push({ split: [next] });
          (steps[loop] as { split: number[] }).split.unshift(make(node.part, loop));
          following = loop;
        } else {
          for (let count = node.min; count < node.max; count += 1) following = push({ split: [make(node.part, following), next] });
        }
        for (let count = 0; count < node.min; count += 1) following = make(node.part, following);
        return following;
      }
    }
  };
  const start = make(part, 0);
  steps.push({ split: [start] });
  return steps;
}

/** Is there a match anywhere in the text? Every step is visited at most once a character. */
function run(steps: Step[], chars: string[]): boolean {
  const start = steps.length - 1;
  let current = new Set<number>();
  for (let index = 0; index <= chars.length; index += 1) {
    const reached = new Set<number>();
    const stack = [...current, start];
    while (stack.length > 0) {
      const at = stack.pop() as number;
      if (reached.has(at)) continue;
      reached.add(at);
      const step = steps[at] as Step;
      if ('done' in step) return true;
      if ('split' in step) stack.push(...step.split);
      else if ('at' in step && (step.at === 'start' ? index === 0 : index === chars.length)) stack.push(step.next);
    }
    const char = chars[index];
    current = new Set();
    if (char === undefined) break;
    for (const at of reached) {
      const step = steps[at] as Step;
      if ('on' in step && step.on(char)) current.add(step.next);
    }
  }
  return false;
}

function bad(position: number, zh: string, en: string): ExpressionError {
  return new ExpressionError(position, `格式规则${zh}`, `The pattern ${en}`);
}
