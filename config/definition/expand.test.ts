import { expand, initialStateOf } from './expand';
import { field, form } from './test-forms';

test('common fields, void and a section for the rest are added once', () => {
  const def = form([field('name', 'string')], { numbering: { book: 'b', pattern: '{seq:3}' } });
  expect(def.fields.map((entry) => entry.name).slice(0, 3)).toEqual(['number', 'name', 'state']);
  expect(def.transitions.at(-1)).toMatchObject({ action: 'void', from: ['draft', 'open'], to: 'void', comment: 'required' });
  expect(def.sections).toEqual([{ key: 'main', zh: '基本信息', en: 'Details', fields: ['name', 'remark', 'attachments'] }]);
  expect(expand(def)).toEqual(def);
});

test('masters are not voided; a form without a number has none', () => {
  const def = form([field('name', 'string')], { kind: 'master' });
  expect(def.transitions.some((transition) => transition.action === 'void')).toBe(false);
  expect(def.fields.some((entry) => entry.name === 'number')).toBe(false);
});

test('own words for void are kept', () => {
  const def = form([field('name', 'string')], {
    transitions: [{ action: 'void', zh: '注销', en: 'Cancel', from: ['draft'], to: 'closed', by: ['clerk'] }],
  });
  expect(def.transitions).toHaveLength(1);
  expect(initialStateOf(def)).toBe('draft');
});
