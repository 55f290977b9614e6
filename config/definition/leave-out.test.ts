import { leaveOut } from './leave-out';
import type { FormDefinition } from './types';

const form = (more: Partial<FormDefinition>): FormDefinition => ({
  key: 'order',
  plural: 'orders',
  zh: '单',
  en: 'Order',
  area: '30-repair',
  kind: 'form',
  numbering: null,
  title: ['vendor', 'text'],
  fields: [
    { name: 'text', zh: '内容', en: 'Text', type: 'string', required: true },
    { name: 'vendor', zh: '外委单位', en: 'Vendor', type: 'relation', target: 'vendor' },
    { name: 'unit', zh: '单元', en: 'Unit', type: 'relation', target: 'unit' },
    { name: 'again', zh: '上一张', en: 'Before', type: 'relation', target: 'order' },
    { name: 'rating', zh: '评分', en: 'Rating', type: 'decimal', computed: true, formula: 'vendor.rating' },
    {
      name: 'lines',
      zh: '明细',
      en: 'Lines',
      type: 'json-rows',
      columns: [
        { name: 'what', zh: '事项', en: 'What', type: 'string', requiredIf: 'filled(meter)' },
        { name: 'meter', zh: '表', en: 'Meter', type: 'relation', target: 'meter' },
      ],
    },
    {
      name: 'papers',
      zh: '单据',
      en: 'Papers',
      type: 'json-rows',
      columns: [{ name: 'of', zh: '单', en: 'Of', type: 'relation', target: 'meter' }],
    },
  ],
  sections: [
    { key: 'main', zh: '主', en: 'Main', fields: ['text', 'vendor'] },
    { key: 'who', zh: '谁', en: 'Who', fields: ['vendor', 'papers'] },
  ],
  states: [
    { value: 'open', zh: '开', en: 'Open', initial: true, editable: ['vendor', 'text'] },
    { value: 'done', zh: '完', en: 'Done', final: true },
  ],
  transitions: [
    {
      action: 'finish',
      zh: '完成',
      en: 'Finish',
      from: ['open'],
      to: 'done',
      by: ['system'],
      fields: ['vendor', 'unit'],
      require: ['vendor'],
      set: { vendor: 'null', text: "'x'" },
      guard: [
        { check: 'filled(vendor)', zh: '须有', en: 'Needed' },
        { check: 'filled(text)', zh: '须填', en: 'Needed' },
      ],
      auto: { when: 'filled(vendor)' },
    },
  ],
  list: { columns: ['vendor'], filters: ['vendor', 'unit'], sort: '-vendor' },
  access: { create: ['receptionist'], edit: ['receptionist'] },
  ...more,
});

const onlyUnits = (key: string): boolean => key === 'unit';

test('with all forms there the definition stays the very same', () => {
  const source = form({});
  expect(leaveOut(source, () => true)).toEqual({ definition: source, left: [], needed: [], dropped: [] });
});

test('optional relations to absent forms go, with everything that spoke of them; a relation to itself stays', () => {
  const { definition, left, needed, dropped } = leaveOut(form({}), onlyUnits);
  expect(needed).toEqual([]);
  expect(left.map((one) => [one.field, one.column, one.target])).toEqual([
    ['vendor', undefined, 'vendor'],
    ['lines', 'meter', 'meter'],
    ['papers', 'of', 'meter'],
  ]);
  // Rows without any column go whole.
  expect(definition.fields.map((field) => field.name)).toEqual(['text', 'unit', 'again', 'rating', 'lines']);
  // What was worked out of it is filled in by people now.
  expect(definition.fields.find((field) => field.name === 'rating')).toEqual({ name: 'rating', zh: '评分', en: 'Rating', type: 'decimal' });
  expect(definition.fields.find((field) => field.name === 'lines')?.columns).toEqual([
    { name: 'what', zh: '事项', en: 'What', type: 'string' },
  ]);
  expect(definition.sections).toEqual([{ key: 'main', zh: '主', en: 'Main', fields: ['text'] }]);
  expect(definition.title).toEqual(['text']);
  expect(definition.states[0]?.editable).toEqual(['text']);
  expect(definition.list).toEqual({ columns: ['text'], filters: ['unit'], sort: '-createdAt' });
  expect(definition.transitions[0]).toEqual({
    action: 'finish',
    zh: '完成',
    en: 'Finish',
    from: ['open'],
    to: 'done',
    by: ['receptionist'],
    fields: ['unit'],
    require: [],
    set: { text: "'x'" },
    guard: [{ check: 'filled(text)', zh: '须填', en: 'Needed' }],
  });
  expect(dropped.sort()).toEqual([
    'fields.lines.columns.what.requiredIf',
    'fields.rating.formula',
    'transitions.finish.auto',
    'transitions.finish.guard',
  ]);
});

test('a required relation stays and is named: the other form comes first', () => {
  const source = form({});
  const required = { ...source, fields: source.fields.map((field) => (field.name === 'vendor' ? { ...field, required: true } : field)) };
  const { definition, needed, left } = leaveOut(required, onlyUnits);
  expect(needed).toEqual([{ field: 'vendor', zh: '外委单位', en: 'Vendor', target: 'vendor' }]);
  expect(left.map((one) => one.field)).toEqual(['lines', 'papers']);
  expect(definition.fields.map((field) => field.name)).toContain('vendor');
});
