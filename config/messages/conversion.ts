import type { Words } from '../definition/types';

/** Why a value stays in the field that it came from, and what a screen is told that still has the old field. */
export const conversionWords: Record<string, Words> = {
  not_convertible: { zh: '这两种字段之间不能转换', en: 'There is no way from the one kind to the other' },
  leading_zero: { zh: '以 0 开头,转为数字会丢失', en: 'Begins with 0, which a number would lose' },
  too_many_decimals: { zh: '小数位过多,转换会丢失数字', en: 'Has more decimals than the field keeps' },
  has_time: { zh: '带有时刻,转为日期会丢失', en: 'Names a time, which a date would lose' },
  has_seconds: { zh: '带有秒,转换会丢失', en: 'Names seconds, which would be lost' },
  several_lines: { zh: '有多行,单行文字放不下', en: 'Has several lines; a text line holds one' },
  ambiguous_member: { zh: '有多个选项叫这个名称', en: 'Several choices have this name' },
  not_carried: {
    zh: '“{field}”已改变类型,刚才填写的“{value}”无法换算:{reason}',
    en: '"{field}" is of another kind now, and "{value}", which you filled in, does not convert: {reason}',
  },
  other_release: {
    zh: '产品的这张表单又有变化,请重新打开后再合并',
    en: 'The product has another release of this form by now; open it again before merging',
  },
  publishing_now: {
    zh: '这张表单正在由他人发布,请稍候再试',
    en: 'Somebody else is publishing this form; try again in a moment',
  },
  field_retyped: {
    zh: '此字段已改为“{field}”(另一种类),填写的内容无法转换:{reason} 请刷新页面后填写',
    en: 'This field has become "{fieldEn}" of another kind, and what is filled in does not convert: {reasonEn} Load the page again and fill it in there',
  },
};
