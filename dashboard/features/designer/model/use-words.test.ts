import { field, form } from '../../../../config/definition/test-forms';
import { textAt, type DesignerWording } from '../words/use-designer-words';
import { wordsOfUse } from './use-words';

const words = {
  lang: 'zh',
  d: (key, params) => textAt('zh', key, params ?? {}),
  t: (key: string) => key,
  say: (given) => given?.zh ?? '',
} as DesignerWording;

test('a use in a column of rows names the rows and the column, not their keys', () => {
  const lines = field('lines', 'json-rows', { zh: '材料', columns: [field('amount', 'money', { zh: '金额' })] });
  const use = { field: 'lines.qty', in: 'form', form: 'paper', address: 'fields.lines.columns.amount.formula', hard: true } as const;
  expect(wordsOfUse(use, form([lines]), [], words)).toMatch(/^材料 · 金额 · (?!formula)/);
});
