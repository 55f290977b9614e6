import fc from 'fast-check';
import { normalize } from './normalize';
import { MAX_ROWS } from './normalize-rows';
import { field, form } from './test-forms';
import type { Violation } from './types';

const list = [
  { value: 'a', zh: '甲', en: 'A' },
  { value: 'b', zh: '乙', en: 'B' },
];
const def = form([
  field('name', 'string'),
  field('note', 'text'),
  field('count', 'integer'),
  field('fee', 'money'),
  field('area', 'decimal', { scale: 2 }),
  field('day', 'date'),
  field('at', 'datetime'),
  field('hour', 'time'),
  field('agreed', 'boolean'),
  field('kind', 'enum', { values: list }),
  field('score', 'enum', {
    values: [
      { value: 1, zh: '一', en: 'One' },
      { value: 2, zh: '二', en: 'Two' },
    ],
  }),
  field('kinds', 'enum', { values: list, multiple: true }),
  field('customer', 'relation', { target: 'customer' }),
  field('units', 'relation', { target: 'unit', cardinality: 'manyToMany' }),
  field('photo', 'media'),
  field('photos', 'media', { multiple: true }),
  field('total', 'money', { computed: true }),
  field('lines', 'json-rows', {
    maxRows: 3,
    columns: [
      field('item', 'relation', { target: 'item' }),
      field('quantity', 'decimal', { scale: 3, default: 1 }),
      field('amount', 'money', { computed: true }),
      field('weight', 'decimal', { computed: true, default: 5 }),
    ],
  }),
]);
const run = (data: Record<string, unknown>, current: Record<string, unknown> | null = null): ReturnType<typeof normalize> =>
  normalize(def, data, current);
const codes = (violations: Violation[]): string[] => violations.map((violation) => `${violation.path.join('.')}:${violation.code}`);
const refused = (name: string, value: unknown): string[] => codes(run({ [name]: value }).violations);
const accepted = (name: string, value: unknown): unknown => {
  const { values, violations } = run({ [name]: value });
  expect(codes(violations)).toEqual([]);
  return values[name];
};

describe('what a form does not take', () => {
  test('unknown keys and what the product fills are refused, each by name', () => {
    const { values, violations } = run({ naem: 'x', total: 5, state: 'closed', number: 'X', rev: 1, name: '好' });
    expect(codes(violations)).toEqual([
      'naem:unknown_field',
      'total:not_writable',
      'state:not_writable',
      'number:unknown_field',
      'rev:not_writable',
    ]);
    expect(values).toEqual({ name: '好' });
  });
  test('names of the prototype are no fields', () => {
    expect(codes(run(JSON.parse('{"__proto__": {"name": "x"}, "constructor": 1}') as Record<string, unknown>).violations)).toEqual([
      '__proto__:unknown_field',
      'constructor:unknown_field',
    ]);
  });
  test('a list instead of a record', () => {
    expect(codes(run([] as unknown as Record<string, unknown>).violations)).toEqual([':not_an_object']);
  });
});

describe('nothing', () => {
  test('empty text and null are null, of lists an empty list', () => {
    expect(run({ name: '', fee: '', day: null, customer: '', units: null, lines: '', kinds: '', photo: null }).values).toEqual({
      ...{ name: null, fee: null, day: null, customer: null, units: [], lines: [], kinds: null, photo: null },
    });
    expect(run({ name: undefined }).values).toEqual({});
    expect(accepted('name', '   ')).toBeNull();
  });
});

describe('text', () => {
  test('loses control characters and outer blanks, keeps lines where a text has lines', () => {
    expect(accepted('name', '  张\u0007三\n丰 ')).toBe('张三 丰');
    expect(accepted('note', 'a\r\nb\u001b[31m')).toBe('a\nb[31m');
  });
  test('with NUL or half a character cannot be kept', () => {
    expect(refused('name', 'a\u0000b')).toEqual(['name:bad_characters']);
    expect(refused('name', 'a\ud800')).toEqual(['name:bad_characters']);
    expect(accepted('name', '😀')).toBe('😀');
  });
  test('is no longer than its column, counted in characters', () => {
    expect(accepted('name', '😀'.repeat(255))).toHaveLength(510);
    expect(run({ name: '好'.repeat(256) }).violations).toEqual([{ path: ['name'], code: 'too_long', params: { max: 255, length: 256 } }]);
  });
  test.each([5, true, {}, []])('is not %p', (value) => expect(refused('name', value)).toEqual(['name:not_a_text']));
});

