import fc from 'fast-check';
import { checkRecord, warningsOf, type Moment } from './check-record';
import { checkGuards } from './guards';
import { normalize } from './normalize';
import { field, form, scope } from './test-forms';
import type { FieldDefinition, FormDefinition } from './types';

type Row = Record<string, unknown>;
const SAVE: Moment = { kind: 'save' };
const action = (name: string): Moment => ({ kind: 'action', action: name });
const check = (def: FormDefinition, record: Row, moment: Moment = SAVE, old: Row | null = null): string[] =>
  checkRecord(def, record, scope(record, { old }), moment).map((violation) => `${violation.path.join('.')}:${violation.code}`);
const one = (entry: FieldDefinition, value: unknown, old: Row | null = null): string[] =>
  check(form([entry]), { [entry.name]: value }, SAVE, old);

describe('what must be filled', () => {
  const name = field('name', 'string', { required: true });
  test('at every save, all at once', () => {
    expect(check(form([name, field('day', 'date', { required: true })]), {})).toEqual(['name:required', 'day:required']);
    expect(check(form([name]), { name: '' })).toEqual(['name:required']);
  });
  test('when its condition is met', () => {
    const def = form([field('kind', 'string'), field('unit', 'string', { requiredIf: "kind == 'unit'" })]);
    expect(check(def, { kind: 'unit' })).toEqual(['unit:required']);
    expect(check(def, { kind: 'public' })).toEqual([]);
  });
  test('not while it is not shown, by itself or by its section', () => {
    const unit = field('unit', 'string', { required: true, visible: "kind == 'unit'" });
    expect(check(form([field('kind', 'string'), unit]), { kind: 'public' })).toEqual([]);
    const sections = [{ key: 's', zh: '区', en: 'S', fields: ['name'], visible: 'agreed == true' }];
    expect(check(form([name, field('agreed', 'boolean')], { sections }), {})).toEqual([]);
    expect(check(form([name, field('agreed', 'boolean')], { sections }), { agreed: true })).toEqual(['name:required']);
  });
  test('not what the product fills, nor what is archived', () => {
    expect(
      check(
        form([field('by', 'string', { required: true, computed: true }), field('gone', 'string', { required: true, archived: true })]),
        {},
      ),
    ).toEqual([]);
    const gone = field('gone', 'integer', { required: true, max: 5, archived: true });
    expect(one(field('lines', 'json-rows', { columns: [gone] }), [{ gone: null }, { gone: 9 }])).toEqual([]);
    expect(one(field('lines', 'json-rows', { columns: [{ ...gone, archived: false }] }), [{ gone: null }, { gone: 9 }])).toEqual([
      'lines.0.gone:required',
      'lines.1.gone:too_large',
    ]);
  });
  test('at the actions that the form or the field names', () => {
    const def = form([name, field('sign', 'media', { requiredAt: 'close' })], { requiredCheckedAt: ['submit'] });
    const old = { state: 'draft' };
    expect(check(def, {}, SAVE)).toEqual([]);
    expect(check(def, {}, action('submit'), old)).toEqual(['name:required']);
    expect(check(def, { name: 'x' }, action('close'), { state: 'open', name: 'x' })).toEqual(['sign:required']);
  });
  test('at the first save where the form says create', () => {
    const def = form([name], { requiredCheckedAt: ['create'] });
    expect(check(def, {})).toEqual(['name:required']);
    expect(check(def, {}, SAVE, { state: 'draft', name: null })).toEqual([]);
  });
  test('once it was checked it cannot be emptied again', () => {
    const def = form([name], { requiredCheckedAt: ['submit'] });
    expect(check(def, { name: null }, SAVE, { state: 'open', name: 'x' })).toEqual(['name:required']);
    expect(check(def, { name: null }, SAVE, { state: 'draft', name: 'x' })).toEqual([]);
  });
  test('what the action requires, by the way it is taken', () => {
    const def = form([field('reason', 'text')]);
    def.transitions[1] = { ...def.transitions[1]!, require: ['reason'] };
    expect(check(def, {}, action('close'), { state: 'open' })).toEqual(['reason:required']);
    expect(check(def, {}, action('void'), { state: 'open' })).toEqual([]);
  });
  test('imported gaps stay waived, new ones are not made', () => {
    expect(check(form([name]), { name: null }, SAVE, { incomplete: true, name: null })).toEqual([]);
    expect(check(form([name]), { name: null }, SAVE, { incomplete: true, name: 'x' })).toEqual(['name:required']);
  });
  test('in rows, cell by cell, and rows enough', () => {
    const def = form([
      field('lines', 'json-rows', {
        minRows: 2,
        columns: [
          field('item', 'string', { required: true }),
          field('why', 'string', { requiredIf: 'score <= 2' }),
          field('score', 'integer', { visible: "item != 'none'", required: true }),
        ],
      }),
    ]);
    expect(check(def, { lines: [{ score: 2 }, { item: 'none' }] })).toEqual(['lines.0.item:required', 'lines.0.why:required']);
    expect(check(def, { lines: [{ item: 'a', score: 5 }] })).toEqual(['lines:too_few_rows']);
  });
});

