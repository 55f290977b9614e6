import { changesBetween } from '../../../../config/definition/changes';
import { field, form } from '../../../../config/definition/test-forms';
import type { FormDefinition } from '../../../../config/definition/types';
import { textAt, type DesignerWording } from '../words/use-designer-words';
import { changeLines } from './change-words';
import { addField, archiveField, patchField } from './fields';

const BASE = form([field('a', 'string', { zh: '编号' }), field('b', 'enum', { zh: '类别', values: [{ value: 'x', zh: '甲', en: 'A' }] })], {
  sections: [{ key: 's', zh: '基本', en: 'Basic', fields: ['a', 'b'] }],
});
const words = {
  lang: 'zh',
  d: (key, params) => textAt('zh', key, params ?? {}),
  t: (key: string) => ({ 'common.and': '、', 'common.yes': '是', 'common.no': '否' })[key] ?? key,
  say: (given) => given?.zh ?? '',
} as DesignerWording;
const said = (after: FormDefinition): string[] =>
  changeLines(changesBetween(BASE, after), { before: BASE, after, roleWord: (role) => (role === 'clerk' ? '文员' : role), words }).map(
    (line) => [line.text, line.before, line.after].filter((part) => part !== undefined).join('|'),
  );

describe('changes in words', () => {
  it('name a new field with its kind, and where it stands', () => {
    expect(said(addField(BASE, field('plate', 'string', { zh: '车牌号' }), { section: 's', index: 1 }))).toEqual([
      '新增字段“车牌号”(单行文字)',
      '修改分区“基本” · 字段 加入车牌号',
    ]);
  });
  it('say what was set, and what it was before', () => {
    expect(said(patchField(BASE, { field: 'a' }, { required: true, visible: "b == 'x'" }))).toEqual([
      '修改字段“编号” · 必填|无|是',
      "修改字段“编号” · 何时显示|无|b == 'x'",
    ]);
    expect(said(patchField(BASE, { field: 'a' }, { required: false }))).toEqual([]);
  });
  it('name archived fields, options and roles', () => {
    expect(said(archiveField(BASE, { field: 'b' }))).toContain('归档字段“类别”');
    expect(
      said(
        patchField(
          BASE,
          { field: 'b' },
          {
            values: [
              { value: 'x', zh: '甲', en: 'A' },
              { value: 'y', zh: '乙', en: 'B' },
            ],
          },
        ),
      ),
    ).toEqual(['新增字段“类别” · 选项“乙”']);
    expect(said({ ...BASE, access: { ...BASE.access, archive: ['clerk'] } })).toEqual(['修改权限 · 归档|无|文员']);
  });
});
