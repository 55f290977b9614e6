import { COMMON_FIELDS } from '../../../../config/definition/expand';
import type { EnumValue } from '../../../../config/definition/types';
import { isPhone } from '../../../../config/definition/formats';
import { fieldName, valueName, type Syllables } from './naming';

export type SheetCell = string | number | boolean | Date | null | undefined;

/** A column of a sheet as it will become a field; `kind` may be changed before the form is made. */
export type SheetColumn = {
  title: string;
  samples: string[];
  kind: string;
  options: string[];
  /** Every form has a field of this name already. */ isCommon: boolean;
};

/** Most rows that are looked at to guess. */
const LOOKED_AT = 500;
/** A list of choices has few values, and each of them often. */
const MOST_OPTIONS = 12;
const LINE = 60;
const COMMON = new Set([...COMMON_FIELDS.flatMap((field) => [field.zh, field.en]), '编号', '单号', 'No.']);

/** Where the headings stand: paper forms have a title above them. The first row that is nearly as wide as the widest. */
export function headingRow(rows: SheetCell[][]): number {
  const widths = rows.slice(0, 10).map((row) => row.filter((cell) => textOf(cell) !== '').length);
  const widest = Math.max(0, ...widths);
  const found = widths.findIndex((width) => width >= Math.max(1, Math.ceil(widest * 0.6)));
  return Math.max(0, found);
}

/** The columns of a sheet with the kind of field that fits what stands in them. */
export function columnsOfSheet(rows: SheetCell[][]): SheetColumn[] {
  const at = headingRow(rows);
  const below = rows.slice(at + 1, at + 1 + LOOKED_AT);
  return (rows[at] ?? []).flatMap((cell, index) => {
    const title = textOf(cell).replace(/\s+/g, ' ');
    if (title === '') return [];
    const cells = below.map((row) => row[index]).filter((value) => textOf(value) !== '');
    const guess = guessKind(title, cells);
    return [{ title, samples: [...new Set(cells.map(textOf))].slice(0, 3), isCommon: COMMON.has(title), ...guess }];
  });
}

/** The kind of field for a column: what its heading says, as far as its cells agree; else what the cells are. */
export function guessKind(title: string, cells: SheetCell[]): Pick<SheetColumn, 'kind' | 'options'> {
  const kind = kindOfCells(title, cells);
  return kind === 'choice' ? { kind, options: optionsOf(cells) } : { kind, options: [] };
}

function kindOfCells(title: string, cells: SheetCell[]): string {
  const all = (test: (cell: SheetCell) => boolean): boolean => cells.length > 0 && cells.every(test);
  if (/电话|手机|联系方式|phone|mobile/i.test(title) && cells.every((cell) => isPhone(textOf(cell)))) return 'phone';
  if (/身份证|证件号/.test(title) && cells.every((cell) => /^[\dXx]{15,18}$/.test(textOf(cell)))) return 'id';
  if (/邮箱|e-?mail/i.test(title) && cells.every((cell) => textOf(cell).includes('@'))) return 'email';
  if (/签字|签名|signature/i.test(title)) return cells.length === 0 ? 'signature' : 'line';
  if (/照片|图片|photo/i.test(title) && cells.length === 0) return 'photo';
  if (all((cell) => cell instanceof Date))
    return cells.some((cell) => cell instanceof Date && (cell.getUTCHours() || cell.getUTCMinutes())) ? 'datetime' : 'date';
  if (all((cell) => /^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$/.test(textOf(cell)))) return 'date';
  if (all((cell) => /^([01]?\d|2[0-3]):[0-5]\d$/.test(textOf(cell)))) return 'time';
  if (all((cell) => typeof cell === 'boolean' || /^(是|否|有|无|√|×|yes|no|true|false)$/i.test(textOf(cell)))) return 'yesNo';
  if (all(isNumber)) return kindOfNumbers(title, cells);
  if (cells.length === 0) return kindOfTitle(title);
  if (isChoice(cells)) return 'choice';
  return cells.some((cell) => textOf(cell).length > LINE) || /备注|说明|内容|描述|remark|description/i.test(title) ? 'paragraph' : 'line';
}

function kindOfNumbers(title: string, cells: SheetCell[]): string {
  // A number that begins with 0 or is as long as an account is a name, not a quantity.
  if (/号|编码|code|no\.?$/i.test(title) || cells.some((cell) => /^0\d/.test(textOf(cell)) || textOf(cell).length > 12)) return 'line';
  if (/金额|费|价|款|租金|押金|元|amount|fee|price/i.test(title)) return 'money';
  return cells.every((cell) => Number.isInteger(Number(cell))) ? 'integer' : 'decimal';
}

/** An empty column is what it is called. */
function kindOfTitle(title: string): string {
  if (/时间|time$/i.test(title)) return 'datetime';
  if (/日期|date/i.test(title)) return 'date';
  if (/金额|费用?$|单价|押金/.test(title)) return 'money';
  if (/数量|人数|件数|次数/.test(title)) return 'integer';
  if (/^是否|^有无/.test(title)) return 'yesNo';
  return /备注|说明|内容|描述/.test(title) ? 'paragraph' : 'line';
}

function isChoice(cells: SheetCell[]): boolean {
  const different = new Set(cells.map(textOf));
  return (
    cells.length >= 6 &&
    different.size <= MOST_OPTIONS &&
    different.size * 3 <= cells.length &&
    [...different].every((text) => text.length <= 20)
  );
}

/** The most frequent first. */
function optionsOf(cells: SheetCell[]): string[] {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(textOf(cell), (counts.get(textOf(cell)) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([text]) => text);
}

export function optionValues(words: string[], syllables: Syllables): EnumValue[] {
  const taken = new Set<string>();
  return words.map((zh) => {
    const value = valueName({ zh, en: zh }, taken, syllables);
    taken.add(value);
    return { value, zh, en: zh };
  });
}

/** Names for the fields of the columns, no two alike. */
export function namesOfColumns(columns: SheetColumn[], syllables: Syllables): string[] {
  const taken: string[] = [];
  for (const { title } of columns) taken.push(fieldName({ zh: title, en: title }, taken, syllables));
  return taken;
}

const isNumber = (cell: SheetCell): boolean => typeof cell === 'number' || /^-?\d+(\.\d+)?$/.test(textOf(cell).replaceAll(',', ''));

function textOf(cell: SheetCell): string {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell).trim();
}
