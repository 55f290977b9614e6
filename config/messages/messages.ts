import { localDate, localTime } from '../definition/calendar-date';
import type { Words } from '../definition/types';
import { approvalWords, designerWords } from './changes';
import { conversionWords } from './conversion';
import { purgeWords } from './purge';
import { fileWords, queryWords, requestWords } from './requests';
import { tileWords } from './tiles';
import { ruleWords, valueWords } from './values';

export type Lang = 'zh' | 'en';

/** Words of every code that the product answers with. Codes are stable, words may be bettered. */
export const MESSAGES: Readonly<Record<string, Words>> = {
  ...requestWords,
  ...fileWords,
  ...queryWords,
  ...ruleWords,
  ...valueWords,
  ...designerWords,
  ...purgeWords,
  ...conversionWords,
  ...approvalWords,
  ...tileWords,
};

/** Words of a code in both languages, its parameters filled in; an unknown code is named, so that it can be looked up. */
export function messageWords(code: string, params: Record<string, unknown> = {}): Words {
  return { zh: messageOf(code, params, 'zh'), en: messageOf(code, params, 'en') };
}

/** Words of a code in one language. */
export function messageOf(code: string, params: Record<string, unknown> = {}, lang: Lang = 'zh'): string {
  const words = Object.hasOwn(MESSAGES, code) ? MESSAGES[code] : undefined;
  if (!words) return lang === 'zh' ? `内容无效(${code})` : `Not valid (${code})`;
  const text = words[lang].replace(/\{(\w+)\}/g, (_, name: string) => shown(name, params));
  // A parameter that was not given leaves nothing behind.
  const tidy = text.replace(/“”|""/g, '').replace(/ {2,}/g, ' ').trim();
  return lang === 'en' ? tidy.charAt(0).toUpperCase() + tidy.slice(1) : tidy;
}

/** A parameter as people read it: fen as yuan, an instant as local time. */
function shown(name: string, params: Record<string, unknown>): string {
  const value = Object.hasOwn(params, name) ? params[name] : undefined;
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return params.unit === 'fen' ? `¥${yuan(value)}` : String(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map((entry: unknown) => shown('entry', { entry })).join('、');
  if (typeof value !== 'string') return '';
  const time = /^\d{4}-\d{2}-\d{2}T/.test(value) ? localTime(value) : null;
  return time === null ? value : `${localDate(value)} ${time}`;
}

/** 1234567 fen = 12,345.67. */
function yuan(fen: number): string {
  const [whole = '0', cents = '00'] = (Math.abs(fen) / 100).toFixed(2).split('.');
  return `${fen < 0 ? '-' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}
