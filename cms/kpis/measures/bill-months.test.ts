import type { Dialect } from '../sql';
import { dialect, raw } from '../sql';
import { after, byMonth, monthsOf } from './bill-months';

const lite: Dialect = dialect({ read: { dialect: 'sqlite' } } as never);
const askedMonths = (first: string, last: string): string[] =>
  Object.keys(JSON.parse(String(byMonth(lite, raw('lines'), { first, last }).params.find((one) => String(one).startsWith('{')))) as object);

test('a period is the months that it touches', () => {
  expect(monthsOf({ from: '2026-10-31', to: '2026-11-01' })).toEqual({ first: '2026-10', last: '2026-11' });
  expect(askedMonths('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  expect([after('2026-09'), after('2026-12'), after('1999-12')]).toEqual(['2026-10', '2027-01', '2000-01']);
});

test('a period of all times asks for the months in which fees can lie', () => {
  const months = askedMonths('0001-01', '9999-12');
  expect([months.length, months[0], months.at(-1)]).toEqual([2_760, '1970-01', '2199-12']);
  expect(askedMonths('0026-01', '0026-12')).toEqual([]);
});
