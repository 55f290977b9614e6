import { canConvert, convertValue } from './convert';
import { conversionsBetween, successors } from './conversions';
import { checkDefinition } from './check';
import { checkKept } from './keep';
import { field, form } from './test-forms';
import { FIELD_TYPES, type FieldDefinition } from './types';

const ENUM = {
  values: [
    { value: 'small', zh: '小型车', en: 'Small car' },
    { value: 'large', zh: '大型车', en: 'Large car' },
    { value: 3, zh: '三', en: 'Three' },
    { value: 'twin_a', zh: '双', en: 'Twin' },
    { value: 'twin_b', zh: '对', en: 'twin' },
  ],
};
const kind = (type: FieldDefinition['type'], more: Partial<FieldDefinition> = {}): FieldDefinition =>
  field(type === 'json-rows' ? 'rows' : type, type, type === 'enum' ? { ...ENUM, ...more } : more);
const to = (from: FieldDefinition['type'], target: FieldDefinition['type'], value: unknown, more: Partial<FieldDefinition> = {}) => {
  const made = convertValue(kind(from), kind(target, more), value);
  return 'reason' in made ? made.reason : made.value;
};
const text = (target: FieldDefinition['type'], value: string, more: Partial<FieldDefinition> = {}) => to('string', target, value, more);

describe('nothing', () => {
  test.each(FIELD_TYPES)('becomes nothing, from %s', (type) => {
    for (const empty of [null, undefined, '', []]) expect(convertValue(kind(type), kind('string'), empty)).toEqual({ value: null });
  });
  test('so does a text of blanks', () => {
    for (const target of ['integer', 'date', 'enum', 'boolean', 'text'] as const) expect(text(target, ' \u3000 ')).toBeNull();
  });
});

describe('a text that becomes a number', () => {
  test.each([
    ['12', 12],
    [' 12 ', 12],
    ['１２３', 123],
    ['-5', -5],
    ['－５', -5],
    ['−5', -5],
    ['+5', 5],
    ['0', 0],
    ['-0', 0],
    ['1,234', 1234],
    ['1,234,567', 1234567],
    ['１，２３４', 1234],
    ['12.00', 12],
    ['999999999999999', 999999999999999],
  ])('%s is %s', (given, expected) => expect(text('integer', given)).toBe(expected));
  test.each([
    ['12.5', 'not_an_integer'],
    ['1,23', 'not_a_number'],
    ['1234,567', 'not_a_number'],
    ['1,234,56', 'not_a_number'],
    ['12个', 'not_a_number'],
    ['1e5', 'not_a_number'],
    ['0x10', 'not_a_number'],
    ['十二', 'not_a_number'],
    ['Infinity', 'not_a_number'],
    ['--5', 'not_a_number'],
    ['5.', 'not_a_number'],
    ['.5', 'not_a_number'],
    ['007', 'leading_zero'],
    ['00', 'leading_zero'],
    ['9999999999999999', 'out_of_range'],
    ['\u0000', 'bad_characters'],
  ])('%s stays what it is: %s', (given, reason) => expect(text('integer', given)).toBe(reason));
  test('a decimal keeps every digit or is refused', () => {
    expect(text('decimal', '1.50')).toBe(1.5);
    expect(text('decimal', '1.500', { scale: 1 })).toBe(1.5);
    expect(text('decimal', '0.285', { scale: 3 })).toBe(0.285);
    expect(text('decimal', '1.005')).toBe('too_many_decimals');
    expect(text('decimal', '12345678901234.56')).toBe('out_of_range');
  });
});

