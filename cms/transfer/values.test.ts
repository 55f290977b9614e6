import { isoOf, momentOfCell, parseBoolean, parseFen, parseMoment, parseNumber } from './values';

describe('dates of other people’s sheets', () => {
  const american = ['MM/dd/yyyy hh:mm:ss a'];
  it.each([
    ['12/25/2030 12:00:00 AM', '2030-12-25', '00:00:00'],
    ['12/25/2030 12:00:00 PM', '2030-12-25', '12:00:00'],
    ['12/25/2030 11:59:08 PM', '2030-12-25', '23:59:08'],
    ['01/02/2030 01:05:00 am', '2030-01-02', '01:05:00'],
  ])('%s is %s %s', (text, date, time) => expect(parseMoment(text, american)).toEqual({ date, time }));

  it('midnight with AM is the beginning of the day in the site’s zone', () =>
    expect(isoOf({ date: '2030-12-25', time: '00:00:00' })).toBe('2030-12-24T16:00:00.000Z'));
  it('takes months without leading zeros', () => expect(parseMoment('1/2/2030', ['M/d/yyyy'])?.date).toBe('2030-01-02'));
  it('takes a month by its name, far ahead too', () => expect(parseMoment('28 Feb 2058', ['dd MMM yyyy'])?.date).toBe('2058-02-28'));
  it('takes two-digit years', () => {
    expect(parseMoment('11/9/18', ['M/d/yy'])?.date).toBe('2018-11-09');
    expect(parseMoment('11/9/94', ['M/d/yy'])?.date).toBe('1994-11-09');
  });
  it.each(['02/30/2030', '13/01/2030', '00/10/2030', '2030-01-02', ''])('refuses %s', (text) =>
    expect(parseMoment(text, ['MM/dd/yyyy'])).toBeNull(),
  );
  it.each(['01/01/2030 13:00:00 PM', '01/01/2030 00:10:00 AM', '01/01/2030 10:61:00 AM'])('refuses the time of %s', (text) =>
    expect(parseMoment(text, american)).toBeNull(),
  );
  it('takes Chinese dates', () => expect(parseMoment('2030年3月5日', ['yyyy年M月d日'])?.date).toBe('2030-03-05'));
  it('reads a date cell of a workbook as local time', () =>
    expect(momentOfCell(new Date('2030-01-02T15:30:00Z'))).toEqual({ date: '2030-01-02', time: '15:30:00' }));
});

describe('money is text until it is whole fen', () => {
  it.each([
    ['0.07', 7],
    ['1.1', 110],
    ['1,234.50', 123450],
    ['¥ 12', 1200],
    ['-3.05', -305],
    ['.5', 50],
    ['4.35', 435],
    ['19.99000', 1999],
    ['90071992547409.91', 9007199254740991],
  ])('%s is %d fen', (text, fen) => expect(parseFen(text)).toBe(fen));
  it.each(['', 'N/A', '1.234', '12,34', '1e3', '--1', '1 2', '90071992547409.92', 'NaN', 'Infinity'])('refuses %p', (text) =>
    expect(parseFen(text)).toBeNull(),
  );
});

describe('numbers and yes or no', () => {
  it('groups by commas, never guesses', () => {
    expect(parseNumber('1,000.25')).toBe(1000.25);
    expect(parseNumber('1e9')).toBeNull();
    expect(parseNumber('0x10')).toBeNull();
    expect(parseNumber('')).toBeNull();
    expect(parseNumber('.')).toBeNull();
  });
  it('knows both languages', () => {
    expect(parseBoolean('是')).toBe(true);
    expect(parseBoolean('No')).toBe(false);
    expect(parseBoolean('perhaps')).toBeNull();
  });
});
