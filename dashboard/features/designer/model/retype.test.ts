import { checkKept } from '../../../../config/definition/keep';
import { field, form } from '../../../../config/definition/test-forms';
import type { FormDefinition } from '../../../../config/definition/types';
import { KINDS } from './kinds';
import { kindsFor, retypeField, takeBackRetype } from './retype';

// The browser of the tests lacks what every browser has had since 2022.
globalThis.structuredClone ??= <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const FORM: FormDefinition = {
  ...form([], {}),
  version: undefined,
  sections: [{ key: 'a', zh: '甲', en: 'A', fields: ['one', 'seats'] }],
  fields: [
    field('one', 'string', { visible: 'filled(seats)' }),
    field('seats', 'string', {
      zh: '座位',
      en: 'Seats',
      required: true,
      help: { zh: '几个', en: 'How many' },
      access: { read: ['clerk'] },
    }),
  ],
  title: ['one'],
  list: { columns: ['one', 'seats'], filters: ['seats'], search: ['one', 'seats'], sort: '-seats' },
  papers: [{ key: 'p', zh: '单', en: 'Paper', copies: 1, copyNames: [], signatures: [], fields: ['seats', 'one'] }],
};
const kind = (key: string) => KINDS.find((one) => one.key === key) as (typeof KINDS)[number];
const retyped = retypeField(FORM, 'seats', kind('integer'), 'seatsNo');
const at = (def: FormDefinition, name: string) => def.fields.find((one) => one.name === name);

test('the new field takes the old one’s words, rules, place and every mention of it', () => {
  expect(at(retyped, 'seatsNo')).toEqual({
    name: 'seatsNo',
    zh: '座位',
    en: 'Seats',
    type: 'integer',
    required: true,
    help: { zh: '几个', en: 'How many' },
    access: { read: ['clerk'] },
    convertedFrom: 'seats',
  });
  expect(at(retyped, 'one')?.visible).toBe('filled(seatsNo)');
  expect(retyped.list).toEqual({ columns: ['one', 'seatsNo'], filters: ['seatsNo'], search: ['one'], sort: '-seatsNo' });
  expect(retyped.papers?.[0]?.fields).toEqual(['seatsNo', 'one']);
});

test('the old one is archived where it stood, asks for nothing, and can be published so', () => {
  expect(at(retyped, 'seats')).toMatchObject({ archived: true, type: 'string' });
  expect(at(retyped, 'seats')).not.toHaveProperty('required');
  expect(retyped.sections?.[0]?.fields).toEqual(['one', 'seatsNo', 'seats']);
  expect(checkKept(FORM, retyped, new Set())).toEqual([]);
});

test('a list goes on searching a field that is still a text', () =>
  expect(retypeField(FORM, 'seats', kind('paragraph'), 'seatsText').list.search).toEqual(['one', 'seatsText']));

test('taken back, the form is what it was', () => {
  const back = takeBackRetype(retyped, 'seatsNo');
  expect(at(back, 'seats')).toEqual(at(FORM, 'seats'));
  expect(back.sections).toEqual(FORM.sections);
  expect(at(back, 'one')).toEqual(at(FORM, 'one'));
  expect(back.list.columns).toEqual(FORM.list.columns);
});

test('a yes or no becomes a choice of yes and no, a choice keeps its options', () => {
  const own = [{ value: 'x', zh: '甲', en: 'X' }];
  const def = { ...FORM, fields: [field('ok', 'boolean'), field('pick', 'enum', { values: own })] };
  expect(at(retypeField(def, 'ok', kind('choice'), 'ok2'), 'ok2')?.values?.map((one) => one.zh)).toEqual(['是', '否']);
  expect(at(retypeField(def, 'pick', kind('choices'), 'pick2', own), 'pick2')).toMatchObject({ values: own, multiple: true });
});

test('only kinds that a value can become are offered', () => {
  const keys = (type: 'string' | 'date' | 'boolean' | 'media') => kindsFor(field('x', type)).map((one) => one.key);
  expect(keys('string')).toEqual(['paragraph', 'integer', 'decimal', 'money', 'choice', 'choices', 'yesNo', 'date', 'datetime', 'time']);
  expect(keys('date')).toEqual(['line', 'paragraph', 'datetime']);
  expect(keys('boolean')).toEqual(['line', 'paragraph', 'choice', 'choices']);
  expect(keys('media')).toEqual([]);
  expect(kindsFor(field('x', 'string', { computed: true }))).toEqual([]);
});

test('a secret stays a secret', () => {
  const def = { ...FORM, fields: [field('one', 'string'), field('seats', 'string', { sensitive: true, encrypted: true })] };
  expect(at(retypeField(def, 'seats', kind('integer'), 'n'), 'n')).toMatchObject({ sensitive: true, encrypted: true });
});
