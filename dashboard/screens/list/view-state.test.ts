import type { FormView } from '../../providers/definitions-source';
import { conditionsOf, pathOf, treeOf } from './view-filters';
import { nextSort, readView, savedQuery, tabOf, withFilter, writeView } from './view-state';

const words = { zh: '', en: '' };
const form = {
  fields: [
    { ...words, name: 'state', type: 'string' },
    { ...words, name: 'priority', type: 'enum' },
    { ...words, name: 'issuedAt', type: 'datetime' },
    { ...words, name: 'unit', type: 'relation', target: 'unit' },
    { ...words, name: 'customer', type: 'relation', target: 'customer' },
  ],
} as unknown as FormView;

describe('the address of a list', () => {
  it('is empty for the list as it is', () => {
    expect(writeView(readView('', form))).toBe('');
    expect(readView('?page=0&size=7&sort=nothing&unknown=1', form)).toEqual(readView('', form));
  });

  it('carries the whole view there and back', () => {
    const view = {
      ...readView('', form),
      q: '漏水 & 12',
      filters: {
        priority: { $in: ['urgent', 'emergency'] },
        issuedAt: { $gte: '2026-11-01T00:00:00+08:00', $lt: '2026-12-01' },
        customer: { documentId: { $in: ['abc'] } },
      },
      sort: { field: 'issuedAt', order: 'desc' as const },
      page: 3,
      size: 100,
      archived: true,
    };
    expect(readView(writeView(view), form)).toEqual(view);
    expect(readView(savedQuery(view), form)).toEqual({ ...view, page: 1 });
  });

  it('keeps a filter of more than twenty values a list', () => {
    const many = Array.from({ length: 60 }, (_, index) => `v${index}`);
    const view = withFilter(readView('', form), 'priority', { $in: many });
    expect(readView(writeView(view), form).filters.priority).toEqual({ $in: many });
  });

  it('may name a field by itself', () => expect(readView('?state=issued', form).filters).toEqual({ state: { $eq: 'issued' } }));

  it('starts at the first page when another question is asked', () =>
    expect(withFilter(readView('?page=4', form), 'priority', { $in: ['urgent'] }).page).toBe(1));

  it('knows its tab', () => {
    expect(tabOf(readView('?state=issued', form), 'state')).toBe('issued');
    expect(tabOf(readView('?filters[state][$in][0]=issued', form), 'state')).toBe('issued');
    expect(tabOf(readView('?filters[state][$notIn][0]=void', form), 'state')).toBeNull();
    expect(tabOf(readView('', form), 'state')).toBeNull();
  });
});

describe('conditions of a link', () => {
  it('are sorted out by field, and nothing is dropped', () => {
    const building = { unit: { building: { documentId: { $eq: 'b1' } } } };
    const either = { $or: [{ state: { $eq: 'a' } }, { priority: { $eq: 'b' } }] };
    const tree = {
      $and: [
        { state: { $notIn: ['draft', 'void'] } },
        { issuedAt: { $gte: 'x' } },
        { issuedAt: { $lt: 'y' } },
        { state: { $notIn: ['done'] } },
        building,
        either,
      ],
    };
    const found = conditionsOf(tree, form);
    expect(found.filters).toEqual({ state: { $notIn: ['draft', 'void'] }, issuedAt: { $gte: 'x', $lt: 'y' } });
    expect(found.extra).toEqual([{ state: { $notIn: ['done'] } }, building, either]);
    expect(conditionsOf(treeOf(found), form)).toEqual(found);
  });

  it('on a related record say where they lead', () => {
    expect(pathOf({ unit: { building: { documentId: { $eq: 'b1' } } } })).toEqual({
      path: ['unit', 'building'],
      filter: { documentId: { $eq: 'b1' } },
    });
    expect(pathOf({ unit: { floor: 3 } })).toEqual({ path: ['unit', 'floor'], filter: { $eq: 3 } });
    expect(pathOf({ $or: [] })).toBeNull();
    expect(pathOf({ unit: { floor: 3, use: 'office' } })).toBeNull();
  });
});

it('a heading sorts up, then down, then not', () => {
  const up = nextSort(null, 'issuedAt');
  const down = nextSort(up, 'issuedAt');
  expect([up, down, nextSort(down, 'issuedAt'), nextSort(down, 'priority')]).toEqual([
    { field: 'issuedAt', order: 'asc' },
    { field: 'issuedAt', order: 'desc' },
    null,
    { field: 'priority', order: 'asc' },
  ]);
});