describe('a text that becomes an amount', () => {
  test.each([
    ['1.00', 100],
    ['1.1', 110],
    ['19.99', 1999],
    ['1.15', 115],
    ['￥1,234.50', 123450],
    ['¥ 88', 8800],
    ['-¥3.5', -350],
    ['１２．５０元', 1250],
    ['RMB 20', 2000],
    ['人民币100元整', 10000],
    ['0.07', 7],
    ['1.000', 100],
  ])('%s is %s fen', (given, fen) => expect(text('money', given)).toBe(fen));
  test('1.005 yuan are no whole fen', () => expect(text('money', '1.005')).toBe('too_many_decimals'));
  test('dollars are no yuan', () => expect(text('money', '$5')).toBe('not_a_number'));
  test('a number is taken as yuan', () => {
    expect(to('integer', 'money', 5)).toBe(500);
    expect(to('decimal', 'money', 12.34)).toBe(1234);
    expect(convertValue(kind('decimal', { scale: 3 }), kind('money'), 1.005)).toEqual({ reason: 'too_many_decimals' });
    expect(to('money', 'decimal', 1234)).toBe(12.34);
    expect(to('money', 'integer', 1200)).toBe(12);
    expect(to('money', 'integer', 1234)).toBe('not_an_integer');
  });
});

describe('a text that becomes a day', () => {
  test.each([
    ['2026-01-05'],
    ['2026-1-5'],
    ['2026/1/5'],
    ['2026/01/05'],
    ['2026.1.5'],
    ['2026年1月5日'],
    ['2026年01月5号'],
    ['２０２６年１月５日'],
    ['20260105'],
    ['2026-01-05 00:00'],
  ])('%s', (given) => expect(text('date', given)).toBe('2026-01-05'));
  test.each([
    ['2026-02-30', 'not_a_date'],
    ['2025-02-29', 'not_a_date'],
    ['2026-13-01', 'not_a_date'],
    ['2026-00-10', 'not_a_date'],
    ['1/5/2026', 'not_a_date'],
    ['26-1-5', 'not_a_date'],
    ['2026-1/5', 'not_a_date'],
    ['明天', 'not_a_date'],
    ['1899-12-31', 'not_a_date'],
    ['2026-01-05 14:30', 'has_time'],
    ['2026-01-05 xx', 'not_a_date'],
  ])('%s is none: %s', (given, reason) => expect(text('date', given)).toBe(reason));
  test('the 29th of February is there in a leap year', () => expect(text('date', '2028年2月29日')).toBe('2028-02-29'));
});

describe('days and moments', () => {
  test.each([
    ['2026-01-05 14:30', '2026-01-05T06:30:00.000Z'],
    ['2026/1/5 9:05', '2026-01-05T01:05:00.000Z'],
    ['2026年1月5日 9时5分', '2026-01-05T01:05:00.000Z'],
    ['2026年1月5日9点', '2026-01-05T01:00:00.000Z'],
    ['2026-01-05T14:30:15', '2026-01-05T06:30:15.000Z'],
    ['2026-01-05T06:30:00.000Z', '2026-01-05T06:30:00.000Z'],
    ['2026-01-05', '2026-01-04T16:00:00.000Z'],
  ])('%s is %s', (given, iso) => expect(text('datetime', given)).toBe(iso));
  test.each(['2026-01-05 25:00', '2026-02-30 10:00', '2026-01-05 10:61', '14:30'])('%s is no moment', (given) =>
    expect(text('datetime', given)).toBe('not_a_datetime'),
  );
  test('a moment is a day of the site: 23:30 UTC is the next morning', () => {
    expect(to('datetime', 'date', '2026-01-04T23:30:00.000Z')).toBe('2026-01-05');
    expect(to('date', 'datetime', '2026-01-05')).toBe('2026-01-04T16:00:00.000Z');
    expect(to('datetime', 'string', '2026-01-04T23:30:00.000Z')).toBe('2026-01-05 07:30');
    expect(to('datetime', 'string', '2026-01-04T23:30:09.000Z')).toBe('2026-01-05 07:30:09');
  });
  test('a time has hours and minutes', () => {
    expect(text('time', '9:05')).toBe('09:05');
    expect(text('time', '９：０５')).toBe('09:05');
    expect(text('time', '09:05:30')).toBe('has_seconds');
    expect(text('time', '24:00')).toBe('not_a_time');
  });
});

