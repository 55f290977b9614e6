import { borrowerHasNothingOverdue, keysBelongToCustomer } from './keys';
import { ruleContext } from './test-context';

const overdue = [
  { documentId: 'l1', number: 'YSJ-1', borrower: { documentId: 'e1' } },
  { documentId: 'l2', number: 'YSJ-2', borrowerName: '王五', phone: '13800000000' },
];

describe('overdue borrowers', () => {
  const check = (record: Record<string, unknown>): number =>
    borrowerHasNothingOverdue(record, ruleContext({ related: { overdue } })).length;
  test('a colleague by record, an outsider by name and telephone', () => {
    expect(check({ documentId: 'n', borrower: { documentId: 'e1' } })).toBe(1);
    expect(check({ documentId: 'n', borrower: { documentId: 'e2' } })).toBe(0);
    expect(check({ documentId: 'n', borrowerName: ' 王五 ', phone: '13800000000' })).toBe(1);
    expect(check({ documentId: 'n', borrowerName: '王五', phone: '13900000000' })).toBe(0);
    expect(check({ documentId: 'n', borrowerName: '' })).toBe(0);
  });
  test('the loan itself does not stand in its own way', () => {
    expect(check({ documentId: 'l1', borrower: { documentId: 'e1' } })).toBe(0);
  });
});

describe('whose key it is', () => {
  const keyOf = (unit: string | null, occupancyStatus = 'occupied'): Record<string, unknown> => ({
    number: 'YSK-1',
    unit: unit ? { documentId: unit, occupancyStatus } : null,
  });
  const check = (borrowerKind: string, key: Record<string, unknown>): number =>
    keysBelongToCustomer({ borrowerKind, keys: [key] }, ruleContext({ related: { units: [{ documentId: 'u1' }] } })).length;
  test('a customer takes keys of his own units and of no unit', () => {
    expect(check('customer', keyOf('u1'))).toBe(0);
    expect(check('customer', keyOf('u2'))).toBe(1);
    expect(check('customer', keyOf('u2', 'vacant'))).toBe(1);
    expect(check('customer', keyOf(null))).toBe(0);
  });
  test('an agent views vacant units, not occupied ones of others; staff is not asked', () => {
    expect(check('agent', keyOf('u2', 'vacant'))).toBe(0);
    expect(check('contractor', keyOf('u2'))).toBe(1);
    expect(check('staff', keyOf('u2'))).toBe(0);
  });
});
