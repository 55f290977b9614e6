import type { Words } from '../../../../config/definition/types';

/** Syllables of Chinese text, without tones: 车牌号 = che, pai, hao. */
export type Syllables = (text: string) => string[];

const MAX = 40;
/** Names that the language keeps for itself, and those of the fields that every form has. */
const RESERVED = new Set([
  ...[
    'id',
    'documentId',
    'createdAt',
    'updatedAt',
    'publishedAt',
    'createdBy',
    'updatedBy',
    'locale',
    'localizations',
    'status',
    'strapi',
    'meta',
    'data',
    'lastAuditId',
  ],
  ...[
    'record',
    'old',
    'self',
    'row',
    'related',
    'parent',
    'position',
    'and',
    'or',
    'not',
    'in',
    'true',
    'false',
    'null',
    'constructor',
    'prototype',
    'toString',
  ],
  ...[
    'state',
    'site',
    'remark',
    'attachments',
    'registeredBy',
    'registeredAt',
    'slaDueAt',
    'voidReason',
    'archivedAt',
    'incomplete',
    'rev',
    'formVersion',
    'number',
    'title',
  ],
]);

export const HAN = /\p{Script=Han}/u;

/** Is there a name of its own in English? One that was copied from the Chinese is none. */
export const hasEnglish = (words: Partial<Words>): boolean => Boolean(words.en?.trim()) && !HAN.test(words.en ?? '');

/** The parts of a name, in small letters: of the English one, else of the Chinese as pinyin. */
function partsOf(words: Partial<Words>, syllables: Syllables): string[] {
  const text = hasEnglish(words) ? (words.en ?? '') : (words.zh ?? '');
  return text
    .split(/([\p{Script=Han}]+)/u)
    .flatMap((part) => (HAN.test(part) ? syllables(part) : part.replace(/['’]/g, '').split(/[^A-Za-z0-9]+/)))
    .map((part) =>
      part
        .normalize('NFD')
        .replace(/[^A-Za-z0-9]/g, '')
        .toLowerCase(),
    )
    .filter((part) => part !== '');
}

/** `plateNo` of "Plate no.", `chePaiHao` of 车牌号. Never one that is taken or reserved. */
export function fieldName(words: Partial<Words>, taken: Iterable<string>, syllables: Syllables): string {
  const [first = 'field', ...rest] = partsOf(words, syllables);
  const camel = [first, ...rest.map((part) => part.charAt(0).toUpperCase() + part.slice(1))].join('');
  return free(/^[a-z]/.test(camel) ? camel : `f${camel}`, [...taken, ...RESERVED], '');
}

/** `fit_out` of "Fit-out": values of options, states and actions. */
export function valueName(words: Partial<Words>, taken: Iterable<string>, syllables: Syllables): string {
  const name = partsOf(words, syllables).join('_') || 'value';
  return free(/^[a-z]/.test(name) ? name : `v_${name}`, taken, '_');
}

/** `visitor-car` of "Visitor car": key of a form, a section, a paper. */
export function keyName(words: Partial<Words>, taken: Iterable<string>, syllables: Syllables): string {
  const name = partsOf(words, syllables).join('-') || 'form';
  return free(/^[a-z]/.test(name) ? name : `f-${name}`, taken, '-');
}

export function pluralOf(key: string, taken: Iterable<string>): string {
  const plural = /(s|x|z|ch|sh)$/.test(key) ? `${key}es` : /[^aeiou]y$/.test(key) ? `${key.slice(0, -1)}ies` : `${key}s`;
  return free(plural, taken, '-');
}

/** The first letters, for numbers: 访客车辆 = FKCL. */
export function initials(words: Partial<Words>, syllables: Syllables): string {
  const parts = partsOf({ zh: words.zh ?? '', en: HAN.test(words.zh ?? '') ? '' : (words.en ?? '') }, syllables);
  return (
    parts
      .map((part) => part.charAt(0).toUpperCase())
      .join('')
      .slice(0, 4) || 'NO'
  );
}

/** The name itself, or the first of its numbered sisters that nobody has. Letters are the same, large or small. */
function free(name: string, taken: Iterable<string>, joint: string): string {
  const known = new Set([...taken].map((one) => one.toLowerCase()));
  const base = name.slice(0, MAX - 4).replace(/[-_]+$/, '');
  if (!known.has(base.toLowerCase())) return base;
  for (let n = 2; ; n += 1) if (!known.has(`${base}${joint}${n}`.toLowerCase())) return `${base}${joint}${n}`;
}