describe('numbers', () => {
  test('may come as plain text, as the admin panel sends them', () => {
    expect(accepted('fee', '12345')).toBe(12345);
    expect(accepted('area', '-0.005')).toBe(-0.01);
    expect(Object.is(accepted('fee', -0), 0)).toBe(true);
  });
  test('decimals are rounded half up to their scale', () => {
    expect(accepted('area', 1.005)).toBe(1.01);
    expect(accepted('area', 120.4449)).toBe(120.44);
  });
  test.each(['1e3', '12abc', ' 12', '0x10', '1,000', '.5', NaN, Infinity, '-', true, {}, [], [1]])('%p is none', (value) => {
    expect(refused('fee', value)).toEqual(['fee:not_a_number']);
  });
  test.each([1.5, '2.01'])('money is whole fen: %p is not', (value) => expect(refused('fee', value)).toEqual(['fee:not_an_integer']));
  test.each([2 ** 53, '9007199254740993', -(2 ** 60)])('%p cannot be kept exactly', (value) => {
    expect(refused('count', value)).toEqual(['count:out_of_range']);
    expect(refused('area', value)).toEqual(['area:out_of_range']);
  });
});

describe('dates and times', () => {
  test('exist in the calendar', () => {
    expect(accepted('day', '2024-02-29')).toBe('2024-02-29');
    expect(accepted('at', '2026-11-02T09:00')).toBe('2026-11-02T01:00:00.000Z');
    expect(accepted('at', '2026-11-02T09:00:00+09:00')).toBe('2026-11-02T00:00:00.000Z');
    expect(accepted('hour', '23:59')).toBe('23:59');
  });
  test.each(['2026-02-30', '2026-11-02T00:00:00Z', '20261102', '0000-01-01', '1899-12-31', 20261102, {}])('%p is no date', (value) => {
    expect(refused('day', value)).toEqual(['day:not_a_date']);
  });
  test.each(['2026-11-02', '2026-13-01T00:00Z', 'now', 1793577600000])('%p is no date and time', (value) => {
    expect(refused('at', value)).toEqual(['at:not_a_datetime']);
  });
  test.each(['24:00', '9:00', '09:00:00', 9])('%p is no time', (value) => expect(refused('hour', value)).toEqual(['hour:not_a_time']));
  test.each(['true', 1, 0, 'yes'])('%p is no yes or no', (value) => expect(refused('agreed', value)).toEqual(['agreed:not_a_boolean']));
});

describe('lists of values', () => {
  test('hold members only, each once, numbers as numbers', () => {
    expect(accepted('kind', 'a')).toBe('a');
    expect(accepted('score', '2')).toBe(2);
    expect(accepted('kinds', ['b', 'a', 'b'])).toEqual(['b', 'a']);
    expect(refused('kind', 'A')).toEqual(['kind:not_a_member']);
    expect(refused('kind', ['a'])).toEqual(['kind:not_a_member']);
    expect(refused('kinds', 'a')).toEqual(['kinds:not_a_list']);
    expect(refused('kinds', ['a', 'x', 'y'])).toEqual(['kinds.1:not_a_member', 'kinds.2:not_a_member']);
  });
});

describe('relations', () => {
  const id = 'abcdefghij0123456789abcd';
  test('are named by documentId, alone or in an object', () => {
    expect(accepted('customer', id)).toBe(id);
    expect(accepted('customer', { documentId: id, number: 'KH-1', title: 'x' })).toBe(id);
    expect(accepted('units', [id, { documentId: 'x' }, id])).toEqual([id, 'x']);
  });
  test.each([5, true, { id: 5 }, "x' or 1=1", 'a\u0000', 'x'.repeat(65)])('%p names none', (value) => {
    expect(refused('customer', value)).toEqual(['customer:not_a_reference']);
    expect(refused('units', ['ok', value])).toEqual(['units.1:not_a_reference']);
  });
  test('one is not many and many are not one', () => {
    expect(refused('customer', [id])).toEqual(['customer:not_one_record']);
    expect(refused('units', id)).toEqual(['units:not_a_list']);
    expect(
      refused(
        'units',
        Array.from({ length: 5001 }, (_, index) => `u${index}`),
      ),
    ).toEqual(['units:too_many']);
  });
  test('the admin panel sends differences', () => {
    const current = { customer: { documentId: 'c1' }, units: [{ documentId: 'u1' }, { documentId: 'u2' }] };
    expect(run({ units: { connect: [{ documentId: 'u3' }], disconnect: [{ documentId: 'u1' }] } }, current).values).toEqual({
      units: ['u2', 'u3'],
    });
    expect(run({ units: { set: [{ documentId: 'u9' }] } }, current).values).toEqual({ units: ['u9'] });
    expect(run({ units: { set: [] } }, current).values).toEqual({ units: [] });
    expect(run({ units: { connect: [], disconnect: [] }, customer: { connect: [], disconnect: [] } }, current).values).toEqual({});
    expect(run({ customer: { connect: [{ documentId: 'c2' }] } }, current).values).toEqual({ customer: 'c2' });
    expect(run({ customer: { disconnect: [{ documentId: 'c1' }] } }, current).values).toEqual({ customer: null });
    expect(codes(run({ units: { connect: [{ id: 7 }] } }, current).violations)).toEqual(['units.connect.0:not_a_reference']);
  });
});

