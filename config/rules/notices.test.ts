import { boardHasFreeSlot, boardIsEmpty } from './notices';
import { ruleContext } from './test-context';

const board = { documentId: 'b1', slots: 1 };
const notice = (documentId: string, postFrom: string, removeOn: string, removedAt: string | null = null): Record<string, unknown> => ({
  documentId,
  number: documentId,
  postFrom,
  removeOn,
  postings: [{ board, removedAt }],
});

describe('slots of a board', () => {
  const check = (from: string, to: string, others: Record<string, unknown>[]): number =>
    boardHasFreeSlot(notice('n', from, to), ruleContext({ related: { notices: others } })).length;
  const hanging = notice('a', '2026-11-28', '2026-12-02');
  test('the last day still counts, the day after is free', () => {
    expect(check('2026-12-02', '2026-12-05', [hanging])).toBe(1);
    expect(check('2026-12-03', '2026-12-05', [hanging])).toBe(0);
    expect(check('2026-11-20', '2026-11-28', [hanging])).toBe(1);
    expect(check('2026-11-20', '2026-11-27', [hanging])).toBe(0);
  });
  test('one taken down early gives its slot free', () => {
    expect(check('2026-12-01', '2026-12-03', [notice('a', '2026-11-28', '2026-12-02', '2026-11-30T00:00:00Z')])).toBe(0);
  });
  test('two that follow one another do not add up', () => {
    const wide = { ...board, slots: 2 };
    const record = { documentId: 'n', postFrom: '2026-12-01', removeOn: '2026-12-10', postings: [{ board: wide }] };
    const others = [notice('a', '2026-12-01', '2026-12-04'), notice('b', '2026-12-05', '2026-12-10')];
    expect(boardHasFreeSlot(record, ruleContext({ related: { notices: others } }))).toEqual([]);
  });
  test('every loaded list counts: approved, posted and expired ones', () => {
    const found = boardHasFreeSlot(
      notice('n', '2026-12-01', '2026-12-02'),
      ruleContext({ related: { approved: [], posted: [hanging], expired: [] } }),
    );
    expect(found).toMatchObject([{ path: ['postings', 0, 'board'], params: { date: '2026-12-01' } }]);
  });
});

test('a board with a live posting stays', () => {
  expect(boardIsEmpty({ documentId: 'b1' }, ruleContext({ related: { posted: [notice('a', '', '')] } }))).toHaveLength(1);
  expect(boardIsEmpty({ documentId: 'b1' }, ruleContext({ related: { posted: [notice('a', '', '', '2026-11-30T00:00:00Z')] } }))).toEqual(
    [],
  );
  expect(boardIsEmpty({ documentId: 'b2' }, ruleContext({ related: { posted: [notice('a', '', '')] } }))).toEqual([]);
});
