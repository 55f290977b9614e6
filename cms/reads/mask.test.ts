import { isMaskText, mask } from './mask';

test.each([
  [{ name: 'phone', type: 'string', format: 'phone' }, '13812341234', '138****1234'],
  [{ name: 'phone', type: 'string', format: 'phone' }, '010-6512 3456', '****3456'],
  [{ name: 'idNumber', type: 'string' }, '110101199001011234', '110***********1234'],
  [{ name: 'idLast4', type: 'string' }, '1234', '****'],
  [{ name: 'borrowerName', type: 'string' }, '王小明', '王****'],
  [{ name: 'email', type: 'string', format: 'email' }, 'wang@x.cn', 'w****@x.cn'],
  [{ name: 'note', type: 'text' }, 'long story', '****'],
  [{ name: 'idCopy', type: 'media' }, [{ id: 1 }], '****'],
  [{ name: 'age', type: 'integer' }, 44, '****'],
] as const)('%j: %s', (field, value, expected) => {
  expect(mask(field, value)).toBe(expected);
  expect(isMaskText(expected)).toBe(true);
});

test('nothing stays nothing', () => {
  for (const value of [null, undefined, '', []]) expect(mask({ name: 'x', type: 'string' }, value)).toBeNull();
});
