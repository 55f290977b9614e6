import { fieldsByDate } from './by-date';
import { field, form } from './test-forms';

const byDate = (formulas: Record<string, string>): string[] => {
  const computed = Object.entries(formulas).map(([name, formula]) => field(name, 'integer', { computed: true, formula }));
  return fieldsByDate(form([field('dueDate', 'date'), ...computed])).map(({ name }) => name);
};

test('a formula that asks for today changes by itself, and what is worked out from it too', () => {
  expect(byDate({ late: 'days(dueDate, today())', weeks: 'late / 7', span: 'days(dueDate, dueDate)' })).toEqual(['late', 'weeks']);
});

test('one that keeps its first value does not, nor a text that only says "today()"', () => {
  expect(byDate({ first: 'coalesce(first, days(dueDate, today()))', said: "len('today()')" })).toEqual([]);
});
