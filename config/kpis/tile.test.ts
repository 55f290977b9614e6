import { expand } from '../definition/expand';
import type { FormDefinition } from '../definition/types';
import {
  chartsOf,
  conditionFields,
  digitsOf,
  groupFields,
  groupsOf,
  measureFields,
  periodFields,
  unitOf,
  type TileDefinition,
} from './tile';
import { parseTile } from './tile-parse';
import { fieldsOfTile, recordsOfTile } from './tile-uses';
import { asksForVoid, tileWords } from './tile-words';

const form = expand({
  key: 'order',
  plural: 'orders',
  zh: '工单',
  en: 'Order',
  area: 'test',
  kind: 'form',
  numbering: null,
  title: ['fee'],
  fields: [
    { name: 'fee', zh: '收费', en: 'Fee', type: 'money' },
    { name: 'hours', zh: '工时', en: 'Hours', type: 'decimal', scale: 1 },
    { name: 'trade', zh: '工种', en: 'Trade', type: 'enum', values: [{ value: 'water', zh: '水', en: 'Water' }] },
    { name: 'tags', zh: '标签', en: 'Tags', type: 'enum', multiple: true, values: [] },
    { name: 'unit', zh: '单元', en: 'Unit', type: 'relation', target: 'unit' },
    { name: 'helpers', zh: '协助', en: 'Helpers', type: 'relation', target: 'employee', cardinality: 'manyToMany' },
    { name: 'day', zh: '日期', en: 'Day', type: 'date' },
    { name: 'idNumber', zh: '证件号', en: 'ID', type: 'string', sensitive: true },
    { name: 'old', zh: '旧', en: 'Old', type: 'integer', archived: true },
  ],
  states: [{ value: 'open', zh: '已登记', en: 'Open', initial: true }],
  transitions: [],
  list: { columns: [] },
  access: { create: [], edit: [] },
});
const unit = { ...form, key: 'unit', fields: [{ name: 'floor', zh: '楼层', en: 'Floor', type: 'integer' }] } as FormDefinition;
const formOf = (key: string): FormDefinition | undefined => ({ order: form, unit })[key];
const base: TileDefinition = {
  zh: '水工收费',
  en: 'Water fees',
  form: 'order',
  measure: 'sum',
  field: 'fee',
  condition: null,
  filter: null,
  period: 'day',
  group: 'trade',
  target: null,
  good: 'up',
  unit: null,
  chart: 'bar',
  roles: [],
  order: 100,
};
const names = (fields: { name: string }[]): string[] => fields.map((field) => field.name);

describe('which fields serve', () => {
  test('numbers are summed; archived, sensitive and bookkeeping fields are not offered at all', () => {
    expect(names(measureFields(form))).toEqual(['fee', 'hours']);
    expect(names(conditionFields(form))).not.toEqual(expect.arrayContaining(['idNumber']));
    expect(names(conditionFields(form))).not.toContain('old');
  });

  test('a group holds each record once: no several choices, no several records', () => {
    expect(names(groupFields(form))).toEqual(expect.arrayContaining(['trade', 'unit', 'day', 'state', 'incomplete']));
    expect(names(groupFields(form))).not.toEqual(expect.arrayContaining(['tags']));
    expect(names(groupFields(form))).not.toContain('helpers');
  });

  test('every form has a date: when the record was entered', () =>
    expect(names(periodFields(form))).toEqual(['day', 'registeredAt', 'slaDueAt', 'createdAt']));
});

describe('what follows from the definition', () => {
  test('its own group comes first, months of the period after it', () => {
    expect(groupsOf(base, form)).toEqual(['trade', 'month']);
    expect(groupsOf({ ...base, group: 'day', period: 'createdAt' }, form)).toEqual(['month:day', 'month']);
    expect(groupsOf({ ...base, group: 'day' }, form)).toEqual(['month']);
    expect(groupsOf({ ...base, group: null, period: null }, form)).toEqual([]);
  });

  test('the unit is that of the field, a share is a rate, an average of whole numbers has decimals', () => {
    expect(unitOf(base, form)).toBe('fen');
    expect(unitOf({ ...base, measure: 'share' }, form)).toBe('%');
    expect([unitOf({ ...base, measure: 'count' }, form), digitsOf({ ...base, measure: 'count' }, form)]).toEqual(['number', 0]);
    expect(digitsOf({ ...base, field: 'hours' }, form)).toBe(1);
    expect(digitsOf({ ...base, field: 'hours', measure: 'average' }, form)).toBe(2);
  });

  test('only charts that can show it are offered', () => {
    expect(chartsOf(base, form)).toEqual(['number', 'bar', 'line', 'share']);
    expect(chartsOf({ ...base, measure: 'max' }, form)).toEqual(['number', 'bar', 'line']);
    expect(chartsOf({ ...base, group: null, period: null }, form)).toEqual(['number']);
    expect(chartsOf({ ...base, group: 'day', period: null }, form)).toEqual(['number', 'bar', 'line']);
  });
});