describe('choices', () => {
  test.each([
    ['small', 'small'],
    ['小型车', 'small'],
    [' 小型车 ', 'small'],
    ['Small car', 'small'],
    ['SMALL  CAR', 'small'],
    ['3', 3],
    ['３', 3],
  ])('%s is %s, by value or word', (given, value) => expect(text('enum', given)).toBe(value));
  test('a word of two choices names neither; one of none names none', () => {
    expect(text('enum', 'Twin')).toBe('ambiguous_member');
    expect(text('enum', '卡车')).toBe('not_a_member');
  });
  test('a choice becomes its word, several become several words', () => {
    expect(to('enum', 'string', 'large')).toBe('大型车');
    expect(to('enum', 'string', 'gone')).toBe('gone');
    expect(convertValue(kind('enum', { multiple: true }), kind('text'), ['small', 'large'])).toEqual({ value: '小型车、大型车' });
    expect(text('enum', '大型车', { multiple: true })).toEqual(['large']);
  });
  test('yes and no', () => {
    for (const yes of ['是', 'Yes', 'TRUE', '1', '√', '有']) expect(text('boolean', yes)).toBe(true);
    for (const no of ['否', 'no', 'False', '0', '×', '无']) expect(text('boolean', no)).toBe(false);
    expect(text('boolean', '也许')).toBe('not_a_boolean');
    expect([to('boolean', 'string', true), to('boolean', 'string', false)]).toEqual(['是', '否']);
    const answers = {
      values: [
        { value: 'y', zh: '是', en: 'Yes' },
        { value: 'n', zh: '否', en: 'No' },
      ],
    };
    expect([to('boolean', 'enum', true, answers), to('boolean', 'enum', false, answers)]).toEqual(['y', 'n']);
    expect(to('boolean', 'enum', true)).toBe('not_a_member');
  });
});

describe('texts', () => {
  test('a paragraph becomes a line when it is one', () => {
    expect(to('text', 'string', '  一行  ')).toBe('一行');
    expect(to('text', 'string', '一\n二')).toBe('several_lines');
    expect(to('text', 'string', '字'.repeat(256))).toBe('too_long');
    expect(to('text', 'string', '😀'.repeat(255))).toBe('😀'.repeat(255));
    expect(to('string', 'text', '一行')).toBe('一行');
  });
  test('numbers are written as people write them', () => {
    expect([to('integer', 'string', -12), to('decimal', 'string', 0.5), to('money', 'string', 5), to('money', 'text', -123450)]).toEqual([
      '-12',
      '0.5',
      '0.05',
      '-1234.50',
    ]);
    expect(convertValue(kind('decimal', { scale: 9 }), kind('string'), 1e-7)).toEqual({ value: '0.000000100' });
  });
});

test('a value goes to a text and comes back the same, for every kind that does both', () => {
  const samples: [FieldDefinition['type'], unknown][] = [
    ['integer', -1200],
    ['decimal', 12.34],
    ['money', 100005],
    ['date', '2026-02-28'],
    ['datetime', '2026-01-04T23:30:09.000Z'],
    ['time', '08:30'],
    ['boolean', false],
    ['enum', 'large'],
  ];
  for (const [type, value] of samples) expect(to('string', type, to(type, 'string', value))).toEqual(value);
});

test('what was refused, and what came out, never surprises the pipeline', () => {
  const given = ['１２', '2026-2-3', '是', 'small', 'x\u0001y', '9'.repeat(40), '', '-', '年月日', '\ud800'];
  for (const from of FIELD_TYPES)
    for (const target of FIELD_TYPES)
      for (const value of [...given, 0, -1, 1.5, NaN, true, {}, ['a']])
        expect(Object.keys(convertValue(kind(from), kind(target), value))).toHaveLength(1);
});

test('records, files and rows stay what they are; so does a field of the same kind', () => {
  for (const type of ['relation', 'media', 'json-rows'] as const)
    for (const other of FIELD_TYPES)
      expect([canConvert({ type }, { type: other }), canConvert({ type: other }, { type })]).toEqual([false, false]);
  expect(canConvert({ type: 'string' }, { type: 'string' })).toBe(false);
});

