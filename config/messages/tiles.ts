import type { Words } from '../definition/types';

/** Figures made on screen. */
export const tileWords: Record<string, Words> = {
  stale_tile: { zh: '{by}刚刚改过此指标,请核对后再保存', en: '{by} has changed this figure meanwhile; compare before you save' },
  too_many_tiles: { zh: '自定义指标最多 {max} 个,请先删除不用的', en: 'At most {max} figures can be made; delete some first' },
  not_for_tile: { zh: '此字段不能这样使用', en: 'This field cannot be used so' },
  tile_not_your_form: { zh: '您不能为此表单制作指标', en: 'You may not make figures of this form' },
  tile_group_unknown: {
    zh: '您无权查看此关联记录的名称,不能按它分组',
    en: 'You may not see the names of these records, so you cannot group by them',
  },
  tile_chart: { zh: '这种图不适合现在的计算方式和分组', en: 'This chart does not fit the measure and the group' },
  tile_condition: { zh: '请选择占比所看的条件', en: 'Choose the condition whose share is shown' },
};