describe('what is sent', () => {
  const problems = (input: unknown): string[] => parseTile(input).violations.map((one) => `${one.path.join('.')} ${one.code}`);

  test('a whole one is taken as it is', () => expect(parseTile(base)).toEqual({ tile: base, violations: [] }));

  test.each([
    [null, ['measure not_a_member', 'zh required', 'en required', 'form required', 'good not_a_member', 'chart not_a_member']],
    [{ ...base, zh: ' ', en: 'x'.repeat(61) }, ['zh required', 'en too_long']],
    [{ ...base, field: null }, ['field required']],
    [{ ...base, measure: 'share', condition: {} }, ['condition tile_condition']],
    [{ ...base, measure: 'share', condition: [] }, ['condition invalid_filter']],
    [{ ...base, measure: 'share', condition: { trade: 'water' }, target: 95 }, ['target out_of_range']],
    [{ ...base, target: '1' }, ['target not_a_number']],
    [{ ...base, filter: 'trade=water' }, ['filter invalid_filter']],
    [{ ...base, filter: Array.from({ length: 5000 }).reduce<object>((inner) => ({ $not: inner }), {}) }, ['filter too_deep']],
    [{ ...base, unit: { zh: '很长很长很长很长很长很长很长', en: '' } }, ['unit.zh too_long']],
    [{ ...base, roles: 'director' }, ['roles not_a_list']],
    [{ ...base, order: 1.5 }, ['order not_an_integer']],
    [{ ...base, order: -1 }, ['order too_small']],
    [{ ...base, group: 7 }, ['group not_a_text']],
    [{ ...base, zh: 'a\u0000b' }, ['zh bad_characters']],
  ])('input %# is refused at its address', (input, expected) => expect(problems(input)).toEqual(expected));

  test('what a measure has no use for is dropped, not kept to surprise somebody', () =>
    expect(parseTile({ ...base, measure: 'count', condition: { trade: 'water' } }).tile).toMatchObject({ field: null, condition: null }));
});

describe('in words', () => {
  const lookup = { form: formOf, name: () => 'A座1201' };
  const said = (more: Partial<TileDefinition>) => tileWords({ ...base, ...more }, form, lookup);

  test('measure, conditions, period and what is left out', () =>
    expect(said({ filter: { trade: { $in: ['water'] }, fee: { $gte: 12345 } } })).toEqual({
      zh: '“工单”中“收费”的合计;条件:“工种”为水,且“收费”≥¥123.45;按“日期”归入期间。作废与归档的记录不计。',
      en: 'Sum of “Fee” over “Order”, where Trade is Water and Fee ≥ ¥123.45; by “Day” within the period. Void and archived records are left out.',
    }));

  test('a share says whose share, related records by their names, deeper conditions by their way', () => {
    expect(said({ measure: 'share', condition: { unit: { documentId: { $eq: 'u1' } } } }).zh).toContain(
      '“工单”的记录中,“单元”为A座1201者所占比例',
    );
    expect(said({ filter: { unit: { floor: { $gt: 3 } } } }).en).toContain('where Unit: Floor > 3;');
    expect(said({ filter: { $or: [{ trade: 'water', fee: { $null: true } }, { state: { $ne: 'open' } }] } }).zh).toContain(
      '((“工种”为水,且“收费”为空),或“状态”不为已登记)',
    );
  });

  test('a figure of void records counts them', () => {
    expect(asksForVoid({ state: { $in: ['void'] } })).toBe(true);
    expect(asksForVoid({ state: { $ne: 'void' } })).toBe(false);
    expect(asksForVoid({ $and: [{ trade: 'void' }] })).toBe(false);
    expect(said({ filter: { state: 'void' } }).zh).toContain('归档的记录不计');
    expect(said({ filter: { state: 'void' } }).zh).not.toContain('作废与归档');
  });
});

test('uses are found in measure, period, group and conditions, through to related forms', () => {
  const tile = { ...base, filter: { $and: [{ unit: { floor: { $gt: 3 } } }, { unit: { documentId: { $in: ['u1', 'u2'] } } }] } };
  expect(fieldsOfTile(tile, formOf)).toEqual([
    { form: 'order', field: 'fee' },
    { form: 'order', field: 'day' },
    { form: 'order', field: 'trade' },
    { form: 'order', field: 'unit' },
    { form: 'unit', field: 'floor' },
  ]);
  expect(recordsOfTile(tile, formOf)).toEqual([
    { form: 'unit', documentId: 'u1' },
    { form: 'unit', documentId: 'u2' },
  ]);
});