describe('limits and formats', () => {
  test('numbers, also against an expression', () => {
    expect(one(field('n', 'integer', { min: 1, max: 5 }), 0)).toEqual(['n:too_small']);
    expect(one(field('n', 'integer', { min: 1, max: 5 }), 6)).toEqual(['n:too_large']);
    expect(check(form([field('n', 'money', { max: 'limit' }), field('limit', 'money')]), { n: 2, limit: 1 })).toEqual(['n:too_large']);
    expect(check(form([field('n', 'money', { max: 'limit' }), field('limit', 'money')]), { n: 2 })).toEqual([]);
  });
  test('dates and moments against today', () => {
    const day = field('day', 'date', { min: 'today()' });
    expect(one(day, '2026-11-01')).toEqual(['day:too_early']);
    expect(one(day, '2026-11-02')).toEqual([]);
    expect(one(field('at', 'datetime', { max: 'today()' }), '2026-11-01T16:00:01.000Z')).toEqual(['at:too_late']);
    expect(one(field('at', 'datetime', { max: 'today()' }), '2026-11-01T16:00:00.000Z')).toEqual([]);
  });
  test('what has not changed does not stand in the way', () => {
    expect(one(field('day', 'date', { min: 'today()' }), '2026-10-01', { day: '2026-10-01' })).toEqual([]);
    expect(one(field('phone', 'string', { format: 'phone' }), 'old paper', { phone: 'old paper' })).toEqual([]);
  });
  test('text: length in characters, pattern, format', () => {
    expect(one(field('t', 'string', { maxLength: 2 }), '😀😀')).toEqual([]);
    expect(one(field('t', 'string', { maxLength: 2 }), '一二三')).toEqual(['t:too_long']);
    expect(one(field('t', 'string', { pattern: '^\\d{4}$' }), '12345')).toEqual(['t:wrong_pattern']);
    expect(one(field('t', 'string', { format: 'id-number' }), '11010119900307771X')).toEqual(['t:not_id_number']);
  });
  test('members of a list; one that is no longer offered stays with those who have it', () => {
    const kind = field('kind', 'enum', {
      values: [
        { value: 'a', zh: '甲', en: 'A' },
        { value: 'b', zh: '乙', en: 'B', archived: true },
      ],
    });
    expect(one(kind, 'x')).toEqual(['kind:not_a_member']);
    expect(one(kind, 'b')).toEqual(['kind:no_longer_offered']);
    expect(one({ ...kind, multiple: true }, ['a', 'b'], { kind: ['b'] })).toEqual([]);
    expect(one({ ...kind, multiple: true }, ['a', 'b'], { kind: ['a'] })).toEqual(['kind:no_longer_offered']);
    expect(one(field('score', 'integer', { values: [{ value: 5, zh: '好', en: 'Good' }] }), 6)).toEqual(['score:not_a_member']);
  });
  test('cells of rows, against the same row before', () => {
    const def = form([
      field('lines', 'json-rows', { maxRows: 1, columns: [field('n', 'integer', { min: 'parent.least' })] }),
      field('least', 'integer'),
    ]);
    expect(check(def, { least: 3, lines: [{ id: 1, n: 2 }] })).toEqual(['lines.0.n:too_small']);
    expect(check(def, { least: 3, lines: [{ id: 1, n: 2 }] }, SAVE, { lines: [{ id: 1, n: 2 }] })).toEqual([]);
    expect(check(def, { lines: [{}, {}] })).toEqual(['lines:too_many_rows']);
  });
  test('a formula that cannot be worked out is told at its field', () => {
    expect(
      check(form([field('a', 'money', { computed: true, formula: 'name * 2' }), field('name', 'string')]), { name: 'x', a: null }),
    ).toEqual(['a:not_computable']);
  });
});

