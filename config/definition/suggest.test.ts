import { didYouMean, nearest } from './suggest';

test('a slip of the keyboard is known again, another word is not', () => {
  const known = ['name', 'state', 'materials', 'customer'];
  expect(nearest('nmae', known)).toBe('name');
  expect(nearest('Materals', known)).toBe('materials');
  expect(nearest('costumer', known)).toBe('customer');
  expect(nearest('unit', known)).toBeUndefined();
  expect(nearest('', known)).toBeUndefined();
});

test('the hint is empty when there is nothing near', () => {
  expect(didYouMean('fee', [])).toEqual({ zh: '', en: '' });
  expect(didYouMean('stat', ['state']).en).toBe(' (did you mean "state"?)');
});