test('files are named by id, alone or in the object that a read gives', () => {
  expect(accepted('photo', 7)).toBe(7);
  expect(accepted('photo', { id: 7, name: 'x.jpg' })).toBe(7);
  expect(accepted('photos', ['7', 8, 7])).toEqual([7, 8]);
  expect(refused('photo', -1)).toEqual(['photo:not_a_file']);
  expect(refused('photo', 'x')).toEqual(['photo:not_a_file']);
  expect(refused('photos', 7)).toEqual(['photos:not_a_list']);
});

describe('rows', () => {
  test('are checked column by column, each cell with its place', () => {
    const { violations } = run({ lines: [{ item: 5, quantity: 'x', colour: 'red' }, 'row', { id: 'x' }, {}] });
    expect(codes(violations)).toEqual(['lines:too_many_rows']);
    expect(codes(run({ lines: [{ item: 5, quantity: 'x', colour: 'red' }, 'row', { id: 'x' }] }).violations)).toEqual([
      'lines.0.colour:unknown_field',
      'lines.0.item:not_a_reference',
      'lines.0.quantity:not_a_number',
      'lines.1:not_an_object',
      'lines.2.id:not_an_integer',
    ]);
    expect(refused('lines', {})).toEqual(['lines:not_a_list']);
    expect(refused('lines', [{ id: 1 }, { id: 1 }])).toEqual(['lines.1.id:row_twice']);
  });
  test('a new row has its defaults, and what the product works out is never taken from the client', () => {
    expect(accepted('lines', [{ item: 'i1', amount: 999_999, weight: 1 }])).toEqual([{ item: 'i1', quantity: 1, amount: null, weight: 5 }]);
  });
  test('a row with the id of before keeps its computed cells; what is left out is emptied', () => {
    const current = { lines: [{ id: 4, item: { documentId: 'i1' }, quantity: 2, amount: 300, weight: 9 }] };
    expect(run({ lines: [{ id: 4, quantity: 3, amount: 1 }, { item: 'i2' }] }, current).values.lines).toEqual([
      { id: 4, item: null, quantity: 3, amount: 300, weight: 9 },
      { item: 'i2', quantity: 1, amount: null, weight: 5 },
    ]);
  });
  test('an archived column keeps what it had when it is left out, and begins nothing in a new row', () => {
    const gone = field('colour', 'string', { archived: true, default: 'red' });
    const old = form([field('lines', 'json-rows', { columns: [field('note', 'string'), gone] })]);
    const current = { lines: [{ id: 4, note: 'a', colour: 'blue' }] };
    expect(normalize(old, { lines: [{ id: 4, note: 'b' }, { note: 'c' }] }, current).values.lines).toEqual([
      { id: 4, note: 'b', colour: 'blue' },
      { note: 'c', colour: null },
    ]);
    expect(normalize(old, { lines: [{ id: 4, colour: null }] }, current).values.lines).toEqual([{ id: 4, note: null, colour: null }]);
  });
  test('a client without ids that sends as many rows means them in their order', () => {
    const current = {
      lines: [
        { id: 1, weight: 9 },
        { id: 2, weight: 8 },
      ],
    };
    expect(run({ lines: [{ quantity: 3 }, { quantity: 4 }] }, current).values.lines).toMatchObject([{ weight: 9 }, { weight: 8 }]);
  });
  test('are never more than a table can hold', () => {
    const open = form([field('lines', 'json-rows', { columns: [field('note', 'string')] })]);
    const { violations } = normalize(open, { lines: Array.from({ length: MAX_ROWS + 1 }, () => ({})) });
    expect(codes(violations)).toEqual(['lines:too_many_rows']);
  });
});

describe('any input at all', () => {
  const anything = fc.anything({ maxDepth: 3, withNullPrototype: true, withBigInt: true, withDate: true });
  const data = fc.dictionary(fc.oneof(fc.constantFrom(...def.fields.map((entry) => entry.name)), fc.string()), anything, { maxKeys: 8 });
  test('is understood or refused at its place, and understood values are understood again', () => {
    fc.assert(
      fc.property(data, (input) => {
        const { values, violations } = run(input);
        for (const { path, code } of violations) {
          expect(code).toMatch(/^[a-z_]+$/);
          expect(Object.keys(input)).toContain(path[0]);
        }
        const again = run(structuredClone(Object.fromEntries(Object.entries(values).filter(([name]) => name !== 'lines'))));
        expect(again.violations).toEqual([]);
        expect(again.values).toEqual(Object.fromEntries(Object.entries(values).filter(([name]) => name !== 'lines')));
      }),
      { numRuns: 1500, seed: 20261102 },
    );
  });
});