describe('which fields a version converts', () => {
  const plate = field('plate', 'string');
  const number = field('plateNo', 'integer', { convertedFrom: 'plate' });
  const other = field('other', 'string');
  const archived = (one: FieldDefinition): FieldDefinition => ({ ...one, archived: true });
  const one = form([other, plate]);
  const two = form([other, archived(plate), number]);
  const back = form([other, plate, archived(number)]);
  test('a new one that says so; back, what was filled in meanwhile; and again', () => {
    expect(conversionsBetween(one, two)).toEqual([{ from: 'plate', to: 'plateNo', isFresh: true }]);
    expect(conversionsBetween(two, back)).toEqual([{ from: 'plateNo', to: 'plate', isFresh: false }]);
    expect(conversionsBetween(back, two)).toEqual([{ from: 'plate', to: 'plateNo', isFresh: false }]);
    expect(conversionsBetween(two, { ...two, zh: '改名' })).toEqual([]);
    expect(conversionsBetween(two, form([other, plate, number]))).toEqual([]);
  });
  test('what is sent for the archived one is meant for the other', () => {
    expect([...successors(two)].map(([name, { to: next }]) => [name, next.name])).toEqual([['plate', 'plateNo']]);
    expect([...successors(back)].map(([name, { to: next }]) => [name, next.name])).toEqual([['plateNo', 'plate']]);
    expect([...successors(one)]).toEqual([]);
    const last = field('plateText', 'text', { convertedFrom: 'plateNo' });
    const names = (def: typeof one) => [...successors(def)].map(([name, { to: next }]) => `${name} ${next.name}`).sort();
    expect(names(form([other, archived(plate), archived(number), last]))).toEqual(['plate plateText', 'plateNo plateText']);
    expect(names(form([other, plate, archived(number), archived(last)]))).toEqual(['plateNo plate', 'plateText plate']);
    expect(names(form([other, archived(plate), archived(number), archived(last)]))).toEqual([]);
  });

  const codes = (after: ReturnType<typeof form>) => checkKept(one, after, new Set()).map((issue) => `${issue.address} ${issue.code}`);
  test('the old field leaves with it, and no index stands in the way', () => {
    expect(codes(two)).toEqual([]);
    expect(codes(form([other, plate, number]))).toEqual(['paper.fields.plateNo.convertedFrom not_archived']);
    expect(codes(form([other, archived(plate), { ...number, unique: true }]))).toEqual(['paper.fields.plateNo.unique unique_converted']);
    expect(
      checkKept(two, form([other, archived(plate), { ...number, convertedFrom: undefined }]), new Set()).map((one) => one.code),
    ).toEqual(['fixed']);
  });

  const context = { forms: [], roles: ['clerk', 'boss'], rules: [], enums: {}, laterForms: [] };
  const issues = (...fields: FieldDefinition[]) =>
    checkDefinition(form([other, ...fields]), context)
      .filter((issue) => issue.address.endsWith('convertedFrom'))
      .map((issue) => issue.code);
  test('only of a kind that can be converted, with the same secrecy and no more readers', () => {
    expect(issues(archived(plate), number)).toEqual([]);
    expect(issues(number)).toEqual(['unknown_field']);
    expect(issues(archived(field('plate', 'media')), number)).toEqual(['not_convertible']);
    expect(issues(archived({ ...plate, computed: true }), number)).toEqual(['not_for_computed']);
    expect(issues(archived({ ...plate, sensitive: true }), number)).toEqual(['secret']);
    expect(issues(archived({ ...plate, encrypted: true }), { ...number, sensitive: true })).toEqual(['secret', 'secret']);
    expect(issues(archived({ ...plate, sensitive: true }), { ...number, sensitive: true })).toEqual([]);
    expect(issues(archived({ ...plate, access: { read: ['boss'] } }), number)).toEqual(['readers']);
    expect(issues(archived({ ...plate, access: { read: ['boss'] } }), { ...number, access: { read: ['clerk', 'boss'] } })).toEqual([
      'readers',
    ]);
    expect(issues(archived({ ...plate, access: { read: ['boss'] } }), { ...number, access: { read: ['boss'] } })).toEqual([]);
    expect(issues(archived(plate), number, { ...number, name: 'plateTwo' })).toEqual(['converted_twice', 'converted_twice']);
  });
  test('a column of rows cannot be converted: it would be taken as a promise that nobody keeps', () => {
    const lines = field('lines', 'json-rows', { columns: [archived(field('old', 'string')), { ...number, convertedFrom: 'old' }] });
    expect(issues(lines)).toEqual(['not_for_columns']);
  });
});
