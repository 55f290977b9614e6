import { scope } from '../test-forms';
import { evaluate, ExpressionError, holds } from './evaluate';

const value = (source: string, record: Record<string, unknown> = {}, more = {}): unknown => evaluate(source, scope(record, more));
const rows = {
  materials: [
    { name: '角阀', quantity: 2, price: 1500 },
    { name: '软管', quantity: 0.5, price: 999 },
    { name: '胶带', quantity: null, price: 300 },
  ],
};

describe('nothing', () => {
  test('paths that lead nowhere are null, never an error', () => {
    expect(value('customer.name.length')).toBeNull();
    expect(value('a.b', { a: 'text' })).toBeNull();
    expect(value('constructor')).toBeNull();
    expect(value('__proto__.x')).toBeNull();
    expect(value('a.toString', { a: {} })).toBeNull();
  });
  test('reckons as 0 and compares with nothing', () => {
    expect(value('fee + 1')).toBe(1);
    expect(value('fee < 5')).toBe(false);
    expect(value('fee >= 0')).toBe(false);
    expect(value('fee == null')).toBe(true);
    expect(value("fee == ''")).toBe(true);
    expect(value('fee != 0')).toBe(true);
  });
  test('0 and false are something', () => {
    expect(value('empty(x)', { x: 0 })).toBe(false);
    expect(value('filled(x)', { x: false })).toBe(true);
    expect(value('coalesce(x, 5)', { x: 0 })).toBe(0);
    expect(value("coalesce('', null, [], 3)")).toBe(3);
  });
  test('shared among none has no value', () => {
    expect(value('1 / 0')).toBeNull();
    expect(value('5 % 0')).toBeNull();
  });
});

describe('money and decimals', () => {
  test('half goes up, away from zero, without the noise of binary fractions', () => {
    expect(value('round(2.5)')).toBe(3);
    expect(value('round(-2.5)')).toBe(-3);
    expect(value('round(1.005, 2)')).toBe(1.01);
    expect(value('round(0.285 * 100)')).toBe(29);
    expect(value('round(1234.5, -2)')).toBe(1200);
    expect(value('round(null)')).toBeNull();
  });
  test('a sum of tenths is exact', () => {
    expect(value('sum(list)', { list: [0.1, 0.2, 0.7] })).toBe(1);
    expect(value('ceil(0.1 * 30)')).toBe(3);
    expect(value('floor(-0.5)')).toBe(-1);
  });
  test('beyond the numbers there are is refused', () => {
    expect(() => value('x * x', { x: 1e308 })).toThrow(ExpressionError);
    expect(() => value('name * 2', { name: 'abc' })).toThrow(ExpressionError);
  });
});

describe('dates of Shanghai', () => {
  test('an evening instant belongs to the next day there', () => {
    expect(value('date(at)', { at: '2026-01-31T16:30:00.000Z' })).toBe('2026-02-01');
    expect(value('month(at)', { at: '2026-01-31T16:30:00.000Z' })).toBe('2026-02');
    expect(value('time(at)', { at: '2026-01-31T16:30:00.000Z' })).toBe('00:30');
  });
  test('month ends', () => {
    expect(value('addMonths(d, 1)', { d: '2026-01-31' })).toBe('2026-02-28');
    expect(value("days('2026-02-28', addDays('2026-02-28', 1))")).toBe(1);
  });
  test('a moment is made of a day and a time', () => {
    expect(value("datetime('2026-11-25', '18:00')")).toBe('2026-11-25T10:00:00.000Z');
    expect(value("datetime('2026-11-25')")).toBe('2026-11-24T16:00:00.000Z');
    expect(value("datetime('2026-11-25', '25:00')")).toBeNull();
    expect(value('datetime(null)')).toBeNull();
  });
  test('minutes are whole and may be negative', () => {
    expect(value('minutes(now(), addMinutes(now(), 90))')).toBe(90);
    expect(value('minutes(now(), addMinutes(now(), -1))')).toBe(-1);
    expect(value("minutes('nonsense', now())")).toBeNull();
  });
});

