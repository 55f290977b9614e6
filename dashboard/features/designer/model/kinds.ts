import type { FieldDefinition, Words } from '../../../../config/definition/types';

export const KIND_GROUPS = ['text', 'number', 'choice', 'time', 'link', 'file'] as const;
export type KindGroup = (typeof KIND_GROUPS)[number];

/** A kind of field as people name it: a type of the language with some of its options set. */
export type Kind = Words & {
  key: string;
  group: KindGroup;
  /** May stand in a table of rows. */
  inRows: boolean;
  /** What the field starts with, beside its name and words. */
  start: Omit<FieldDefinition, 'name' | 'zh' | 'en'>;
  /** Further words under which it is found. */
  also?: string;
};

const OPTIONS = [
  { value: 'option_1', zh: '选项 1', en: 'Option 1' },
  { value: 'option_2', zh: '选项 2', en: 'Option 2' },
];
const COLUMNS: FieldDefinition[] = [
  { name: 'item', zh: '项目', en: 'Item', type: 'string', required: true },
  { name: 'quantity', zh: '数量', en: 'Quantity', type: 'integer', min: 0 },
];

/** The palette, in its order. */
export const KINDS: readonly Kind[] = [
  { key: 'line', group: 'text', zh: '单行文字', en: 'Text line', inRows: true, start: { type: 'string' }, also: 'string 文本 编号 车牌' },
  { key: 'paragraph', group: 'text', zh: '多行文字', en: 'Paragraph', inRows: true, start: { type: 'text' }, also: 'text 备注 说明' },
  {
    key: 'phone',
    group: 'text',
    zh: '电话',
    en: 'Phone',
    inRows: true,
    start: { type: 'string', format: 'phone', sensitive: true },
    also: '手机 联系方式',
  },
  { key: 'email', group: 'text', zh: '邮箱', en: 'E-mail', inRows: true, start: { type: 'string', format: 'email' }, also: 'email' },
  {
    key: 'id',
    group: 'text',
    zh: '身份证号',
    en: 'ID number',
    inRows: true,
    start: { type: 'string', format: 'id-number', sensitive: true, encrypted: true },
    also: '证件',
  },
  { key: 'integer', group: 'number', zh: '整数', en: 'Whole number', inRows: true, start: { type: 'integer' }, also: '数量 人数' },
  {
    key: 'decimal',
    group: 'number',
    zh: '小数',
    en: 'Decimal',
    inRows: true,
    start: { type: 'decimal', scale: 2 },
    also: '面积 读数 百分比',
  },
  { key: 'money', group: 'number', zh: '金额', en: 'Amount', inRows: true, start: { type: 'money', min: 0 }, also: '费用 价格 元' },
  {
    key: 'choice',
    group: 'choice',
    zh: '单选',
    en: 'Single choice',
    inRows: true,
    start: { type: 'enum', values: OPTIONS },
    also: 'enum 下拉 选项',
  },
  {
    key: 'choices',
    group: 'choice',
    zh: '多选',
    en: 'Multiple choice',
    inRows: true,
    start: { type: 'enum', multiple: true, values: OPTIONS },
    also: '复选 选项',
  },
  { key: 'yesNo', group: 'choice', zh: '是/否', en: 'Yes or no', inRows: true, start: { type: 'boolean' }, also: 'boolean 开关 勾选' },
  { key: 'date', group: 'time', zh: '日期', en: 'Date', inRows: true, start: { type: 'date' }, also: 'date' },
  { key: 'datetime', group: 'time', zh: '日期时间', en: 'Date and time', inRows: true, start: { type: 'datetime' }, also: 'datetime' },
  { key: 'time', group: 'time', zh: '时刻', en: 'Time of day', inRows: true, start: { type: 'time' }, also: 'time 几点' },
  {
    key: 'person',
    group: 'link',
    zh: '员工',
    en: 'Employee',
    inRows: true,
    start: { type: 'relation', target: 'employee', pick: "state != 'left'" },
    also: 'person 人员 经办人',
  },
  {
    key: 'record',
    group: 'link',
    zh: '关联记录',
    en: 'Another record',
    inRows: true,
    start: { type: 'relation' },
    also: 'relation 单元 客户 引用',
  },
  {
    key: 'rows',
    group: 'link',
    zh: '明细表',
    en: 'Table of rows',
    inRows: false,
    start: { type: 'json-rows', columns: COLUMNS },
    also: 'table 子表 清单',
  },
  { key: 'files', group: 'file', zh: '附件', en: 'Files', inRows: true, start: { type: 'media', multiple: true }, also: 'media 文件' },
  {
    key: 'photo',
    group: 'file',
    zh: '照片',
    en: 'Photos',
    inRows: true,
    start: { type: 'media', format: 'photo', multiple: true },
    also: '拍照 图片',
  },
  {
    key: 'signature',
    group: 'file',
    zh: '签字',
    en: 'Signature',
    inRows: false,
    start: { type: 'media', format: 'signature' },
    also: '签名 手写',
  },
];

/** How people would name the kind of a field that is there. */
export function kindOf(field: FieldDefinition): Kind {
  const { type, format, multiple, target } = field;
  const fits = KINDS.filter((kind) => kind.start.type === type);
  const exact = fits.find(
    (kind) =>
      (kind.start.format ?? null) === (format ?? null) &&
      Boolean(kind.start.multiple) === Boolean(multiple) &&
      (kind.start.target ?? null) === (target ?? null),
  );
  const near = fits.find((kind) => !kind.start.format && Boolean(kind.start.multiple) === Boolean(multiple) && !kind.start.target);
  const found = exact ?? near ?? fits.find((kind) => !kind.start.format) ?? fits[0] ?? KINDS[0];
  if (!found) throw new Error(`No kind for ${type}`);
  return found;
}

/** A new field of a kind; one that points to records needs a target at once. */
export function newField(kind: Kind, words: Words, name: string, target: string | undefined): FieldDefinition {
  const start = kind.key === 'record' && target !== undefined ? { ...kind.start, target } : kind.start;
  return { name, zh: words.zh, en: words.en, ...structuredClone(start) };
}
