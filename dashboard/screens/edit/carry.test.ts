import { field, form } from '../../../config/definition/test-forms';
import { carryInto } from './carry';

const NEWER = form([
  field('name', 'string'),
  field('bags', 'string', { archived: true, zh: '件数' }),
  field('bagsNo', 'integer', { convertedFrom: 'bags', zh: '件数' }),
]);

test('what was written goes on in the new field, converted as the server would', () => {
  expect(carryInto(NEWER, { name: '王', bags: '１２' })).toEqual({ carried: { name: '王', bagsNo: 12 }, lost: [] });
  expect(carryInto(NEWER, { bags: null })).toEqual({ carried: { bagsNo: null }, lost: [] });
});

test('what does not convert is told, and not put where nobody sees it', () => {
  const { carried, lost } = carryInto(NEWER, { name: '王', bags: '几件' });
  expect(carried).toEqual({ name: '王' });
  expect(lost).toEqual([expect.objectContaining({ value: '几件', reason: 'not_a_number' })]);
  expect(lost[0]?.field.name).toBe('bagsNo');
});
