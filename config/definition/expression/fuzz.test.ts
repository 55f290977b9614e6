import fc from 'fast-check';
import { scope } from '../test-forms';
import { evaluate } from './evaluate';
import { ExpressionError } from './error';
import { expression, record } from '../testing/any-expression';
import { parseExpression } from './parser';
import { compilePattern } from './pattern';
import { typecheck } from './typecheck';

/** `FUZZ_RUNS=100000` for the long run (B17 of the research); every test run does some. */
const settings = { numRuns: Number(process.env.FUZZ_RUNS ?? 1500), seed: 20261102 };

/** Runs; anything but an ExpressionError is a fault of ours. */
function outcome(run: () => unknown): string {
  try {
    return JSON.stringify(run()) ?? 'undefined';
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    expect(error.zh).not.toBe('');
    return `${error.position}: ${error.en}`;
  }
}

test('any text is parsed or refused with a place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (source) => {
      outcome(() => parseExpression(source));
    }),
    settings,
  );
});

test('any expression over any record gives a value or an ExpressionError, and the same every time', () => {
  fc.assert(
    fc.property(expression, record, (source, values) => {
      const before = JSON.stringify(values);
      const context = scope(values, { old: values, settings: { fee: 1 } });
      const first = outcome(() => evaluate(source, context));
      expect(outcome(() => evaluate(source, context))).toBe(first);
      expect(JSON.stringify(values)).toBe(before);
    }),
    settings,
  );
});

test('the type check of any expression comes to an end', () => {
  fc.assert(
    fc.property(expression, (source) => {
      const { problems } = typecheck(source, { fields: [] });
      expect(problems.every((problem) => problem.zh !== '' && problem.en !== '')).toBe(true);
    }),
    settings,
  );
});

test('what would go on and on is ended by the budget, wherever the work is', () => {
  const many = Array.from({ length: 3000 }, (_, index) => ({ fee: index, state: 'x'.repeat(50) }));
  const endless = [
    'sum(lines, sum(lines, fee))',
    'any(lines, any(lines, any(lines, fee < 0)))',
    "all(lines, matches(state, '(x*)*y') == false)",
  ];
  for (const source of endless)
    expect([source, outcome(() => evaluate(source, scope({ lines: many })))]).toEqual([source, expect.stringContaining('too many steps')]);
  for (const source of ['lines.fee == lines.fee', 'contains(lines.fee, -1)', 'sum(lines, fee)'])
    expect([source, outcome(() => evaluate(source, scope({ lines: many })))]).toEqual([
      source,
      expect.not.stringContaining('too many steps'),
    ]);
});

test('any text is a pattern or refused, and patterns agree with the regular expressions of the language', () => {
  const part = fc.constantFrom('a', 'b', '.', '\\d', '[ab]', '[^a]', 'a*', 'b+', '(a|b)', 'a?', '(ab){1,2}', '^', '$');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), fc.string({ unit: fc.constantFrom('a', 'b', '1'), maxLength: 8 }), (parts, text) => {
      const source = parts.join('');
      expect(compilePattern(source).test(text)).toBe(new RegExp(source, 'u').test(text));
    }),
    settings,
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (source) => {
      outcome(() => compilePattern(source).test('abc'));
    }),
    settings,
  );
});
