import { spread, waiverWithinBalance } from './fees';

const line = (from: string, amount: number, paid = 0) => ({ feeItem: { documentId: 'pm' }, periodFrom: from, amount, paid, adjusted: 0 });

describe('spreading money over the lines of a fee item', () => {
  it('fills the oldest period first and takes back the newest first', () => {
    const paid = spread([line('2026-02-01', 100), line('2026-01-01', 100)], 'pm', 150);
    expect(paid.map((row) => row.paid)).toEqual([50, 100]);
    expect(spread(paid, 'pm', -50).map((row) => row.paid)).toEqual([0, 100]);
  });
  it('leaves other fee items alone', () => {
    expect(spread([line('2026-01-01', 100)], 'rent', 50)[0]?.paid).toBe(0);
  });
});

it('refuses a waiver one fen above what is owed', () => {
  const bill = (amount: number) => ({ lines: [line('2026-01-01', 100, 40)], adjustments: [{ feeItem: { documentId: 'pm' }, amount }] });
  expect(waiverWithinBalance(bill(60))).toEqual([]);
  expect(waiverWithinBalance(bill(61))).toHaveLength(1);
});
