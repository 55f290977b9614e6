import { isObject } from './expression/values';
import { join, type Issue } from './issue';
import type { Shape } from './shape';
import { didYouMean } from './suggest';

/** Everything in which a value differs from the shape, each with its address. */
export function checkShape(value: unknown, shape: Shape, address: string): Issue[] {
  const wrong = (zh: string, en: string): Issue[] => [{ address, code: 'wrong_type', zh: `应为${zh}`, en: `must be ${en}` }];
  switch (shape.kind) {
    case 'any':
      return [];
    case 'text':
    case 'expression':
      return typeof value === 'string' && value.trim() !== '' ? [] : wrong(WORDS[shape.kind].zh, WORDS[shape.kind].en);
    case 'number':
    case 'boolean':
      return typeof value === shape.kind && !Number.isNaN(value) ? [] : wrong(WORDS[shape.kind].zh, WORDS[shape.kind].en);
    case 'integer':
      return Number.isSafeInteger(value) ? [] : wrong('整数', 'a whole number');
    case 'scalar':
      return (typeof value === 'string' && value !== '') || typeof value === 'number' ? [] : wrong('文字或数字', 'a text or a number');
    case 'one':
      return checkOne(value, shape.of, address);
    case 'list':
      return checkList(value, shape, address);
    case 'map':
      return isObject(value)
        ? Object.entries(value).flatMap(([key, entry]) => checkShape(entry, shape.of, join(address, key)))
        : wrong('映射', 'a mapping');
    case 'object':
      return isObject(value) ? checkObject(value, shape, address) : wrong('映射', 'a mapping');
    case 'either':
      return checkEither(value, shape, address);
    case 'nullable':
      return value === null ? [] : checkShape(value, shape.of, address);
    case 'again':
      return checkShape(value, shape.of(), address);
  }
}

const WORDS = {
  text: { zh: '非空文字(数字与日期请加引号)', en: 'a text that is not empty (put numbers and dates in quotes)' },
  expression: { zh: '表达式文字(请加引号)', en: 'the text of an expression (put it in quotes)' },
  number: { zh: '数字', en: 'a number' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
};

function checkOne(value: unknown, known: readonly (string | number)[], address: string): Issue[] {
  if (known.some((candidate) => candidate === value)) return [];
  const names = known.join(', ');
  const found = typeof value === 'string' || typeof value === 'number' ? String(value) : typeof value;
  const hint = didYouMean(found, known.map(String));
  return [
    { address, code: 'not_one_of', zh: `“${found}”不在可选值(${names})中${hint.zh}`, en: `"${found}" is not one of ${names}${hint.en}` },
  ];
}

function checkList(value: unknown, shape: Extract<Shape, { kind: 'list' }>, address: string): Issue[] {
  if (!Array.isArray(value)) return [{ address, code: 'wrong_type', zh: '应为列表', en: 'must be a list' }];
  if (value.length < (shape.least ?? 0)) return [{ address, code: 'empty', zh: '列表不能为空', en: 'must not be empty' }];
  return value.flatMap((entry: unknown, index) => checkShape(entry, shape.of, join(address, nameOf(entry, shape.of) ?? index)));
}

/** Parts are addressed by their names, which stay when others are added before them. */
function nameOf(entry: unknown, shape: Shape): string | undefined {
  const inner = shape.kind === 'again' ? shape.of() : shape;
  const name = inner.kind === 'object' && inner.namedBy && isObject(entry) ? entry[inner.namedBy] : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

function checkObject(value: Record<string, unknown>, shape: Extract<Shape, { kind: 'object' }>, address: string): Issue[] {
  const issues: Issue[] = [];
  for (const [key, entry] of Object.entries(value)) {
    const inner = Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined;
    if (inner) issues.push(...checkShape(entry, inner, join(address, key)));
    else {
      const hint = didYouMean(key, Object.keys(shape.keys));
      issues.push({ address: join(address, key), code: 'unknown_key', zh: `未知的键${hint.zh}`, en: `unknown key${hint.en}` });
    }
  }
  for (const key of shape.required) {
    if (!Object.hasOwn(value, key)) issues.push({ address: join(address, key), code: 'missing_key', zh: '缺少此键', en: 'is missing' });
  }
  if (shape.exactlyOne && shape.exactlyOne.filter((key) => Object.hasOwn(value, key)).length !== 1) {
    const names = shape.exactlyOne.join(', ');
    issues.push({ address, code: 'exactly_one', zh: `须且只能有以下之一:${names}`, en: `needs exactly one of ${names}` });
  }
  return issues;
}

/** The issues of the shape that comes nearest: a list with one wrong entry is not told that it is no truth value. */
function checkEither(value: unknown, shape: Extract<Shape, { kind: 'either' }>, address: string): Issue[] {
  const results = shape.of.map((candidate) => checkShape(value, candidate, address));
  if (results.some((issues) => issues.length === 0)) return [];
  const inside = results.find((issues) => issues.every((issue) => issue.address !== address));
  return inside ?? [{ address, code: 'wrong_type', zh: `应为${shape.zh}`, en: `must be ${shape.en}` }];
}