describe('rows', () => {
  test('are counted, summed and searched, a bare name being the column', () => {
    expect(value('count(materials)', rows)).toBe(3);
    expect(value('count(materials, quantity > 1)', rows)).toBe(1);
    expect(value('sum(materials, quantity * price)', rows)).toBe(3499.5);
    expect(value('sum(materials.price)', rows)).toBe(2799);
    expect(value("any(materials, name == '软管')", rows)).toBe(true);
    expect(value('all(materials, filled(quantity))', rows)).toBe(false);
    expect(value('max(materials.price)', rows)).toBe(1500);
    expect(value('min(materials.price)', rows)).toBe(300);
    expect(value('avg(materials.price)', rows)).toBe(933);
  });
  test('that are not there count nothing', () => {
    expect(value('sum(lines.amount)')).toBe(0);
    expect(value('avg(lines.amount)')).toBeNull();
    expect(value('all(lines, closed)')).toBe(true);
    expect(value('any(lines)')).toBe(false);
    expect(value('max(lines.amount)')).toBeNull();
  });
  test('reach their record by parent and record', () => {
    const record = { rate: 6, lines: [{ amount: 100, rate: 10 }] };
    expect(value('sum(lines, amount * rate)', record)).toBe(1000);
    expect(value('sum(lines, amount * parent.rate)', record)).toBe(600);
    expect(value('sum(lines, amount * record.rate)', record)).toBe(600);
    expect(value('sum(lines, row.amount)', record)).toBe(100);
  });
  test('max and min of several values compare those', () => {
    expect(value('max(3, fee, 7)', { fee: 5 })).toBe(7);
    expect(value('min(null, 4)')).toBe(4);
  });
});

describe('before and after', () => {
  const old = { fee: 100, tags: ['a'], customer: { documentId: 'c1', name: 'A' } };
  test('changed sees content, records by their id', () => {
    expect(value("changed('fee')", { fee: 100 }, { old })).toBe(false);
    expect(value("changed('fee')", { fee: 101 }, { old })).toBe(true);
    expect(value("changed('customer')", { customer: { documentId: 'c1', name: 'B' } }, { old })).toBe(false);
    expect(value("changed('tags')", { tags: ['a', 'b'] }, { old })).toBe(true);
  });
  test('of a new record everything filled has changed and old is nothing', () => {
    expect(value("changed('fee')", { fee: 1 })).toBe(true);
    expect(value("changed('fee')", {})).toBe(false);
    expect(value('old.fee')).toBeNull();
    expect(value('coalesce(old.fee, 7)')).toBe(7);
  });
});

describe('records, people and settings', () => {
  test('records are the same by documentId', () => {
    const record = { documentId: 'r1', a: { documentId: 'x' }, b: { documentId: 'x', name: 'n' } };
    expect(value('a == b', record)).toBe(true);
    expect(value('same(a, b)', record)).toBe(true);
    expect(value('same(a, self)', record)).toBe(false);
    expect(value('same(c, d)', record)).toBe(false);
    expect(value("a == 'x'", record)).toBe(true);
  });
  test('in a picker bare names are the candidate and self the record', () => {
    expect(value('customer == self.customer', { customer: 'c1' }, { self: { customer: 'c1' } })).toBe(true);
  });
  test('who acts and what is set', () => {
    expect(value("hasRole('finance', 'clerk')")).toBe(true);
    expect(value('isHead()')).toBe(false);
    expect(value('actor()')).toBe('me');
    expect(value("setting('limit')", {}, { settings: { limit: 3 } })).toBe(3);
    expect(value("setting('toString')")).toBeNull();
  });
});

describe('text', () => {
  test('joins, compares and matches', () => {
    expect(value("'a' + 1 + null")).toBe('a1');
    expect(value("matches(month, '^\\d{4}-(0[1-9]|1[0-2])$')", { month: '2026-13' })).toBe(false);
    expect(value("contains('楼宇客服', '客服')")).toBe(true);
    expect(value("contains(list, 'b')", { list: ['a', 'b'] })).toBe(true);
    expect(value("len('a😀')")).toBe(2);
    expect(value("'it''s'")).toBe("it's");
  });
  test('a hostile pattern is matched in steps that grow with the text only, and they are counted', () => {
    // A matcher that tries every way would need 2^1500 of them.
    expect(value("matches(text, '^(a+)+$')", { text: `${'a'.repeat(1500)}b` })).toBe(false);
    const many = Array.from({ length: 200 }, () => ({ text: 'a'.repeat(1500) }));
    expect(() => value("count(many, matches(text, '^(a+)+$'))", { many })).toThrow(/too many steps/);
  });
});

describe('the budget', () => {
  test('stops what takes too long', () => {
    const many = Array.from({ length: 400 }, (_, index) => ({ n: index }));
    expect(() => value('sum(many, sum(many, n))', { many })).toThrow(/too many steps/);
  });
  test('is enough for a long formula over 500 rows', () => {
    const lines = Array.from({ length: 500 }, () => ({ quantity: 2, price: 3, discount: 1 }));
    expect(value('sum(lines, if(quantity > 1, round(quantity * price * 1.06) - coalesce(discount, 0), 0))', { lines })).toBe(2500);
  });
  test('a text grows no longer than a page', () => {
    expect(() => value('x + x', { x: 'a'.repeat(15_000) })).toThrow(/too long/);
  });
});

test('only true is a yes', () => {
  expect(holds('1', scope({}))).toBe(false);
  expect(holds('1 == 1', scope({}))).toBe(true);
  expect(holds('x', scope({ x: true }))).toBe(true);
  expect(holds('not x', scope({}))).toBe(true);
});