describe('checks and rules', () => {
  const words = { zh: '不行', en: 'No' };
  const rule = { id: 'r1', ref: '3.1', text: 'rule', zh: '不行' };
  test('a check of a field or column, with its own words', () => {
    const def = form([
      field('from', 'date'),
      field('to', 'date', { checks: [{ check: 'empty(to) or to >= from', ...words }] }),
      field('lines', 'json-rows', { columns: [field('n', 'integer', { checks: [{ check: 'n != 13', ...words }] })] }),
    ]);
    expect(checkRecord(def, { from: '2026-01-02', to: '2026-01-01' }, scope({}), SAVE)).toEqual([
      { path: ['to'], code: 'check', message: words },
    ]);
    expect(check(def, { lines: [{ n: 1 }, { n: 13 }] })).toEqual(['lines.1.n:check']);
  });
  test('a rule of the form blocks at a save, or at its actions', () => {
    const def = form([field('a', 'boolean'), field('b', 'boolean')], {
      rules: [
        { ...rule, enforce: 'block', check: 'a == true', field: 'a' },
        { ...rule, id: 'r2', enforce: 'block', check: 'b == true', at: ['submit'] },
      ],
    });
    expect(check(def, {})).toEqual(['a:rule']);
    expect(check(def, {}, action('submit'), {})).toEqual([':rule']);
    expect(check(def, { remark: 'x' }, action('submit'), {})).toEqual(['a:rule', ':rule']);
    expect(check(def, { a: true, b: true }, action('submit'), {})).toEqual([]);
  });
  test('a rule that warns does not block', () => {
    const def = form([field('a', 'boolean')], { rules: [{ ...rule, enforce: 'warn', check: 'a == true', en: 'Mind a' }] });
    expect(check(def, {})).toEqual([]);
    expect(warningsOf(def, {}, scope({}), SAVE)).toEqual([
      { path: [], code: 'rule', params: { rule: 'r1', ref: '3.1' }, message: { zh: '不行', en: 'Mind a' } },
    ]);
  });
  test('guards that are not met, or cannot be worked out, all at once', () => {
    const def = form([field('fee', 'money'), field('name', 'string')]);
    const transition = {
      ...def.transitions[0]!,
      guard: [
        { check: 'fee > 0', ...words, field: 'fee', ref: '3.1.7' },
        { check: 'name * 2 > 1', ...words },
        { check: 'true', ...words },
      ],
    };
    const record = { fee: 0, name: 'x' };
    expect(checkGuards(def, transition, record, scope(record))).toEqual([
      { path: ['fee'], code: 'guard', params: { action: '提交', actionEn: 'Submit', ref: '3.1.7' }, message: words },
      { path: [], code: 'guard', params: { action: '提交', actionEn: 'Submit' }, message: words },
    ]);
  });
});

test('any record that a client can make is checked without an error of ours', () => {
  const def = form([
    field('n', 'integer', { min: 'm', max: 10, requiredIf: 'm > 3' }),
    field('m', 'integer'),
    field('t', 'string', { pattern: '^a*$', format: 'phone', checks: [{ check: 't * 1 > 0', zh: '错', en: 'Wrong' }] }),
    field('sum', 'money', { computed: true, formula: 'sum(lines.n) * m' }),
    field('lines', 'json-rows', { columns: [field('n', 'integer', { max: 'record.m' }), field('d', 'date', { required: true })] }),
  ]);
  const cell = fc.oneof(fc.integer(), fc.string({ maxLength: 5 }), fc.constant(null), fc.constant('2026-01-01'));
  const data = fc.record(
    { n: cell, m: cell, t: cell, lines: fc.array(fc.record({ n: cell, d: cell }, { requiredKeys: [] }), { maxLength: 4 }) },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(data, data, (first, second) => {
      const old = normalize(def, first).values;
      const record = normalize(def, second, old).values;
      const found = checkRecord(def, record, scope(record, { old }), SAVE);
      expect(found.every(({ code, path }) => code !== '' && path.length > 0)).toBe(true);
      expect(checkRecord(def, record, scope(record, { old }), SAVE)).toEqual(found);
    }),
    { numRuns: 1000, seed: 20261102 },
  );
});
