import { formView } from '../../test/form-view';
import { mergeOf } from './merge';

const words = { zh: '', en: '' };
const form = formView({
  key: 'order',
  fields: [
    { name: 'a', type: 'string', ...words },
    { name: 'b', type: 'string', ...words },
    { name: 'c', type: 'relation', target: 'unit', ...words },
    { name: 'sum', type: 'money', computed: true, ...words },
  ],
});
const unit = (documentId: string, title: string) => ({ documentId, form: 'unit', number: null, title, state: null });

test('what only one side changed is merged without a question', () => {
  const base = { a: '1', b: '1', c: unit('u', '甲'), sum: 1 };
  const { conflicts, merged } = mergeOf(form, base, { ...base, a: '2' }, { ...base, b: '3', c: unit('u', '甲(新名)'), sum: 9 });
  expect(conflicts).toEqual([]);
  expect(merged).toMatchObject({ a: '2', b: '3', sum: 9 });
});

test('what both changed is asked, unless both mean the same', () => {
  const base = { a: '1', b: '1', c: unit('u', '甲') };
  const { conflicts } = mergeOf(form, base, { a: '2', b: '5', c: unit('v', '乙') }, { a: '3', b: '5', c: unit('w', '丙') });
  expect(conflicts.map((field) => field.name)).toEqual(['a', 'c']);
});
