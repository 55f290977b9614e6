import { paginate, type Box } from './paginate';

const rows = (count: number, height = 10): Box[] => Array.from({ length: count }, () => ({ height, group: 't', head: 10 }));

test('a paper that fits stands on one page', () => {
  expect(paginate([{ height: 30 }, { height: 60 }], { first: 100, next: 100 })).toEqual([[0, 1]]);
  expect(paginate([], { first: 100, next: 100 })).toEqual([[]]);
});

test('the head of a table takes its room again on the next page', () => {
  expect(paginate(rows(9), { first: 50, next: 50 })).toEqual([[0, 1, 2, 3], [4, 5, 6, 7], [8]]);
});

test('later pages have another height', () => {
  expect(paginate(rows(6), { first: 30, next: 60 })).toEqual([
    [0, 1],
    [2, 3, 4, 5],
  ]);
});

test('a heading never stands alone at the foot of a page', () => {
  expect(paginate([{ height: 70 }, { height: 10, keep: true }, { height: 30 }], { first: 100, next: 100 })).toEqual([[0], [1, 2]]);
});

test('a piece larger than a page has its own', () => {
  expect(paginate([{ height: 20 }, { height: 300 }, { height: 20 }], { first: 100, next: 100 })).toEqual([[0], [1], [2]]);
});

test('without measures everything is on one page', () => {
  expect(paginate(rows(40), { first: 0, next: 0 })).toEqual([rows(40).map((_, index) => index)]);
});
