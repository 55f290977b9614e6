import type { Violation, Words } from '../definition/types';
import { needsField, TILE_CHARTS, TILE_MEASURES, type FilterTree, type TileDefinition } from './tile';

type Raw = Record<string, unknown>;
const GOOD = ['up', 'down', 'neutral'] as const;
const LONGEST_NAME = 60;
const LONGEST_UNIT = 12;
const MOST_ORDER = 9999;
/** Beyond this a sum of fen is no longer exact. */
const MOST_TARGET = Number.MAX_SAFE_INTEGER;
/** Conditions clicked together stay far below this. */
const LONGEST_TREE = 8000;
const DEEPEST = 20;

/**
 * What was sent, as a definition of a figure whose every part has its kind, and what is wrong with it, by part. Whether its form and fields are
 * there, and whether the person may use them, is asked where they are known.
 */
export function parseTile(input: unknown): { tile: TileDefinition; violations: Violation[] } {
  const raw = isTree(input) ? input : {};
  const violations: Violation[] = [];
  const wrong = (path: string, code: string, params: Raw = {}): void => void violations.push({ path: path.split('.'), code, params });

  const text = (name: string, value: unknown, most: number): string => {
    const said = typeof value === 'string' ? value.trim() : '';
    if (said === '') wrong(name, 'required');
    else if (said.length > most) wrong(name, 'too_long', { max: most });
    else if (said.includes('\u0000')) wrong(name, 'bad_characters');
    return said;
  };
  const oneOf = <T extends string>(name: string, all: readonly T[], fallback: T): T => {
    const found = all.find((one) => one === raw[name]);
    if (found === undefined) wrong(name, 'not_a_member', { value: shown(raw[name]) });
    return found ?? fallback;
  };
  const name = (key: string): string | null => {
    const value = raw[key] ?? null;
    if (value === null || value === '') return null;
    if (typeof value !== 'string' || value.length > 60) wrong(key, 'not_a_text');
    return typeof value === 'string' ? value : null;
  };
  const tree = (key: string): FilterTree | null => {
    const value = raw[key] ?? null;
    if (value === null || (isTree(value) && Object.keys(value).length === 0)) return null;
    if (!isTree(value)) wrong(key, 'invalid_filter');
    else if (isDeeper(value, DEEPEST)) wrong(key, 'too_deep', { max: DEEPEST });
    else if (JSON.stringify(value).length > LONGEST_TREE) wrong(key, 'too_long', { max: LONGEST_TREE });
    else return value;
    return null;
  };

  const measure = oneOf('measure', TILE_MEASURES, 'count');
  const condition = measure === 'share' ? tree('condition') : null;
  if (measure === 'share' && condition === null && !violations.some((one) => one.path[0] === 'condition'))
    wrong('condition', 'tile_condition');
  const field = needsField(measure) ? name('field') : null;
  if (needsField(measure) && field === null) wrong('field', 'required');
  return {
    tile: {
      zh: text('zh', raw.zh, LONGEST_NAME),
      en: text('en', raw.en, LONGEST_NAME),
      form: text('form', raw.form, LONGEST_NAME),
      measure,
      field,
      condition,
      filter: tree('filter'),
      period: name('period'),
      group: name('group'),
      target: targetOf(raw.target, measure === 'share', wrong),
      good: oneOf('good', GOOD, 'neutral'),
      unit: unitOf(raw.unit, wrong),
      chart: oneOf('chart', TILE_CHARTS, 'number'),
      roles: rolesOf(raw.roles, wrong),
      order: orderOf(raw.order, wrong),
    },
    violations,
  };
}

type Wrong = (path: string, code: string, params?: Raw) => void;

function targetOf(value: unknown, isShare: boolean, wrong: Wrong): number | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    wrong('target', 'not_a_number', { value: shown(value) });
    return null;
  }
  if (isShare && (value < 0 || value > 1)) wrong('target', 'out_of_range');
  if (Math.abs(value) > MOST_TARGET) wrong('target', 'out_of_range');
  return value;
}

/** A word in both languages, or none; one alone would leave the other language without. */
function unitOf(value: unknown, wrong: Wrong): Words | null {
  if (value === null || value === undefined) return null;
  const { zh, en } = isTree(value) ? value : {};
  const words = { zh: typeof zh === 'string' ? zh.trim() : '', en: typeof en === 'string' ? en.trim() : '' };
  for (const lang of ['zh', 'en'] as const) if (words[lang].length > LONGEST_UNIT) wrong(`unit.${lang}`, 'too_long', { max: LONGEST_UNIT });
  return words.zh === '' && words.en === '' ? null : words;
}

function rolesOf(value: unknown, wrong: Wrong): string[] {
  if (value === null || value === undefined) return [];
  const list = Array.isArray(value) ? (value as unknown[]) : null;
  if (!list || list.some((role) => typeof role !== 'string')) {
    wrong('roles', 'not_a_list');
    return [];
  }
  return [...new Set(list as string[])];
}

function orderOf(value: unknown, wrong: Wrong): number {
  if (value === null || value === undefined) return 100;
  if (typeof value !== 'number' || !Number.isInteger(value)) wrong('order', 'not_an_integer', { value: shown(value) });
  else if (value < 0) wrong('order', 'too_small', { min: 0 });
  else if (value > MOST_ORDER) wrong('order', 'too_large', { max: MOST_ORDER });
  else return value;
  return 100;
}

/** Asked before anything walks through it. */
const isDeeper = (value: unknown, most: number): boolean =>
  typeof value === 'object' && value !== null && (most === 0 || Object.values(value).some((inner) => isDeeper(inner, most - 1)));

const isTree = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const shown = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 60) : '');
