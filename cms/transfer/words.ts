import type { Words } from '../../config/definition/types';
import { messageWords } from '../../config/messages/messages';

/** What the importer says where it can say more than `config/messages`. */
const WORDS: Record<string, (params: Record<string, unknown>) => Words> = {
  not_in_list: ({ value }) => ({
    zh: `“${value}”不在可选值中,请改为列表中的值或在对应关系中指定`,
    en: `"${value}" is not in the list; use a value of the list or map it`,
  }),
  not_a_number: ({ value }) => ({ zh: `“${value}”不是数字`, en: `"${value}" is not a number` }),
  not_a_whole_number: ({ value }) => ({ zh: `“${value}”不是整数`, en: `"${value}" is not a whole number` }),
  not_an_amount: ({ value }) => ({ zh: `“${value}”不是金额(最多两位小数)`, en: `"${value}" is not an amount (two decimals at most)` }),
  not_a_date: ({ value }) => ({ zh: `“${value}”不是能识别的日期`, en: `"${value}" is not a date in a known form` }),
  not_yes_or_no: ({ value }) => ({ zh: `“${value}”不是“是/否”`, en: `"${value}" is neither yes nor no` }),
  record_not_found: ({ form, value }) => ({ zh: `找不到“${value}”(${form})`, en: `"${value}" was not found (${form})` }),
  too_many_rows: ({ rows, limit }) => ({
    zh: `行数 ${rows} 超过上限 ${limit},请拆分`,
    en: `${rows} rows are more than ${limit}; split the file`,
  }),
  unreadable_file: ({ reason }) =>
    reason === 'xls'
      ? { zh: '旧版 .xls 不能读取,请另存为 .xlsx 或 .csv', en: 'Old .xls files cannot be read; save as .xlsx or .csv' }
      : { zh: '文件无法读取,请确认是 xlsx 或 csv', en: 'The file cannot be read; it must be xlsx or csv' },
};

/** Words of a problem in both languages. */
export function wordsOf(code: string, params: Record<string, unknown>): Words {
  return WORDS[code]?.(params) ?? messageWords(code, params);
}
