import type { WaitingItem } from '../../providers/home-source';
import { afterLeaving, countsByForm, filtered, fitsAge, grouped, neighbour } from './triage';

const now = Date.parse('2026-11-25T02:00:00Z'); // 10:00 in the house
const item = (documentId: string, form: string, dueAt: string | null = null, since: string | null = null): WaitingItem => ({
  documentId,
  form,
  dueAt,
  since,
  number: null,
  title: documentId,
  state: 's',
  actions: [],
  rev: 1,
});

test('the day of a deadline is that of the house', () => {
  expect(fitsAge({ dueAt: '2026-11-25T15:59:00Z' }, 'today', now)).toBe(true);
  expect(fitsAge({ dueAt: '2026-11-25T16:01:00Z' }, 'today', now)).toBe(false);
  expect(fitsAge({ dueAt: '2026-11-25T01:59:00Z' }, 'overdue', now)).toBe(true);
  expect(fitsAge({ dueAt: null }, 'overdue', now)).toBe(false);
});

test('what has waited more than three days is old, exactly three days is not', () => {
  expect(fitsAge({ dueAt: null, since: '2026-11-22T02:00:00Z' }, 'old', now)).toBe(false);
  expect(fitsAge({ dueAt: null, since: '2026-11-22T01:59:59Z' }, 'old', now)).toBe(true);
  expect(fitsAge({ dueAt: null, since: null }, 'old', now)).toBe(false);
});

test('the form of the most urgent item stands on top', () => {
  const items = [item('1', 'work-order'), item('2', 'bill'), item('3', 'work-order')];
  expect(grouped(items).map((group) => [group.form, group.items.map((one) => one.documentId)])).toEqual([
    ['work-order', ['1', '3']],
    ['bill', ['2']],
  ]);
  expect(countsByForm(items).get('work-order')).toBe(2);
});

test('form and age narrow together', () => {
  const items = [item('1', 'bill', '2026-11-24T00:00:00Z'), item('2', 'bill'), item('3', 'key-loan', '2026-11-24T00:00:00Z')];
  expect(filtered(items, { form: 'bill', age: 'overdue' }, now).map((one) => one.documentId)).toEqual(['1']);
});

test('J and K stop at the ends', () => {
  expect(neighbour(['a', 'b'], 'b', 1)).toBe('b');
  expect(neighbour(['a', 'b'], 'a', -1)).toBe('a');
  expect(neighbour(['a', 'b'], null, 1)).toBe('a');
  expect(neighbour([], null, 1)).toBeNull();
});

test('after a decision the work goes on below, at the end above, and ends with the last', () => {
  expect(afterLeaving(['a', 'b', 'c'], 'b')).toBe('c');
  expect(afterLeaving(['a', 'b', 'c'], 'c')).toBe('b');
  expect(afterLeaving(['a'], 'a')).toBeNull();
});
