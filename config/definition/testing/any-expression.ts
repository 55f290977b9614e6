import fc from 'fast-check';
import { FUNCTION_NAMES } from '../expression/functions';

/** Expressions that nobody would write, and records that they may meet: for the tests that throw anything at the evaluator. */
const names = fc.constantFrom(
  'fee',
  'lines',
  'customer',
  'self',
  'old',
  'row',
  'parent',
  'related',
  'state',
  'nothing',
  '__proto__',
  'constructor',
);
const path = fc.array(names, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
const literal = fc.oneof(
  fc.integer({ min: -1000, max: 1_000_000 }).map(String),
  fc.constantFrom('0.1', '99999999999999999999', 'true', 'false', 'null', '[]', "''", "'2026-01-31'", "'(a+)+$'", "'2026-01-31T16:30:00Z'"),
  fc.string({ maxLength: 8 }).map((text) => `'${text.replaceAll("'", "''")}'`),
);
export const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    literal,
    path,
    fc
      .tuple(fc.constantFrom(...FUNCTION_NAMES), fc.array(tie('expression'), { maxLength: 3 }))
      .map(([name, args]) => `${name}(${args.join(', ')})`),
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '-', '*', '/', '%', '==', '!=', '<', '>=', 'in', 'and', 'or'), tie('expression'))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie('expression').map((inner) => `not ${inner}`),
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
  ),
}));
export const record = fc.record({
  fee: fc.oneof(fc.integer(), fc.constant(null), fc.string(), fc.double()),
  lines: fc.oneof(
    fc.constant(null),
    fc.array(fc.dictionary(fc.constantFrom('fee', 'state', 'row'), fc.oneof(fc.integer(), fc.string(), fc.constant(null))), {
      maxLength: 20,
    }),
  ),
  customer: fc.oneof(fc.constant(null), fc.record({ documentId: fc.string(), fee: fc.integer() })),
  state: fc.constantFrom('draft', 'open', null),
});
