import fc from 'fast-check';
import { boundsOf, type Bound } from './bounds';
import { holds, type Scope } from './expression/evaluate';
import type { FieldDefinition, FormDefinition } from './types';

const field = (name: string, type: FieldDefinition['type']): FieldDefinition => ({ name, zh: name, en: name, type });
const form = {
  key: 'pass',
  fields: [
    field('validTo', 'date'),
    field('dueAt', 'datetime'),
    field('balance', 'money'),
    field('note', 'string'),
    field('unit', 'relation'),
  ],
} as FormDefinition;
const shown = (condition: string): string[] =>
  boundsOf(form, condition).map(({ field: { name }, is, than }) => [name, is, than].filter((part) => part !== null).join(' '));

test.each([
  ['validTo < today() and balance > 0', ['validTo < today', 'balance > 0']],
  ['filled(validTo) and today() > validTo', ['validTo filled', 'validTo < today']],
  ['filled(dueAt) and minutes(dueAt, now()) > 0', ['dueAt filled', 'dueAt <= now']],
  ['10 <= balance', ['balance >= 10']],
  // What says more or less than a bound is left to the evaluator.
  ['validTo < today() or balance > 0', []],
  ['not (balance > 0)', []],
  ['minutes(dueAt, now()) < 5', []],
  ['minutes(dueAt, now()) > -5', []],
  ['unit.floor > 3 and balance > 1', ['balance > 1']],
  ['validTo < addDays(today(), 3)', []],
  ["note > 'a' and filled(unit)", []],
])('%s: %j', (condition, expected) => expect(shown(condition)).toEqual(expected));

/** The bound as a database reads it: nothing is on neither side. */
function lies({ field: { name }, is, than }: Bound, record: Record<string, unknown>, moment: Record<string, string>): boolean {
  const value = record[name] as string | number | null;
  if (value === null) return false;
  const other = typeof than === 'string' ? (moment[than] as string) : (than as number);
  return is === 'filled' || (is === '<' ? value < other : is === '<=' ? value <= other : is === '>' ? value > other : value >= other);
}

test('whatever fits a condition lies within its bounds', () => {
  const parts = [
    'validTo < today()',
    'today() >= validTo',
    'filled(dueAt)',
    'minutes(dueAt, now()) > 0',
    'dueAt < now()',
    'balance > 0',
    'balance <= 100',
    '0 < balance',
    "note == 'x'",
  ];
  const moment = { today: '2026-11-26', now: '2026-11-26T08:00:00.000Z' };
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom(...parts), { minLength: 1, maxLength: 4 }),
      fc.record({
        validTo: fc.constantFrom(null, '2026-11-25', '2026-11-26', '2026-11-27'),
        dueAt: fc.constantFrom(
          null,
          '2026-11-26T07:59:59.000Z',
          '2026-11-26T07:00:00.000Z',
          '2026-11-26T08:00:00.000Z',
          '2026-11-26T09:00:00.000Z',
        ),
        balance: fc.constantFrom(null, -1, 0, 1, 100, 101),
        note: fc.constantFrom(null, 'x'),
      }),
      (all, record) => {
        const condition = all.join(' and ');
        const scope = {
          record,
          ...moment,
          actor: { employee: null, roles: [], head: false, department: null },
          settings: {},
        } as unknown as Scope;
        if (holds(condition, scope)) expect(boundsOf(form, condition).every((bound) => lies(bound, record, moment))).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});
