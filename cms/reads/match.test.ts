import { matchesFilter } from './match';

const record = {
  id: 5,
  state: 'open',
  site: { id: 1, documentId: 's1' },
  registeredBy: null,
  technicians: [{ id: 11, documentId: 'e11' }],
  customer: { id: 3, documentId: 'c3', assistant: { id: 11, documentId: 'e11' } },
  totalAmount: 500,
};

test.each([
  [{ site: { id: { $in: [1] } } }, true],
  [{ site: { id: { $in: [2] } } }, false],
  [
    { $and: [{ site: { id: { $in: [1] } } }, { $or: [{ registeredBy: { id: { $eq: 11 } } }, { technicians: { id: { $eq: 11 } } }] }] },
    true,
  ],
  [{ registeredBy: { id: { $eq: 11 } } }, false],
  [{ customer: { assistant: { id: { $eq: 11 } } } }, true],
  [{ customer: { assistant: { department: { id: { $eq: 1 } } } } }, false],
  [{ site: { $null: true } }, false],
  [{ registeredBy: { $null: true } }, true],
  [{ state: { $in: ['open', 'draft'] } }, true],
  [{ totalAmount: { $gt: 0 } }, true],
  [{ totalAmount: { $gt: '0' } }, false],
  [{ customer: { documentId: { $eq: 'c3' } } }, true],
  [{ unit: { $notNull: true } }, false],
  [{ $unknown: [] }, false],
  [{ state: { $like: 'o' } }, false],
])('%j -> %s', (filter, expected) => {
  expect(matchesFilter(filter, record)).toBe(expected);
});
