import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FORMAT_NAMES } from '../definition/formats';
import { MESSAGES, messageOf, messageWords } from './messages';

const ROOT = join(__dirname, '../..');

/** Where codes are given. Issues of definitions carry words of their own (`definition/checks`, `shape-check`, `expression`). */
const PLACES: [RegExp, string[]][] = [
  [/new AppError\(\s*[\w.]+,\s*(?:[^'"),]*\? *)?'([a-z_]+)'(?: *: *'([a-z_]+)')?/g, ['cms']],
  [/badQuery\(\s*(?:\[[^\]]*\]|[^,[(]+(?:\([^)]*\))?), (?:[^;']*\? )?'([a-z_]+)'(?: : '([a-z_]+)')?/g, ['cms']],
  [
    /\bcode: '([a-z_]+)'/g,
    [
      'cms',
      'config/rules',
      'config/definition/check-record.ts',
      'config/definition/check-value.ts',
      'config/definition/compute.ts',
      'config/definition/guards.ts',
      'config/definition/required.ts',
      'config/definition/normalize.ts',
    ],
  ],
  [
    /\breport\('([a-z_]+)'/g,
    ['config/definition/normalize-value.ts', 'config/definition/normalize-rows.ts', 'config/definition/normalize-relation.ts'],
  ],
  [/\? \['(too_[a-z]+)', '(too_[a-z]+)'\] : \['(too_[a-z]+)', '(too_[a-z]+)'\]/g, ['config/definition/check-value.ts']],
  [/readonly code: ('[a-z_]+'(?: \| '[a-z_]+')*)/g, ['cms/transfer']],
];

function sources(path: string): string[] {
  const full = join(ROOT, path);
  if (path.endsWith('.ts')) return [full];
  return readdirSync(full, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('tests'))
    .map((name) => join(full, name));
}

function codes(): Map<string, string> {
  const found = new Map<string, string>();
  for (const [pattern, places] of PLACES) {
    for (const file of places.flatMap(sources)) {
      for (const groups of readFileSync(file, 'utf8').matchAll(pattern)) {
        for (const group of groups.slice(1)) for (const code of group?.match(/[a-z_]+/g) ?? []) found.set(code, file);
      }
    }
  }
  return found;
}

describe('words by code', () => {
  test('every code that is thrown has words in both languages', () => {
    const found = codes();
    expect(found.size).toBeGreaterThan(60);
    expect([...found].filter(([code]) => !MESSAGES[code]).map(([code, file]) => `${code} (${file.slice(ROOT.length + 1)})`)).toEqual([]);
  });

  test('every format has words for a text that has it not', () => {
    const texts = FORMAT_NAMES.filter((name) => name !== 'signature' && name !== 'photo');
    expect(texts.filter((name) => !MESSAGES[`not_${name.replace(/-/g, '_')}`])).toEqual([]);
  });

  test('both languages name the same things', () => {
    const lacking = Object.entries(MESSAGES).filter(
      ([, { zh, en }]) => !/\p{Script=Han}/u.test(zh) || /\p{Script=Han}/u.test(en) || en === '',
    );
    expect(lacking).toEqual([]);
  });
});

describe('a message', () => {
  test('has its parameters filled in, fen as yuan and instants as local time', () => {
    expect(messageOf('too_long', { max: 20 }, 'en')).toBe('Too long: at most 20 characters');
    expect(messageOf('too_large', { max: 1234567, unit: 'fen' })).toBe('不能大于 ¥12,345.67');
    expect(messageOf('too_early', { min: '2026-01-31T16:30:00.000Z' })).toBe('不能早于 2026-02-01 00:30');
    expect(messageOf('import_columns_missing', { columns: ['客户', '单元'] })).toBe('文件缺少列:客户、单元');
  });

  test('leaves no empty quotes where a parameter was not given', () => {
    expect(messageOf('not_a_number', {}, 'en')).toBe('Is not a number');
    expect(messageOf('unknown_field', {})).not.toContain('“”');
  });

  test('of an unknown code names the code', () => {
    expect(messageWords('no_such_code')).toEqual({ zh: '内容无效(no_such_code)', en: 'Not valid (no_such_code)' });
    expect(messageOf('constructor')).toContain('constructor');
  });
});
