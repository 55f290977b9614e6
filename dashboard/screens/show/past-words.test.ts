import { en } from '../../app/words.en';
import { zh } from '../../app/words.zh';
import { startI18n, wordingOf } from '../../providers/i18n';
import { formView } from '../../test/form-view';
import { mentionedIn } from './mentions';
import { changeLines } from './past-words';

beforeAll(() => startI18n({ zh, en }));

const form = formView({
  key: 'order',
  fields: [
    { name: 'priority', zh: '级别', en: 'Priority', type: 'enum', values: [{ value: 'urgent', zh: '紧急', en: 'Urgent' }] },
    { name: 'fee', zh: '费用', en: 'Fee', type: 'money' },
    { name: 'unit', zh: '单元', en: 'Unit', type: 'relation', target: 'unit' },
    { name: 'phone', zh: '电话', en: 'Phone', type: 'string', sensitive: true },
    {
      name: 'lines',
      zh: '明细',
      en: 'Lines',
      type: 'json-rows',
      columns: [
        { name: 'item', zh: '材料', en: 'Item', type: 'string' },
        { name: 'n', zh: '数量', en: 'Quantity', type: 'decimal' },
      ],
    },
  ],
});

test('history speaks the words of the form, with names as they were', () => {
  const changes = [
    { field: 'priority', before: null, after: 'urgent' },
    { field: 'fee', before: 12300, after: 0 },
    { field: 'unit', before: { documentId: 'u1', label: 'A-1203' }, after: null },
    { field: 'phone', before: '***', after: '***' },
    { field: 'state', before: 'open', after: 'done' },
    { field: 'gone', before: 1, after: 2 },
  ];
  expect(changeLines(changes, form, wordingOf('zh'))).toEqual([
    '级别:空 → 紧急',
    '费用:¥123.00 → ¥0.00',
    '单元:A-1203 → 空',
    '电话:已隐藏,只显示部分 → 已隐藏,只显示部分',
  ]);
});

test('of rows each changed cell is said, and rows that came or went', () => {
  const before = [
    { id: 1, item: '灯管', n: 2 },
    { id: 2, item: '开关', n: 1 },
  ];
  const after = [
    { id: 1, item: '灯管', n: 3 },
    { id: 3, item: '插座', n: 4 },
  ];
  expect(changeLines([{ field: 'lines', before, after }], form, wordingOf('zh'))).toEqual([
    '明细 第 1 行 数量:2 → 3',
    '明细 第 2 行 + 插座 · 4',
    '明细 − 开关 · 1',
  ]);
});

test('only who is still named in the text is told', () => {
  const chosen = new Map([
    ['陈静', 'e1'],
    ['王敏', 'e2'],
  ]);
  expect(mentionedIn('请 @陈静 看一下', chosen)).toEqual(['e1']);
});
