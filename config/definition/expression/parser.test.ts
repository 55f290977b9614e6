import { ExpressionError } from './error';
import { scope } from '../test-forms';
import { evaluate } from './evaluate';
import { parseExpression } from './parser';
import { references } from './references';

const value = (source: string): unknown => evaluate(source, scope({ a: 2, b: 3 }));

test.each([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['10 - 2 - 3', 5],
  ['-2 * 3', -6],
  ['- -2', 2],
  ['not false and false', false],
  ['not (false and false)', true],
  ['true or false and false', true],
  ['a + 1 == b', true],
  ['not a == 3', true],
  ['a in [1, 2] and b not_in', undefined],
])('%s', (source, expected) => {
  if (expected === undefined) expect(() => value(source)).toThrow(ExpressionError);
  else expect(value(source)).toBe(expected);
});

test.each(['', '1 +', '(1', '[1, 2', "'open", 'a..b', 'a.1', '1 2', 'and', 'x = 1', 'a ? b : c', '{}', 'f(1,', '#'])(
  '%p is no expression',
  (source) => {
    expect(() => parseExpression(source)).toThrow(ExpressionError);
  },
);

test('a mistake is told with its place, in both languages', () => {
  try {
    parseExpression('fee > > 3');
    throw new Error('was parsed');
  } catch (error) {
    expect(error).toMatchObject({
      position: 6,
      en: expect.stringContaining('Expected') as unknown,
      zh: expect.stringContaining('此处') as unknown,
    });
  }
});

test('nesting and size are bounded', () => {
  expect(() => parseExpression('('.repeat(200) + '1' + ')'.repeat(200))).toThrow(/nested/);
  expect(() => parseExpression(`1${' + 1'.repeat(900)}`)).not.toThrow();
  expect(() => parseExpression(`[${'1,'.repeat(1500)}1]`)).toThrow(/too many parts/);
  expect(() => parseExpression(`'${'x'.repeat(5000)}'`)).toThrow(/characters/);
});

test('references are the paths an expression reads', () => {
  expect(references("contractor.grade in ['1'] and old.fee > self.limit")).toEqual([['contractor', 'grade'], ['fee'], ['limit']]);
  expect(references('sum(materials, quantity * row.price)')).toEqual([
    ['materials'],
    ['quantity'],
    ['materials', 'quantity'],
    ['materials', 'price'],
  ]);
  expect(references("changed('fee') and related.bills == null and today() > '2026-01-01'")).toEqual([['fee']]);
});
