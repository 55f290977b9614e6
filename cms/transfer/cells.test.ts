import { bare, csvLine, neutral } from './cells';
import { decodeMoney } from './format';

describe('cells that leave the house', () => {
  it.each(['=1+1', '+cmd', '-cmd', '@SUM(A1)', '\t=1', '\r=1'])('%j is made text', (text) => expect(neutral(text)).toBe(`'${text}`));
  it.each(['-12.50', '+3', '灯', 'a=b', ''])('%j stays', (text) => expect(neutral(text)).toBe(text));
  it.each(['=1+1', '@x', "'quoted", "'", '', "'=1"])('%j is itself again when it comes back', (text) =>
    expect(bare(neutral(text))).toBe(bare(text)),
  );
  it('an apostrophe of one’s own stays', () => expect(["'90s", "it's"].map(bare)).toEqual(["'90s", "it's"]));
  it('quotes commas, quotes and line ends', () => expect(csvLine(['a,b', 'c"d', 'e\nf', null, 5])).toBe('"a,b","c""d","e\nf",,5\r\n'));
  it('writes fen as yuan', () => expect([7, 123450, -305, 0].map(decodeMoney)).toEqual(['0.07', '1234.50', '-3.05', '0.00']));
});
