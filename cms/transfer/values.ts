/** Text of a sheet as values of the product. Every function answers null for what it cannot read: nothing is guessed. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const PARTS: Record<string, string> = {
  yyyy: '(?<y>\\d{4})',
  yy: '(?<yy>\\d{2})',
  MMM: '(?<mon>[A-Za-z]{3})[a-z]*',
  MM: '(?<M>\\d{2})',
  M: '(?<M>\\d{1,2})',
  dd: '(?<d>\\d{2})',
  d: '(?<d>\\d{1,2})',
  HH: '(?<H>\\d{2})',
  H: '(?<H>\\d{1,2})',
  hh: '(?<h>\\d{2})',
  h: '(?<h>\\d{1,2})',
  mm: '(?<m>\\d{2})',
  ss: '(?<s>\\d{2})',
  a: '(?<a>[AaPp])\\.?[Mm]\\.?',
};

const patterns = new Map<string, RegExp>();

function patternOf(format: string): RegExp {
  const known = patterns.get(format);
  if (known) return known;
  const source = format.replace(
    /yyyy|yy|MMM|MM|M|dd|d|HH|H|hh|h|mm|ss|a|[^A-Za-z]+|[A-Za-z]/g,
    (token) => PARTS[token] ?? token.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/ +/g, '\\s+'),
  );
  const pattern = new RegExp(`^${source}$`);
  patterns.set(format, pattern);
  return pattern;
}

export interface Moment {
  /** Local day. */
  date: string;
  /** Local time of day 'HH:MM:SS'; null when the format has none. */
  time: string | null;
}

/** Reads a date by the formats given, strictly: 31 April is no date, 12:00 AM is midnight, a two-digit year belongs to 1970-2069. */
export function parseMoment(text: string, formats: string[]): Moment | null {
  const value = text.trim();
  for (const format of formats) {
    const groups = patternOf(format).exec(value)?.groups;
    if (groups) return momentOf(groups);
  }
  return null;
}

function momentOf(groups: Record<string, string | undefined>): Moment | null {
  const short = Number(groups.yy ?? Number.NaN);
  const year = groups.y === undefined ? (short < 70 ? 2000 + short : 1900 + short) : Number(groups.y);
  const month = groups.mon === undefined ? Number(groups.M ?? 1) : MONTHS.indexOf(groups.mon.toLowerCase()) + 1;
  const day = Number(groups.d ?? 1);
  const check = new Date(Date.UTC(year, month - 1, day));
  if (check.getUTCFullYear() !== year || check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day) return null;
  const date = check.toISOString().slice(0, 10);
  if (groups.H === undefined && groups.h === undefined) return { date, time: null };
  let hour = Number(groups.H ?? groups.h);
  if (groups.h !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (groups.a?.toLowerCase() === 'p' ? 12 : 0);
  }
  const minute = Number(groups.m ?? 0);
  const second = Number(groups.s ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return null;
  return { date, time: [hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':') };
}

export const DATE_FORMATS = ['yyyy-MM-dd', 'yyyy/M/d', 'yyyy年M月d日', 'yyyy.M.d'];
export const DATETIME_FORMATS = ['yyyy-MM-dd HH:mm:ss', 'yyyy-MM-dd HH:mm', 'yyyy/M/d H:mm:ss', 'yyyy/M/d H:mm', ...DATE_FORMATS];

/** A local moment of the site (UTC+8) as ISO UTC; without a time of day it is midnight. */
export const isoOf = (moment: Moment): string => new Date(`${moment.date}T${moment.time ?? '00:00:00'}+08:00`).toISOString();

/** A cell that the workbook itself says is a date: it was written in local time and read as if it were UTC. */
export const momentOfCell = (cell: Date): Moment => ({ date: cell.toISOString().slice(0, 10), time: cell.toISOString().slice(11, 19) });

/** Amount in yuan as whole fen, by text and never by floating point: '1,234.5' = 123450. More than two decimals are refused unless they are zeros. */
export function parseFen(text: string): number | null {
  const value = text
    .trim()
    .replace(/^[¥￥$£€]\s*/, '')
    .replace(/\s*元$/, '');
  const match =
    /^(?<sign>[-+]?)(?<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?<cents>\d{0,2})0*)?$/.exec(value) ??
    /^(?<sign>[-+]?)(?<whole>)\.(?<cents>\d{1,2})0*$/.exec(value);
  if (!match?.groups) return null;
  const whole = (match.groups.whole ?? '').replaceAll(',', '');
  const fen = Number(`${whole === '' ? '0' : whole}${(match.groups.cents ?? '').padEnd(2, '0')}`);
  if (!Number.isSafeInteger(fen)) return null;
  return match.groups.sign === '-' && fen !== 0 ? -fen : fen;
}

/** A decimal number; thousands may be grouped by commas. */
export function parseNumber(text: string): number | null {
  const value = text.trim();
  if (!/^[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?$/.test(value) || !/\d/.test(value)) return null;
  const number = Number(value.replaceAll(',', ''));
  return Number.isFinite(number) ? number : null;
}

const TRUE = new Set(['true', 'yes', 'y', '1', '是', '有', '√']);
const FALSE = new Set(['false', 'no', 'n', '0', '否', '无', '×']);

export function parseBoolean(text: string): boolean | null {
  const value = text.trim().toLowerCase();
  return TRUE.has(value) ? true : FALSE.has(value) ? false : null;
}
