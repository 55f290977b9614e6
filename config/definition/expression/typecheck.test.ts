import { field } from '../test-forms';
import type { Kind } from './functions';
import { typecheck } from './typecheck';

const fields = [
  field('fee', 'money'),
  field('due', 'date'),
  field('doneAt', 'datetime'),
  field('kind', 'enum', { values: [{ value: 'repair', zh: '维修', en: 'Repair' }] }),
  field('agreed', 'boolean'),
  field('customer', 'relation', { target: 'customer' }),
  field('lines', 'json-rows', { columns: [field('amount', 'money'), field('note', 'string')] }),
  field('state', 'string'),
];
const problems = (source: string, expected?: Kind): string[] =>
  typecheck(
    source,
    {
      fields,
      states: ['draft', 'open'],
      roles: ['finance'],
      settings: ['limit'],
      form: (key) => (key === 'customer' ? { fields: [field('name', 'string'), field('state', 'string')], states: ['active'] } : undefined),
    },
    expected,
  ).problems.map((problem) => problem.en);

test.each([
  ['fee > 0 and filled(due)', 'boolean'],
  ['sum(lines, amount)', 'number'],
  ['all(lines, filled(note) or amount > parent.fee)', 'boolean'],
  ["customer.name == 'A' and customer.state == 'active'", 'boolean'],
  ["state in ['draft', 'open']", 'boolean'],
  ["if(agreed, fee, coalesce(setting('limit'), 0))", 'number'],
  ["datetime(due, '18:00')", 'datetime'],
  ["related.bills == null and hasRole('finance')", 'boolean'],
] as [string, Kind][])('%s is right', (source, expected) => {
  expect(problems(source, expected)).toEqual([]);
});

test.each([
  ['fe > 0', /no field "fe" \(did you mean "fee"\?\)/],
  ['customer.nam', /no field/],
  ["kind == 'repiar'", /"repiar" is not one of the values \(did you mean "repair"\?\)/],
  ["state == 'opne'", /not one of the values/],
  ['due + 1', /addDays/],
  ['due > doneAt', /use date\(\)/],
  ['agreed > 3', /cannot be put in order/],
  ["fee == 'x'", /never equal/],
  ['sum(fee)', /needs rows/],
  ['sum(lines, note)', /needs a number/],
  ['summ(lines)', /did you mean "sum"/],
  ['round()', /takes 1–2 arguments/],
  ["hasRole('finanse')", /no role "finanse" \(did you mean "finance"\?\)/],
  ["setting('limits')", /no setting/],
  ["changed('fees')", /no field/],
  ["matches(state, '(?=x)')", /.+/],
  ['fee.amount', /has no field/],
  ['1 +', /Expected/],
] as [string, RegExp][])('%s is wrong', (source, message) => {
  expect(problems(source).join('\n')).toMatch(message);
});

test('a value of the wrong kind for its place is told', () => {
  expect(problems('fee', 'boolean')).toEqual(['This must be yes or no but is a number']);
  expect(problems('agreed', 'boolean')).toEqual([]);
});
