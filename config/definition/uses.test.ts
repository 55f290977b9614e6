import { field, form } from './test-forms';
import type { FieldDefinition, FormDefinition } from './types';
import { usesInForms } from './uses';

/** `field @ address` of everything that would break if the field were archived. */
const hard = (def: FormDefinition, others: FormDefinition[] = [], words: string[] = []): string[] =>
  usesInForms(def.key, [def, ...others], () => new Set(words))
    .filter((use) => use.hard && use.address !== 'title')
    .map((use) => `${use.field} @ ${use.form}.${use.address}`);
const lines = (...columns: FieldDefinition[]): FieldDefinition => field('lines', 'json-rows', { columns });
const price = field('price', 'money');
const amount = field('amount', 'money', { computed: true, formula: 'qty * price' });

describe('columns of rows', () => {
  test('read by a column beside them, by a sum, by a condition over the rows', () => {
    expect(hard(form([field('subject', 'string'), lines(price, field('qty', 'integer'), amount)]))).toEqual([
      'lines.qty @ paper.fields.lines.columns.amount.formula',
      'lines.price @ paper.fields.lines.columns.amount.formula',
    ]);
    const total = field('total', 'money', { computed: true, formula: 'sum(lines.price)' });
    expect(hard(form([lines(price), total]))).toEqual(['lines @ paper.fields.total.formula', 'lines.price @ paper.fields.total.formula']);
    const rules = [
      { id: 'all', zh: '全部', text: 'all', ref: 'practice', enforce: 'block' as const, check: 'all(lines, price > 0 and row.price < 9)' },
    ];
    expect(hard(form([lines(price)], { rules }))).toContain('lines.price @ paper.rules.all');
  });

  test('a bare name in a column is the column, `record.` the field', () => {
    const twice = (formula: string) => form([price, lines(price, { ...amount, formula })]);
    expect(hard(twice('price'))).toEqual(['lines.price @ paper.fields.lines.columns.amount.formula']);
    expect(hard(twice('record.price'))).toEqual(['price @ paper.fields.lines.columns.amount.formula']);
  });

  test('read from another form, and through a relation that stands in a row', () => {
    const other = form([field('paper', 'relation', { target: 'paper', requiredIf: 'sum(paper.lines.price) > 0' })], { key: 'other' });
    expect(hard(form([lines(price)]), [other])).toContain('lines.price @ other.fields.paper.requiredIf');
    const bill = form([lines(field('paper', 'relation', { target: 'paper' }))], {
      key: 'bill',
      rules: [{ id: 'open', zh: '未结', text: 'open', ref: 'practice', enforce: 'block', check: "any(lines, paper.subject == 'x')" }],
    });
    expect(hard(form([field('subject', 'string')]), [bill])).toEqual(['subject @ bill.rules.open']);
  });

  test('a rule in code that speaks of the rows and of the column', () => {
    const rules = [{ id: 'r', zh: '规则', text: 'rule', ref: 'practice', enforce: 'block' as const, use: { rule: 'rule' } }];
    const def = form([lines(price)], { rules });
    expect(hard(def, [], ['lines', 'price'])).toEqual(['lines @ paper.rules.r', 'lines.price @ paper.rules.r']);
    expect(hard(def, [], ['price'])).toEqual([]);
  });
});

test("a field's own conditions go with it", () => {
  const day = field('day', 'date', { checks: [{ check: 'day > today()', zh: '晚于今天', en: 'After today' }] });
  expect(hard(form([day]))).toEqual([]);
  expect(hard(form([day, field('note', 'string', { visible: 'filled(day)' })]))).toEqual(['day @ paper.fields.note.visible']);
  const qty = field('qty', 'integer', { checks: [{ check: 'qty > 0', zh: '大于零', en: 'More than none' }] });
  expect(hard(form([lines(qty)]))).toEqual([]);
});
