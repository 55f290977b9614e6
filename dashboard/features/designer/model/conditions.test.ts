import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseExpression, type Node } from '../../../../config/definition/expression/parser';
import { fromSource, toSource, type Clause, type ClauseValue, type Condition, type Operator } from './conditions';

const path = fc.array(fc.constantFrom('keyClass', 'unit', 'dueOn', 'fee', 'state', '车牌'), { minLength: 1, maxLength: 2 });
const text = fc.string({ maxLength: 12 }).filter((value) => !/[\u0000-\u001f]/.test(value));
const plain = fc.oneof(text, fc.integer({ min: -1e9, max: 1e9 }));
const literal = fc.oneof(plain, fc.boolean()).map((value): ClauseValue => ({ kind: 'literal', value }));
const list = fc.array(plain, { minLength: 1, maxLength: 4 }).map((values): ClauseValue => ({ kind: 'list', values }));
const compared = fc.oneof(
  literal,
  path.map((other): ClauseValue => ({ kind: 'field', path: other })),
  fc.integer({ min: -400, max: 400 }).map((days): ClauseValue => ({ kind: 'today', days })),
  fc.constant<ClauseValue>({ kind: 'now' }),
);
const none = fc.constant<ClauseValue>({ kind: 'none' });
const of = (operators: Operator[], value: fc.Arbitrary<ClauseValue>, at: fc.Arbitrary<string[]> = path): fc.Arbitrary<Clause> =>
  fc.record({ path: at, operator: fc.constantFrom(...operators), value });
const clause = fc.oneof(
  of(['is', 'isNot', 'less', 'atMost', 'more', 'atLeast'], compared),
  of(['in', 'notIn'], list),
  of(['filled', 'empty', 'isMe', 'isNotMe'], none),
  of(['contains', 'notContains', 'startsWith'], literal),
  of(
    ['hasRole', 'hasNotRole'],
    fc.array(text, { minLength: 1, maxLength: 3 }).map((values): ClauseValue => ({ kind: 'list', values })),
    fc.constant([]),
  ),
);
const condition = fc.record({
  join: fc.constantFrom<'and' | 'or'>('and', 'or'),
  clauses: fc.array(clause, { minLength: 1, maxLength: 5 }),
});

/** One clause is joined by nothing. */
const settled = (given: Condition): Condition => (given.clauses.length === 1 ? { ...given, join: 'and' } : given);

/** The tree without its places in the source. */
const shape = (node: Node): unknown => JSON.parse(JSON.stringify(node, (key, value: unknown) => (key === 'at' ? undefined : value)));

/** Every condition in the shipped definitions. */
function shipped(): string[] {
  const folder = join(__dirname, '../../../../config/forms');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  const sources = files.flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/\b(?:visible|requiredIf|pick|check): ("(?:[^"\\]|\\.)*"|[^,}\n]+)/g)].map(
      (match) => match[1] ?? '',
    ),
  );
  return sources
    .map((source) => (source.startsWith('"') ? (JSON.parse(source) as string) : source))
    .filter((source) => {
      try {
        return Boolean(parseExpression(source));
      } catch {
        return false; // Cut off by the pattern, not by the form.
      }
    });
}

describe('the condition builder', () => {
  it('says in the language of forms what its rows say, and reads it back', () => {
    fc.assert(
      fc.property(condition, (given) => {
        expect(fromSource(toSource(given))).toEqual(settled(given));
      }),
      { numRuns: 2000 },
    );
  });

  it('never changes the meaning of a shipped condition that it can show', () => {
    const all = shipped();
    const shown = all.filter((source) => fromSource(source) !== null);
    for (const source of shown) {
      const again = toSource(fromSource(source) ?? { join: 'and', clauses: [] });
      expect(fromSource(again)).toEqual(fromSource(source));
      if (!/not (empty|filled)\(/.test(source)) expect(shape(parseExpression(again))).toEqual(shape(parseExpression(source)));
    }
    expect(all.length).toBeGreaterThan(100);
    expect(shown.length / all.length).toBeGreaterThan(0.6);
  });

  it('leaves to the text what rows cannot say', () => {
    for (const source of ["a == 'x' and (b == 'y' or c == 'z')", 'sum(rows.amount) > 3', 'not (a and b)', 'fee + 1 > 2', 'a == ', 'true'])
      expect(fromSource(source)).toBeNull();
  });

  it('says "not empty" as filled', () =>
    expect(toSource(fromSource('not empty(unit)') ?? { join: 'and', clauses: [] })).toBe('filled(unit)'));
  it('doubles quotes in a text', () =>
    expect(toSource({ join: 'and', clauses: [{ path: ['a'], operator: 'is', value: { kind: 'literal', value: "O'Neil" } }] })).toBe(
      "a == 'O''Neil'",
    ));
  it('has no rows for nothing', () => expect(fromSource('  ')).toEqual({ join: 'and', clauses: [] }));
});
